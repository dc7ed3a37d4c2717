// A match as it is kept with the message and shown: rule, words, subjects, suggested executors.
#pragma once

#include "rules/match.hpp"
#include "storage/values/json.hpp"

#include <string_view>

namespace otklik {

json::value to_json(const rules::match& found, std::string_view text);

}
