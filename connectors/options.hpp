// What connectors ask of their options: a value, a number within bounds, an address that keeps tokens private.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace otklik {

using option_values = std::map<std::string, std::string, std::less<>>;

// "" where it is not given.
const std::string& value_of(const option_values& all, std::string_view name);

// The number that the whole text is.
std::optional<std::int64_t> whole_number(std::string_view text);

// Whether the option is not given or a number from `least` to `most`.
bool is_between(const option_values& all, std::string_view name, std::int64_t least, std::int64_t most);

// Why an address of a network's methods cannot be used, or nothing. Without TLS only this machine is spoken to.
std::optional<std::string> objection_to_address(std::string_view base);

// Whether a picture that a network names may be fetched: over TLS, or from this machine.
bool can_be_fetched(std::string_view address);

// The option "api" without slashes at its end, or `otherwise`.
std::string api_address(const option_values& all, std::string_view otherwise);

}
