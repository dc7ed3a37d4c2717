// Removing and restoring what stands under our own publications. VK hides nothing: what it knows is removed or visible.
#pragma once

#include "connectors/abilities.hpp"
#include "connectors/vk/api.hpp"

#include <boost/asio/awaitable.hpp>
#include <variant>

namespace otklik::vk {

boost::asio::awaitable<write_outcome> moderate_item(api& vk, moderation what, const post& which);
boost::asio::awaitable<std::variant<standing, failure>> standing_of_item(api& vk, const post& which);

}
