// The limits of an account, kept in the store, so that all replicas together stay inside what a network allows.
#pragma once

#include "connectors/rate_limit.hpp"
#include "storage/store.hpp"

#include <memory>
#include <string>
#include <vector>

namespace otklik {

// What surroundings::limits gives to the connector of `account`. pass() throws store_unavailable while the store is
// away: what cannot be counted is not called.
std::unique_ptr<rate_limit> count_in_store(storage::store& store, clock& time, std::string account,
                                           std::vector<rate_window> windows,
                                           std::chrono::milliseconds longest_wait = std::chrono::seconds(10));

}
