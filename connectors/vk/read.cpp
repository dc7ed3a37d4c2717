// A wall is read in two movements: a probe (one wall.get over the newest posts) shows new posts, and which posts'
// comment counters moved; then the comments of those are read to the end, page by page, thread by thread. Each call of
// read does a bounded part of it and says how far it came.
#include "connectors/vk/read.hpp"

#include "connectors/vk/thread.hpp"

#include <algorithm>

namespace otklik::vk {

namespace asio = boost::asio;
using namespace std::chrono_literals;

namespace {

constexpr std::size_t calls_at_once = 8;           // in one call of read
constexpr std::size_t posts_at_once = 500;         // likewise
constexpr std::int64_t page = 100;                 // of comments; VK's limit
constexpr std::int64_t comments_together = 500;    // that one request may bring, of several posts
constexpr std::int64_t deepest_gap = 1000;         // posts of a wall that one probe goes back through
constexpr std::int64_t deepest_comments = 20'000;  // roots of a post, replies of a thread
constexpr std::size_t most_threads = 2'000;        // long threads of a post

std::string text_of(std::int64_t n) {
    return std::to_string(n);
}

// One call of read on a wall.
class wall_reading {
public:
    wall_reading(api& vk, const reader_settings& with, const otklik::clock& time, const source& from,
                 std::string cursor)
        : vk_(vk), with_(with), time_(time), from_(from), at_(cursor_from<wall_cursor>(cursor)) {}

    asio::awaitable<reading> run() {
        const bool begun = !at_.work.empty();
        bool going = true;
        if (!begun || at_.gap_offset) going = co_await probe();
        while (going && !at_.work.empty() && may_go_on())
            going = begins_post() ? co_await read_together() : co_await read_on();
        out_.more = !out_.failed && (!at_.work.empty() || at_.gap_offset != 0);
        out_.cursor = json::write(encode(at_));
        co_return std::move(out_);
    }

private:
    // The answer's response, or nothing when the call failed: then `failed` says why and reading stops.
    asio::awaitable<std::optional<json::value>> call(std::string method, params fields) {
        ++calls_;
        auto answer = co_await vk_.read(std::move(method), std::move(fields));
        if (auto* value = std::get_if<json::value>(&answer)) co_return std::move(*value);
        error_ = std::get<api_error>(std::move(answer));
        co_return std::nullopt;
    }

    bool may_go_on() const { return calls_ < calls_at_once && out_.posts.size() < posts_at_once; }
    bool begins_post() const { return at_.offset == 0 && at_.threads.empty(); }
    asio::awaitable<bool> read_on() { return at_.threads.empty() ? read_page() : read_thread(); }

    parsing with_authors(const authors& known) const { return {with_.account, from_.id, with_.community, &known}; }
    std::string wall() const { return at_.owner ? text_of(at_.owner) : from_.target; }

    asio::awaitable<bool> probe() {
        auto name = wall_name_of(from_.target);
        if (!name) {
            out_.failed = failure{trouble::settings, "\"" + from_.target + "\" names no wall", {}};
            co_return false;
        }
        params fields{{"count", text_of(static_cast<std::int64_t>(with_.posts_watched))},
                      {"offset", text_of(at_.gap_offset)},
                      {"extended", "1"}};
        if (name->owner)
            fields.push_back({"owner_id", text_of(name->owner)});
        else
            fields.push_back({"domain", name->screen_name});
        std::vector<inner_call> calls{{"wall.get", std::move(fields)}};
        const auto older = older_posts(at_, with_, time_.now());
        if (!older.empty()) calls.push_back({"wall.getById", {{"posts", older}}});
        ++calls_;
        auto answers = co_await vk_.read_together(std::move(calls));
        auto* page_now = std::get_if<json::value>(&answers.front());
        if (!page_now) {
            out_.failed = std::get<api_error>(answers.front()).why;
            co_return false;
        }
        if (name->owner) at_.owner = name->owner;
        take_wall_page(*page_now);
        if (!older.empty()) take_older(at_, answers.back(), time_.now(), out_.left_out);
        co_return true;
    }

