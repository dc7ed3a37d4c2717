// ВКонтакте: the descriptor, and the connector that hands each question to the file that knows the answer.
#include "connectors/abilities.hpp"

#include "connectors/http_client.hpp"
#include "connectors/options.hpp"
#include "connectors/vk/account.hpp"
#include "connectors/vk/api.hpp"
#include "connectors/vk/read.hpp"
#include "connectors/vk/thread.hpp"
#include "connectors/vk/write.hpp"

namespace otklik::vk {

namespace asio = boost::asio;

namespace {

constexpr option options[] = {
    {"community", "the number of the administration's community, such as 55", "", false, true},
    {"service_token", "the application's service key: reads walls, comments and the search", "", true, false},
    {"community_token", "the community's access key with the right «wall»: answers", "", true, false},
    {"user_token", "a user's token; reads where there is no service key", "", true, false},
    {"api", "where VK's methods are", "https://api.vk.com", false, false},
    {"posts_watched", "how many of a wall's newest posts are watched for new comments, 1 to 100", "50", false, false},
    {"sweep_hours", "how often their comments are read again although no counter moved", "6", false, false},
};

constexpr source_kind sources[] = {
    {"wall", "posts, comments and threads of a community's or person's wall", "-55, club55, adm_akhtuba or an address",
     pace::polled, 5000},
    {"search", "public posts all over VK that hold some words", "the words, as in VK's own search", pace::polled, 1000},
};

constexpr material_row materials[] = {
    {material::text, way::by_hand, way::automatic, "входит в текст"},
    {material::photo, way::by_hand, way::by_hand, "добавьте на странице сети"},
    {material::video, way::by_hand, way::by_hand, "добавьте на странице сети"},
    {material::infographic, way::by_hand, way::by_hand, "добавьте на странице сети"},
    {material::animation, way::by_hand, way::by_hand, "добавьте на странице сети"},
    {material::document, way::by_hand, way::by_hand, "добавьте на странице сети"},
    {material::poll, way::by_hand, way::by_hand, "добавьте на странице сети"},
    {material::test, way::by_hand, way::by_hand, "добавьте на странице сети"},
    {material::live_stream, way::by_hand, way::by_hand, "добавьте на странице сети"},
    {material::contest, way::by_hand, way::by_hand, "добавьте на странице сети"},
    {material::hashtag, way::by_hand, way::automatic, "входит в текст"},
    {material::geolocation, way::by_hand, way::by_hand, "добавьте на странице сети"},
};

std::optional<std::string> objection(const option_values& given) {
    const auto community = whole_number(value_of(given, "community"));
    if (!community || *community <= 0) return "community is the community's number without a minus, such as 55";
    if (!is_between(given, "posts_watched", 1, 100)) return "posts_watched is a number from 1 to 100";
    if (!is_between(given, "sweep_hours", 1, 24 * 31)) return "sweep_hours is a number from 1 to 744";
    return objection_to_address(value_of(given, "api"));
}

class vk_connector final : public connector, public reads_links {
public:
    vk_connector(surroundings around, reader_settings reading_with)
        : time_(around.time),
          reading_with_(std::move(reading_with)),
          vk_(around, api_address(around.options, "https://api.vk.com"),
              {value_of(around.options, "service_token"), value_of(around.options, "community_token"),
               value_of(around.options, "user_token")}) {}

    asio::awaitable<reading> read(const source& from, std::string cursor) override {
        if (from.kind == "wall") co_return co_await read_wall(vk_, reading_with_, time_, from, std::move(cursor));
        if (from.kind == "search") co_return co_await read_search(vk_, reading_with_, time_, from, std::move(cursor));
        reading out;
        out.cursor = std::move(cursor);
        out.failed = failure{trouble::settings, "vk has no source of the kind \"" + from.kind + "\"", {}};
        co_return out;
    }

    asio::awaitable<write_outcome> place(const placement& what) override {
        co_return co_await place_comment(vk_, reading_with_.community, what);
    }

    asio::awaitable<look_outcome> look(const placement& what) override {
        const parsing with{reading_with_.account, what.to.source, reading_with_.community, nullptr};
        co_return co_await look_at_thread(vk_, with, what);
    }

    asio::awaitable<account_check> check() override { co_return co_await check_account(vk_, reading_with_.community); }

    bool understands(std::string_view link) const override { return wall_link_of(link).has_value(); }

    asio::awaitable<std::variant<post, failure>> read_link(std::string link) override {
        const auto where = wall_link_of(link);
        if (!where) co_return failure{trouble::settings, "this is no address of a post or comment of VK", {}};
        co_return co_await read_linked(*where);
    }

private:
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
                out = parse_post(item->item, parsed_by_hand(item->known), "link", left_out);
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
};

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
