#include "connectors/ok/account.hpp"

#include "connectors/ok/listing.hpp"
#include "connectors/ok/names.hpp"

#include <algorithm>
#include <array>

namespace otklik::ok {

namespace asio = boost::asio;

namespace {

struct needed_right {
    std::string_view name, what_for;
};
constexpr std::array<needed_right, 2> needed{{
    {"VALUABLE_ACCESS", "nothing can be read without it"},
    {"GROUP_CONTENT", "answers in the group's name need it"},
}};
constexpr std::array<std::string_view, 2> roles_that_answer{"ADMIN", "MODERATOR"};

failure wrong(std::string said) {
    return {trouble::settings, std::move(said), {}};
}

// The answer; nothing and a failure in `out` when there is none.
asio::awaitable<std::optional<json::value>> ask(api& ok, std::string method, params fields, account_check& out) {
    auto answer = co_await ok.read(std::move(method), std::move(fields));
    if (auto* error = std::get_if<api_error>(&answer)) {
        out.failures.push_back(std::move(error->why));
        co_return std::nullopt;
    }
    co_return std::get<json::value>(std::move(answer));
}

asio::awaitable<void> name_group(api& ok, std::string group, account_check& out) {
    params fields{{"uids", group}, {"fields", "group.*"}};
    auto answer = co_await ask(ok, "group.getInfo", std::move(fields), out);
    if (!answer) co_return;
    const auto& groups = answer->is_array() ? answer->items() : (*answer)["groups"].items();
    for (const auto& g : groups)
        if (number_text(g["uid"]) == group) {
            out.name = g["name"].text();
            out.link = link_to_group(group);
        }
    if (out.link.empty()) out.failures.push_back(wrong("there is no group " + group));
}

// True when every right that is needed was granted; what is missing is named.
asio::awaitable<bool> has_rights(api& ok, account_check& out) {
    bool all = true;
    for (const auto& right : needed) {
        params fields{{"ext_perm", std::string(right.name)}};
        auto answer = co_await ask(ok, "users.hasAppPermission", std::move(fields), out);
        const auto granted = answer ? answer->flag() : std::nullopt;
        all = all && granted.value_or(false);
        if (granted == false)
            out.failures.push_back(wrong("the application was not granted " + std::string(right.name) + ": " +
                                         std::string(right.what_for)));
        else if (answer && !granted)
            out.failures.push_back(
                {trouble::unreadable, "users.hasAppPermission: the answer is neither yes nor no", {}});
    }
    co_return all;
}

// A right says little; that topics can be read is seen by reading.
asio::awaitable<void> try_reading(api& ok, std::string group, account_check& out) {
    list_place start;
    auto page_of_one = co_await topics_page(ok, std::move(group), 1, std::move(start));
    if (auto* error = std::get_if<api_error>(&page_of_one))
        out.failures.push_back(std::move(error->why));
    else
        out.abilities.push_back("читает темы групп и комментарии под ними");
}

asio::awaitable<bool> may_speak_for_group(api& ok, std::string group, std::string user, account_check& out) {
    params fields{{"group_id", group}, {"uids", user}};
    auto answer = co_await ask(ok, "group.getUserGroupsByIds", std::move(fields), out);
    if (!answer) co_return false;
    for (const auto& member : answer->items())
        if (number_text(member["userId"]) == user &&
            std::ranges::find(roles_that_answer, std::string_view(member["status"].text())) != roles_that_answer.end())
            co_return true;
    out.failures.push_back(
        wrong("the token's owner is neither administrator nor moderator of the group: answers are placed by hand"));
    co_return false;
}

}

asio::awaitable<account_check> check_account(api& ok, std::string group) {
    account_check out;
    params none;
    auto me = co_await ask(ok, "users.getLoggedInUser", std::move(none), out);
    if (!me) co_return out;
    const auto user = number_text(*me);
    if (!user) {
        out.failures.push_back({trouble::unreadable, "users.getLoggedInUser: the answer is no number", {}});
        co_return out;
    }
    co_await name_group(ok, group, out);
    const bool rights = co_await has_rights(ok, out);
    co_await try_reading(ok, group, out);
    const bool role = co_await may_speak_for_group(ok, group, *user, out);
    if (rights && role) out.abilities.push_back("отвечает на комментарии от имени группы");
    out.connected = !out.abilities.empty() && !out.link.empty();
    co_return out;
}

}
