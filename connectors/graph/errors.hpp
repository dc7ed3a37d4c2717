// What Meta's error codes mean to us, for Facebook and Instagram alike: one table, a row for every code and subcode
// that is known.
//
// For a read a code is a kind of trouble. For a write it is a proof or none: `unwritten` and `by_hand` are set only
// where Meta cannot have come as far as writing, because the code is about who asks (the token, its rights, the
// application), about the request (a parameter, a version), or about the thing that is written under. Codes about how
// much was asked or what the words look like (1, 2, 4, 368, 506, 613 …), time-outs and everything not listed prove
// nothing: 506 comes for the second of two equal texts, when the first one stands.
#pragma once

#include "connectors/error_row.hpp"

#include <cstdint>
#include <span>
#include <string_view>

namespace otklik::graph {

struct code_row {
    int code, last_code;        // a row may hold a range of codes
    int subcode, last_subcode;  // 0 to most_subcode: any, and none
    trouble kind;
    proof of_write;
    std::string_view meaning;
    std::chrono::milliseconds after{};
};
inline constexpr int most_subcode = 2'147'483'647;

// The row of a code with its subcode, else that of the code alone; for a code that nobody knows the row 0: worth
// reading again, proving nothing.
const code_row& error_of(std::int64_t code, std::int64_t subcode);

std::span<const code_row> all_errors();

}
