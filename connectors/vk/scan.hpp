// Taking a text apart from its front.
#pragma once

#include <charconv>
#include <cstdint>
#include <optional>
#include <string_view>

namespace otklik::vk {

inline std::optional<std::int64_t> number_in(std::string_view s) {
    std::int64_t out = 0;
    auto [end, ec] = std::from_chars(s.data(), s.data() + s.size(), out);
    if (s.empty() || ec != std::errc() || end != s.data() + s.size()) return {};
    return out;
}

// Takes "-55" off the front of s.
inline std::optional<std::int64_t> take_number(std::string_view& s) {
    auto digits = s.starts_with('-') ? std::size_t{1} : std::size_t{0};
    while (digits < s.size() && s[digits] >= '0' && s[digits] <= '9') ++digits;
    auto out = number_in(s.substr(0, digits));
    if (out) s.remove_prefix(digits);
    return out;
}

inline bool take(std::string_view& s, std::string_view prefix) {
    if (!s.starts_with(prefix)) return false;
    s.remove_prefix(prefix.size());
    return true;
}

}
