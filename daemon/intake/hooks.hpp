// The door for networks that tell us of what is new (webhooks): an event is verified and understood by the account's
// connector, and answered only when its posts are stored, so that a network which was not answered comes again. Polling
// remains the floor; what both bring is dropped as seen.
#pragma once

#include "connectors/abilities.hpp"
#include "daemon/config.hpp"
#include "daemon/publisher/publisher.hpp"
#include "storage/store.hpp"

#include <boost/asio/awaitable.hpp>
#include <string>

namespace otklik {

class hooks {
public:
    hooks(storage::store& store, clock& time, const account_connectors& accounts, const config& settings)
        : store_(store), time_(time), accounts_(accounts), settings_(settings) {}

    // Status 404 where the account takes no events, 503 where too many are under way.
    boost::asio::awaitable<hook_reply> take(std::string account, hook_request what);

private:
    storage::store& store_;
    clock& time_;
    const account_connectors& accounts_;
    const config& settings_;
    int under_way_ = 0;
};

}
