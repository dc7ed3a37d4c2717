// A page is read in two movements: a probe (its newest posts, each with its counter and its newest comments) brings new
// posts and nearly all new comments; where the counter says that there is more than came along, the comments of that
// post are read, page by page, the newest first, until known ones are met. Each call of read does a bounded part of it.
#include "connectors/facebook/read.hpp"

#include "connectors/facebook/names.hpp"
#include "connectors/graph/names.hpp"
#include "connectors/graph/paging.hpp"
#include "connectors/graph/parse.hpp"

#include <algorithm>

namespace otklik::facebook {

namespace asio = boost::asio;
using graph::id_text;
using graph::moment_of;

namespace {

// Ten of each come along with every probe, whether or not the counter moved: a deletion and a new one leave it equal.
constexpr std::string_view along = ",comments.filter(stream).order(reverse_chronological).limit(10).summary(true){";

enum class edge { feed, tagged };

class page_reading {
public:
    page_reading(own_page& page, const graph::reader_settings& with, const otklik::clock& time, edge what,
                 std::string target, const source& from, std::string cursor)
        : page_(page),
          with_(with),
          time_(time),
          from_(from),
          path_(target + (what == edge::feed ? "/feed" : "/tagged")),
          with_comments_(what == edge::feed && target == page.id),
          parsing_{with.account, from.id, page.id},
          at_(cursor_from<page_cursor>(cursor)) {}

    asio::awaitable<reading> run() {
        auto stranger = co_await page_.has_its_token();
        bool going = !stranger || fail(std::move(*stranger));
        if (at_.has_stale_places(time_.now())) at_.forget_places();
        if (going && at_.must_probe()) going = co_await probe();
        while (going && !at_.work.empty() && calls_ < graph::calls_at_once && out_.posts.size() < graph::posts_at_once)
            going = co_await read_comments();
        out_.more = !out_.failed && at_.is_under_way();
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
        graph::params fields{{"limit", std::to_string(with_.watched)}, {"fields", std::string(post_fields)}};
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
        const bool begins = at_.begin_page(time_.now(), with_.sweep_every);
        bool meets_known = at_.posts.empty() || posts.items.empty();
        bool all_too_old = !posts.items.empty();
        std::vector<graph::watched_publication> watched;
        for (std::size_t i = 0; i < posts.items.size(); ++i) {
            const auto& item = posts.items[i];
            const auto place = graph::numbered(path_, i);
            const auto id = id_text(item["id"]);
            const auto* seen = watched_in(at_.posts, id.value_or(std::string()));
            // The first one may be pinned, and says nothing about where the known ones begin.
            meets_known = meets_known || (seen && (i > 0 || posts.items.size() == 1));
            const auto written = moment_of(item["created_time"]);
            all_too_old = all_too_old && written && *written < from_.since;
            if (!seen)
                if (auto p = parse_post(item, parsing_, place, out_.left_out)) out_.posts.push_back(std::move(*p));
            if (id && item["is_published"].flag_or(true))
                watched.push_back(watch(*id, item, seen ? *seen : graph::watched_publication{}, place));
        }
        watch_page(at_.posts, std::move(watched), begins, static_cast<std::size_t>(with_.watched) * 2);
        at_.end_page(posts.next, meets_known || all_too_old, time_.now());
    }

    // Takes the comments that came along, and orders a reading of the others where they may hold what is not known.
    graph::watched_publication watch(const std::string& id, const json::value& item, graph::watched_publication before,
                                     const std::string& place) {
        before.id = id;
        if (!with_comments_) return before;
        const bool first = before.comments == graph::not_counted;
        const auto comments = graph::nested_list(item["comments"]);
        const auto counted = item["comments"]["summary"]["total_count"].integer_or(graph::not_counted);
        if (!comments) {
            if (first || at_.sweeping) at_.order({id, counted, 0, true});
            return before;
        }
        const auto known = before.newest;
        std::int64_t newer = 0;
        bool meets_older = false;
        for (std::size_t i = 0; i < comments->items.size(); ++i) {
            const auto& one = comments->items[i];
            const auto written = written_at(one);
            newer += written > known;
            meets_older = meets_older || (written != moment{} && written < known - graph::overlap);
            before.newest = std::max(before.newest, written);
            if (!first && !at_.sweeping && written < known - graph::overlap && written != moment{}) continue;
            take_comment(one, id, graph::numbered(place + ".comments", i));
        }
        const bool moved = counted != before.comments;
        const auto added = first ? 0 : counted - before.comments;
        const bool deeper = comments->more && (first || at_.sweeping || (moved && (added > newer || !meets_older)));
        if (deeper) {
            before.newest = known;
            at_.order({id, counted, added, first || at_.sweeping});
        } else if (!at_.has_ordered(id)) {
            before.comments = std::max<std::int64_t>(counted, 0);
        }
        return before;
    }

