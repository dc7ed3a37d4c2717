// Reading the account's own publications with their comments, step by step.
#pragma once

#include "connectors/connector.hpp"
#include "connectors/instagram/own_account.hpp"
#include "connectors/instagram/parse.hpp"

#include <boost/asio/awaitable.hpp>
#include <string>
#include <vector>

namespace otklik::instagram {

struct reader_settings {
    std::string account;
    std::int64_t media_watched = 50;    // the newest: where new comments are looked for
    std::chrono::hours sweep_every{6};  // how often all comments are read again although no counter moved
};

inline constexpr std::int64_t not_counted = -1;

struct watched_media {
    std::string id, link;
    std::int64_t comments = not_counted;  // as Instagram counted them when they were last read
    moment newest{};                      // the newest of them then
    moment read{};                        // when that was
    moment answered{};                    // our own newest words among them
    template <class F>
    static void fields(F&& f) {
        using m = watched_media;
        f("i", &m::id), f("l", &m::link), f("c", &m::comments), f("n", &m::newest), f("r", &m::read),
            f("a", &m::answered);
    }
};

struct comment_work {
    std::string media;
    std::int64_t comments = not_counted;  // the counter that moved
    std::int64_t added = 0;               // by how much
    bool whole = false;                   // to the end, not only to what is known
    template <class F>
    static void fields(F&& f) {
        f("i", &comment_work::media), f("c", &comment_work::comments), f("a", &comment_work::added),
            f("w", &comment_work::whole);
    }
};

// How far the reading has come. Between two reads there is no work under way and `media` is all there is.
struct media_cursor {
    moment swept{};
    std::vector<watched_media> media;
    std::string gap;  // the first pages held nothing known: where the next one begins
    std::int64_t gap_pages = 0;
    std::vector<comment_work> work;     // media whose comments are to be read; the first one may be half done
    std::string at;                     // of the next page of the first one's comments
    bool first_level_done = false;      // only `threads` are left of it
    std::vector<std::string> threads;   // its comments whose replies did not all come along
    std::string thread_at;              // of the next page of the first one's replies
    moment placed{};                    // when a place was got: places of Meta go stale
    std::int64_t found = 0, newer = 0;  // comments of the first one so far, and those that were not known
    moment newest{}, answered{};        // of them

    template <class F>
    static void fields(F&& f) {
        using c = media_cursor;
        f("swept", &c::swept), f("media", &c::media), f("gap", &c::gap), f("gap_pages", &c::gap_pages);
        f("work", &c::work), f("at", &c::at), f("first_done", &c::first_level_done), f("threads", &c::threads);
        f("thread_at", &c::thread_at), f("placed", &c::placed), f("found", &c::found), f("newer", &c::newer);
        f("newest", &c::newest), f("answered", &c::answered);
    }
};

boost::asio::awaitable<reading> read_media(own_account&, const reader_settings&, const otklik::clock& time,
                                           const source& from, std::string cursor);

}
