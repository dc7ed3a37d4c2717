// A topic's comments are numbered upwards, so only those after the last one read are asked for. A video's have threads,
// in which a new reply moves nothing but the counter: they are read to the end, and now and then though it did not
// move.
#include "connectors/vk/things.hpp"

#include "connectors/vk/thread.hpp"

#include <algorithm>

namespace otklik::vk {

namespace asio = boost::asio;

namespace {

constexpr std::size_t calls_at_once = 8;           // in one call of read
constexpr std::size_t posts_at_once = 500;         // likewise
constexpr std::size_t most_things = 1'000;         // that are watched
constexpr std::int64_t page = 100;                 // of comments and of topics; VK's limit
constexpr std::int64_t deepest_comments = 20'000;  // of a thing, or of a thread
constexpr std::int64_t all_read = -1;

std::string text_of(std::int64_t n) {
    return std::to_string(n);
}

class thing_reading {
public:
    thing_reading(api& vk, const reader_settings& with, const otklik::clock& time, shelf on, const source& from,
                  const std::string& cursor)
        : vk_(vk), with_(with), time_(time), on_(on), from_(from), at_(cursor_from<thing_cursor>(cursor)) {}

    asio::awaitable<reading> run() {
        const auto owner = owner_named(from_, out_);
        bool going = owner.has_value();
        if (owner) owner_ = *owner;
        const bool sweep = row_for(on_).threads && time_.now() - at_.swept >= with_.sweep_every;
        if (going && at_.work.empty()) going = co_await list(sweep);
        while (going && !at_.work.empty() && calls_ < calls_at_once && out_.posts.size() < posts_at_once)
            going = at_.threads.empty() ? co_await read_page() : co_await read_thread();
        out_.more = !out_.failed && (!at_.work.empty() || at_.listed);
        out_.cursor = json::write(encode(at_));
        co_return std::move(out_);
    }

private:
    item_key under() const { return {owner_, at_.work.front().id, on_}; }
    parsing with_authors(const authors& known) const { return {with_.account, from_.id, with_.community, &known}; }
    std::string place(std::size_t i) const {
        return std::string(row_for(on_).comments) + " " + post_id(under()) + " items[" + std::to_string(i) + "]";
    }

    asio::awaitable<std::optional<json::value>> call(std::string method, params fields) {
        ++calls_;
        auto answer = co_await vk_.read(std::move(method), std::move(fields));
        if (auto* value = std::get_if<json::value>(&answer)) co_return std::move(*value);
        out_.failed = std::get<api_error>(std::move(answer)).why;
        co_return std::nullopt;
    }

    asio::awaitable<bool> list(bool sweep) {
        const bool topics = on_ == shelf::topic;
        params fields{{"offset", text_of(at_.listed)}};
        if (topics) {
            fields.push_back({"group_id", text_of(-owner_)});
            fields.push_back({"order", "1"});  // the last changed first
            fields.push_back({"count", text_of(page)});
            fields.push_back({"extended", "1"});
        } else {
            fields.push_back({"owner_id", text_of(owner_)});
            fields.push_back({"count", "200"});
            fields.push_back({"extended", "1"});
        }
        auto response = co_await call(topics ? "board.getTopics" : "video.get", std::move(fields));
        if (!response) co_return false;
        if (sweep) at_.swept = time_.now();
        const auto known = authors_in(*response);
        const auto& items = (*response)["items"].items();
        bool all_moved = !items.empty();
        for (std::size_t i = 0; i < items.size(); ++i) all_moved = take(items[i], i, known, sweep) && all_moved;
        // Where all topics of a page moved, those of the next may have too.
        const bool further = topics && all_moved && std::ssize(items) == page && at_.things.size() < most_things;
        at_.listed = further ? at_.listed + page : 0;
        co_return true;
    }

    // Whether it moved, or says nothing about those behind it.
    bool take(const json::value& item, std::size_t i, const authors& known, bool sweep) {
        const thing now{item["id"].integer_or(0), item["comments"].integer_or(0), item["updated"].integer_or(0), 0};
        auto before = std::ranges::find(at_.things, now.id, &thing::id);
        if (before == at_.things.end()) {
            const auto where = std::string(on_ == shelf::topic ? "board.getTopics" : "video.get") + " items[" +
                               std::to_string(i) + "]";
            auto p = parse_thing(item, {owner_, now.id, on_}, with_authors(known), where, out_.left_out);
            if (!p || now.id <= 0) return false;
            out_.posts.push_back(std::move(*p));
            if (at_.things.size() >= most_things) at_.things.erase(at_.things.begin());
            before = at_.things.insert(at_.things.end(), {now.id, 0, 0, 0});
        }
        const bool moved = now.comments != before->comments || now.updated != before->updated;
        const auto since = std::chrono::floor<std::chrono::seconds>(from_.since).time_since_epoch().count();
        const bool of_use = now.comments > 0 && (now.updated == 0 || now.updated >= since);
        if ((moved || sweep) && of_use) at_.work.push_back(now);
        return (moved && of_use) || item["is_fixed"].flag_or(false);  // what is pinned comes first, however old
    }

