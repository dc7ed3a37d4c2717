// Answering a private message to the group.
#pragma once

#include "connectors/connector.hpp"
#include "connectors/ok/graph.hpp"

#include <boost/asio/awaitable.hpp>
#include <string>

namespace otklik::ok {

// To somebody who did not write to the group first no program may write: such an answer is placed by hand.
boost::asio::awaitable<write_outcome> place_message(graph& ok, const placement& what);

boost::asio::awaitable<look_outcome> look_at_conversation(graph& ok, std::string group, const placement& what);

}
