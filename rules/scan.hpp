// What otklikctl needs to run rules over files and to tell a person what they found.
// No JSON library here: the caller hands in how a JSON line gives its text.
#pragma once

#include "rules/match.hpp"
#include "rules/pack.hpp"

#include <cstddef>
#include <functional>
#include <istream>
#include <optional>
#include <string>
#include <string_view>

namespace otklik::rules {

// The field `text` of one JSON line, or nothing and the reason in `error`.
using json_text = std::function<std::optional<std::string>(std::string_view line, std::string& error)>;

struct record {
    std::size_t number = 0;  // 1 is the first record; a header and empty lines do not count
    std::size_t line = 0;    // where it begins in the file
    std::string text;
};

struct scan_error {
    std::size_t line = 0;
    std::string message;  // Russian
};

struct scanned {
    std::size_t records = 0;
    std::size_t errors = 0;
};

// Tells CSV (RFC 4180, a header with a column `text`) from JSON lines by the first character that is not blank.
// A malformed record goes to on_error and the rest goes on; a CSV without the column is one error and no records.
scanned scan(std::istream& in, const json_text& json, const std::function<void(const record&)>& on_record,
             const std::function<void(const scan_error&)>& on_error);

// The match in Russian lines: decision, rules with their words, subjects, executors, what may be prohibited.
std::string explain(const match& found, std::string_view text, const pack& rules);

}
