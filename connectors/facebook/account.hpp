// Whether the account's token works, and what can be done with it.
#pragma once

#include "connectors/connector.hpp"
#include "connectors/facebook/own_page.hpp"

#include <boost/asio/awaitable.hpp>
#include <string>

namespace otklik::facebook {

// `events`: whether the account is to be told of changes.
boost::asio::awaitable<account_check> check_account(own_page&, moment now, std::string app_id, bool events);

}
