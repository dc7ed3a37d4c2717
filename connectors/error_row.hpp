// What a network's error code means to us: the row of each connector's table of codes.
//
// For a read a code is a kind of trouble. For a write it is a proof or none; nothing is proven but where the network
// cannot have come as far as writing.
#pragma once

#include "connectors/connector.hpp"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <span>
#include <string_view>

namespace otklik {

enum class proof {
    none,       // may have been written
    unwritten,  // cannot have been
    by_hand,    // cannot have been, and will not be with these tokens and rights: a person places it
};

struct error_row {
    int code;
    trouble kind;
    proof of_write;
    std::string_view meaning;
    std::chrono::milliseconds after{};
};

// The row of a code in a table that ascends by code; for one that nobody knows, its first row.
inline const error_row& row_of(std::span<const error_row> table, std::int64_t code) {
    const auto found = std::ranges::lower_bound(table, code, {}, &error_row::code);
    return found != table.end() && found->code == code ? *found : table.front();
}

}
