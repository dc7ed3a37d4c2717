#include "connectors/vk/account.hpp"
#include "connectors/options.hpp"

#include "connectors/vk/parse.hpp"

#include <algorithm>

namespace otklik::vk {

namespace asio = boost::asio;

namespace {

// What a community key may be asked to do, and what for. Without the first it answers nothing.
struct right_row {
    std::int64_t bit;
    std::string_view name, purpose, ability;
};
constexpr right_row rights[] = {
    {8192, "wall", "отвечать на комментарии", "отвечает на комментарии от имени сообщества"},
    {4096, "messages", "читать личные сообщения и отвечать на них", "читает личные сообщения и отвечает на них"},
    {262144, "manage", "получать события сообщества", "получает события сообщества"},
    {131072, "docs", "прикладывать файлы", ""},
    {4, "photos", "прикладывать изображения к личным сообщениям", ""},
};

failure wrong(std::string said) {
    return {trouble::settings, std::move(said), {}};
}

std::string option_of(token_kind kind) {
    return std::string(name_of(kind)) + "_token";
}

void name_it(account_check& out, const json::value& groups, std::int64_t community) {
    for (const auto& g : groups["groups"].items()) {
        if (g["id"].integer_or(0) != community) continue;
        const auto& screen_name = g["screen_name"].text();
        out.name = unescaped(g["name"].text());
        out.link = "https://vk.com/" + (screen_name.empty() ? "club" + std::to_string(community) : screen_name);
        if (const auto& picture = g["photo_200"].text(); can_be_fetched(picture)) out.picture = picture;
    }
}

// The answer's response; nothing and a failure in `out` when there is none.
asio::awaitable<std::optional<json::value>> ask(api& vk, token_kind kind, std::string method, params fields,
                                                account_check& out) {
    auto answer = co_await vk.read_as(kind, std::move(method), std::move(fields));
    if (auto* error = std::get_if<api_error>(&answer)) {
        error->why.said = option_of(kind) + ": " + error->why.said;
        out.failures.push_back(std::move(error->why));
        co_return std::nullopt;
    }
    co_return std::get<json::value>(std::move(answer));
}

bool is_granted(const json::value& permissions, const right_row& right) {
    if (permissions["mask"].integer_or(0) & right.bit) return true;
    return std::ranges::any_of(permissions["permissions"].items(),
                               [&](const json::value& p) { return p["name"].text() == right.name; });
}

asio::awaitable<void> check_community(api& vk, std::int64_t community, account_check& out) {
    out.tokens.push_back({option_of(token_kind::community)});
    params picture{{"fields", "photo_200"}};
    auto groups = co_await ask(vk, token_kind::community, "groups.getById", std::move(picture), out);
    if (!groups) co_return;
    name_it(out, *groups, community);
    if (out.link.empty()) {
        out.failures.push_back(wrong("community_token belongs to another community than " + std::to_string(community)));
        co_return;
    }
    params none;
    auto permissions = co_await ask(vk, token_kind::community, "groups.getTokenPermissions", std::move(none), out);
    if (!permissions) co_return;
    for (const auto& right : rights) {
        const bool granted = is_granted(*permissions, right);
        out.tokens.back().rights.push_back({std::string(right.name), std::string(right.purpose), granted});
        if (granted && !right.ability.empty()) out.abilities.emplace_back(right.ability);
    }
    if (!is_granted(*permissions, rights[0]))
        out.failures.push_back(
            wrong("community_token lacks the right «wall»: make a new access key with it in the community's settings"));
}

// A service key has no rights to ask for; that it reads is seen by reading.
asio::awaitable<void> check_reading(api& vk, token_kind kind, std::int64_t community, account_check& out) {
    out.tokens.push_back({option_of(kind)});
    params fields{{"group_id", std::to_string(community)}, {"fields", "photo_200"}};
    auto groups = co_await ask(vk, kind, "groups.getById", std::move(fields), out);
    if (kind == token_kind::user) out.tokens.back().valid_until = vk.user().valid_until();
    if (!groups) co_return;
    if (out.link.empty()) name_it(out, *groups, community);
    params one{{"posts", "-" + std::to_string(community) + "_1"}};
    auto posts = co_await ask(vk, kind, "wall.getById", std::move(one), out);
    if (!posts || !out.abilities.empty()) co_return;
    out.abilities.push_back("читает стены и комментарии");
    out.abilities.push_back("ищет по публичным записям");
}

// An ordinary VK ID token is refused nearly everything; one that reads the community's videos is of the better kind.
asio::awaitable<void> check_user(api& vk, std::int64_t community, account_check& out) {
    params one{{"owner_id", "-" + std::to_string(community)}, {"count", "1"}};
    auto answer = co_await vk.read_as(token_kind::user, "video.get", std::move(one));
    auto* error = std::get_if<api_error>(&answer);
    if (!error)
        out.abilities.push_back("читает комментарии под фотографиями и видео, упоминания");
    else if (error->of_write == proof::by_hand)
        out.failures.push_back(wrong("user_token: " + error->why.said +
                                     "; photos, videos, mentions and moderation need a token with wider rights"));
}

}

asio::awaitable<account_check> check_account(api& vk, std::int64_t community) {
    account_check out;
    if (vk.has(token_kind::service)) co_await check_reading(vk, token_kind::service, community, out);
    if (vk.has(token_kind::user)) co_await check_reading(vk, token_kind::user, community, out);
    if (vk.has(token_kind::user)) co_await check_user(vk, community, out);
    if (vk.has(token_kind::community)) co_await check_community(vk, community, out);
    if (!vk.has(token_kind::service) && !vk.has(token_kind::user))
        out.failures.push_back(wrong("neither service_token nor user_token is given: nothing can be read"));
    if (!vk.token_for("wall.createComment"))
        out.failures.push_back(wrong("community_token is not given: answers are placed by hand"));
    out.quotas = vk.quotas();
    out.connected = !out.abilities.empty() && !out.link.empty();
    co_return out;
}

}
