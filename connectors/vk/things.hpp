// Discussions and videos of a community: things with a counter of comments, which are read where it moved.
#pragma once

#include "connectors/vk/api.hpp"
#include "connectors/vk/read.hpp"

#include <boost/asio/awaitable.hpp>
#include <string>
#include <vector>

namespace otklik::vk {

struct thing {
    std::int64_t id = 0, comments = 0, updated = 0;  // as VK said when its comments were last read to the end
    std::int64_t last = 0;                           // the newest comment that was read
    template <class F>
    static void fields(F&& f) {
        f("i", &thing::id), f("c", &thing::comments), f("u", &thing::updated), f("l", &thing::last);
    }
};

struct thing_cursor {
    moment swept{};
    std::vector<thing> things;          // those that are watched
    std::int64_t listed = 0;            // offset of the next page of things; 0: the list is at its end
    std::vector<thing> work;            // as they are now; the first one may be half read
    std::int64_t offset = 0;            // of the next page of the first one's comments; -1: all pages were read
    std::int64_t newest = 0;            // the newest comment of the first one
    std::vector<std::int64_t> threads;  // of the first one, still to be read
    std::int64_t thread_offset = 0;     // within the first of them

    template <class F>
    static void fields(F&& f) {
        using c = thing_cursor;
        f("swept", &c::swept), f("things", &c::things), f("listed", &c::listed), f("work", &c::work);
        f("offset", &c::offset), f("newest", &c::newest), f("threads", &c::threads);
        f("thread_offset", &c::thread_offset);
    }
};

// `on`: shelf::topic or shelf::video.
boost::asio::awaitable<reading> read_things(api& vk, const reader_settings&, const otklik::clock& time, shelf on,
                                            const source& from, std::string cursor);

// The owner that a source's target names by number, or nothing and a failure.
std::optional<std::int64_t> owner_named(const source& from, reading& out);

}
