// Where in a TOML file a byte of a string's value stands: quotes, escapes and joined lines are taken into account,
// so that an error inside a query of several lines points at the coordinator's own line.
#pragma once

#include "rules/query.hpp"

#include <cstddef>
#include <string_view>

namespace otklik::rules {

// `string` is where the value begins in the file, at its opening quote (line and column as the TOML reader gives them,
// the offset is not looked at); `into` is the byte of the value wanted.
position place_in_toml(std::string_view file, position string, std::size_t into);

// The line of the file without its end; empty when there is none.
std::string_view line_of(std::string_view file, std::size_t line);

}
