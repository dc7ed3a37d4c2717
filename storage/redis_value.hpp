// What Redis answers, as our own value: it outlives the reply it was copied from.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace otklik::storage {

struct redis_error {
    std::string text;  // "WRONGTYPE Operation against …": the first word is the kind
};

struct redis_value;
using redis_list = std::vector<redis_value>;

struct redis_value {
    std::variant<std::monostate, std::string, std::int64_t, redis_list, redis_error> is;

    bool is_null() const { return std::holds_alternative<std::monostate>(is); }
    const redis_error* error() const { return std::get_if<redis_error>(&is); }

    // Empty where the answer is of another kind; whoever must know asks `is`.
    const std::string& text() const {
        static const std::string none;
        auto* s = std::get_if<std::string>(&is);
        return s ? *s : none;
    }
    std::int64_t integer() const {
        auto* n = std::get_if<std::int64_t>(&is);
        return n ? *n : 0;
    }
    const redis_list& list() const {
        static const redis_list none;
        auto* l = std::get_if<redis_list>(&is);
        return l ? *l : none;
    }
    const redis_value& operator[](std::size_t i) const {
        static const redis_value none;
        return i < list().size() ? list()[i] : none;
    }
};

}
