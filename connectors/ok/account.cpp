#include "connectors/ok/account.hpp"
#include "connectors/options.hpp"

#include "connectors/ok/find.hpp"
#include "connectors/ok/listing.hpp"
#include "connectors/ok/names.hpp"

#include <algorithm>
#include <array>

namespace otklik::ok {

namespace asio = boost::asio;

namespace {

struct needed_right {
    std::string_view name, purpose;
    std::string_view loss;  // what is lost without it; empty where it is no trouble
};
constexpr std::array<needed_right, 3> needed{{
    {"VALUABLE_ACCESS", "читать темы, комментарии и обсуждения", "nothing can be read without it"},
    {"GROUP_CONTENT", "отвечать и публиковать от имени группы", "answers in the group's name need it"},
    {"PHOTO_CONTENT", "прикладывать картинки к новостям", ""},
}};
constexpr std::array<std::string_view, 2> roles_that_answer{"ADMIN", "MODERATOR"};

// The methods whose limits are asked for; a method that is not open to the application costs an ability.
struct watched_method {
    std::string_view name, purpose, loss;
};
constexpr std::array<watched_method, 4> watched{{
    {"discussions.getComments", "чтений комментариев осталось", ""},
    {"mediatopic.getTopics", "чтений тем осталось", ""},
    {"discussions.addDiscussionComment", "ответов осталось", "answers are placed by hand"},
    {"mediatopic.post", "публикаций осталось", "news are published by hand"},
}};

failure wrong(std::string said) {
    return {trouble::settings, std::move(said), {}};
}

class checking {
public:
    checking(api& ok, graph& bot, const checked_account& what) : ok_(ok), bot_(bot), what_(what) {}

    asio::awaitable<account_check> run() {
        const auto me = co_await ask_who_we_are();
        if (me.empty()) co_return std::move(out_);
        co_await name_group();
        const bool rights = co_await ask_rights();
        co_await ask_limits();
        co_await try_reading();
        const bool role = co_await ask_role(me);
        if (rights && role) tell_what_is_written();
        if (bot_.has_token()) co_await ask_bot();
        out_.connected = !out_.abilities.empty() && !out_.link.empty();
        co_return std::move(out_);
    }

private:
    // The answer; nothing and a failure when there is none.
    std::optional<json::value> taken(api_answer answer) {
        if (auto* error = std::get_if<api_error>(&answer)) {
            out_.failures.push_back(std::move(error->why));
            return {};
        }
        return std::get<json::value>(std::move(answer));
    }

    asio::awaitable<std::string> ask_who_we_are() {
        out_.tokens.push_back({"access_token", {}, {}});
        auto number = co_await own_number(ok_);
        if (auto* why = std::get_if<failure>(&number)) {
            out_.failures.push_back(std::move(*why));
            co_return std::string();
        }
        co_return std::get<std::string>(std::move(number));
    }

    asio::awaitable<void> name_group() {
        params fields{{"uids", what_.group}, {"fields", "group.*"}};
        auto answered = co_await ok_.read("group.getInfo", std::move(fields));
        const auto answer = taken(std::move(answered));
        if (!answer) co_return;
        const auto& groups = answer->is_array() ? answer->items() : (*answer)["groups"].items();
        for (const auto& g : groups) {
            if (number_text(g["uid"]) != what_.group) continue;
            out_.name = g["name"].text();
            out_.link = link_to_group(what_.group);
            const auto& picture = g["picAvatar"].text();
            if (can_be_fetched(picture)) out_.picture = picture;
        }
        if (out_.link.empty()) out_.failures.push_back(wrong("there is no group " + what_.group));
    }

    // True when every right without which something is lost was granted; what is missing is named.
    asio::awaitable<bool> ask_rights() {
        bool all = true;
        for (const auto& right : needed) {
            params fields{{"ext_perm", std::string(right.name)}};
            auto answered = co_await ok_.read("users.hasAppPermission", std::move(fields));
            const auto answer = taken(std::move(answered));
            const auto granted = answer ? answer->flag() : std::nullopt;
            all = all && (granted.value_or(false) || right.loss.empty());
            if (granted)
                out_.tokens.front().rights.push_back(
                    {std::string(right.name), std::string(right.purpose), granted.value()});
            else if (answer)
                out_.failures.push_back(
                    {trouble::unreadable, "users.hasAppPermission: the answer is neither yes nor no", {}});
            if (granted == false && !right.loss.empty())
                out_.failures.push_back(wrong("the application was not granted " + std::string(right.name) + ": " +
                                              std::string(right.loss)));
        }
        co_return all;
    }

