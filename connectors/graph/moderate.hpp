// Hiding and deleting what stands under own publications, and how it stands now.
#pragma once

#include "connectors/abilities.hpp"
#include "connectors/graph/api.hpp"

#include <boost/asio/awaitable.hpp>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace otklik::graph {

// `id`: Meta's own of `which`. `hidden`: the parameter that hides, with "true" or "false".
boost::asio::awaitable<write_outcome> moderate(api&, moderation what, std::string id, std::string hidden,
                                               const post& which, std::vector<std::string> steps);

// `hidden`: the field that says whether it is; empty for what cannot be hidden.
boost::asio::awaitable<std::variant<standing, failure>> standing_of(api&, std::string id, std::string_view hidden);

// What a person chooses in the network's menu.
std::string_view menu_word(moderation);

}
