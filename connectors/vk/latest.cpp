#include "connectors/vk/latest.hpp"

#include "connectors/vk/people.hpp"
#include "connectors/vk/things.hpp"

#include <algorithm>

namespace otklik::vk {

namespace asio = boost::asio;

namespace {

constexpr std::int64_t overlap = 30 * 60;  // seconds: what was written a moment ago may be listed late
constexpr std::int64_t first_look_back = 24 * 3600;
constexpr std::size_t pages_at_once = 5;
constexpr std::int64_t deepest = 5'000;  // items of one scan

struct list_row {
    std::string_view method;
    std::int64_t page;
    bool by_time;  // whether VK itself stops at start_time
    std::optional<post> (*item)(const json::value&, std::int64_t owner, const parsing&, const std::string& place,
                                std::vector<skipped>&);
};

std::optional<post> mention_in(const json::value& item, std::int64_t, const parsing& with, const std::string& place,
                               std::vector<skipped>& left_out) {
    return parse_post(item, with, place, left_out);
}

std::optional<post> photo_comment_in(const json::value& item, std::int64_t owner, const parsing& with,
                                     const std::string& place, std::vector<skipped>& left_out) {
    auto photo = item["pid"].integer();
    if (!photo) photo = item["photo_id"].integer();
    if (photo && *photo > 0) return parse_comment(item, {owner, *photo, shelf::photo}, 0, with, place, left_out);
    left_out.push_back({place, "it does not say under which photo it stands"});
    return {};
}

constexpr list_row mentions{"newsfeed.getMentions", 50, true, mention_in};
constexpr list_row photo_comments{"photos.getAllComments", 100, false, photo_comment_in};

std::int64_t seconds(moment when) {
    return std::chrono::floor<std::chrono::seconds>(when).time_since_epoch().count();
}

asio::awaitable<reading> read_latest(api& vk, const reader_settings& with, const otklik::clock& time,
                                     const list_row& row, const source& from, std::string cursor) {
    reading out;
    out.cursor = cursor;
    const auto owner = owner_named(from, out);
    if (!owner) co_return out;
    auto at = cursor_from<latest_cursor>(cursor);
    const auto now = seconds(time.now());
    const std::string method(row.method);
    if (!at.offset) {
        at.begin = std::max(at.newest ? at.newest - overlap : now - first_look_back, seconds(from.since));
        if (!at.newest && from.since != moment{}) at.begin = seconds(from.since);
        at.scanning = at.newest;
    }
    for (std::size_t n = 0; n < pages_at_once; ++n) {
        params fields{{"owner_id", std::to_string(*owner)},
                      {"count", std::to_string(row.page)},
                      {"offset", std::to_string(at.offset)}};
        if (row.by_time) fields.push_back({"start_time", std::to_string(at.begin)});
        auto answer = co_await vk.read(method, std::move(fields));
        if (auto* error = std::get_if<api_error>(&answer)) {
            out.failed = std::move(error->why);
            break;
        }
        const auto& items = std::get<json::value>(answer)["items"].items();
        const auto known = co_await authors_of(vk, authors_among(items));
        auto oldest = now;
        for (std::size_t i = 0; i < items.size(); ++i) {
            const auto date = items[i]["date"].integer_or(now);
            oldest = std::min(oldest, date);
            if (date < at.begin) continue;
            auto p = row.item(items[i], *owner, {with.account, from.id, with.community, &known},
                              method + " items[" + std::to_string(i) + "]", out.left_out);
            if (!p) continue;
            at.scanning = std::max(at.scanning, seconds(p->written));
            out.posts.push_back(std::move(*p));
        }
        at.offset += std::ssize(items);
        if (std::ssize(items) == row.page && oldest >= at.begin && at.offset < deepest) continue;
        at.offset = 0;
        at.newest = std::min(at.scanning, now);  // a date in the future must not push the window past what is to come
        break;
    }
    out.more = !out.failed && at.offset;
    out.cursor = json::write(encode(at));
    co_return out;
}

}

asio::awaitable<reading> read_mentions(api& vk, const reader_settings& with, const otklik::clock& time,
                                       const source& from, std::string cursor) {
    auto out = co_await read_latest(vk, with, time, mentions, from, std::move(cursor));
    if (out.failed && out.failed->kind == trouble::refused)
        out.failed->said +=
            "; VK shows this user no mentions of that community: take a source of the kind search, with "
            "the community's name, instead";
    co_return out;
}

asio::awaitable<reading> read_photo_comments(api& vk, const reader_settings& with, const otklik::clock& time,
                                             const source& from, std::string cursor) {
    co_return co_await read_latest(vk, with, time, photo_comments, from, std::move(cursor));
}

}
