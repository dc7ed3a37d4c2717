// Time, as every part of Otklik sees it: one clock for the whole daemon, handed in.
// Nothing but daemon/clock.cpp owns a timer or asks the system what time it is, so that a test can live a year in
// minutes.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <chrono>

namespace otklik {

using moment = std::chrono::sys_time<std::chrono::milliseconds>;

class clock {
public:
    virtual ~clock() = default;
    virtual moment now() const = 0;

    // Ends after `how_long` of this clock's time. Cancelled like any Asio wait: throws operation_aborted.
    virtual boost::asio::awaitable<void> rest(std::chrono::milliseconds how_long) = 0;
};

constexpr std::int64_t to_milliseconds(moment when) {
    return when.time_since_epoch().count();
}
constexpr moment from_milliseconds(std::int64_t ms) {
    return moment{std::chrono::milliseconds{ms}};
}

}
