// Conversations come newest first, so a scan ends at the first one that did not move. Of each that moved, the history
// is read back to what was seen, and an hour further: while several pages are read, conversations change places.
#include "connectors/vk/messages.hpp"

#include <algorithm>

namespace otklik::vk {

namespace asio = boost::asio;

namespace {

constexpr std::int64_t page = 200;               // VK's limit, of conversations and of messages
constexpr std::size_t calls_at_once = 8;         // in one call of read
constexpr std::size_t posts_at_once = 500;       // likewise
constexpr std::int64_t deepest = 2'000;          // conversations of a scan
constexpr std::int64_t deepest_history = 1'000;  // messages of one conversation
constexpr std::int64_t overlap = 3600;           // seconds
constexpr std::int64_t all_read = -1;

std::string text_of(std::int64_t n) {
    return std::to_string(n);
}

class message_reading {
public:
    message_reading(api& vk, const reader_settings& with, const source& from, const std::string& cursor)
        : vk_(vk), with_(with), from_(from), at_(cursor_from<message_cursor>(cursor)) {
        since_ = std::chrono::floor<std::chrono::seconds>(from.since).time_since_epoch().count();
        if (at_.offset == all_read && at_.work.empty()) at_.offset = 0;
    }

    asio::awaitable<reading> run() {
        bool going = true;
        while (going && unfinished() && calls_ < calls_at_once && out_.posts.size() < posts_at_once)
            going = at_.work.empty() ? co_await read_conversations() : co_await read_history();
        if (!unfinished() && at_.newest) {
            at_.seen = std::max(at_.seen, std::exchange(at_.newest, 0));
            at_.seen_date = std::max(at_.seen_date, std::exchange(at_.newest_date, 0));
        }
        out_.more = !out_.failed && unfinished();
        out_.cursor = json::write(encode(at_));
        co_return std::move(out_);
    }

private:
    bool unfinished() const { return at_.offset != all_read || !at_.work.empty(); }
    std::int64_t enough() const { return std::max(since_, at_.seen_date - overlap); }

    asio::awaitable<std::optional<json::value>> call(std::string method, params fields) {
        ++calls_;
        auto answer = co_await vk_.read(std::move(method), std::move(fields));
        if (auto* value = std::get_if<json::value>(&answer)) co_return std::move(*value);
        out_.failed = std::get<api_error>(std::move(answer)).why;
        co_return std::nullopt;
    }

    asio::awaitable<bool> read_conversations() {
        params fields{{"count", text_of(page)}, {"offset", text_of(at_.offset)}};
        auto response = co_await call("messages.getConversations", std::move(fields));
        if (!response) co_return false;
        const auto& items = (*response)["items"].items();
        bool all_moved = !items.empty();
        for (const auto& item : items) {
            const auto& last = item["last_message"];
            auto id = last["id"].integer_or(0);
            if (!id) id = item["conversation"]["last_message_id"].integer_or(0);
            const auto date = last["date"].integer_or(0);
            if (id > at_.newest) at_.newest = id, at_.newest_date = date;
            const bool moved = id > at_.seen && (date == 0 || date >= since_);
            all_moved = all_moved && moved;
            const auto& peer = item["conversation"]["peer"];
            if (moved && peer["type"].text() == "user" && peer["id"].integer_or(0) > 0)
                at_.work.push_back(*peer["id"].integer());
        }
        at_.offset += std::ssize(items);
        if (!all_moved || std::ssize(items) < page || at_.offset >= deepest) at_.offset = all_read;
        co_return true;
    }

    asio::awaitable<bool> read_history() {
        const auto peer = at_.work.front();
        params fields{
            {"peer_id", text_of(peer)}, {"count", text_of(page)}, {"offset", text_of(at_.history)}, {"extended", "1"}};
        auto response = co_await call("messages.getHistory", std::move(fields));
        if (!response) {
            if (out_.failed->kind != trouble::refused && out_.failed->kind != trouble::gone) co_return false;
            out_.left_out.push_back({"messages.getHistory " + text_of(peer), out_.failed->said});
            out_.failed.reset();
            next_conversation();
            co_return true;
        }
        const auto known = authors_in(*response);
        const auto& items = (*response)["items"].items();
        auto oldest = std::numeric_limits<std::int64_t>::max();
        for (std::size_t i = 0; i < items.size(); ++i) {
            const auto date = items[i]["date"].integer_or(oldest);
            oldest = std::min(oldest, date);
            if (date < since_) continue;
            const auto place = "messages.getHistory " + text_of(peer) + " items[" + std::to_string(i) + "]";
            if (auto p =
                    parse_message(items[i], {with_.account, from_.id, with_.community, &known}, place, out_.left_out))
                out_.posts.push_back(std::move(*p));
        }
        at_.history += std::ssize(items);
        if (std::ssize(items) < page || oldest < enough() || at_.history >= deepest_history) next_conversation();
        co_return true;
    }

    void next_conversation() {
        at_.work.erase(at_.work.begin());
        at_.history = 0;
    }

    api& vk_;
    const reader_settings& with_;
    const source& from_;
    message_cursor at_;
    std::int64_t since_ = 0;
    reading out_;
    std::size_t calls_ = 0;
};

}

asio::awaitable<reading> read_messages(api& vk, const reader_settings& with, const source& from, std::string cursor) {
    message_reading one(vk, with, from, cursor);
    co_return co_await one.run();
}

}
