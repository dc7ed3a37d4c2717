// What Facebook delivers by itself: new comments and posts, and mentions.
#pragma once

#include "connectors/abilities.hpp"
#include "connectors/facebook/own_page.hpp"
#include "connectors/graph/hooks.hpp"

#include <boost/asio/awaitable.hpp>
#include <string>

namespace otklik::facebook {

boost::asio::awaitable<hook_reply> take_hook(own_page&, std::string account, graph::hook_keys keys, hook_request what,
                                             const source& events);

}