    moment written_at(const json::value& comment) const {
        return graph::written_at(comment["created_time"], time_.now());
    }

    void take_comment(const json::value& one, const std::string& under, const std::string& place) {
        if (auto p = parse_comment(one, under, parsing_, place, out_.left_out)) out_.posts.push_back(std::move(*p));
    }

    // ---- comments

    asio::awaitable<bool> read_comments() {
        const auto work = at_.work.front();
        const auto* post = watched_in(at_.posts, work.of);
        if (!post) {  // pushed out by newer ones
            end_of_post(work.comments);
            co_return true;
        }
        const auto known = work.whole ? moment{} : post->newest;
        ++calls_;
        const auto path = work.of + "/comments";
        graph::params fields{{"filter", "stream"},
                             {"order", "reverse_chronological"},
                             {"limit", "100"},
                             {"fields", std::string(comment_fields)}};
        auto answer = co_await graph::get_page(page_.graph, path, std::move(fields), at_.at);
        if (auto* error = std::get_if<graph::api_error>(&answer)) co_return give_up_or_stop(std::move(error->why));
        take_comments(std::get<graph::page>(answer), work, known);
        co_return true;
    }

    void take_comments(const graph::page& comments, const graph::comment_work& work, moment known) {
        bool meets_older = false;
        for (std::size_t i = 0; i < comments.items.size(); ++i) {
            const auto& one = comments.items[i];
            const auto written = written_at(one);
            at_.count(written, known);
            meets_older = meets_older || (written != moment{} && written < known - graph::overlap);
            take_comment(one, work.of, graph::numbered(work.of + "/comments", i));
        }
        // That the newest come first is not promised: older ones end the reading only when as many new ones were met as
        // the counter says, and one that is as new as any known.
        const bool meets_known = meets_older && at_.newest >= known && at_.newer >= work.added;
        at_.at = comments.next;
        at_.placed = time_.now();
        if (comments.next.empty() || meets_known || at_.found >= graph::most_comments) end_of_post(work.comments);
    }

    void end_of_post(std::int64_t comments) { at_.end_work(watched_in(at_.posts, at_.work.front().of), comments); }

    bool give_up_or_stop(failure why) {
        const auto then = after(why.kind);
        if (then == after_trouble::leave_it_out) {
            out_.left_out.push_back({"comments of " + at_.work.front().of, why.said});
            end_of_post(at_.at.empty() ? at_.work.front().comments : graph::not_counted);
            return true;
        }
        if (then == after_trouble::read_it_last) at_.read_it_last();
        return fail(std::move(why));
    }

    own_page& page_;
    const graph::reader_settings& with_;
    const otklik::clock& time_;
    const source& from_;
    std::string path_;
    bool with_comments_;
    parsing parsing_;
    page_cursor at_;
    reading out_;
    std::size_t calls_ = 0;
};

}

asio::awaitable<reading> read_page(own_page& page, const graph::reader_settings& with, const otklik::clock& time,
                                   const source& from, std::string cursor) {
    const auto target = from.target.empty() ? std::optional(page.id) : page_in(from.target);
    if (!target)
        co_return not_begun(std::move(cursor),
                            {trouble::settings, "\"" + from.target + "\" names no page of Facebook", {}});
    page_reading one(page, with, time, edge::feed, *target, from, std::move(cursor));
    co_return co_await one.run();
}

asio::awaitable<reading> read_tagged(own_page& page, const graph::reader_settings& with, const otklik::clock& time,
                                     const source& from, std::string cursor) {
    page_reading one(page, with, time, edge::tagged, page.id, from, std::move(cursor));
    co_return co_await one.run();
}

}
