// Taking away what stands under the administration's own publications. OK hides nothing: it removes, and brings a
// topic back by an id that it tells when the topic goes.
#pragma once

#include "connectors/abilities.hpp"
#include "connectors/ok/api.hpp"

#include <boost/asio/awaitable.hpp>
#include <string>
#include <variant>

namespace otklik::ok {

// `secrets` keeps those ids; without it a topic is brought back by hand.
boost::asio::awaitable<write_outcome> moderate_item(api& ok, std::string group, secret_keeper* secrets, moderation what,
                                                    const post& which);

boost::asio::awaitable<std::variant<standing, failure>> standing_of_item(api& ok, const post& which);

}
