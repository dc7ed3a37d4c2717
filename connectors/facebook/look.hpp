// What stands in the network around a message: whether it is there, how it reads, and our own replies to it.
#pragma once

#include "connectors/connector.hpp"
#include "connectors/facebook/own_page.hpp"

#include <boost/asio/awaitable.hpp>

namespace otklik::facebook {

boost::asio::awaitable<look_outcome> look_at_thread(own_page&, const placement& what);

}
