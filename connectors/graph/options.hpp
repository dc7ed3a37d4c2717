// The options that Facebook and Instagram have in common: address, version, keys.
#pragma once

#include "connectors/graph/api.hpp"
#include "connectors/options.hpp"

namespace otklik::graph {

// Why they cannot be used, or nothing.
std::optional<std::string> objection(const option_values& given);

// `token`: the option that holds it.
access access_of(const option_values& given, std::string_view token, std::string_view address,
                 std::vector<std::string> usage_kinds, std::vector<std::string> polled);

}
