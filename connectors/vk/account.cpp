#include "connectors/vk/account.hpp"

#include "connectors/vk/parse.hpp"

#include <algorithm>

namespace otklik::vk {

namespace asio = boost::asio;

namespace {

constexpr std::int64_t wall_right = 8192;

failure wrong(std::string said) {
    return {trouble::settings, std::move(said), {}};
}

void name_it(account_check& out, const json::value& groups, std::int64_t community) {
    for (const auto& g : groups["groups"].items()) {
        if (g["id"].integer_or(0) != community) continue;
        const auto& screen_name = g["screen_name"].text();
        out.name = unescaped(g["name"].text());
        out.link = "https://vk.com/" + (screen_name.empty() ? "club" + std::to_string(community) : screen_name);
    }
}

// The answer's response; nothing and a failure in `out` when there is none.
asio::awaitable<std::optional<json::value>> ask(api& vk, token_kind kind, std::string method, params fields,
                                                account_check& out) {
    auto answer = co_await vk.read_as(kind, std::move(method), std::move(fields));
    if (auto* error = std::get_if<api_error>(&answer)) {
        error->why.said = std::string(name_of(kind)) + "_token: " + error->why.said;
        out.failures.push_back(std::move(error->why));
        co_return std::nullopt;
    }
    co_return std::get<json::value>(std::move(answer));
}

bool may_write_walls(const json::value& permissions) {
    if (permissions["mask"].integer_or(0) & wall_right) return true;
    return std::ranges::any_of(permissions["permissions"].items(),
                               [](const json::value& p) { return p["name"].text() == "wall"; });
}

asio::awaitable<void> check_community(api& vk, std::int64_t community, account_check& out) {
    params none;
    auto groups = co_await ask(vk, token_kind::community, "groups.getById", none, out);
    if (!groups) co_return;
    name_it(out, *groups, community);
    if (out.link.empty()) {
        out.failures.push_back(wrong("community_token belongs to another community than " + std::to_string(community)));
        co_return;
    }
    auto permissions = co_await ask(vk, token_kind::community, "groups.getTokenPermissions", none, out);
    if (!permissions) co_return;
    if (may_write_walls(*permissions))
        out.abilities.push_back("отвечает на комментарии от имени сообщества");
    else
        out.failures.push_back(
            wrong("community_token lacks the right «wall»: make a new access key with it in the community's settings"));
}

// A service key has no rights to ask for; that it reads is seen by reading.
asio::awaitable<void> check_reading(api& vk, token_kind kind, std::int64_t community, account_check& out) {
    params fields{{"group_id", std::to_string(community)}};
    auto groups = co_await ask(vk, kind, "groups.getById", std::move(fields), out);
    if (!groups) co_return;
    if (out.link.empty()) name_it(out, *groups, community);
    params one{{"posts", "-" + std::to_string(community) + "_1"}};
    auto posts = co_await ask(vk, kind, "wall.getById", std::move(one), out);
    if (!posts || !out.abilities.empty()) co_return;
    out.abilities.push_back("читает стены и комментарии");
    out.abilities.push_back("ищет по публичным записям");
}

}

asio::awaitable<account_check> check_account(api& vk, std::int64_t community) {
    account_check out;
    if (vk.has(token_kind::service)) co_await check_reading(vk, token_kind::service, community, out);
    if (vk.has(token_kind::user)) co_await check_reading(vk, token_kind::user, community, out);
    if (vk.has(token_kind::community)) co_await check_community(vk, community, out);
    if (!vk.has(token_kind::service) && !vk.has(token_kind::user))
        out.failures.push_back(wrong("neither service_token nor user_token is given: nothing can be read"));
    if (!vk.token_for("wall.createComment"))
        out.failures.push_back(wrong("community_token is not given: answers are placed by hand"));
    out.connected = !out.abilities.empty() && !out.link.empty();
    co_return out;
}

}
