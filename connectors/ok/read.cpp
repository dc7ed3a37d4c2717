// A group is read in two movements: a probe (its newest topics, and their counters) shows new topics, and which topics'
// comment counters moved; then the comments of those are read, page by page, the newest first, until known ones are
// met. Each call of read does a bounded part of it and says how far it came.
#include "connectors/ok/read.hpp"

#include "connectors/ok/find.hpp"
#include "connectors/reading.hpp"

#include <algorithm>

namespace otklik::ok {

namespace asio = boost::asio;
using namespace std::chrono_literals;

namespace {

constexpr std::size_t pages_at_once = 5;        // in one call of read: at a call a second no source holds up the others
constexpr std::size_t posts_at_once = 500;      // likewise
constexpr std::int64_t deepest_gap = 20;        // pages of topics that one probe goes back through
constexpr std::int64_t most_comments = 20'000;  // of a discussion
constexpr auto overlap = 10min;                 // comments this much older than the newest known one are read again
constexpr auto anchors_last = 10min;

std::string numbered(const std::string& what, std::size_t i) {
    return what + " items[" + std::to_string(i) + "]";
}

enum class list_of { group, account };

// One call of read on a group, or on the account's own discussions.
class group_reading {
public:
    group_reading(api& ok, const reader_settings& with, const otklik::clock& time, list_of what, const source& from,
                  std::string cursor)
        : ok_(ok), with_(with), time_(time), what_(what), from_(from), at_(cursor_from<group_cursor>(cursor)) {}

    asio::awaitable<reading> run() {
        bool going = true;
        if (at_.work.empty() || !at_.gap.is_start()) going = co_await probe();
        while (going && !at_.work.empty() && pages_ < pages_at_once && out_.posts.size() < posts_at_once)
            going = co_await read_comments();
        out_.more = !out_.failed && (!at_.work.empty() || !at_.gap.is_start());
        out_.cursor = json::write(encode(at_));
        co_return std::move(out_);
    }

private:
    bool fail(failure why) {
        out_.failed = std::move(why);
        return false;
    }
    parsing with_authors(const authors& known) const {
        return {with_.account, from_.id, with_.group, at_.group, &known};
    }

    // ---- topics

    asio::awaitable<bool> probe() {
        if (what_ == list_of::group && at_.group.empty()) {
            auto number = co_await number_of_group(ok_, from_.target);
            if (auto* why = std::get_if<failure>(&number)) co_return fail(std::move(*why));
            at_.group = std::get<std::string>(std::move(number));
        }
        ++pages_;
        auto asked = what_ == list_of::group ? topics_page(ok_, at_.group, with_.topics_watched, at_.gap)
                                             : discussions_page(ok_, from_.target, with_.topics_watched, at_.gap);
        auto answer = co_await std::move(asked);
        if (auto* error = std::get_if<api_error>(&answer)) {
            if (error->why.kind == trouble::refused) at_.gap = {};  // an anchor that is not valid any more: begin again
            co_return fail(std::move(error->why));
        }
        auto& topics = std::get<page>(answer);
        auto known = authors_in(topics.answer);
        if (what_ == list_of::group)
            if (auto why = co_await count_comments(topics, known)) co_return fail(std::move(*why));
        take_topics(topics, known);
        co_return true;
    }

    // The counters come with the topics, or are asked for.
    asio::awaitable<std::optional<failure>> count_comments(page& topics, authors& known) {
        std::vector<json::value*> uncounted;
        for (auto& item : topics.items)
            if (number_text(item["id"]) && !comments_of(item)) uncounted.push_back(&item);
        for (std::size_t begin = 0; begin < uncounted.size(); begin += topics_by_id) {
            const auto end = std::min(uncounted.size(), begin + topics_by_id);
            std::string numbers;
            for (auto i = begin; i < end; ++i)
                numbers += (numbers.empty() ? "" : ",") + *number_text((*uncounted[i])["id"]);
            ++pages_;
            auto answer = co_await topics_named(ok_, std::move(numbers));
            if (auto* error = std::get_if<api_error>(&answer)) co_return std::move(error->why);
            const auto& named = std::get<json::value>(answer);
            known.merge(authors_in(named));
            for (auto i = begin; i < end; ++i) take_counter(*uncounted[i], named);
        }
        co_return std::nullopt;
    }

