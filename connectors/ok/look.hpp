// What stands in the network around a message: whether it is there, how it reads, and our own replies to it.
#pragma once

#include "connectors/connector.hpp"
#include "connectors/ok/api.hpp"
#include "connectors/ok/parse.hpp"

#include <boost/asio/awaitable.hpp>

namespace otklik::ok {

boost::asio::awaitable<look_outcome> look_at_thread(api& ok, const parsing& with, const placement& what);

}
