#include "connectors/instagram/search.hpp"

#include "connectors/graph/names.hpp"
#include "connectors/graph/paging.hpp"
#include "connectors/graph/parse.hpp"
#include "connectors/instagram/names.hpp"
#include "connectors/reading.hpp"

#include <algorithm>

namespace otklik::instagram {

namespace asio = boost::asio;
using namespace std::chrono_literals;

namespace {

constexpr std::size_t most_pages = 10, most_known = 500;

// From the newest back to what is known. A hashtag shows one day only, so the first reading is bounded as well.
asio::awaitable<void> read_list(own_account& own, std::string path, graph::params fields, const parsing& with,
                                moment since, list_cursor& at, reading& out) {
    std::string place;
    std::vector<std::string> seen;
    for (std::size_t n = 0; n < most_pages; ++n) {
        auto answer = co_await graph::get_page(own.graph, path, fields, std::move(place));
        if (auto* error = std::get_if<graph::api_error>(&answer)) {
            out.failed = std::move(error->why);
            break;
        }
        auto& media = std::get<graph::page>(answer);
        bool meets_known = false, all_too_old = !media.items.empty();
        for (std::size_t i = 0; i < media.items.size(); ++i) {
            const auto& item = media.items[i];
            const auto id = graph::id_text(item["id"]);
            const auto written = graph::moment_of(item["timestamp"]);
            all_too_old = all_too_old && written && *written < since;
            if (id && std::ranges::find(at.known, *id) != at.known.end()) {
                meets_known = true;
                continue;
            }
            if (id) seen.push_back(*id);
            auto p = parse_media(item, with, graph::numbered(path, i), out.left_out);
            if (p) out.posts.push_back(std::move(*p));
        }
        if (meets_known || all_too_old || media.next.empty()) break;
        place = std::move(media.next);
    }
    // What a trouble left unread stands behind what is now known, and would be taken for known as well.
    if (out.failed) co_return;
    seen.insert(seen.end(), at.known.begin(), at.known.end());
    if (seen.size() > most_known) seen.resize(most_known);
    at.known = std::move(seen);
}

// Its number, asked for once: each new tag counts against the thirty of the week.
asio::awaitable<std::optional<failure>> find_hashtag(own_account& own, list_cursor& at) {
    auto searched = co_await hashtags_searched(own);
    if (auto* why = std::get_if<failure>(&searched)) co_return std::move(*why);
    const auto& list = std::get<json::array>(searched);
    for (const auto& one : list)
        if (const auto id = graph::id_text(one["id"]); id && one["name"].text() == at.tag) {
            at.hashtag = *id;
            co_return std::nullopt;
        }
    if (list.size() >= hashtags_a_week)
        co_return failure{trouble::throttled, "thirty hashtags were searched within seven days: #" + at.tag + " waits",
                          6h};
    graph::params fields{{"user_id", own.id}, {"q", at.tag}};
    auto answer = co_await own.graph.get("ig_hashtag_search", std::move(fields));
    if (auto* error = std::get_if<graph::api_error>(&answer)) co_return std::move(error->why);
    const auto& told = std::get<json::value>(answer);
    const auto& found = told["data"].items();
    // One of Meta's pages shows a list, another one a bare id.
    auto id = graph::id_text(found.empty() ? told["id"] : found.front()["id"]);
    if (!id) co_return failure{trouble::unreadable, "GET ig_hashtag_search: the answer has no id", {}};
    at.hashtag = std::move(*id);
    co_return std::nullopt;
}

}

asio::awaitable<std::variant<json::array, failure>> hashtags_searched(own_account& own) {
    const auto path = own.id + "/recently_searched_hashtags";
    graph::params fields{{"fields", "id,name"}, {"limit", std::to_string(hashtags_a_week)}};
    std::string start;
    auto answer = co_await graph::get_page(own.graph, path, std::move(fields), std::move(start));
    if (auto* error = std::get_if<graph::api_error>(&answer)) co_return std::move(error->why);
    co_return std::move(std::get<graph::page>(answer).items);
}

asio::awaitable<reading> read_tagged(own_account& own, std::string account, const source& from, std::string cursor) {
    auto name = co_await own.username();
    if (auto* why = std::get_if<failure>(&name)) co_return not_begun(std::move(cursor), std::move(*why));
    reading out;
    const parsing with{std::move(account), from.id, own.id, std::get<std::string>(name)};
    auto at = cursor_from<list_cursor>(cursor);
    graph::params fields{{"limit", "50"}, {"fields", std::string(tagged_fields)}};
    co_await read_list(own, own.id + "/tags", std::move(fields), with, from.since, at, out);
    out.cursor = json::write(encode(at));
    co_return out;
}

asio::awaitable<reading> read_hashtag(own_account& own, std::string account, const source& from, std::string cursor) {
    reading out;
    auto tag = hashtag_in(from.target);
    auto at = cursor_from<list_cursor>(cursor);
    if (!tag)
        out.failed = failure{trouble::settings, "\"" + from.target + "\" is no hashtag", {}};
    else if (!own.by_facebook_login)
        out.failed = failure{trouble::settings, "hashtags are searched with the login by Facebook only", {}};
    else if (at.tag != *tag)
        at = {std::move(*tag), {}, {}};
    if (!out.failed && at.hashtag.empty()) out.failed = co_await find_hashtag(own, at);
    if (!out.failed) {
        const parsing with{std::move(account), from.id, own.id, {}};
        graph::params fields{{"user_id", own.id}, {"limit", "50"}, {"fields", std::string(found_fields)}};
        co_await read_list(own, at.hashtag + "/recent_media", std::move(fields), with, from.since, at, out);
    }
    out.cursor = json::write(encode(at));
    co_return out;
}

}
