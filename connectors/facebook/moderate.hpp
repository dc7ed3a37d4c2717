// Hiding and deleting what stands under the page's own posts.
#pragma once

#include "connectors/abilities.hpp"
#include "connectors/facebook/own_page.hpp"

#include <boost/asio/awaitable.hpp>

namespace otklik::facebook {

boost::asio::awaitable<write_outcome> moderate_post(own_page&, moderation what, const post& which);
boost::asio::awaitable<std::variant<standing, failure>> standing_of_post(own_page&, const post& which);

}