    std::int64_t last_read() const {
        const auto before = std::ranges::find(at_.things, at_.work.front().id, &thing::id);
        return before == at_.things.end() || row_for(on_).threads ? 0 : before->last;
    }

    asio::awaitable<bool> read_page() {
        auto response = co_await call(std::string(row_for(on_).comments), list_fields(under(), 0, at_.offset, "desc"));
        if (!response) co_return give_up_or_stop();
        const auto known = authors_in(*response);
        const auto& items = (*response)["items"].items();
        const auto last = last_read();
        bool met_known = false;
        for (std::size_t i = 0; i < items.size(); ++i) {
            const auto id = items[i]["id"].integer_or(0);
            at_.newest = std::max(at_.newest, id);
            met_known = met_known || (id > 0 && id <= last);
            if (id <= last && id > 0) continue;
            take_comment(items[i], root_of(items[i]), known, place(i));
            take_replies(items[i], known, place(i));
        }
        at_.offset += std::ssize(items);
        if (items.empty() || met_known || std::ssize(items) < page || at_.offset >= deepest_comments)
            at_.offset = all_read;
        if (at_.offset == all_read && at_.threads.empty()) end_of_thing();
        co_return true;
    }

    void take_replies(const json::value& item, const authors& known, const std::string& where) {
        const auto id = item["id"].integer_or(0);
        const auto& replies = item["thread"]["items"].items();
        for (std::size_t i = 0; i < replies.size(); ++i)
            take_comment(replies[i], id, known, where + " thread items[" + std::to_string(i) + "]");
        if (item["thread"]["count"].integer_or(0) > std::ssize(replies) && id > 0) at_.threads.push_back(id);
    }

    void take_comment(const json::value& item, std::int64_t root, const authors& known, const std::string& where) {
        if (auto p = parse_comment(item, under(), root, with_authors(known), where, out_.left_out))
            out_.posts.push_back(std::move(*p));
    }

    asio::awaitable<bool> read_thread() {
        const auto root = at_.threads.front();
        auto response =
            co_await call(std::string(row_for(on_).comments), list_fields(under(), root, at_.thread_offset, "asc"));
        if (!response) co_return give_up_or_stop();
        const auto known = authors_in(*response);
        const auto& items = (*response)["items"].items();
        for (std::size_t i = 0; i < items.size(); ++i) take_comment(items[i], root, known, place(i));
        at_.thread_offset += std::ssize(items);
        if (std::ssize(items) == page && at_.thread_offset < deepest_comments) co_return true;
        at_.threads.erase(at_.threads.begin());
        at_.thread_offset = 0;
        if (at_.threads.empty() && at_.offset == all_read) end_of_thing();
        co_return true;
    }

    void end_of_thing() {
        const auto done = at_.work.front();
        if (auto it = std::ranges::find(at_.things, done.id, &thing::id); it != at_.things.end())
            *it = {done.id, done.comments, done.updated, std::max(it->last, at_.newest)};
        at_.work.erase(at_.work.begin());
        at_.offset = at_.newest = at_.thread_offset = 0;
        at_.threads.clear();
    }

    // Comments that are closed or gone are left out, and the next thing is read; other trouble stops the reading.
    bool give_up_or_stop() {
        if (out_.failed->kind != trouble::refused && out_.failed->kind != trouble::gone) return false;
        out_.left_out.push_back({place(0), out_.failed->said});
        out_.failed.reset();
        end_of_thing();
        return true;
    }

    api& vk_;
    const reader_settings& with_;
    const otklik::clock& time_;
    shelf on_;
    const source& from_;
    thing_cursor at_;
    std::int64_t owner_ = 0;
    reading out_;
    std::size_t calls_ = 0;
};

}

std::optional<std::int64_t> owner_named(const source& from, reading& out) {
    const auto name = wall_name_of(from.target);
    if (name && name->owner) return name->owner;
    out.failed = failure{trouble::settings, "\"" + from.target + "\" is no number of a community, such as -55", {}};
    return {};
}

asio::awaitable<reading> read_things(api& vk, const reader_settings& with, const otklik::clock& time, shelf on,
                                     const source& from, std::string cursor) {
    thing_reading one(vk, with, time, on, from, cursor);
    co_return co_await one.run();
}

}
