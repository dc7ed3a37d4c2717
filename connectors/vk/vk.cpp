// ВКонтакте: the descriptor, and the connector that hands each question to the file that knows the answer.
#include "connectors/abilities.hpp"

#include "connectors/http_client.hpp"
#include "connectors/options.hpp"
#include "connectors/vk/account.hpp"
#include "connectors/vk/api.hpp"
#include "connectors/vk/events.hpp"
#include "connectors/vk/latest.hpp"
#include "connectors/vk/materials.hpp"
#include "connectors/vk/messages.hpp"
#include "connectors/vk/moderate.hpp"
#include "connectors/vk/news.hpp"
#include "connectors/vk/read.hpp"
#include "connectors/vk/things.hpp"
#include "connectors/vk/thread.hpp"
#include "connectors/vk/write.hpp"

namespace otklik::vk {

namespace asio = boost::asio;

namespace {

constexpr option options[] = {
    {"community", "the number of the administration's community, such as 55", "", false, true},
    {"service_token", "the application's service key: reads walls, comments, discussions and the search", "", true,
     false},
    {"community_token",
     "the community's access key with the right «wall»: answers; with more rights, messages and events", "", true,
     false},
    {"user_token",
     "a user's token: photos, videos, mentions, moderation, pictures; reads where there is no service key", "", true,
     false},
    {"user_refresh_token", "the refresh token that VK ID issued with user_token: it is renewed then", "", true, false},
    {"client_id", "the number of the application that user_token was issued for; with user_refresh_token", "", false,
     false},
    {"device_id", "what VK ID called the device when it issued user_token; with user_refresh_token", "", false, false},
    {"auth", "where VK ID renews tokens", "https://id.vk.com", false, false},
    {"api", "where VK's methods are", "https://api.vk.com", false, false},
    {"posts_watched", "how many of a wall's newest posts are watched for new comments, 1 to 100", "50", false, false},
    {"sweep_hours", "how often their comments are read again although no counter moved", "6", false, false},
};

constexpr source_kind sources[] = {
    {"wall", "posts, comments and threads of a community's or person's wall", "-55, club55, adm_akhtuba or an address",
     pace::polled, 5000},
    {"search", "public posts all over VK that hold some words", "the words, as in VK's own search", pace::polled, 1000},
    {"boards", "discussions of a community: topics and the comments in them", "-55 or club55"},
    {"photos", "comments under all photos of a community; needs user_token", "the own community, such as -55"},
    {"videos", "a community's videos and the comments under them; needs user_token", "the own community, such as -55"},
    {"mentions", "posts and comments anywhere that mention the community; needs user_token",
     "the community, such as -55"},
    {"messages", "private messages to the own community", "the own community, such as -55"},
    {"events", "what happens in the own community, as VK tells it at once", "the own community, such as -55",
     pace::waiting},
};

std::optional<std::string> objection(const option_values& given) {
    const auto community = whole_number(value_of(given, "community"));
    if (!community || *community <= 0) return "community is the community's number without a minus, such as 55";
    if (!is_between(given, "posts_watched", 1, 100)) return "posts_watched is a number from 1 to 100";
    if (!is_between(given, "sweep_hours", 1, 24 * 31)) return "sweep_hours is a number from 1 to 744";
    if (!value_of(given, "user_refresh_token").empty())
        for (auto name : {"client_id", "device_id"})
            if (value_of(given, name).empty())
                return std::string(name) + " is missing: without it user_refresh_token_file renews nothing";
    if (objection_to_address(value_of(given, "auth"))) return "auth is an https:// address";
    return objection_to_address(value_of(given, "api"));
}

std::string auth_address(const option_values& given) {
    auto out = value_of(given, "auth");
    while (out.ends_with('/')) out.pop_back();
    return out.empty() ? "https://id.vk.com" : out;
}

class vk_connector final : public connector, public reads_links, public moderates, public publishes_news {
public:
    vk_connector(surroundings around, reader_settings reading_with)
        : time_(around.time),
          reading_with_(std::move(reading_with)),
          vk_(around, api_address(around.options, "https://api.vk.com"),
              {value_of(around.options, "service_token"),
               value_of(around.options, "community_token"),
               value_of(around.options, "user_token"),
               {value_of(around.options, "user_refresh_token"), value_of(around.options, "client_id"),
                value_of(around.options, "device_id"), auth_address(around.options)}}) {}

    asio::awaitable<reading> read(const source& from, std::string cursor) override {
        for (const auto& [name, how] : readers)
            if (from.kind == name) co_return co_await (this->*how)(from, std::move(cursor));
        co_return not_begun(std::move(cursor),
                            {trouble::settings, "vk has no source of the kind \"" + from.kind + "\"", {}});
    }

    asio::awaitable<write_outcome> place(const placement& what) override {
        if (is_private(what)) co_return co_await place_message(vk_, reading_with_.community, what);
        co_return co_await place_comment(vk_, reading_with_.community, what);
    }

    asio::awaitable<look_outcome> look(const placement& what) override {
        const parsing with{reading_with_.account, what.to.source, reading_with_.community, nullptr};
        if (!is_private(what)) co_return co_await look_at_thread(vk_, with, what);
        auto told = co_await look_at_conversation(vk_, with, what);
        auto* view = std::get_if<thread_view>(&told);
        if (!view || what.to.kind == post_kind::direct) co_return std::move(told);
        // What is answered privately stands elsewhere, and may be gone or changed there.
        auto public_look = co_await look_at_thread(vk_, with, what);
        auto* there = std::get_if<thread_view>(&public_look);
        if (!there) co_return std::move(public_look);
        view->gone = there->gone;
        view->text = std::move(there->text);
        co_return std::move(told);
    }

