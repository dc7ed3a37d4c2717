#include "storage/records.hpp"

#include <charconv>
#include <cstdio>
#include <random>

namespace otklik::storage {

namespace {

// Bytes of the valid sequence that starts here; 0 when there is none (RFC 3629: no overlong forms, no surrogates).
std::size_t sequence_at(std::string_view s, std::size_t i) {
    auto byte = [&](std::size_t k) { return i + k < s.size() ? static_cast<unsigned char>(s[i + k]) : 0u; };
    auto tail = [&](std::size_t k) { return (byte(k) & 0xC0u) == 0x80u; };
    const unsigned a = byte(0), b = byte(1);
    if (a < 0x80) return 1;
    if (a >= 0xC2 && a <= 0xDF) return tail(1) ? 2 : 0;
    if (a >= 0xE0 && a <= 0xEF) {
        const unsigned low = a == 0xE0 ? 0xA0 : 0x80, high = a == 0xED ? 0x9F : 0xBF;
        return b >= low && b <= high && tail(2) ? 3 : 0;
    }
    if (a >= 0xF0 && a <= 0xF4) {
        const unsigned low = a == 0xF0 ? 0x90 : 0x80, high = a == 0xF4 ? 0x8F : 0xBF;
        return b >= low && b <= high && tail(2) && tail(3) ? 4 : 0;
    }
    return 0;
}

}

std::string valid_utf8(std::string text) {
    std::size_t i = 0;
    while (i < text.size()) {
        auto n = sequence_at(text, i);
        if (n == 0) break;
        i += n;
    }
    if (i == text.size()) return text;
    std::string out = text.substr(0, i);
    while (i < text.size()) {
        auto n = sequence_at(text, i);
        out += n ? text.substr(i, n) : "\xEF\xBF\xBD";
        i += n ? n : 1;
    }
    return out;
}

std::string new_call() {
    static const std::uint64_t process = [] {
        std::random_device random;
        return std::uint64_t{random()} << 32 | random();
    }();
    static std::uint64_t count = 0;
    char out[40];
    std::snprintf(out, sizeof out, "%016llx-%llu", static_cast<unsigned long long>(process),
                  static_cast<unsigned long long>(++count));
    return out;
}

std::optional<std::int64_t> whole_number(const redis_value& v) {
    if (auto* n = std::get_if<std::int64_t>(&v.is)) return *n;
    std::int64_t out = 0;
    const auto& text = v.text();
    auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), out);
    if (text.empty() || ec != std::errc{} || end != text.data() + text.size()) return {};
    return out;
}

}
