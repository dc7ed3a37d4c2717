// The bytes that a network answered, as JSON.
#pragma once

#include "storage/values/json.hpp"

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

namespace otklik {

// Bytes that are no UTF-8, halves of surrogate pairs and control characters in texts are replaced, rather than letting
// one of them spoil a whole page. `mended` says whether that was needed; `why`, why it did not help.
std::optional<json::value> parse_network_json(std::string_view body, bool& mended, std::string& why);

// What a network said, short enough for a line of the log: valid, without control characters, cut at `longest` bytes.
std::string one_line(std::string_view text, std::size_t longest);

// Every occurrence of a secret in `text` is taken out. Empty ones are passed over.
std::string without_secrets(std::string text, std::initializer_list<std::string_view> secrets);

}
