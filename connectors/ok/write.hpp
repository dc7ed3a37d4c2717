// Placing an answer in the group's name.
#pragma once

#include "connectors/connector.hpp"
#include "connectors/ok/api.hpp"
#include "connectors/ok/names.hpp"

#include <boost/asio/awaitable.hpp>
#include <optional>

namespace otklik::ok {

inline constexpr std::size_t longest_answer =
    3000;  // characters; said of editing, so it holds for what is edited later

// Where the message that is answered stands, or nothing when it is none of OK's.
std::optional<item_key> target_of(const post& to);

boost::asio::awaitable<write_outcome> place_comment(api& ok, const placement& what);

}
