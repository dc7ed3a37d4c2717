// Hiding and deleting what stands under the account's own publications.
#pragma once

#include "connectors/abilities.hpp"
#include "connectors/instagram/own_account.hpp"

#include <boost/asio/awaitable.hpp>

namespace otklik::instagram {

boost::asio::awaitable<write_outcome> moderate_post(own_account&, moderation what, const post& which);
boost::asio::awaitable<std::variant<standing, failure>> standing_of_post(own_account&, const post& which);

}