    void take_wall_page(const json::value& response) {
        const auto known = authors_in(response);
        const auto& items = response["items"].items();
        std::vector<watched_post> watched;
        bool meets_known = at_.posts.empty() || items.empty();
        const bool sweep = time_.now() - at_.swept >= with_.sweep_every;
        if (sweep) at_.swept = time_.now();
        at_.sweeping = at_.sweeping || sweep;
        for (std::size_t i = 0; i < items.size(); ++i) {
            const auto& item = items[i];
            if (!at_.owner) at_.owner = item["owner_id"].integer_or(0);
            const auto* seen = watched_in(at_.posts, item["id"].integer_or(0));
            meets_known = meets_known || (seen && !item["is_pinned"].flag_or(false));
            if (!seen)
                if (auto p = parse_post(item, with_authors(known),
                                        "wall.get " + wall() + " items[" + text_of(static_cast<std::int64_t>(i)) + "]",
                                        out_.left_out))
                    out_.posts.push_back(std::move(*p));
            watch(item, seen ? *seen : watched_post{}, sweep, watched);
        }
        watch_page(at_.posts, std::move(watched), at_.gap_offset == 0, with_.posts_watched + most_older);
        at_.gap_offset += static_cast<std::int64_t>(items.size());
        if (meets_known || at_.gap_offset >= deepest_gap) at_.gap_offset = 0;
    }

    // Keeps the post's counter as it was read, and orders a reading where VK now says another.
    void watch(const json::value& item, watched_post before, bool sweep, std::vector<watched_post>& watched) {
        const auto id = item["id"].integer_or(0), now = item["comments"]["count"].integer_or(0);
        if (id <= 0 || is_deleted(item)) return;
        if (watched_in(watched, id)) return;  // pinned, and in its own place too
        before.id = id;
        const bool moved = now != before.comments;
        const bool ordered = std::ranges::find(at_.work, id, &comment_work::post) != at_.work.end();
        if (!ordered && (moved || (sweep && now > 0))) at_.work.push_back({id, now});
        watched.push_back(std::move(before));
    }

    item_key post_under_work() const { return {at_.owner, at_.work.front().post}; }
    std::string place(std::string_view where, std::size_t i) const {
        return "wall.getComments " + text_of(at_.owner) + "_" + text_of(at_.work.front().post) + std::string(where) +
               " items[" + std::to_string(i) + "]";
    }

    // The first pages of several posts at once, as far as they hold all comments; of the others one page.
    asio::awaitable<bool> read_together() {
        std::vector<inner_call> calls;
        std::vector<comment_work> posts;
        std::int64_t comments = 0;
        for (const auto& w : at_.work) {
            if (w.comments > page || comments + w.comments > comments_together || calls.size() == most_inner_calls)
                break;
            comments += std::max<std::int64_t>(w.comments, 0);
            calls.push_back({"wall.getComments", list_fields({at_.owner, w.post}, 0, 0, "desc")});
            posts.push_back(w);
        }
        if (calls.size() < 2) co_return co_await read_page();
        ++calls_;
        auto answers = co_await vk_.read_together(std::move(calls));
        for (std::size_t i = 0; i < answers.size(); ++i) {
            // Half read, the post before this one goes on another time: what was read of those behind it too.
            if (at_.work.empty() || at_.work.front().post != posts[i].post) co_return true;
            auto* response = std::get_if<json::value>(&answers[i]);
            if (!response) error_ = std::get<api_error>(std::move(answers[i]));
            if (!response && !give_up_or_stop()) co_return false;
            if (response) take_page(*response);
            while (!at_.work.empty() && at_.work.front().post == posts[i].post && may_go_on())
                if (!co_await read_on()) co_return false;
        }
        co_return true;
    }

    // One page of the comments at the top, the newest first, with up to ten replies each.
    asio::awaitable<bool> read_page() {
        auto response = co_await call("wall.getComments", list_fields(post_under_work(), 0, at_.offset, "desc"));
        if (!response) co_return give_up_or_stop();
        take_page(*response);
        co_return true;
    }

    void take_page(const json::value& response) {
        const auto known = authors_in(response);
        const auto& items = response["items"].items();
        for (std::size_t i = 0; i < items.size(); ++i) take_root(items[i], known, place("", i));
        const auto first = items.empty() ? 0 : items.front()["id"].integer_or(0);
        if (first && first == at_.page_of) {
            out_.left_out.push_back({place("", 0), "the same page came twice"});
            at_.work.front().comments = -1;  // as a counter that moves: the post is read again after the next probe
            return end_of_pages();
        }
        at_.page_of = first;
        at_.offset += static_cast<std::int64_t>(items.size());
        const auto level = response["current_level_count"].integer();
        const bool last = items.empty() || (level && at_.offset >= *level && std::ssize(items) < page) ||
                          at_.offset >= deepest_comments;
        if (last) end_of_pages();
    }