    static void take_counter(json::value& topic, const json::value& named) {
        const auto id = number_text(topic["id"]);
        for (const auto& item : named["media_topics"].items())
            if (number_text(item["id"]) == id && comments_of(item))
                topic.set("discussion_summary", item["discussion_summary"]);
    }

    void take_topics(const page& topics, const authors& known) {
        const bool begins = at_.gap.is_start();
        const bool sweep = begins && time_.now() - at_.swept >= with_.sweep_every;
        if (sweep) at_.swept = time_.now();
        bool meets_known = at_.topics.empty() || topics.items.empty();
        std::vector<watched_topic> watched;
        for (std::size_t i = 0; i < topics.items.size(); ++i) {
            const auto& item = topics.items[i];
            const auto told = what_ == list_of::group ? listed_topic(item, at_.group) : listed_discussion(item);
            const auto* seen = watched_in(at_.topics, told ? told->name : std::string());
            // The first one may be pinned, and says nothing about where the known ones begin.
            meets_known = meets_known || (seen && (i > 0 || topics.items.size() == 1));
            if (!seen) take_topic(item, with_authors(known), numbered(topics.method + " " + where(), i));
            if (told) watch(*told, seen ? *seen : watched_topic{}, sweep, watched);
        }
        watch_page(at_.topics, std::move(watched), begins, static_cast<std::size_t>(with_.topics_watched) * 2);
        const bool over = meets_known || topics.last || ++at_.gap_pages >= deepest_gap;
        at_.gap = over ? list_place{} : topics.next;
        if (over) at_.gap_pages = 0;
    }

    std::string where() const { return what_ == list_of::group ? at_.group : from_.target; }

    void take_topic(const json::value& item, const parsing& with, const std::string& place) {
        auto p = what_ == list_of::group ? parse_topic(item, with, place, out_.left_out)
                                         : parse_discussion(item, with, place, out_.left_out);
        if (p) out_.posts.push_back(std::move(*p));
    }

    // Keeps the topic's counter as it was read, and orders a reading where OK now says another.
    void watch(const listed& told, watched_topic before, bool sweep, std::vector<watched_topic>& watched) {
        if (watched_in(watched, told.name)) return;
        before.id = told.name;
        before.type = told.in.type;
        before.discussion = told.in.id;
        before.link = told.link;
        const auto now = told.comments.value_or(not_counted);
        const bool first = before.comments == not_counted;
        const bool moved = now != not_counted && now != before.comments && !(first && now == 0);
        const bool ordered = std::ranges::find(at_.work, told.name, &comment_work::topic) != at_.work.end();
        if (first && now == 0) before.comments = 0;
        if (!ordered && (moved || (sweep && now != 0))) at_.work.push_back({told.name, now, sweep || first});
        watched.push_back(std::move(before));
    }

    // ---- comments

    asio::awaitable<bool> read_comments() {
        const auto work = at_.work.front();
        const auto* topic = watched_in(at_.topics, work.topic);
        if (!topic) {  // pushed out by newer ones
            end_of_discussion(work.comments);
            co_return true;
        }
        if (!at_.at.is_start() && time_.now() - at_.at_since > anchors_last) at_.at = {};
        const discussion of{topic->type, topic->discussion};
        const auto link = topic->link;
        const auto known_newest = work.whole ? moment{} : topic->newest;
        ++pages_;
        auto answer = co_await comments_page(ok_, of, at_.at);
        if (auto* error = std::get_if<api_error>(&answer)) co_return give_up_or_stop(std::move(error->why));
        take_comments(std::get<page>(answer), of, link, work, known_newest);
        co_return true;
    }

