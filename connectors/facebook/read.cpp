// A page is read in two movements: a probe (its newest posts, each with its counter and its newest comments) brings new
// posts and nearly all new comments; where the counter says that there is more than came along, the comments of that
// post are read, page by page, the newest first, until known ones are met. Each call of read does a bounded part of it.
#include "connectors/facebook/read.hpp"

#include "connectors/facebook/names.hpp"
#include "connectors/graph/names.hpp"
#include "connectors/graph/paging.hpp"

#include <algorithm>

namespace otklik::facebook {

namespace asio = boost::asio;
using namespace std::chrono_literals;
using graph::id_text;
using graph::moment_of;

namespace {

constexpr std::size_t calls_at_once = 10;  // in one call of read: no source holds up the others
constexpr std::size_t posts_at_once = 500;
constexpr std::int64_t deepest_gap = 20;        // pages of posts that one probe goes back through
constexpr std::int64_t most_comments = 20'000;  // of a post
constexpr auto overlap = 10min;                 // comments this much older than the newest known one are read again
constexpr auto places_last = 10min;

// Ten of each come along with every probe, whether or not the counter moved: a deletion and a new one leave it equal.
constexpr std::string_view along = ",comments.filter(stream).order(reverse_chronological).limit(10).summary(true){";

// A cursor that cannot be understood is a start from the beginning: what was read already is known by its ids.
page_cursor cursor_from(const std::string& text) {
    auto parsed = json::parse(text.empty() ? std::string_view("{}") : std::string_view(text));
    return parsed ? decode<page_cursor>(*parsed) : page_cursor{};
}

std::string numbered(const std::string& what, std::size_t i) {
    return what + " data[" + std::to_string(i) + "]";
}

enum class edge { feed, tagged };

class page_reading {
public:
    page_reading(own_page& page, const reader_settings& with, const otklik::clock& time, edge what, std::string target,
                 const source& from, std::string cursor)
        : page_(page),
          with_(with),
          time_(time),
          from_(from),
          path_(target + (what == edge::feed ? "/feed" : "/tagged")),
          with_comments_(what == edge::feed && target == page.id),
          parsing_{with.account, from.id, page.id},
          at_(cursor_from(cursor)) {}

    asio::awaitable<reading> run() {
        auto stranger = co_await page_.has_its_token();
        bool going = !stranger || fail(std::move(*stranger));
        if (time_.now() - at_.placed > places_last) at_.gap.clear(), at_.at.clear(), at_.gap_pages = 0;
        if (going && (at_.work.empty() || !at_.gap.empty())) going = co_await probe();
        while (going && !at_.work.empty() && calls_ < calls_at_once && out_.posts.size() < posts_at_once)
            going = co_await read_comments();
        out_.more = !out_.failed && (!at_.work.empty() || !at_.gap.empty());
        out_.cursor = json::write(encode(at_));
        co_return std::move(out_);
    }

private:
    bool fail(failure why) {
        out_.failed = std::move(why);
        return false;
    }

    // ---- posts

    asio::awaitable<bool> probe() {
        ++calls_;
        graph::params fields{{"limit", std::to_string(with_.posts_watched)}, {"fields", std::string(post_fields)}};
        if (with_comments_) fields["fields"] += std::string(along) + std::string(comment_fields) + "}";
        auto answer = co_await graph::get_page(page_.graph, path_, std::move(fields), at_.gap);
        if (auto* error = std::get_if<graph::api_error>(&answer)) {
            at_.gap.clear();  // it may be the place that is not valid any more: begin again
            co_return fail(std::move(error->why));
        }
        take_posts(std::get<graph::page>(answer));
        co_return true;
    }

