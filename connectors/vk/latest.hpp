// Lists that come newest first and name nobody: mentions of the community, and comments under all photos together.
#pragma once

#include "connectors/vk/api.hpp"
#include "connectors/vk/read.hpp"

#include <boost/asio/awaitable.hpp>
#include <string>

namespace otklik::vk {

struct latest_cursor {
    std::int64_t newest = 0;    // seconds: the newest item of the last scan that came to its end
    std::int64_t scanning = 0;  // the newest one of the scan under way
    std::int64_t begin = 0;     // how far back that scan goes
    std::int64_t offset = 0;    // of its next page; 0 between two scans

    template <class F>
    static void fields(F&& f) {
        using c = latest_cursor;
        f("newest", &c::newest), f("scanning", &c::scanning), f("begin", &c::begin), f("offset", &c::offset);
    }
};

boost::asio::awaitable<reading> read_mentions(api& vk, const reader_settings&, const otklik::clock& time,
                                              const source& from, std::string cursor);
boost::asio::awaitable<reading> read_photo_comments(api& vk, const reader_settings&, const otklik::clock& time,
                                                    const source& from, std::string cursor);

}
