// The bytes that OK answered, as JSON: any value, not only an object.
#pragma once

#include "storage/values/json.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace otklik::ok {

// Bytes that are no UTF-8, halves of surrogate pairs and control characters in texts are replaced, rather than letting
// one of them spoil a whole page. `mended` says whether that was needed; `why`, why it did not help.
std::optional<json::value> parse_answer(std::string_view body, bool& mended, std::string& why);

}
