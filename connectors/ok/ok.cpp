// Odnoklassniki: the descriptor, and the connector that hands each question to the file that knows the answer.
#include "connectors/abilities.hpp"

#include "connectors/http_client.hpp"
#include "connectors/ok/account.hpp"
#include "connectors/ok/api.hpp"
#include "connectors/ok/direct.hpp"
#include "connectors/ok/find.hpp"
#include "connectors/ok/graph.hpp"
#include "connectors/ok/inbox.hpp"
#include "connectors/ok/look.hpp"
#include "connectors/ok/materials.hpp"
#include "connectors/ok/moderation.hpp"
#include "connectors/ok/news.hpp"
#include "connectors/ok/read.hpp"
#include "connectors/ok/write.hpp"
#include "connectors/options.hpp"
#include "connectors/reading.hpp"

namespace otklik::ok {

namespace asio = boost::asio;

namespace {

constexpr option options[] = {
    {"group", "the number of the administration's group, such as 53245288710321", "", false, true},
    {"application_key", "the application's public key", "", false, true},
    {"access_token", "the token of the group's administrator, a lasting one", "", true, false},
    {"session_secret_key", "the secret that was issued with the token", "", true, false},
    {"application_secret_key", "the application's secret key; where there is no session_secret_key", "", true, false},
    {"bot_token", "the group's access key (tkn…): private messages to it are read and answered with it", "", true,
     false},
    {"hook_secret", "what the address of events ends in, ?secret=…: how they are known to come from OK", "", true,
     false},
    {"api", "where OK's methods are", "https://api.ok.ru", false, false},
    {"topics_watched", "how many of a group's newest topics are watched for new comments, 1 to 100", "50", false,
     false},
    {"sweep_hours", "how often their comments are read again although no counter moved", "6", false, false},
};

constexpr source_kind sources[] = {
    {"group", "topics of a group and the comments under them",
     "53245288710321, adm_akhtuba or https://ok.ru/group/53245288710321"},
    {"discussions", "comments under topics, photos and videos that the account itself takes part in",
     "GROUP: in its groups; MY: where it has written or was answered"},
    {"messages", "private messages to the administration's group", "the group's number, as in the account"},
    {"events", "the same messages at once, as OK sends them; beside messages, which brings what was missed",
     "the group's number, as in the account", pace::pushed},
};

constexpr std::size_t shortest_secret = 24;

std::optional<std::string> objection(const option_values& given) {
    auto has = [&](std::string_view name) { return !value_of(given, name).empty(); };
    if (!is_number(value_of(given, "group"))) return "group is the group's number, such as 53245288710321";
    if (!has("access_token")) return "access_token_file is missing: nothing of OK can be read without a token";
    if (!has("session_secret_key") && !has("application_secret_key"))
        return "calls are signed with session_secret_key_file or application_secret_key_file; give one of them";
    if (!is_between(given, "topics_watched", 1, 100)) return "topics_watched is a number from 1 to 100";
    if (!is_between(given, "sweep_hours", 1, 24 * 31)) return "sweep_hours is a number from 1 to 744";
    if (has("hook_secret") && value_of(given, "hook_secret").size() < shortest_secret)
        return "hook_secret is too short to be a secret: it has 24 signs at least";
    return objection_to_address(value_of(given, "api"));
}

class ok_connector final : public connector,
                           public reads_links,
                           public publishes_news,
                           public moderates,
                           public takes_hooks {
public:
    ok_connector(surroundings around, reader_settings reading_with)
        : time_(around.time),
          reading_with_(std::move(reading_with)),
          limit_(limits_of(around, windows())),
          ok_(around, limit_, api_address(around.options, "https://api.ok.ru"), keys_of(around.options)),
          polls_(ok_.for_polling()),
          bot_(around, limit_, api_address(around.options, "https://api.ok.ru"), value_of(around.options, "bot_token")),
          bot_polls_(bot_.for_polling()),
          hook_secret_(value_of(around.options, "hook_secret")),
          secrets_(around.secrets) {}

    asio::awaitable<reading> read(const source& from, std::string cursor) override {
        if (from.kind == "group") co_return co_await read_group(polls_, reading_with_, time_, from, std::move(cursor));
        if (from.kind == "discussions")
            co_return co_await read_discussions(polls_, reading_with_, time_, from, std::move(cursor));
        if (from.kind == "messages") {
            const auto with = parsing_for(from.id);
            co_return co_await read_messages(bot_polls_, with, time_, from, std::move(cursor));
        }
        co_return not_begun(std::move(cursor),
                            {trouble::settings, "ok has no source of the kind \"" + from.kind + "\"", {}});
    }

    asio::awaitable<write_outcome> place(const placement& what) override {
        if (what.privately || what.to.kind == post_kind::direct) co_return co_await place_message(bot_, what);
        co_return co_await place_comment(ok_, what);
    }

    asio::awaitable<look_outcome> look(const placement& what) override {
        if (what.to.kind == post_kind::direct) co_return co_await look_at_conversation(bot_, reading_with_.group, what);
        const auto with = parsing_for(what.to.source);
        co_return co_await look_at_thread(ok_, with, what);
    }

    asio::awaitable<account_check> check() override {
        const checked_account what{reading_with_.group, hook_secret_};
        co_return co_await check_account(ok_, bot_, what);
    }

    bool understands(std::string_view link) const override { return topic_in(link).has_value(); }

    asio::awaitable<std::variant<post, failure>> read_link(std::string link) override {
        auto topic = topic_in(link);
        if (!topic) co_return failure{trouble::settings, "this is no address of a topic of OK", {}};
        auto found = co_await find_topic(ok_, std::move(*topic));
        if (auto* error = std::get_if<api_error>(&found)) co_return std::move(error->why);
        const auto& one = std::get<0>(found);
        if (!one) co_return failure{trouble::gone, "there is nothing at this address, or it is not public", {}};
        std::vector<skipped> left_out;
        const auto known = authors_in(one->answer);
        const parsing with{reading_with_.account, {}, reading_with_.group, {}, &known};
        if (auto out = parse_topic(one->items.front(), with, "link", left_out)) {
            if (out->link.empty()) out->link = std::move(link);
            co_return std::move(*out);
        }
        co_return failure{trouble::unreadable, left_out.front().place + ": " + left_out.front().why, {}};
    }

    asio::awaitable<write_outcome> publish(const news& what) override {
        co_return co_await publish_topic(ok_, reading_with_.group, what);
    }

    asio::awaitable<std::variant<std::vector<own_reply>, failure>> published_since(moment since) override {
        auto with = parsing_for({});
        with.where_group = with.group;
        co_return co_await topics_since(ok_, with, since);
    }

    asio::awaitable<write_outcome> moderate(moderation what, const post& which) override {
        co_return co_await moderate_item(ok_, reading_with_.group, secrets_, what, which);
    }

    asio::awaitable<std::variant<standing, failure>> standing_of(const post& which) override {
        co_return co_await standing_of_item(ok_, which);
    }

    asio::awaitable<hook_reply> hook(hook_request what, const source& events) override {
        co_return take_event(what, parsing_for(events.id), hook_secret_);
    }

private:
    parsing parsing_for(const std::string& source) const {
        return {reading_with_.account, source, reading_with_.group, {}, nullptr};
    }
    static keys keys_of(const option_values& all) {
        return {value_of(all, "application_key"), value_of(all, "access_token"),
                value_of(all, "application_secret_key"), value_of(all, "session_secret_key")};
    }

    otklik::clock& time_;
    reader_settings reading_with_;
    std::shared_ptr<rate_limit> limit_;
    api ok_, polls_;
    graph bot_, bot_polls_;
    std::string hook_secret_;
    secret_keeper* secrets_;
};

std::unique_ptr<connector> open(surroundings around) {
    reader_settings with;
    with.account = around.account;
    with.group = value_of(around.options, "group");
    with.topics_watched = whole_number(value_of(around.options, "topics_watched")).value_or(50);
    with.sweep_every = std::chrono::hours(whole_number(value_of(around.options, "sweep_hours")).value_or(6));
    return std::make_unique<ok_connector>(std::move(around), std::move(with));
}

}

extern const connector_kind kind{connector_abi, "ok", "Одноклассники", options, sources, materials, objection, open};

}
