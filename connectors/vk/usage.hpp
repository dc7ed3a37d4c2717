// How much of a day's quota was used, hour by hour: for people; the limits themselves are kept by rate_limit.
#pragma once

#include "storage/values/clock.hpp"

#include <cstdint>
#include <map>

namespace otklik::vk {

class day_usage {
public:
    void add(moment now) {
        forget(now);
        ++hours_[hour(now)];
    }
    std::int64_t in_a_day(moment now) {
        forget(now);
        std::int64_t out = 0;
        for (const auto& [when, calls] : hours_) out += calls;
        return out;
    }

private:
    static std::int64_t hour(moment when) { return to_milliseconds(when) / 3'600'000; }
    void forget(moment now) { hours_.erase(hours_.begin(), hours_.lower_bound(hour(now) - 23)); }
    std::map<std::int64_t, std::int64_t> hours_;
};

}
