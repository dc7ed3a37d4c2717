#include "connectors/vk/read.hpp"

#include <algorithm>

namespace otklik::vk {

namespace asio = boost::asio;

namespace {

constexpr std::int64_t overlap = 30 * 60;  // seconds: VK's index lags, and its order is by time
constexpr std::int64_t first_look_back = 24 * 3600;
constexpr std::size_t search_pages_at_once = 5;  // of 200; VK shows the newest 1000 hits of a query and no more

}

asio::awaitable<reading> read_search(api& vk, const reader_settings& with, const otklik::clock& time,
                                     const source& from, std::string cursor) {
    auto at = cursor_from<search_cursor>(cursor);
    const auto now = std::chrono::floor<std::chrono::seconds>(time.now()).time_since_epoch().count();
    reading out;
    if (at.next.empty()) {
        at.begin = at.newest ? at.newest - overlap : now - first_look_back;
        at.scanning = at.newest;
    }
    for (std::size_t n = 0; n < search_pages_at_once; ++n) {
        params fields{
            {"q", from.target}, {"count", "200"}, {"extended", "1"}, {"start_time", std::to_string(at.begin)}};
        if (!at.next.empty()) fields.push_back({"start_from", at.next});
        auto answer = co_await vk.read("newsfeed.search", std::move(fields));
        if (auto* error = std::get_if<api_error>(&answer)) {
            out.failed = error->why;
            if (error->why.kind == trouble::refused)
                at.next.clear();  // a page that is not to be had any more: begin again
            break;
        }
        const auto& response = std::get<json::value>(answer);
        const auto known = authors_in(response);
        const auto& items = response["items"].items();
        for (std::size_t i = 0; i < items.size(); ++i) {
            auto p = parse_post(items[i], {with.account, from.id, with.community, &known},
                                "newsfeed.search items[" + std::to_string(i) + "]", out.left_out);
            if (!p) continue;
            at.scanning =
                std::max(at.scanning, std::chrono::floor<std::chrono::seconds>(p->written).time_since_epoch().count());
            out.posts.push_back(std::move(*p));
        }
        const auto& next = response["next_from"].text();
        const bool over = items.empty() || next.empty() || next == at.next;
        at.next = over ? std::string() : next;
        if (!over) continue;
        at.newest = std::min(at.scanning, now);  // a date in the future must not push the window past what is to come
        break;
    }
    out.more = !out.failed && !at.next.empty();
    out.cursor = json::write(encode(at));
    co_return out;
}

}
