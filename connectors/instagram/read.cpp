// The account is read in two movements: a probe (its newest publications with their counters) shows which counters
// moved; then the comments of those, and now and then of the young and the lately answered ones, are read page by page,
// the newest first. A reply to an old comment stands under that comment and is nowhere near the newest ones: so as many
// new ones must be met as the counter says, or all pages are read. Each call of read does a bounded part of it.
#include "connectors/instagram/read.hpp"

#include "connectors/graph/names.hpp"
#include "connectors/graph/paging.hpp"
#include "connectors/instagram/names.hpp"

#include <algorithm>

namespace otklik::instagram {

namespace asio = boost::asio;
using namespace std::chrono_literals;
using graph::id_text;
using graph::moment_of;

namespace {

constexpr std::size_t calls_at_once = 10;  // in one call of read: no source holds up the others
constexpr std::size_t posts_at_once = 500;
constexpr std::int64_t deepest_gap = 20;        // pages of media that one probe goes back through
constexpr std::int64_t most_comments = 20'000;  // under one of them
constexpr std::size_t most_threads = 200;       // of one of them, whose replies did not all come along
constexpr std::size_t most_on_page = 50;        // Instagram's limit
constexpr auto overlap = 10min;                 // comments this much older than the newest known one are read again
constexpr auto places_last = 10min;
constexpr auto young = 72h;         // so long after it was published, or answered, …
constexpr auto read_again = 15min;  // … it is read this often although its counter did not move

media_cursor cursor_from(const std::string& text) {
    auto parsed = json::parse(text.empty() ? std::string_view("{}") : std::string_view(text));
    return parsed ? decode<media_cursor>(*parsed) : media_cursor{};
}

std::string numbered(const std::string& what, std::size_t i) {
    return what + " data[" + std::to_string(i) + "]";
}

class media_reading {
public:
    media_reading(own_account& own, std::string username, const reader_settings& with, const otklik::clock& time,
                  const source& from, std::string cursor)
        : own_(own),
          with_(with),
          time_(time),
          from_(from),
          parsing_{with.account, from.id, own.id, std::move(username)},
          at_(cursor_from(cursor)) {}

    asio::awaitable<reading> run() {
        if (time_.now() - at_.placed > places_last) forget_places();
        bool going = true;
        if (at_.work.empty() || !at_.gap.empty()) going = co_await probe();
        while (going && !at_.work.empty() && calls_ < calls_at_once && out_.posts.size() < posts_at_once)
            going = co_await read_on();
        out_.more = !out_.failed && (!at_.work.empty() || !at_.gap.empty());
        out_.cursor = json::write(encode(at_));
        co_return std::move(out_);
    }

private:
    bool fail(failure why) {
        out_.failed = std::move(why);
        return false;
    }
    void forget_places() {
        at_.gap.clear(), at_.at.clear(), at_.thread_at.clear();
        at_.gap_pages = 0;
    }

    // ---- publications

    asio::awaitable<bool> probe() {
        ++calls_;
        const auto path = own_.id + "/media";
        graph::params fields{{"limit", std::to_string(with_.media_watched)}, {"fields", std::string(media_fields)}};
        auto answer = co_await graph::get_page(own_.graph, path, std::move(fields), at_.gap);
        if (auto* error = std::get_if<graph::api_error>(&answer)) {
            at_.gap.clear();  // it may be the place that is not valid any more: begin again
            co_return fail(std::move(error->why));
        }
        take_media(std::get<graph::page>(answer), path);
        co_return true;
    }

