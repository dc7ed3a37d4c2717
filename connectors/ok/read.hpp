// Reading a group's topics, or the account's own discussions, with their comments, step by step.
#pragma once

#include "connectors/connector.hpp"
#include "connectors/ok/api.hpp"
#include "connectors/ok/listing.hpp"
#include "connectors/ok/parse.hpp"

#include <boost/asio/awaitable.hpp>
#include <string>
#include <vector>

namespace otklik::ok {

struct reader_settings {
    std::string account;
    std::string group;                  // the administration's own
    std::int64_t topics_watched = 50;   // of a group, the newest: where new comments are looked for
    std::chrono::hours sweep_every{6};  // how often comments are read again although no counter moved
};

inline constexpr std::int64_t not_counted = -1;

struct watched_topic {
    std::string id, type, discussion;  // the topic, and what its comments stand under
    std::string link;
    std::int64_t comments = not_counted;  // as OK counted them when they were last read
    moment newest{};                      // the newest of them then
    template <class F>
    static void fields(F&& f) {
        using t = watched_topic;
        f("i", &t::id), f("t", &t::type), f("d", &t::discussion), f("l", &t::link), f("c", &t::comments),
            f("n", &t::newest);
    }
};

struct comment_work {
    std::string topic;
    std::int64_t comments = not_counted;  // the counter that moved
    bool whole = false;                   // to the end, not only to what is known
    template <class F>
    static void fields(F&& f) {
        f("i", &comment_work::topic), f("c", &comment_work::comments), f("w", &comment_work::whole);
    }
};

// How far the reading of a group has come. Between two reads there is no work under way and `topics` is all there is.
struct group_cursor {
    std::string group;  // its number; empty for the account's own discussions
    moment swept{};
    std::vector<watched_topic> topics;  // in the order of the group
    list_place gap;                     // the first page held nothing known: where the next one begins
    std::int64_t gap_pages = 0;
    std::vector<comment_work> work;  // topics whose comments are to be read; the first one may be half done
    list_place at;                   // of the next page of the first one's comments
    moment at_since{};               // when that place was got: OK's anchors do not last
    std::string page_of;             // the first comment on the page before
    std::int64_t found = 0;          // comments of the first one so far
    moment newest{};                 // of them

    template <class F>
    static void fields(F&& f) {
        using c = group_cursor;
        f("group", &c::group), f("swept", &c::swept), f("topics", &c::topics), f("gap", &c::gap);
        f("gap_pages", &c::gap_pages), f("work", &c::work), f("at", &c::at), f("at_since", &c::at_since);
        f("page_of", &c::page_of), f("found", &c::found), f("newest", &c::newest);
    }
};

boost::asio::awaitable<reading> read_group(api& ok, const reader_settings&, const otklik::clock& time,
                                           const source& from, std::string cursor);

// The same over the discussions that the token's owner takes part in; from.target is their category, GROUP or MY.
boost::asio::awaitable<reading> read_discussions(api& ok, const reader_settings&, const otklik::clock& time,
                                                 const source& from, std::string cursor);

}
