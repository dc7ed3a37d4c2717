#include "connectors/ok/answer.hpp"

#include "connectors/utf8.hpp"

#include <charconv>

namespace otklik::ok {

namespace {

// The number of the escape \uXXXX that begins at `at`, or nothing.
std::optional<unsigned> escape_at(std::string_view s, std::size_t at) {
    if (at > s.size() || !s.substr(at).starts_with("\\u") || s.size() - at < 6) return {};
    unsigned out = 0;
    const auto* digits = s.data() + at + 2;
    const auto [end, ec] = std::from_chars(digits, digits + 4, out, 16);
    return ec == std::errc() && end == digits + 4 ? std::optional(out) : std::nullopt;
}

// How many bytes the escape at `at` takes, whole pairs together; 0 for half a pair, which stands for no character.
std::size_t escape_length(std::string_view s, std::size_t at) {
    constexpr unsigned halves = 0xd800, low = 0xdc00, beyond = 0xe000;
    const auto first = escape_at(s, at);
    if (!first) return 2;
    if (*first < halves || *first >= beyond) return 6;
    const auto second = *first < low ? escape_at(s, at + 6) : std::nullopt;
    return second && *second >= low && *second < beyond ? 12 : 0;
}

std::string mended_json(std::string_view broken) {
    const auto text = valid_utf8(broken);
    std::string out;
    out.reserve(text.size());
    bool in_string = false;
    for (std::size_t at = 0; at < text.size();) {
        std::size_t length = 1;
        const char c = text[at];
        if (in_string && c == '\\') {
            length = escape_length(text, at);
            out += length ? std::string_view(text).substr(at, length) : "\\ufffd";
            if (!length) length = 6;
        } else {
            if (c == '"') in_string = !in_string;
            out += in_string && static_cast<unsigned char>(c) < ' ' ? ' ' : c;
        }
        at += length;
    }
    return out;
}

}

std::optional<json::value> parse_answer(std::string_view body, bool& mended, std::string& why) {
    mended = false;
    if (auto whole = json::parse(body)) return std::move(*whole);
    auto again = json::parse(mended_json(body));
    if (!again) {
        why = "not JSON: " + again.error().what + " at byte " + std::to_string(again.error().offset) + " of " +
              std::to_string(body.size());
        return {};
    }
    mended = true;
    return std::move(*again);
}

}