    void take_media(const graph::page& media, const std::string& path) {
        const bool begins = at_.gap.empty();
        sweeping_ = begins ? time_.now() - at_.swept >= with_.sweep_every : sweeping_;
        if (begins && sweeping_) at_.swept = time_.now();
        bool meets_known = at_.media.empty() || media.items.empty();
        bool all_too_old = !media.items.empty();
        std::vector<watched_media> watched;
        for (std::size_t i = 0; i < media.items.size(); ++i) {
            const auto& item = media.items[i];
            const auto id = id_text(item["id"]);
            const auto before = std::ranges::find(at_.media, id.value_or(std::string()), &watched_media::id);
            const bool seen = before != at_.media.end();
            // The first ones may be pinned, and say nothing about where the known ones begin.
            meets_known = meets_known || (seen && (i > 2 || i + 1 == media.items.size()));
            const auto written = moment_of(item["timestamp"]);
            all_too_old = all_too_old && written && *written < from_.since;
            if (!seen)
                if (auto p = parse_media(item, parsing_, numbered(path, i), out_.left_out))
                    out_.posts.push_back(std::move(*p));
            if (id) watched.push_back(watch(*id, item, seen ? *before : watched_media{}));
        }
        keep(std::move(watched), begins);
        const bool over = meets_known || all_too_old || media.next.empty() || ++at_.gap_pages >= deepest_gap;
        at_.gap = over ? std::string() : media.next;
        at_.placed = time_.now();
        if (over) at_.gap_pages = 0;
    }

    // Orders a reading of its comments where Instagram now counts others, and without that while it is young.
    watched_media watch(const std::string& id, const json::value& item, watched_media before) {
        before.id = id;
        before.link = item["permalink"].text();
        const auto counted = item["comments_count"].integer_or(not_counted);
        const bool first = before.comments == not_counted;
        if (first && counted == 0) before.comments = 0;
        const auto now = time_.now();
        const auto written = moment_of(item["timestamp"]).value_or(moment{});
        const bool fresh = now - std::max(written, before.answered) < young && now - before.read >= read_again;
        const bool moved = counted != before.comments;
        // Where nothing is counted, nothing is known: it is looked at as often as the young ones.
        const bool wanted = counted == not_counted ? now - before.read >= read_again : moved || (fresh && counted != 0);
        if (wanted || (sweeping_ && counted != 0)) {
            comment_work work{id, counted, first ? 0 : counted - before.comments, first || sweeping_};
            if (std::ranges::find(at_.work, id, &comment_work::media) == at_.work.end())
                at_.work.push_back(std::move(work));
        }
        return before;
    }

    // Those of this page come first; of the others as many stay as are watched. While a gap is being closed all of them
    // stay, or the next page would not know what it is looking for.
    void keep(std::vector<watched_media> page_now, bool begins) {
        auto old = std::move(at_.media);
        std::erase_if(old, [&](const watched_media& o) {
            return std::ranges::find(page_now, o.id, &watched_media::id) != page_now.end();
        });
        at_.media = begins ? std::move(page_now) : std::move(old);
        std::ranges::move(begins ? old : page_now, std::back_inserter(at_.media));
        const auto most = static_cast<std::size_t>(with_.media_watched) * 2;
        if (at_.media.size() > most) at_.media.resize(most);
    }

    // ---- comments

    watched_media* watched_of(const std::string& id) {
        auto found = std::ranges::find(at_.media, id, &watched_media::id);
        return found == at_.media.end() ? nullptr : &*found;
    }

    asio::awaitable<bool> read_on() {
        const auto work = at_.work.front();
        const auto* media = watched_of(work.media);
        if (!media) {  // pushed out by newer ones
            end_of_media(work.comments);
            co_return true;
        }
        const media_place under{work.media, media->link};
        const auto known = work.whole ? moment{} : media->newest;
        ++calls_;
        const bool in_thread = at_.first_level_done && !at_.threads.empty();
        const auto path = in_thread ? at_.threads.front() + "/replies" : work.media + "/comments";
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
            take(replies.items[i], under, at_.threads.front(), moment{}, numbered(path, i));
        at_.thread_at = replies.next;
        if (replies.next.empty()) at_.threads.erase(at_.threads.begin());
    }

