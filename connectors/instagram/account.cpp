#include "connectors/instagram/account.hpp"

#include "connectors/graph/check.hpp"
#include "connectors/graph/names.hpp"
#include "connectors/graph/paging.hpp"
#include "connectors/instagram/names.hpp"
#include "connectors/instagram/news.hpp"
#include "connectors/instagram/search.hpp"

#include <span>

namespace otklik::instagram {

namespace asio = boost::asio;

namespace {

constexpr graph::needed_right needed[] = {
    {"instagram_basic", "читать публикации и комментарии"},
    {"pages_show_list", "видеть страницу, с которой связан аккаунт"},
    {"pages_read_engagement", "читать публикации и комментарии"},
    {"instagram_manage_comments", "отвечать, скрывать и удалять комментарии"},
    {"instagram_content_publish", "публиковать новости"},
    {"instagram_manage_messages", "отвечать личными сообщениями"},  // the last one: only where a page is given
};

constexpr graph::ability abilities[] = {
    {"instagram_manage_comments", "отвечает на комментарии от имени аккаунта"},
    {"instagram_manage_comments", "скрывает и удаляет комментарии"},
    {"instagram_content_publish", "публикует новости с фото и видео"},
};

// Nothing and a failure in `out` when it is not the account that was meant.
asio::awaitable<bool> name_account(own_account& own, account_check& out) {
    graph::params fields{{"fields", "id,username,name,profile_picture_url"}};
    const auto answer = co_await graph::ask(own.graph, own.id, std::move(fields), out);
    if (!answer) co_return false;
    const auto& told = *answer;
    const auto& username = told["username"].text();
    if (username.empty()) {
        out.failures.push_back({trouble::unreadable, "GET " + own.id + ": the account has no name", {}});
        co_return false;
    }
    out.name = told["name"].text().empty() ? username : told["name"].text();
    out.link = link_to_user(username);
    out.picture = told["profile_picture_url"].text();
    co_return true;
}

// A right says little; that publications and comments can be read is seen by reading.
asio::awaitable<void> try_reading(own_account& own, account_check& out) {
    const auto media_path = own.id + "/media";
    graph::params fields{{"limit", "1"}, {"fields", "id,comments_count"}};
    std::string start, no_place;
    auto media = co_await graph::get_page(own.graph, media_path, std::move(fields), std::move(start));
    if (auto* error = std::get_if<graph::api_error>(&media)) {
        out.failures.push_back(std::move(error->why));
        co_return;
    }
    const auto& items = std::get<graph::page>(media).items;
    if (const auto id = items.empty() ? std::nullopt : graph::id_text(items.front()["id"])) {
        const auto path = *id + "/comments";
        graph::params of_comments{{"limit", "1"}, {"fields", "id"}};
        auto comments = co_await graph::get_page(own.graph, path, std::move(of_comments), std::move(no_place));
        if (auto* error = std::get_if<graph::api_error>(&comments)) {
            out.failures.push_back(std::move(error->why));
            co_return;
        }
    }
    out.abilities.push_back("читает свои публикации и комментарии под ними");
}

// The login by Instagram has nothing that could be asked about a token; but a renewal says how long it will last.
void tell_token(const own_account& own, account_check& out) {
    const auto& renewed = own.graph.its().renewed;
    out.tokens.push_back({"access_token", renewed ? renewed->valid_until() : std::nullopt, {}});
    const auto why = renewed ? renewed->failed() : std::nullopt;
    // Too young to be renewed it is no trouble, nor while Instagram cannot be reached.
    if (why && why->kind == trouble::settings) out.failures.push_back(*why);
}

asio::awaitable<void> count_quotas(own_account& own, bool publishes, account_check& out) {
    if (publishes) {
        auto left = co_await publications_left(own);
        if (auto* why = std::get_if<failure>(&left))
            out.failures.push_back(std::move(*why));
        else
            out.quotas.push_back(std::move(std::get<quota>(left)));
    }
    if (!own.by_facebook_login) co_return;
    // Searching is a right of its own, which few are granted: without it there is nothing to count.
    auto searched = co_await hashtags_searched(own);
    if (auto* list = std::get_if<json::array>(&searched))
        out.quotas.push_back(
            {"разных хештегов за семь дней", std::ssize(*list), static_cast<std::int64_t>(hashtags_a_week)});
}

}

asio::awaitable<account_check> check_account(own_account& own, moment now, std::string app_id) {
    account_check out;
    const bool named = co_await name_account(own, out);
    std::optional<graph::token_told> token;
    if (own.by_facebook_login) {
        std::span<const graph::needed_right> rights(needed);
        if (own.page.empty()) rights = rights.first(rights.size() - 1);
        token = co_await graph::check_token(own.graph, app_id, "access_token", rights, now, out);
    } else {
        tell_token(own, out);
    }
    if (!named) co_return out;
    co_await try_reading(own, out);
    for (const auto& [right, said] : abilities)
        if (!own.by_facebook_login || (token && was_granted(*token, right))) out.abilities.emplace_back(said);
    const bool publishes = !own.by_facebook_login || (token && was_granted(*token, "instagram_content_publish"));
    co_await count_quotas(own, publishes, out);
    graph::check_limits(own.graph, out);
    out.connected = !out.abilities.empty();
    co_return out;
}

}
