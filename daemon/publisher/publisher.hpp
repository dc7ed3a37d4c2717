// The publisher takes deliveries that are due and brings each to its end: reads the target again, notes the intent,
// calls the network once, notes what became of it. Its writes.cpp is the only caller of what writes to a network,
// and this the only authority on retries.
#pragma once

#include "connectors/connector.hpp"
#include "daemon/incidents/desk.hpp"
#include "daemon/publisher/brakes.hpp"
#include "daemon/publisher/decide.hpp"
#include "daemon/publisher/writes.hpp"

#include <boost/asio/awaitable.hpp>
#include <map>
#include <memory>

namespace otklik {

using account_connectors = std::map<std::string, std::unique_ptr<connector>, std::less<>>;

class publisher {
public:
    publisher(storage::store& store, desk& desk, clock& time, const account_connectors& accounts,
              const config& settings)
        : store_(store),
          desk_(desk),
          time_(time),
          accounts_(accounts),
          all_(settings),
          settings_(settings.publishing) {}

    // A network that hangs must not take all workers: this many of them work for one account at once.
    static constexpr std::size_t most_of_one_account = 2;

    // One worker; run several for several networks at once. Ends only when cancelled.
    boost::asio::awaitable<void> work();

    // When a worker last finished a round, for the watchdog.
    moment last_round() const { return last_round_; }

private:
    boost::asio::awaitable<bool> work_once();
    boost::asio::awaitable<void> put_back(storage::leased_delivery taken);
    boost::asio::awaitable<void> deliver(storage::leased_delivery taken);
    boost::asio::awaitable<std::vector<file>> files_of(const delivery& what);
    boost::asio::awaitable<look_outcome> look(const network_write& what);
    boost::asio::awaitable<brake> brake_of(const std::string& account);
    boost::asio::awaitable<void> place(const network_write& what, storage::leased_delivery& taken, brake before);
    boost::asio::awaitable<void> settle(storage::leased_delivery taken, next_step step);

    storage::store& store_;
    desk& desk_;
    clock& time_;
    const account_connectors& accounts_;
    const config& all_;
    publishing_settings settings_;
    std::map<std::string, std::size_t, std::less<>> busy_;  // workers by account
    moment last_round_{};
};

}
