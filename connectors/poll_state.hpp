// What a poll schedule remembers over a restart, as a record. Whole numbers: thousandths of posts and requests,
// seconds.
#pragma once

#include "storage/values/record.hpp"

#include <string>
#include <vector>

namespace otklik {

struct poll_source_state {
    std::string source;
    moment read{};                                            // never: 1970
    std::int64_t posts = 0, seconds = 0, heat = 0, cost = 0;  // see source_history; cost of a read

    template <class F>
    static void fields(F&& f) {
        f("source", &poll_source_state::source), f("read", &poll_source_state::read);
        f("posts", &poll_source_state::posts), f("seconds", &poll_source_state::seconds);
        f("heat", &poll_source_state::heat), f("cost", &poll_source_state::cost);
    }
};

struct poll_hour_state {
    std::int64_t posts = 0, seconds = 0;

    template <class F>
    static void fields(F&& f) {
        f("posts", &poll_hour_state::posts), f("seconds", &poll_hour_state::seconds);
    }
};

struct poll_state {
    moment at{};
    std::int64_t left = 0;                          // of the budget, then
    std::int64_t echo_seen = 0, echo_expected = 0;  // see poll_rates
    std::vector<poll_hour_state> hours;
    std::vector<poll_source_state> sources;

    template <class F>
    static void fields(F&& f) {
        f("at", &poll_state::at), f("left", &poll_state::left);
        f("echo_seen", &poll_state::echo_seen), f("echo_expected", &poll_state::echo_expected);
        f("hours", &poll_state::hours), f("sources", &poll_state::sources);
    }
};

}