    void take_comments(const graph::page& comments, const media_place& under, const std::string& path, moment known) {
        const auto work = at_.work.front();
        bool meets_older = false;
        for (std::size_t i = 0; i < comments.items.size(); ++i) {
            const auto& one = comments.items[i];
            const auto place = numbered(path, i);
            const auto written = take(one, under, {}, known, place);
            meets_older = meets_older || (written != moment{} && written < known - overlap);
            const auto replies = graph::nested_list(one["replies"]);
            if (!replies) continue;
            for (std::size_t k = 0; k < replies->items.size(); ++k)
                take(replies->items[k], under, one["id"].text(), known, numbered(place + ".replies", k));
            if (const auto id = id_text(one["id"]); id && replies->more && at_.threads.size() < most_threads)
                at_.threads.push_back(*id);
        }
        // As many as the counter says, or to the end: the rest of them are replies to older comments.
        const bool all_met = meets_older && at_.newer >= work.added;
        at_.at = comments.next;
        at_.first_level_done = comments.next.empty() || all_met || at_.found >= most_comments;
        if (comments.next.empty() && comments.items.size() >= most_on_page && at_.found < work.comments)
            out_.left_out.push_back({path, "Instagram counts " + std::to_string(work.comments) +
                                               " comments, shows fifty and names no next page"});
    }

    // What is older than what is known was read before; only where all is read it is told again.
    moment take(const json::value& one, const media_place& under, const std::string& top, moment known,
                const std::string& place) {
        // A date in the future must not push the known past what is to come.
        const auto written = std::min(moment_of(one["timestamp"]).value_or(moment{}), time_.now());
        ++at_.found;
        at_.newer += written > known;
        at_.newest = std::max(at_.newest, written);
        if (is_own(one, own_.id, parsing_.username) == true) at_.answered = std::max(at_.answered, written);
        if (written != moment{} && written < known - overlap) return written;
        if (auto p = parse_comment(one, under, top, parsing_, place, out_.left_out))
            out_.posts.push_back(std::move(*p));
        return written;
    }

    void begin_next() {
        at_.at.clear(), at_.thread_at.clear(), at_.threads.clear();
        at_.first_level_done = false;
        at_.found = at_.newer = 0;
        at_.newest = at_.answered = moment{};
    }

    void end_of_media(std::int64_t comments) {
        if (auto* media = watched_of(at_.work.front().media)) {
            media->comments = comments;
            media->newest = std::max(media->newest, at_.newest);
            media->answered = std::max(media->answered, at_.answered);
            media->read = time_.now();
        }
        at_.work.erase(at_.work.begin());
        begin_next();
    }

    // What is closed or gone is left out; trouble that another attempt may not meet, or that a person must mend, stops
    // the reading. What may concern this one alone must not stand in the way of the others, so it goes last.
    bool give_up_or_stop(failure why) {
        switch (why.kind) {
            case trouble::refused:
            case trouble::gone:
                out_.left_out.push_back({"comments of " + at_.work.front().media, why.said});
                end_of_media(at_.at.empty() && !at_.first_level_done ? at_.work.front().comments : not_counted);
                return true;
            case trouble::settings:
            case trouble::unreadable:
                std::ranges::rotate(at_.work, at_.work.begin() + 1);
                begin_next();
                return fail(std::move(why));
            default: return fail(std::move(why));
        }
    }

    own_account& own_;
    const reader_settings& with_;
    const otklik::clock& time_;
    const source& from_;
    parsing parsing_;
    media_cursor at_;
    bool sweeping_ = false;
    reading out_;
    std::size_t calls_ = 0;
};

}

asio::awaitable<reading> read_media(own_account& own, const reader_settings& with, const otklik::clock& time,
                                    const source& from, std::string cursor) {
    auto name = co_await own.username();
    if (auto* why = std::get_if<failure>(&name)) {
        reading out;
        out.cursor = std::move(cursor);
        out.failed = std::move(*why);
        co_return out;
    }
    media_reading one(own, std::get<std::string>(name), with, time, from, std::move(cursor));
    co_return co_await one.run();
}

}
