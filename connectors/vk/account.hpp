// Whether the account's tokens work, and what can be done with them.
#pragma once

#include "connectors/connector.hpp"
#include "connectors/vk/api.hpp"

#include <boost/asio/awaitable.hpp>

namespace otklik::vk {

boost::asio::awaitable<account_check> check_account(api& vk, std::int64_t community);

}
