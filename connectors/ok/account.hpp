// Whether the account's tokens work, and what can be done with them.
#pragma once

#include "connectors/connector.hpp"
#include "connectors/ok/api.hpp"
#include "connectors/ok/graph.hpp"

#include <boost/asio/awaitable.hpp>
#include <string>

namespace otklik::ok {

struct checked_account {
    std::string group;
    std::string hook_secret;  // empty where no events are taken
};

boost::asio::awaitable<account_check> check_account(api& ok, graph& bot, const checked_account& what);

}
