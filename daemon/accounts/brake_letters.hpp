// A letter to the administrators when the network has stopped all writes of an account (daemon/publisher/brakes.hpp):
// one for each row of brakes, however often it is prolonged.
#pragma once

#include "daemon/config.hpp"
#include "storage/store.hpp"

#include <boost/asio/awaitable.hpp>

namespace otklik {

// Ends only when cancelled.
boost::asio::awaitable<void> watch_brakes(storage::store& store, clock& time, const config& settings);

}
