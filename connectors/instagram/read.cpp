// The account is read in two movements: a probe (its newest publications with their counters) shows which counters
// moved; then the comments of those, and now and then of the young and the lately answered ones, are read page by page,
// the newest first. A reply to an old comment stands under that comment and is nowhere near the newest ones: so as many
// new ones must be met as the counter says, or all pages are read. Each call of read does a bounded part of it.
#include "connectors/instagram/read.hpp"

#include "connectors/graph/names.hpp"
#include "connectors/graph/paging.hpp"
#include "connectors/graph/parse.hpp"
#include "connectors/instagram/names.hpp"

#include <algorithm>

namespace otklik::instagram {

namespace asio = boost::asio;
using namespace std::chrono_literals;
using graph::id_text;
using graph::moment_of;

namespace {

constexpr std::size_t most_threads = 200;  // of one of them, whose replies did not all come along
constexpr std::size_t most_on_page = 50;   // Instagram's limit
constexpr auto young = 72h;                // so long after it was published, or answered, …
constexpr auto read_again = 15min;         // … it is read this often although its counter did not move

class media_reading {
public:
    media_reading(own_account& own, std::string username, const graph::reader_settings& with, const otklik::clock& time,
                  const source& from, std::string cursor)
        : own_(own),
          with_(with),
          time_(time),
          from_(from),
          parsing_{with.account, from.id, own.id, std::move(username)},
          at_(cursor_from<media_cursor>(cursor)) {}

    asio::awaitable<reading> run() {
        if (at_.has_stale_places(time_.now())) at_.forget_places(), at_.thread_at.clear();
        bool going = true;
        if (at_.must_probe()) going = co_await probe();
        while (going && !at_.work.empty() && calls_ < graph::calls_at_once && out_.posts.size() < graph::posts_at_once)
            going = co_await read_on();
        out_.more = !out_.failed && at_.is_under_way();
        out_.cursor = json::write(encode(at_));
        co_return std::move(out_);
    }

private:
    bool fail(failure why) {
        out_.failed = std::move(why);
        return false;
    }

    // ---- publications

    asio::awaitable<bool> probe() {
        ++calls_;
        const auto path = own_.id + "/media";
        graph::params fields{{"limit", std::to_string(with_.watched)}, {"fields", std::string(media_fields)}};
        auto answer = co_await graph::get_page(own_.graph, path, std::move(fields), at_.gap);
        if (auto* error = std::get_if<graph::api_error>(&answer)) {
            at_.gap.clear();  // it may be the place that is not valid any more: begin again
            co_return fail(std::move(error->why));
        }
        take_media(std::get<graph::page>(answer), path);
        co_return true;
    }

    void take_media(const graph::page& media, const std::string& path) {
        const bool begins = at_.begin_page(time_.now(), with_.sweep_every);
        bool meets_known = at_.media.empty() || media.items.empty();
        bool all_too_old = !media.items.empty();
        std::vector<watched_media> watched;
        for (std::size_t i = 0; i < media.items.size(); ++i) {
            const auto& item = media.items[i];
            const auto id = id_text(item["id"]);
            const auto* seen = watched_in(at_.media, id.value_or(std::string()));
            // The first ones may be pinned, and say nothing about where the known ones begin.
            meets_known = meets_known || (seen && (i > 2 || i + 1 == media.items.size()));
            const auto written = moment_of(item["timestamp"]);
            all_too_old = all_too_old && written && *written < from_.since;
            if (!seen)
                if (auto p = parse_media(item, parsing_, graph::numbered(path, i), out_.left_out))
                    out_.posts.push_back(std::move(*p));
            if (id) watched.push_back(watch(*id, item, seen ? *seen : watched_media{}));
        }
        watch_page(at_.media, std::move(watched), begins, static_cast<std::size_t>(with_.watched) * 2);
        at_.end_page(media.next, meets_known || all_too_old, time_.now());
    }

    // Orders a reading of its comments where Instagram now counts others, and without that while it is young.
    watched_media watch(const std::string& id, const json::value& item, watched_media before) {
        before.id = id;
        before.link = item["permalink"].text();
        const auto counted = item["comments_count"].integer_or(graph::not_counted);
        const bool first = before.comments == graph::not_counted;
        if (first && counted == 0) before.comments = 0;
        const auto now = time_.now();
        const auto written = moment_of(item["timestamp"]).value_or(moment{});
        const bool fresh = now - std::max(written, before.answered) < young && now - before.read >= read_again;
        const bool moved = counted != before.comments;
        // Where nothing is counted, nothing is known: it is looked at as often as the young ones.
        const bool wanted =
            counted == graph::not_counted ? now - before.read >= read_again : moved || (fresh && counted != 0);
        if (wanted || (at_.sweeping && counted != 0))
            at_.order({id, counted, first ? 0 : counted - before.comments, first || at_.sweeping});
        return before;
    }

    // ---- comments

