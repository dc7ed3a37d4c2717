// Whose turn it is to be read, among the sources of one account that share a quota. The schedule chooses, one coroutine
// asks it and gives the turns, and each source's poller waits for its own: so a source that is slow holds up nobody,
// and every coroutine is started and cancelled in one place, as all others are.
#pragma once

#include "connectors/connector.hpp"
#include "connectors/poll_schedule.hpp"
#include "storage/store.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>
#include <map>
#include <optional>
#include <span>
#include <string>

namespace otklik {

class turns {
public:
    // `name` is the pool's; what was learnt is kept in the store as "schedule:NAME".
    turns(boost::asio::any_io_executor loop, storage::store& store, clock& time, std::string name, poll_budget budget,
          poll_schedule::hour_of_day hour);

    void add(const std::string& source, poll_bounds bounds);  // before work()

    // Gives turns for ever; ends only when cancelled.
    boost::asio::awaitable<void> work();

    // Waits until it is this source's turn. Then one of the two below is to be called.
    boost::asio::awaitable<void> mine(const std::string& source);
    // Gives when it will be read again, at the latest.
    moment was_read(const std::string& source, std::span<const moment> written, int cost);
    void has_failed(const std::string& source, moment until, int cost);

private:
    struct seat {
        poll_bounds bounds;
        boost::asio::steady_timer bed;
        bool called = false;
    };

    boost::asio::awaitable<void> take_up();
    boost::asio::awaitable<void> keep();

    boost::asio::any_io_executor loop_;
    storage::store& store_;
    clock& time_;
    std::string name_;
    poll_budget budget_;
    poll_schedule::hour_of_day hour_;
    std::map<std::string, seat, std::less<>> seats_;
    std::optional<poll_schedule> schedule_;  // from work() on
    moment kept_{};
};

// What may be spent on a kind of source of one account: what the configuration says (`an_hour`, 0: nothing), or what
// the network allows, or, where neither is known, what the sources ask for and some more.
poll_budget budget_of(const source_kind& kind, int an_hour, std::span<const source* const> sources);

}
