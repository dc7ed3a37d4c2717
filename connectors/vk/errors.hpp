// What VK's error codes mean to us: one table, a row for every code that is known.
//
// For a read a code is a kind of trouble. For a write it is a proof or none: `unwritten` is set only where VK cannot
// have come as far as writing, because the code is about who asks (the token, the application, the rights it has),
// about the request (a method or parameter that is not there), about the thing that is written under (closed, or not
// ours to comment on), or about the one who is written to (who blocks us, or never wrote to us). Codes about how much
// was asked (1, 6, 9, 10, 14, 29 …), confirmations and everything not listed prove nothing: they have been seen after
// the comment already stood.
#pragma once

#include "connectors/error_row.hpp"

#include <cstdint>
#include <span>

namespace otklik::vk {

// The row of a code; for one that nobody knows, the row 0: worth reading again, proving nothing.
const error_row& error_of(std::int64_t code);

std::span<const error_row> all_errors();

}
