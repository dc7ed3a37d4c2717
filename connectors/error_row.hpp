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
#include <string>
#include <string_view>
#include <vector>

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

// For a person: why the program could not do it, with the network's own words, and what to do.
inline by_hand not_for_programs(const failure& why, std::vector<std::string> steps) {
    return {"Сеть не даёт сделать это программе: " + why.said, std::move(steps)};
}

// What the failure of the writing call means for the write.
inline write_outcome outcome_of(const failure& why, proof of_write, std::vector<std::string> steps) {
    switch (of_write) {
        case proof::by_hand: return not_for_programs(why, std::move(steps));
        case proof::unwritten: return refused_before_write{why};
        case proof::none: break;
    }
    return fate_unknown{why};
}

}
