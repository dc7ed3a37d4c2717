// What the service manager is told: ready, how it goes, that the loops are alive, that we are stopping.
// Without systemd all of it is nothing.
#pragma once

#include "storage/values/clock.hpp"

#include <boost/asio/awaitable.hpp>
#include <functional>
#include <string>

namespace otklik {

void tell_ready();
void tell_status(const std::string& status);
void tell_stopping();

// Pings the watchdog in real time, at a third of its interval, while `alive` holds; ends only when cancelled.
boost::asio::awaitable<void> keep_watchdog(std::function<bool()> alive);

}