    std::string place_of(const std::string& method) const { return method + " " + at_.work.front().topic; }

    void take_comments(const page& comments, const discussion& of, const std::string& link, const comment_work& work,
                       moment known_newest) {
        const auto authors_here = authors_in(comments.answer);
        const auto with = with_authors(authors_here);
        const auto topic = "ok:" + work.topic;
        bool meets_older = false;
        for (std::size_t i = 0; i < comments.items.size(); ++i) {
            const auto& item = comments.items[i];
            ++at_.found;
            // A date in the future must not push the known past what is to come.
            const auto written = std::min(written_at(item).value_or(moment{}), time_.now());
            at_.newest = std::max(at_.newest, written);
            meets_older = meets_older || (written != moment{} && written < known_newest - overlap);
            if (auto p =
                    parse_comment(item, of, topic, link, with, numbered(place_of(comments.method), i), out_.left_out))
                out_.posts.push_back(std::move(*p));
        }
        // That the newest come first is not promised: older ones end the reading only behind what is as new as any
        // known.
        const bool meets_known = comments.newest_first && meets_older && at_.newest >= known_newest;
        const auto first = comments.items.empty() ? std::string() : comments.items.front()["id"].text();
        if (!first.empty() && first == at_.page_of) {
            out_.left_out.push_back({place_of(comments.method), "the same page came twice"});
            end_of_discussion(not_counted);  // as a counter that moves: read again after the next probe
        } else if (comments.last || meets_known || at_.found >= most_comments) {
            if (work.comments > 0 && at_.found == 0)
                out_.left_out.push_back({place_of(comments.method),
                                         "OK counts " + std::to_string(work.comments) + " comments and shows none"});
            end_of_discussion(work.comments);
        } else {
            at_.page_of = first;
            at_.at = comments.next;
            at_.at_since = time_.now();
        }
    }

    void begin_next() {
        at_.at = {};
        at_.page_of.clear();
        at_.found = 0;
        at_.newest = moment{};
    }

    void end_of_discussion(std::int64_t comments) {
        if (auto* topic = watched_in(at_.topics, at_.work.front().topic)) {
            topic->comments = comments;
            topic->newest = std::max(topic->newest, at_.newest);
        }
        at_.work.erase(at_.work.begin());
        begin_next();
    }

    bool give_up_or_stop(failure why) {
        const auto then = after(why.kind);
        if (then == after_trouble::leave_it_out) {
            out_.left_out.push_back({place_of("comments of"), why.said});
            end_of_discussion(at_.at.is_start() ? at_.work.front().comments : not_counted);
            return true;
        }
        if (then == after_trouble::read_it_last) {
            std::ranges::rotate(at_.work, at_.work.begin() + 1);
            begin_next();
        }
        return fail(std::move(why));
    }

    api& ok_;
    const reader_settings& with_;
    const otklik::clock& time_;
    list_of what_;
    const source& from_;
    group_cursor at_;
    reading out_;
    std::size_t pages_ = 0;
};

}

asio::awaitable<reading> read_group(api& ok, const reader_settings& with, const otklik::clock& time, const source& from,
                                    std::string cursor) {
    group_reading one(ok, with, time, list_of::group, from, std::move(cursor));
    co_return co_await one.run();
}

asio::awaitable<reading> read_discussions(api& ok, const reader_settings& with, const otklik::clock& time,
                                          const source& from, std::string cursor) {
    if (from.target != "GROUP" && from.target != "MY")
        co_return not_begun(std::move(cursor),
                            {trouble::settings, "discussions are GROUP or MY, not \"" + from.target + "\"", {}});
    group_reading one(ok, with, time, list_of::account, from, std::move(cursor));
    co_return co_await one.run();
}

}
