// Whether the account's token works, and what can be done with it.
#pragma once

#include "connectors/connector.hpp"
#include "connectors/instagram/own_account.hpp"

#include <boost/asio/awaitable.hpp>
#include <string>

namespace otklik::instagram {

boost::asio::awaitable<account_check> check_account(own_account&, moment now, std::string app_id);

}
