// Stands between the daemon and every connector, so that one that breaks its promises costs its own account only:
// - an exception, and a call that does not end in time, become outcomes; a write's is then «not known»;
// - a call that does not even heed its cancellation is left behind; while several are, the account is not called;
// - a page that is too large, posts in another network's name and posts that are too long are not let in;
// - what comes faster than intake can judge is held back, so that the others' posts do not wait behind it.
// Cancellation and store_unavailable, which are ours, pass through. What one process cannot guard against: a connector
// that holds the loop or breaks memory; systemd's watchdog ends the first.
#pragma once

#include "connectors/connector.hpp"
#include "daemon/config.hpp"

#include <chrono>
#include <functional>
#include <memory>

namespace otklik {

// In real time: networks do not live by our clock.
struct guard_limits {
    std::chrono::milliseconds look, place;
    std::chrono::milliseconds other = std::chrono::minutes(10);  // reading takes many requests and their turns
    std::chrono::milliseconds grace = std::chrono::seconds(2);   // to end after a cancellation

    std::size_t posts_of_page = 10'000;
    std::size_t bytes_of_page = std::size_t{32} << 20;
    std::size_t bytes_of_post = std::size_t{1} << 20;

    std::size_t posts_at_once = 200;  // then their account lets intake come after:
    std::int64_t most_in_line = 100;  // when more posts than these wait for it
    std::chrono::milliseconds line_limit = std::chrono::minutes(1);
};

// How many posts wait for intake.
using line_length = std::function<boost::asio::awaitable<std::int64_t>()>;

// A look is of no use when its delivery's lease is over; a call leaves time to note what became of it.
guard_limits guard_limits_of(const config& settings);

// Opens a connector behind its guard. What it can do besides (abilities.hpp) is found by dynamic_cast as in itself. One
// that cannot be opened answers every call with the reason.
std::unique_ptr<connector> open_guarded(const connector_kind& kind, surroundings around, const guard_limits& limits,
                                        line_length in_line = {});

}
