// Reading walls with their comments and threads, and the search over public posts, step by step.
#pragma once

#include "connectors/connector.hpp"
#include "connectors/reading.hpp"
#include "connectors/vk/api.hpp"
#include "connectors/vk/parse.hpp"

#include <boost/asio/awaitable.hpp>
#include <string>
#include <vector>

namespace otklik::vk {

struct reader_settings {
    std::string account;
    std::int64_t community = 0;
    std::size_t posts_watched = 50;     // of a wall, the newest: where new comments are looked for
    std::chrono::hours sweep_every{6};  // how often comments are read again although no counter moved
};

// ---- a wall

struct thread_count {
    std::int64_t root = 0, replies = 0;
    template <class F>
    static void fields(F&& f) {
        f("r", &thread_count::root), f("n", &thread_count::replies);
    }
};

struct watched_post {
    std::int64_t id = 0, comments = 0;       // as VK counted them when they were last read to the end
    std::vector<thread_count> long_threads;  // those whose replies do not all come with the page of their roots
    template <class F>
    static void fields(F&& f) {
        f("p", &watched_post::id), f("c", &watched_post::comments), f("t", &watched_post::long_threads);
    }
};

struct comment_work {
    std::int64_t post = 0, comments = 0;  // the counter that moved
    template <class F>
    static void fields(F&& f) {
        f("p", &comment_work::post), f("c", &comment_work::comments);
    }
};

// How far the reading of a wall has come. Between two reads there is no work under way and `posts` is all there is.
struct wall_cursor {
    std::int64_t owner = 0;
    moment swept{}, older_read{};
    std::vector<watched_post> posts;    // in the order of the wall
    std::int64_t gap_offset = 0;        // the first page of the wall held nothing known: where the next page begins
    std::vector<comment_work> work;     // posts whose comments are to be read; the first one may be half done
    std::int64_t offset = 0;            // of the next page of the first post's comments
    std::int64_t page_of = 0;           // the first root on the page before
    std::int64_t found = 0;             // comments of the first post so far
    std::vector<thread_count> threads;  // of the first post, still to be read
    std::int64_t thread_offset = 0;     // within the first of them
    std::vector<thread_count> long_threads;  // of the first post, as seen in this reading
    bool sweeping = false;

    template <class F>
    static void fields(F&& f) {
        using c = wall_cursor;
        f("owner", &c::owner), f("swept", &c::swept), f("older", &c::older_read), f("posts", &c::posts),
            f("gap", &c::gap_offset), f("work", &c::work);
        f("offset", &c::offset), f("page_of", &c::page_of), f("found", &c::found), f("threads", &c::threads);
        f("thread_offset", &c::thread_offset), f("long", &c::long_threads), f("sweeping", &c::sweeping);
    }
};

// Posts behind the newest ones are watched too, by their counters, which cost no quota of wall.get.
inline constexpr std::size_t most_older = 100;  // VK's limit of one call
// Those to be asked for, as wall.getById wants them; empty while it is not their time.
std::string older_posts(const wall_cursor& at, const reader_settings& with, moment now);
// Orders a reading of those whose counter moved. What goes wrong with them is no trouble of the wall.
void take_older(wall_cursor& at, const api_answer& answer, moment now, std::vector<skipped>& left_out);

boost::asio::awaitable<reading> read_wall(api& vk, const reader_settings&, const otklik::clock& time,
                                          const source& from, std::string cursor);

// ---- the search

struct search_cursor {
    std::int64_t newest = 0;    // seconds: the newest post that was seen to the end of a scan
    std::int64_t scanning = 0;  // the newest one of the scan under way
    std::int64_t begin = 0;     // where that scan begins
    std::string next;           // VK's own; empty between two scans

    template <class F>
    static void fields(F&& f) {
        using c = search_cursor;
        f("newest", &c::newest), f("scanning", &c::scanning), f("begin", &c::begin), f("next", &c::next);
    }
};

boost::asio::awaitable<reading> read_search(api& vk, const reader_settings&, const otklik::clock& time,
                                            const source& from, std::string cursor);

}
