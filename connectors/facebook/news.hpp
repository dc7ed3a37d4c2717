// The page's own publications: making one, and finding what was published.
#pragma once

#include "connectors/abilities.hpp"
#include "connectors/facebook/own_page.hpp"

#include <boost/asio/awaitable.hpp>

namespace otklik::facebook {

boost::asio::awaitable<write_outcome> publish_news(own_page&, const news& what);
boost::asio::awaitable<std::variant<std::vector<own_reply>, failure>> published_since(own_page&, moment since);

}
