// What OK's error codes mean to us: one table, a row for every code that is known.
//
// For a read a code is a kind of trouble. For a write it is a proof or none: `unwritten` and `by_hand` are set only
// where OK cannot have come as far as writing, because the code is about who asks (the token, the application, its
// rights), about the request (a method or parameter that is not there), or about the thing that is written under.
// Codes about how much was asked or about what the words look like (1, 2, 7, 8, 11, 454, 511 …), time-outs and
// everything not listed prove nothing: 8 comes for the second of two equal texts, when the first one stands.
#pragma once

#include "connectors/error_row.hpp"

#include <cstdint>
#include <span>

namespace otklik::ok {

// The row of a code; for one that nobody knows, the row 0: worth reading again, proving nothing.
const error_row& error_of(std::int64_t code);

std::span<const error_row> all_errors();

}
