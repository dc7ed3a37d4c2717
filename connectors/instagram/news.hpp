// The account's own publications: making one, and finding what was published.
#pragma once

#include "connectors/abilities.hpp"
#include "connectors/instagram/own_account.hpp"

#include <boost/asio/awaitable.hpp>

namespace otklik::instagram {

boost::asio::awaitable<write_outcome> publish_news(own_account&, otklik::clock& time, const news& what);
boost::asio::awaitable<std::variant<std::vector<own_reply>, failure>> published_since(own_account&, moment since);

// How many publications of the day are used up.
boost::asio::awaitable<std::variant<quota, failure>> publications_left(own_account&);

}