    void take_posts(const graph::page& posts) {
        const bool begins = at_.gap.empty();
        sweeping_ = begins ? time_.now() - at_.swept >= with_.sweep_every : sweeping_;
        if (begins && sweeping_) at_.swept = time_.now();
        bool meets_known = at_.posts.empty() || posts.items.empty();
        bool all_too_old = !posts.items.empty();
        std::vector<watched_post> watched;
        for (std::size_t i = 0; i < posts.items.size(); ++i) {
            const auto& item = posts.items[i];
            const auto place = numbered(path_, i);
            const auto id = id_text(item["id"]);
            const auto before = std::ranges::find(at_.posts, id.value_or(std::string()), &watched_post::id);
            const bool seen = before != at_.posts.end();
            // The first one may be pinned, and says nothing about where the known ones begin.
            meets_known = meets_known || (seen && (i > 0 || posts.items.size() == 1));
            const auto written = moment_of(item["created_time"]);
            all_too_old = all_too_old && written && *written < from_.since;
            if (!seen)
                if (auto p = parse_post(item, parsing_, place, out_.left_out)) out_.posts.push_back(std::move(*p));
            if (id && item["is_published"].flag_or(true))
                watched.push_back(watch(*id, item, seen ? *before : watched_post{}, place));
        }
        keep(std::move(watched), begins);
        const bool over = meets_known || all_too_old || posts.next.empty() || ++at_.gap_pages >= deepest_gap;
        at_.gap = over ? std::string() : posts.next;
        at_.placed = time_.now();
        if (over) at_.gap_pages = 0;
    }

    // Takes the comments that came along, and orders a reading of the others where they may hold what is not known.
    watched_post watch(const std::string& id, const json::value& item, watched_post before, const std::string& place) {
        before.id = id;
        if (!with_comments_) return before;
        const bool first = before.comments == not_counted;
        const auto comments = graph::nested_list(item["comments"]);
        const auto counted = item["comments"]["summary"]["total_count"].integer_or(not_counted);
        if (!comments) {
            if (first || sweeping_) order({id, counted, 0, true});
            return before;
        }
        const auto known = before.newest;
        std::int64_t newer = 0;
        bool meets_older = false;
        for (std::size_t i = 0; i < comments->items.size(); ++i) {
            const auto& one = comments->items[i];
            const auto written = written_at(one);
            newer += written > known;
            meets_older = meets_older || (written != moment{} && written < known - overlap);
            before.newest = std::max(before.newest, written);
            if (!first && !sweeping_ && written < known - overlap && written != moment{}) continue;
            take_comment(one, id, numbered(place + ".comments", i));
        }
        const bool moved = counted != before.comments;
        const auto added = first ? 0 : counted - before.comments;
        const bool deeper = comments->more && (first || sweeping_ || (moved && (added > newer || !meets_older)));
        if (deeper) {
            before.newest = known;
            order({id, counted, added, first || sweeping_});
        } else if (std::ranges::find(at_.work, id, &comment_work::post) == at_.work.end()) {
            before.comments = std::max<std::int64_t>(counted, 0);
        }
        return before;
    }

    void order(comment_work work) {
        if (std::ranges::find(at_.work, work.post, &comment_work::post) == at_.work.end())
            at_.work.push_back(std::move(work));
    }

    // A date in the future must not push the known past what is to come.
    moment written_at(const json::value& comment) const {
        return std::min(moment_of(comment["created_time"]).value_or(moment{}), time_.now());
    }

    void take_comment(const json::value& one, const std::string& under, const std::string& place) {
        if (auto p = parse_comment(one, under, parsing_, place, out_.left_out)) out_.posts.push_back(std::move(*p));
    }

    // The posts of this page come first; of the others as many stay as are watched. While a gap is being closed all of
    // them stay, or the next page would not know what it is looking for.
    void keep(std::vector<watched_post> page_now, bool begins) {
        auto old = std::move(at_.posts);
        std::erase_if(old, [&](const watched_post& o) {
            return std::ranges::find(page_now, o.id, &watched_post::id) != page_now.end();
        });
        at_.posts = begins ? std::move(page_now) : std::move(old);
        std::ranges::move(begins ? old : page_now, std::back_inserter(at_.posts));
        const auto most = static_cast<std::size_t>(with_.posts_watched) * 2;
        if (at_.posts.size() > most) at_.posts.resize(most);
    }

    // ---- comments

