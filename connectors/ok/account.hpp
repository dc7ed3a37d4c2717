// Whether the account's token works, and what can be done with it.
#pragma once

#include "connectors/connector.hpp"
#include "connectors/ok/api.hpp"

#include <boost/asio/awaitable.hpp>
#include <string>

namespace otklik::ok {

boost::asio::awaitable<account_check> check_account(api& ok, std::string group);

}