    // OK says what is left, never of how much. That it does not say is no trouble.
    asio::awaitable<void> ask_limits() {
        std::string names;
        for (const auto& m : watched) names += (names.empty() ? "" : ",") + std::string(m.name);
        params fields{{"methods", std::move(names)}};
        const auto answered = co_await ok_.read("users.getCallsLeft", std::move(fields));
        const auto* answer = std::get_if<json::value>(&answered);
        if (!answer) co_return;
        for (const auto& row : answer->items()) {
            const auto method = std::ranges::find(watched, std::string_view(row["name"].text()), &watched_method::name);
            if (method == watched.end()) continue;
            if (const auto left = row["callsLeft"].integer(); left && *left >= 0)
                out_.quotas.push_back({std::string(method->purpose), 0, *left});
            if (row["available"].flag() != false || method->loss.empty()) continue;
            closed_.push_back(method->name);
            out_.failures.push_back(
                wrong(std::string(method->name) + " is not open to the application: " + std::string(method->loss)));
        }
    }

    // A right says little; that topics can be read is seen by reading.
    asio::awaitable<void> try_reading() {
        list_place start;
        auto page_of_one = co_await topics_page(ok_, what_.group, 1, std::move(start));
        if (auto* error = std::get_if<api_error>(&page_of_one))
            out_.failures.push_back(std::move(error->why));
        else
            out_.abilities.push_back("читает темы групп и комментарии под ними");
    }

    asio::awaitable<bool> ask_role(std::string user) {
        params fields{{"group_id", what_.group}, {"uids", user}};
        auto answered = co_await ok_.read("group.getUserGroupsByIds", std::move(fields));
        const auto answer = taken(std::move(answered));
        if (!answer) co_return false;
        const bool has = std::ranges::any_of(answer->items(), [&](const json::value& member) {
            return number_text(member["userId"]) == user &&
                   std::ranges::find(roles_that_answer, std::string_view(member["status"].text())) !=
                       roles_that_answer.end();
        });
        out_.tokens.front().rights.push_back(
            {"администратор или модератор", "отвечать и удалять от имени группы", has});
        if (!has)
            out_.failures.push_back(wrong(
                "the token's owner is neither administrator nor moderator of the group: answers are placed by hand"));
        co_return has;
    }

    void tell_what_is_written() {
        auto open = [&](std::string_view method) { return std::ranges::find(closed_, method) == closed_.end(); };
        if (open("discussions.addDiscussionComment"))
            out_.abilities.push_back("отвечает на комментарии от имени группы");
        if (open("mediatopic.post")) out_.abilities.push_back("публикует новости от имени группы");
        out_.abilities.push_back("удаляет темы и комментарии");
    }

    asio::awaitable<void> ask_bot() {
        out_.tokens.push_back({"bot_token", {}, {}});
        params none;
        auto answered = co_await bot_.read("info", std::move(none));
        const auto info = taken(std::move(answered));
        if (!info) co_return;
        if ((*info)["group_id"].text() != "group:" + what_.group) {
            out_.failures.push_back(wrong("bot_token is not the key of the group " + what_.group));
            co_return;
        }
        out_.abilities.push_back("читает личные сообщения группе и отвечает на них");
        if (!what_.hook_secret.empty()) co_await ask_subscriptions();
    }

    asio::awaitable<void> ask_subscriptions() {
        params none;
        auto answered = co_await bot_.read("subscriptions", std::move(none));
        const auto answer = taken(std::move(answered));
        if (!answer) co_return;
        for (const auto& s : (*answer)["subscriptions"].items())
            if (s["url"].text().ends_with("secret=" + what_.hook_secret)) {
                out_.abilities.push_back("узнаёт о личных сообщениях сразу");
                co_return;
            }
        out_.failures.push_back(
            wrong("OK was not told where to send events, or has given up: subscribe again, as access.md says"));
    }

    api& ok_;
    graph& bot_;
    const checked_account& what_;
    account_check out_;
    std::vector<std::string_view> closed_;
};

}

asio::awaitable<account_check> check_account(api& ok, graph& bot, const checked_account& what) {
    checking one(ok, bot, what);
    co_return co_await one.run();
}

}