    void take_root(const json::value& item, const authors& known, const std::string& where) {
        const auto id = item["id"].integer_or(0);
        const auto under = post_under_work();
        take_comment(item, under, root_of(item), known, where);
        const auto& replies = item["thread"]["items"].items();
        for (std::size_t i = 0; i < replies.size(); ++i)
            take_comment(replies[i], under, id, known, where + " thread items[" + std::to_string(i) + "]");
        const auto count = item["thread"]["count"].integer_or(0);
        if (count <= std::ssize(replies) || id <= 0 || at_.long_threads.size() >= most_threads) return;
        at_.long_threads.push_back({id, count});
        if (at_.sweeping || replies_known(id) != count)
            at_.threads.push_back({id, count});  // read before the next page
    }

    std::int64_t replies_known(std::int64_t root) const {
        auto post = std::ranges::find(at_.posts, at_.work.front().post, &watched_post::id);
        if (post == at_.posts.end()) return -1;
        auto thread = std::ranges::find(post->long_threads, root, &thread_count::root);
        return thread == post->long_threads.end() ? -1 : thread->replies;
    }

    void take_comment(const json::value& item, item_key under, std::int64_t root, const authors& known,
                      const std::string& where) {
        ++at_.found;
        if (auto p = parse_comment(item, under, root, with_authors(known), where, out_.left_out))
            out_.posts.push_back(std::move(*p));
    }

    asio::awaitable<bool> read_thread() {
        const auto root = at_.threads.front().root;
        auto fields = list_fields(post_under_work(), root, at_.thread_offset, "asc");
        auto response = co_await call("wall.getComments", std::move(fields));
        if (!response && stops()) co_return false;
        static const json::array none;
        const auto& items = response ? (*response)["items"].items() : none;
        const auto known = response ? authors_in(*response) : authors{};
        const auto under = post_under_work();
        for (std::size_t i = 0; i < items.size(); ++i)
            take_comment(items[i], under, root, known, place(" thread " + text_of(root), i));
        at_.thread_offset += static_cast<std::int64_t>(items.size());
        const auto level = response ? (*response)["current_level_count"].integer() : std::nullopt;
        if (items.empty() || (level && at_.thread_offset >= *level && std::ssize(items) < page) ||
            at_.thread_offset >= deepest_comments) {
            at_.threads.erase(at_.threads.begin());
            at_.thread_offset = 0;
            if (at_.threads.empty() && at_.offset == no_more_pages) end_of_post();
        }
        co_return true;
    }

    static constexpr std::int64_t no_more_pages = -1;

    void end_of_pages() {
        at_.offset = no_more_pages;
        if (at_.threads.empty()) end_of_post();
    }

    void end_of_post() {
        const auto done = at_.work.front();
        if (done.comments > 0 && at_.found == 0)
            out_.left_out.push_back({place("", 0), "VK counts " + text_of(done.comments) + " comments and shows none"});
        if (auto* post = watched_in(at_.posts, done.post)) {
            post->comments = done.comments;
            post->long_threads = std::move(at_.long_threads);
        }
        at_.work.erase(at_.work.begin());
        at_.offset = at_.page_of = at_.found = at_.thread_offset = 0;
        at_.threads.clear();
        at_.long_threads.clear();
        if (at_.work.empty()) at_.sweeping = false;
    }

    // Trouble that another attempt may not meet, or that a person must mend, stops the reading where it is.
    bool stops() {
        const auto kind = error_.why.kind;
        if (kind == trouble::refused || kind == trouble::gone) {
            out_.left_out.push_back({place("", 0), error_.why.said});
            return false;
        }
        out_.failed = error_.why;
        return true;
    }

    // Comments that are closed or gone are left out, and the next post is read.
    bool give_up_or_stop() {
        if (stops()) return false;
        at_.found = std::max<std::int64_t>(at_.found, 1);  // its emptiness is explained
        end_of_pages();
        return true;
    }

    api& vk_;
    const reader_settings& with_;
    const otklik::clock& time_;
    const source& from_;
    wall_cursor at_;
    reading out_;
    api_error error_;
    std::size_t calls_ = 0;
};

}

asio::awaitable<reading> read_wall(api& vk, const reader_settings& with, const otklik::clock& time, const source& from,
                                   std::string cursor) {
    wall_reading one(vk, with, time, from, std::move(cursor));
    co_return co_await one.run();
}

}
