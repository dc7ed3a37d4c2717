// What is strange in one item of Meta's costs that item and no other: what both networks check alike.
#pragma once

#include "connectors/connector.hpp"
#include "storage/values/json.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace otklik::graph {

// Notes that the item is left out, and why; with its id, where it has one.
std::optional<post> refuse(std::string place, const json::value& item, std::string why, std::vector<skipped>& left_out);

bool is_text_or_nothing(const json::value&);

// Why so long a text cannot be anybody's, or nothing.
std::optional<std::string> objection_to_length(std::string_view text);

// The item without what came along in it and is a list of its own.
json::value without(const json::value& item, std::string_view list);

// "55_66/comments data[2]": where in a list of the network's something stands.
std::string numbered(const std::string& list, std::size_t i);

// A date in the future must not push the known past what is to come; what has none is as old as can be.
moment written_at(const json::value& date, moment now);

}