    asio::awaitable<account_check> check() override { co_return co_await check_account(vk_, reading_with_.community); }

    // A photo alone holds no words.
    bool understands(std::string_view link) const override {
        const auto where = any_link_of(link);
        return where && (where->post.on != shelf::photo || where->comment);
    }

    asio::awaitable<std::variant<post, failure>> read_link(std::string link) override {
        const auto where = any_link_of(link);
        if (!understands(link))
            co_return failure{trouble::settings, "this is no address of a post or comment of VK", {}};
        co_return co_await read_linked(*where);
    }

    asio::awaitable<write_outcome> publish(const news& what) override {
        co_return co_await publish_news(vk_, reading_with_.community, what);
    }

    asio::awaitable<std::variant<std::vector<own_reply>, failure>> published_since(moment since) override {
        co_return co_await published_by(vk_, reading_with_.community, since);
    }

    asio::awaitable<write_outcome> moderate(moderation what, const post& which) override {
        co_return co_await moderate_item(vk_, what, which);
    }

    asio::awaitable<std::variant<standing, failure>> standing_of(const post& which) override {
        co_return co_await standing_of_item(vk_, which);
    }

private:
    using reader = asio::awaitable<reading> (vk_connector::*)(const source&, std::string);
    static const std::array<std::pair<std::string_view, reader>, std::size(sources)> readers;

    asio::awaitable<reading> wall(const source& from, std::string cursor) {
        return read_wall(vk_, reading_with_, time_, from, std::move(cursor));
    }
    asio::awaitable<reading> search(const source& from, std::string cursor) {
        return read_search(vk_, reading_with_, time_, from, std::move(cursor));
    }
    asio::awaitable<reading> boards(const source& from, std::string cursor) {
        return read_things(vk_, reading_with_, time_, shelf::topic, from, std::move(cursor));
    }
    asio::awaitable<reading> videos(const source& from, std::string cursor) {
        return read_things(vk_, reading_with_, time_, shelf::video, from, std::move(cursor));
    }
    asio::awaitable<reading> photos(const source& from, std::string cursor) {
        return read_photo_comments(vk_, reading_with_, time_, from, std::move(cursor));
    }
    asio::awaitable<reading> mentions(const source& from, std::string cursor) {
        return read_mentions(vk_, reading_with_, time_, from, std::move(cursor));
    }
    asio::awaitable<reading> messages(const source& from, std::string cursor) {
        return read_messages(vk_, reading_with_, from, std::move(cursor));
    }
    asio::awaitable<reading> events(const source& from, std::string cursor) {
        return read_events(vk_, reading_with_, line_, from, std::move(cursor));
    }

    static bool is_private(const placement& what) { return what.privately || what.to.kind == post_kind::direct; }

    asio::awaitable<std::variant<post, failure>> read_linked(wall_link where) {
        std::vector<skipped> left_out;
        std::optional<post> out;
        if (where.comment) {
            const target to{where.post, where.comment, where.root};
            auto found = co_await find_comment(vk_, to);
            if (auto* error = std::get_if<api_error>(&found)) co_return std::move(error->why);
            if (auto& comment = std::get<0>(found))
                out = parse_comment(comment->item, where.post, comment->root, parsed_by_hand(comment->known), "link",
                                    left_out);
        } else {
            auto found = co_await find_post(vk_, where.post);
            if (auto* error = std::get_if<api_error>(&found)) co_return std::move(error->why);
            if (auto& item = std::get<0>(found))
                out = parse_thing(item->item, where.post, parsed_by_hand(item->known), "link", left_out);
        }
        if (out) co_return std::move(*out);
        if (!left_out.empty())
            co_return failure{trouble::unreadable, left_out.front().place + ": " + left_out.front().why, {}};
        co_return failure{trouble::gone, "there is nothing at this address, or it is not public", {}};
    }

    parsing parsed_by_hand(const authors& known) const {
        return {reading_with_.account, {}, reading_with_.community, &known};
    }

    otklik::clock& time_;
    reader_settings reading_with_;
    api vk_;
    event_line line_;
};

const std::array<std::pair<std::string_view, vk_connector::reader>, std::size(sources)> vk_connector::readers{{
    {"wall", &vk_connector::wall},
    {"search", &vk_connector::search},
    {"boards", &vk_connector::boards},
    {"photos", &vk_connector::photos},
    {"videos", &vk_connector::videos},
    {"mentions", &vk_connector::mentions},
    {"messages", &vk_connector::messages},
    {"events", &vk_connector::events},
}};

std::unique_ptr<connector> open(surroundings around) {
    reader_settings with;
    with.account = around.account;
    with.community = whole_number(value_of(around.options, "community")).value_or(0);
    with.posts_watched = static_cast<std::size_t>(whole_number(value_of(around.options, "posts_watched")).value_or(50));
    with.sweep_every = std::chrono::hours(whole_number(value_of(around.options, "sweep_hours")).value_or(6));
    return std::make_unique<vk_connector>(std::move(around), std::move(with));
}

}

extern const connector_kind kind{connector_abi, "vk", "ВКонтакте", options, sources, materials, objection, open};

}
