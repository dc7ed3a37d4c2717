// Ids, times and words, as Meta writes them in both networks.
#pragma once

#include "storage/values/clock.hpp"
#include "storage/values/json.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace otklik::graph {

// "100_55": what may stand in the path of a call.
bool is_id(std::string_view text);
bool is_number(std::string_view text);
// An id as a text; Meta now and then writes one as a number. Nothing for what is none.
std::optional<std::string> id_text(const json::value&);

// "2026-10-11T08:15:30+0000", or seconds since 1970 as deliveries have them.
std::optional<moment> moment_of(const json::value&);

// "a%20b" as "a b".
std::string unescaped(std::string_view text);
// The value of a field in "a=1&b=2", decoded; nothing where it is not there.
std::optional<std::string> query_field(std::string_view query, std::string_view name);

}
