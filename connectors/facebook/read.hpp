// Reading a page's posts with their comments, or what tags the page, step by step.
#pragma once

#include "connectors/connector.hpp"
#include "connectors/facebook/own_page.hpp"
#include "connectors/facebook/parse.hpp"

#include <boost/asio/awaitable.hpp>
#include <string>
#include <vector>

namespace otklik::facebook {

struct reader_settings {
    std::string account;
    std::int64_t posts_watched = 50;    // the newest: where new comments are looked for
    std::chrono::hours sweep_every{6};  // how often all comments are read again although no counter moved
};

inline constexpr std::int64_t not_counted = -1;

struct watched_post {
    std::string id;
    std::int64_t comments = not_counted;  // as Facebook counted them when they were last read
    moment newest{};                      // the newest of them then
    template <class F>
    static void fields(F&& f) {
        f("i", &watched_post::id), f("c", &watched_post::comments), f("n", &watched_post::newest);
    }
};

struct comment_work {
    std::string post;
    std::int64_t comments = not_counted;  // the counter that moved
    std::int64_t added = 0;               // by how much
    bool whole = false;                   // to the end, not only to what is known
    template <class F>
    static void fields(F&& f) {
        f("i", &comment_work::post), f("c", &comment_work::comments), f("a", &comment_work::added),
            f("w", &comment_work::whole);
    }
};

// How far the reading has come. Between two reads there is no work under way and `posts` is all there is.
struct page_cursor {
    moment swept{};
    std::vector<watched_post> posts;  // in the order of the page
    std::string gap;                  // the first pages held nothing known: where the next one begins
    std::int64_t gap_pages = 0;
    std::vector<comment_work> work;  // posts whose comments are to be read; the first one may be half done
    std::string at;                  // of the next page of the first one's comments
    moment placed{};                 // when `gap` or `at` was got: places of Meta go stale
    std::int64_t found = 0;          // comments of the first one so far
    std::int64_t newer = 0;          // those among them that were not known
    moment newest{};                 // of them

    template <class F>
    static void fields(F&& f) {
        using c = page_cursor;
        f("swept", &c::swept), f("posts", &c::posts), f("gap", &c::gap), f("gap_pages", &c::gap_pages);
        f("work", &c::work), f("at", &c::at), f("placed", &c::placed), f("found", &c::found), f("newer", &c::newer);
        f("newest", &c::newest);
    }
};

// from.target: the page; nothing for the own one. Comments are read under the own page's posts only: under others'
// Facebook keeps their ids back.
boost::asio::awaitable<reading> read_page(own_page&, const reader_settings&, const otklik::clock& time,
                                          const source& from, std::string cursor);

// Posts of others that tag the page.
boost::asio::awaitable<reading> read_tagged(own_page&, const reader_settings&, const otklik::clock& time,
                                            const source& from, std::string cursor);

}
