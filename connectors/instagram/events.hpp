// What Instagram delivers by itself: new comments, and mentions, which no list shows.
#pragma once

#include "connectors/abilities.hpp"
#include "connectors/graph/hooks.hpp"
#include "connectors/instagram/own_account.hpp"

#include <boost/asio/awaitable.hpp>
#include <string>

namespace otklik::instagram {

boost::asio::awaitable<hook_reply> take_hook(own_account&, std::string account, graph::hook_keys keys,
                                             hook_request what, const source& events);

}
