// Publishing on the community's own wall, and finding what was published.
#pragma once

#include "connectors/abilities.hpp"
#include "connectors/vk/api.hpp"

#include <boost/asio/awaitable.hpp>
#include <variant>
#include <vector>

namespace otklik::vk {

boost::asio::awaitable<write_outcome> publish_news(api& vk, std::int64_t community, const news& what);
boost::asio::awaitable<std::variant<std::vector<own_reply>, failure>> published_by(api& vk, std::int64_t community,
                                                                                   moment since);

}
