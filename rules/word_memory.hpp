// Words already met and the terms of a query set that they meet, so that a word is looked into once.
// Bounded: forgets everything when it is full. One thread uses one memory.
#pragma once

#include "rules/query_set.hpp"
#include "rules/stems.hpp"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace otklik::rules {

class word_memory {
public:
    explicit word_memory(std::shared_ptr<const query_set> queries);

    // Valid until the next call.
    std::span<const std::uint32_t> terms_of(std::u16string_view folded, std::uint64_t hash);

private:
    struct slot {
        std::uint64_t hash = 0;
        std::uint32_t letters = 0;
        std::uint32_t terms = 0;
        std::uint16_t length = 0;  // 0 is an empty slot
        std::uint16_t count = 0;
    };

    slot& find(std::u16string_view folded, std::uint64_t hash);
    void learn(slot& to, std::u16string_view folded, std::uint64_t hash);
    void make_room();

    std::shared_ptr<const query_set> queries_;
    stems stems_;
    std::vector<slot> slots_;  // a power of two of them
    std::size_t used_ = 0;
    std::u16string letters_;
    std::vector<std::uint32_t> terms_;
    std::vector<std::uint32_t> found_;
};

}
