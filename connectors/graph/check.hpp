// What the checks of both networks' accounts tell besides the token: what can be done, and how much is left.
#pragma once

#include "connectors/connector.hpp"
#include "connectors/graph/api.hpp"
#include "connectors/graph/token.hpp"

#include <boost/asio/awaitable.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace otklik::graph {

// The answer, or nothing and the failure in `out`.
boost::asio::awaitable<std::optional<json::value>> ask(api&, std::string path, params fields, account_check& out);

struct ability {
    std::string_view right, said;  // "pages_manage_posts", "публикует новости"
};
void tell_abilities(std::span<const ability> all, const token_told& token, account_check& out);

// How much is used up, and whether another version answers than was asked for.
void check_limits(const api&, account_check& out);

}
