// Who wrote, where what VK sends names nobody: events, mentions, comments under photos.
#pragma once

#include "connectors/vk/api.hpp"
#include "connectors/vk/parse.hpp"

#include <boost/asio/awaitable.hpp>
#include <set>

namespace otklik::vk {

// Those of `ids` that VK names; at most two calls. Who is not named stays "id123", and nothing else is lost.
boost::asio::awaitable<authors> authors_of(api& vk, const std::set<std::int64_t>& ids);

// The authors of a list's items.
std::set<std::int64_t> authors_among(const json::array& items);

}
