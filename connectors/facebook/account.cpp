#include "connectors/facebook/account.hpp"

#include "connectors/facebook/names.hpp"
#include "connectors/graph/check.hpp"
#include "connectors/graph/names.hpp"
#include "connectors/graph/paging.hpp"
#include "connectors/text.hpp"

#include <algorithm>
#include <array>

namespace otklik::facebook {

namespace asio = boost::asio;
using graph::id_text;

namespace {

constexpr graph::needed_right needed[] = {
    {"pages_show_list", "видеть свои страницы"},
    {"pages_read_engagement", "читать публикации страницы"},
    {"pages_read_user_content", "читать комментарии и публикации жителей"},
    {"pages_manage_engagement", "отвечать, скрывать и удалять комментарии"},
    {"pages_manage_posts", "публиковать новости"},
    {"pages_manage_metadata", "получать события"},
    {"pages_messaging", "отвечать личными сообщениями"},
};

constexpr graph::ability abilities[] = {
    {"pages_manage_engagement", "отвечает на комментарии от имени страницы"},
    {"pages_manage_engagement", "скрывает и удаляет комментарии"},
    {"pages_manage_posts", "публикует новости"},
    {"pages_messaging", "отвечает личными сообщениями"},
};
constexpr std::array<std::string_view, 2> needed_tasks{"MODERATE", "CREATE_CONTENT"};

failure wrong(std::string said) {
    return {trouble::settings, std::move(said), {}};
}

// A person's token was given: that person's tasks on the page are told, and where the right token is.
asio::awaitable<void> explain_other_token(own_page& page, account_check& out) {
    graph::params fields{{"fields", "id,name,tasks"}, {"limit", "100"}};
    std::string start;
    auto answer = co_await graph::get_page(page.graph, "me/accounts", std::move(fields), std::move(start));
    const auto* pages = std::get_if<graph::page>(&answer);
    if (!pages) co_return;  // it is no person's either
    const auto ours = std::ranges::find_if(pages->items, [&](const auto& p) { return id_text(p["id"]) == page.id; });
    if (ours == pages->items.end()) {
        out.failures.push_back(wrong("page_token: it is a person's, who has no role on the page " + page.id));
        co_return;
    }
    std::string missing;
    for (auto task : needed_tasks)
        if (std::ranges::none_of((*ours)["tasks"].items(), [&](const auto& t) { return t.text() == task; }))
            missing += (missing.empty() ? "" : ", ") + std::string(task);
    out.failures.push_back(
        wrong("page_token: it is a person's; the page's own one is in the answer of "
              "me/accounts?fields=access_token" +
              (missing.empty() ? "" : "; besides, the person lacks on the page " + missing)));
}

asio::awaitable<void> name_page(own_page& page, account_check& out) {
    graph::params fields{{"fields", "id,name,link"}};
    if (auto told = co_await graph::ask(page.graph, page.id, std::move(fields), out)) {
        out.name = (*told)["name"].text();
        out.link = is_web_address((*told)["link"].text()) ? (*told)["link"].text() : link_to(page.id);
    }
    graph::params size{{"redirect", "false"}, {"width", "200"}, {"height", "200"}};
    if (auto told = co_await graph::ask(page.graph, page.id + "/picture", std::move(size), out))
        out.picture = (*told)["data"]["url"].text();
}

asio::awaitable<void> try_reading(own_page& page, account_check& out) {
    graph::params fields{{"limit", "1"}, {"fields", "id,comments.limit(1).summary(true){id}"}};
    std::string start;
    auto answer = co_await graph::get_page(page.graph, page.id + "/feed", std::move(fields), std::move(start));
    if (auto* error = std::get_if<graph::api_error>(&answer))
        out.failures.push_back(std::move(error->why));
    else
        out.abilities.push_back("читает публикации страницы и комментарии под ними");
}

asio::awaitable<void> look_for_subscription(own_page& page, std::string app_id, account_check& out) {
    graph::params wanted{{"fields", "id,subscribed_fields"}};
    auto told = co_await graph::ask(page.graph, page.id + "/subscribed_apps", std::move(wanted), out);
    if (!told) co_return;
    const auto gets_feed = [&](const json::value& app) {
        const auto& fields = app["subscribed_fields"].items();
        const bool ours = app_id.empty() || id_text(app["id"]) == app_id;
        return ours && std::ranges::any_of(fields, [](const auto& f) { return f.text() == "feed"; });
    };
    if (std::ranges::any_of((*told)["data"].items(), gets_feed))
        out.abilities.push_back("получает события");
    else
        out.failures.push_back(wrong("events: the page is not subscribed to the application with the field feed"));
}

}

asio::awaitable<account_check> check_account(own_page& page, moment now, std::string app_id, bool events) {
    account_check out;
    auto stranger = co_await page.has_its_token();
    const auto token = co_await graph::check_token(page.graph, app_id, "page_token", needed, now, out);
    if (stranger) {
        const bool other = stranger->kind == trouble::settings && token && token->valid;
        out.failures.insert(out.failures.begin(), std::move(*stranger));
        if (other) co_await explain_other_token(page, out);
        co_return out;
    }
    co_await name_page(page, out);
    co_await try_reading(page, out);
    if (token) graph::tell_abilities(abilities, *token, out);
    if (events) co_await look_for_subscription(page, app_id, out);
    graph::check_limits(page.graph, out);
    out.connected = !out.abilities.empty() && !out.link.empty();
    co_return out;
}

}
