// What Facebook delivers by itself: new comments and posts, and mentions.
#pragma once

#include "connectors/abilities.hpp"
#include "connectors/facebook/own_page.hpp"

#include <boost/asio/awaitable.hpp>
#include <string>

namespace otklik::facebook {

struct hook_keys {
    std::string verify_token, app_secret;
};

boost::asio::awaitable<hook_reply> take_hook(own_page&, std::string account, hook_keys keys, hook_request what,
                                             const source& events);

}