    watched_post* watched_of(const std::string& id) {
        auto found = std::ranges::find(at_.posts, id, &watched_post::id);
        return found == at_.posts.end() ? nullptr : &*found;
    }

    asio::awaitable<bool> read_comments() {
        const auto work = at_.work.front();
        const auto* post = watched_of(work.post);
        if (!post) {  // pushed out by newer ones
            end_of_post(work.comments);
            co_return true;
        }
        const auto known = work.whole ? moment{} : post->newest;
        ++calls_;
        const auto path = work.post + "/comments";
        graph::params fields{{"filter", "stream"},
                             {"order", "reverse_chronological"},
                             {"limit", "100"},
                             {"fields", std::string(comment_fields)}};
        auto answer = co_await graph::get_page(page_.graph, path, std::move(fields), at_.at);
        if (auto* error = std::get_if<graph::api_error>(&answer)) co_return give_up_or_stop(std::move(error->why));
        take_comments(std::get<graph::page>(answer), work, known);
        co_return true;
    }

    void take_comments(const graph::page& comments, const comment_work& work, moment known) {
        bool meets_older = false;
        for (std::size_t i = 0; i < comments.items.size(); ++i) {
            const auto& one = comments.items[i];
            const auto written = written_at(one);
            ++at_.found;
            at_.newer += written > known;
            at_.newest = std::max(at_.newest, written);
            meets_older = meets_older || (written != moment{} && written < known - overlap);
            take_comment(one, work.post, numbered(work.post + "/comments", i));
        }
        // That the newest come first is not promised: older ones end the reading only when as many new ones were met as
        // the counter says, and one that is as new as any known.
        const bool meets_known = meets_older && at_.newest >= known && at_.newer >= work.added;
        at_.at = comments.next;
        at_.placed = time_.now();
        if (comments.next.empty() || meets_known || at_.found >= most_comments) end_of_post(work.comments);
    }

    void begin_next() {
        at_.at.clear();
        at_.found = at_.newer = 0;
        at_.newest = moment{};
    }

    void end_of_post(std::int64_t comments) {
        if (auto* post = watched_of(at_.work.front().post)) {
            post->comments = comments;
            post->newest = std::max(post->newest, at_.newest);
        }
        at_.work.erase(at_.work.begin());
        begin_next();
    }

    // What is closed or gone is left out; trouble that another attempt may not meet, or that a person must mend, stops
    // the reading. What may concern this post alone must not stand in the way of the others, so it goes last.
    bool give_up_or_stop(failure why) {
        switch (why.kind) {
            case trouble::refused:
            case trouble::gone:
                out_.left_out.push_back({"comments of " + at_.work.front().post, why.said});
                end_of_post(at_.at.empty() ? at_.work.front().comments : not_counted);
                return true;
            case trouble::settings:
            case trouble::unreadable:
                std::ranges::rotate(at_.work, at_.work.begin() + 1);
                begin_next();
                return fail(std::move(why));
            default: return fail(std::move(why));
        }
    }

    own_page& page_;
    const reader_settings& with_;
    const otklik::clock& time_;
    const source& from_;
    std::string path_;
    bool with_comments_;
    parsing parsing_;
    page_cursor at_;
    bool sweeping_ = false;
    reading out_;
    std::size_t calls_ = 0;
};

}

asio::awaitable<reading> read_page(own_page& page, const reader_settings& with, const otklik::clock& time,
                                   const source& from, std::string cursor) {
    const auto target = from.target.empty() ? std::optional(page.id) : page_in(from.target);
    if (!target) {
        reading out;
        out.cursor = std::move(cursor);
        out.failed = failure{trouble::settings, "\"" + from.target + "\" names no page of Facebook", {}};
        co_return out;
    }
    page_reading one(page, with, time, edge::feed, *target, from, std::move(cursor));
    co_return co_await one.run();
}

asio::awaitable<reading> read_tagged(own_page& page, const reader_settings& with, const otklik::clock& time,
                                     const source& from, std::string cursor) {
    page_reading one(page, with, time, edge::tagged, page.id, from, std::move(cursor));
    co_return co_await one.run();
}

}
