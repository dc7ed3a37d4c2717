// Placing an answer as the community, and looking whether it stands.
#pragma once

#include "connectors/connector.hpp"
#include "connectors/vk/api.hpp"
#include "connectors/vk/parse.hpp"

#include <boost/asio/awaitable.hpp>

namespace otklik::vk {

boost::asio::awaitable<write_outcome> place_comment(api& vk, std::int64_t community, const placement& what);
boost::asio::awaitable<look_outcome> look_at_thread(api& vk, const parsing& with, const placement& what);

}
