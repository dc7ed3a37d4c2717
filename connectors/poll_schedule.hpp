// Which source is to be read next, so that a budget of requests buys the least delay from writing to finding.
//
// One schedule is one pool: sources that share one quota of an account. Whenever the budget allows a read, it goes to
// the source whose unread posts have waited longest together: the largest a·N − ∫N, with N the posts expected there and
// a the time since it was read. With flat rates that reads a source in proportion to the square root of its rate, and
// evenly, which is the least mean delay there is.
//
// Bounds go before that. A source is never read again sooner than `soonest`; and before `longest` has passed it is
// read, whatever it is expected to hold: a read of another is given only while every bound can still be kept after it.
// While the bounds need no more than 70 % of the budget, or are all alike, none is kept later than by the time of one
// read. When they need more than all of it, they are stretched in proportion, and strained() says so.
//
// Pure: no I/O, the time is handed in. A clock that stands still or is set back gives nothing and breaks nothing.
#pragma once

#include "connectors/poll_budget.hpp"
#include "connectors/poll_rates.hpp"
#include "connectors/poll_state.hpp"
#include "storage/values/clock.hpp"

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace otklik {

struct poll_bounds {
    std::chrono::milliseconds soonest, longest;
    int cost = 1;  // requests that a read is expected to take, until it is learnt
};

// Read `source` now; or, when it is empty, ask again at `at`, which is later than now.
struct poll_turn {
    std::string source;
    moment at{};
};

class poll_schedule {
public:
    using hour_of_day = std::function<int(moment)>;  // 0 to 23, where the people live

    // What an earlier schedule of this pool knew is taken up by the sources as they are added.
    poll_schedule(poll_budget budget, hour_of_day hour, moment now, const poll_state& known = {});

    void add(const std::string& source, poll_bounds bounds, moment now);
    void remove(std::string_view source);

    // A source that is given is being read, and is not given again, until one of the two below is called.
    poll_turn next(moment now);

    // `written`: when the new posts were written. `cost`: the requests it took.
    void was_read(std::string_view source, moment now, std::span<const moment> written, int cost = 1);
    // Nothing was learnt about the source. It is not read before `until`.
    void has_failed(std::string_view source, moment now, moment until, int cost = 1);

    // The bounds need more than the budget: they are this many times longer than asked for. 1 or more.
    double stretched() const { return stretched_; }
    bool strained() const { return stretched_ > 1; }

    // When the source is read at the latest; nothing for a source that is being read or is not known.
    std::optional<moment> latest(std::string_view source) const;
    // Posts a day, as far as it was learnt.
    double posts_a_day(std::string_view source) const;

    poll_state state() const;

private:
    using slot = std::size_t;

    // What choosing looks at, in one piece of memory for all sources.
    struct candidate {
        double rate = 0, excess = 0, cost = 1;  // cost: requests of a read
        day_course read{};                      // the day when it was read
        double eligible = 0;                    // seconds; not before
        bool known = false, being_read = false;
    };
    struct details {
        std::string name;
        double soonest = 0, longest = 0;  // seconds
        double since = 0;                 // from when on `longest` counts
        double deadline = 0;
        int charged = 0;  // for the read that is under way
        source_history history;
        std::optional<moment> read_at;  // as the clock said
    };

    void pass_to(moment now);
    void settle();
    void stretch();
    std::optional<slot> find(std::string_view source) const;
    slot free_slot();
    std::vector<double> ages_of(std::span<const moment> written, moment since, moment now);
    void end_of_reading(slot s, int cost);
    void set_deadline(slot s);
    int charge_of(slot s) const;
    std::optional<slot> most_worth() const;
    std::optional<slot> pressing(slot chosen) const;
    double until_one_is_eligible() const;
    static moment later(moment now, double seconds);

    poll_budget budget_;
    poll_purse purse_;
    hour_of_day hour_;
    day_profile profile_;
    poll_rates rates_;
    std::map<std::string, poll_source_state> remembered_;  // of sources that were not added yet

    moment now_;  // as it was handed in last
    day_course day_;
    int hour_now_;

    std::vector<candidate> candidates_;
    std::vector<details> details_;  // in the same order
    std::map<std::string, slot, std::less<>> slots_;
    std::set<std::pair<double, slot>> deadlines_;  // of all that are not being read
    double total_cost_ = 0;                        // of a read of each
    double needed_ = 0;                            // requests a second that the bounds take, stretched
    double stretched_ = 1;
    bool changed_ = false;  // sources came or went
};

}
