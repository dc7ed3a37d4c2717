// Placing an answer in the group's name.
#pragma once

#include "connectors/connector.hpp"
#include "connectors/ok/api.hpp"
#include "connectors/ok/names.hpp"

#include <boost/asio/awaitable.hpp>
#include <optional>
#include <string>
#include <vector>

namespace otklik::ok {

inline constexpr std::size_t longest_answer =
    3000;  // characters; said of editing, so it holds for what is edited later

// Where the message that is answered stands, or nothing when it is none of OK's.
std::optional<item_key> target_of(const post& to);

boost::asio::awaitable<write_outcome> place_comment(api& ok, const placement& what);

// What the network's no means for a write: refused and proven, these steps by hand, or nothing known.
write_outcome outcome_of(const api_error& error, std::vector<std::string> steps_by_hand);

// For a person: the author's name, or that nobody is named.
std::string named(const post_author& author);
std::string names_of_files(const std::vector<file>& files);

}