    asio::awaitable<bool> read_on() {
        const auto work = at_.work.front();
        const auto* media = watched_in(at_.media, work.of);
        if (!media) {  // pushed out by newer ones
            end_of_media(work.comments);
            co_return true;
        }
        const media_place under{work.of, media->link};
        const auto known = work.whole ? moment{} : media->newest;
        ++calls_;
        const bool in_thread = at_.first_level_done && !at_.threads.empty();
        const auto path = in_thread ? at_.threads.front() + "/replies" : work.of + "/comments";
        graph::params fields{{"limit", std::to_string(most_on_page)}, {"fields", std::string(comment_fields)}};
        if (!in_thread) fields["fields"] += ",replies{" + std::string(comment_fields) + "}";
        const auto place = in_thread ? at_.thread_at : at_.at;
        auto answer = co_await graph::get_page(own_.graph, path, std::move(fields), place);
        if (auto* error = std::get_if<graph::api_error>(&answer)) co_return give_up_or_stop(std::move(error->why));
        const auto& comments = std::get<graph::page>(answer);
        at_.placed = time_.now();
        if (in_thread)
            take_replies(comments, under, path);
        else
            take_comments(comments, under, path, known);
        if (at_.first_level_done && at_.threads.empty()) end_of_media(work.comments);
        co_return true;
    }

    void take_replies(const graph::page& replies, const media_place& under, const std::string& path) {
        for (std::size_t i = 0; i < replies.items.size(); ++i)
            take(replies.items[i], under, at_.threads.front(), moment{}, graph::numbered(path, i));
        at_.thread_at = replies.next;
        if (replies.next.empty()) at_.threads.erase(at_.threads.begin());
    }

    void take_comments(const graph::page& comments, const media_place& under, const std::string& path, moment known) {
        const auto work = at_.work.front();
        bool meets_older = false;
        for (std::size_t i = 0; i < comments.items.size(); ++i) {
            const auto& one = comments.items[i];
            const auto place = graph::numbered(path, i);
            const auto written = take(one, under, {}, known, place);
            meets_older = meets_older || (written != moment{} && written < known - graph::overlap);
            const auto replies = graph::nested_list(one["replies"]);
            if (!replies) continue;
            for (std::size_t k = 0; k < replies->items.size(); ++k)
                take(replies->items[k], under, one["id"].text(), known, graph::numbered(place + ".replies", k));
            if (const auto id = id_text(one["id"]); id && replies->more && at_.threads.size() < most_threads)
                at_.threads.push_back(*id);
        }
        // As many as the counter says, or to the end: the rest of them are replies to older comments.
        const bool all_met = meets_older && at_.newer >= work.added;
        at_.at = comments.next;
        at_.first_level_done = comments.next.empty() || all_met || at_.found >= graph::most_comments;
        if (comments.next.empty() && comments.items.size() >= most_on_page && at_.found < work.comments)
            out_.left_out.push_back({path, "Instagram counts " + std::to_string(work.comments) +
                                               " comments, shows fifty and names no next page"});
    }

    // What is older than what is known was read before; only where all is read it is told again.
    moment take(const json::value& one, const media_place& under, const std::string& top, moment known,
                const std::string& place) {
        const auto written = graph::written_at(one["timestamp"], time_.now());
        at_.count(written, known);
        if (is_own(one, own_.id, parsing_.username) == true) at_.answered = std::max(at_.answered, written);
        if (written != moment{} && written < known - graph::overlap) return written;
        if (auto p = parse_comment(one, under, top, parsing_, place, out_.left_out))
            out_.posts.push_back(std::move(*p));
        return written;
    }

    void begin_next() {
        at_.thread_at.clear(), at_.threads.clear();
        at_.first_level_done = false;
        at_.answered = moment{};
    }

    void end_of_media(std::int64_t comments) {
        auto* media = watched_in(at_.media, at_.work.front().of);
        if (media) {
            media->answered = std::max(media->answered, at_.answered);
            media->read = time_.now();
        }
        at_.end_work(media, comments);
        begin_next();
    }

    bool give_up_or_stop(failure why) {
        const auto then = after(why.kind);
        if (then == after_trouble::leave_it_out) {
            out_.left_out.push_back({"comments of " + at_.work.front().of, why.said});
            const bool nothing_read = at_.at.empty() && !at_.first_level_done;
            end_of_media(nothing_read ? at_.work.front().comments : graph::not_counted);
            return true;
        }
        if (then == after_trouble::read_it_last) at_.read_it_last(), begin_next();
        return fail(std::move(why));
    }

    own_account& own_;
    const graph::reader_settings& with_;
    const otklik::clock& time_;
    const source& from_;
    parsing parsing_;
    media_cursor at_;
    reading out_;
    std::size_t calls_ = 0;
};

}

asio::awaitable<reading> read_media(own_account& own, const graph::reader_settings& with, const otklik::clock& time,
                                    const source& from, std::string cursor) {
    auto name = co_await own.username();
    if (auto* why = std::get_if<failure>(&name)) co_return not_begun(std::move(cursor), std::move(*why));
    media_reading one(own, std::get<std::string>(name), with, time, from, std::move(cursor));
    co_return co_await one.run();
}

}
