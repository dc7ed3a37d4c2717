#include "connectors/graph/names.hpp"

#include <algorithm>
#include <charconv>
#include <cstdio>

namespace otklik::graph {

namespace {

constexpr std::size_t longest_id = 200;
constexpr std::int64_t earliest = 1'075'593'600, latest = 253'402'300'799;  // Facebook's first month; the year 9999

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

std::optional<moment> from_seconds(std::int64_t seconds) {
    if (seconds < earliest || seconds > latest) return {};
    return moment{std::chrono::seconds(seconds)};
}

// What follows the seconds: "+0000", "+03:00", "Z"; as seconds east of Greenwich.
std::optional<std::int64_t> zone_of(std::string_view text) {
    if (text == "Z") return 0;
    if (text.size() == 6 && text[3] == ':') {
        const auto plain = std::string(text.substr(0, 3)).append(text.substr(4));
        return zone_of(plain);
    }
    if (text.size() != 5 || (text[0] != '+' && text[0] != '-') || !std::ranges::all_of(text.substr(1), is_digit))
        return {};
    const auto hours = (text[1] - '0') * 10 + (text[2] - '0'), minutes = (text[3] - '0') * 10 + (text[4] - '0');
    if (hours > 18 || minutes > 59) return {};
    return (hours * 3600 + minutes * 60) * (text[0] == '-' ? -1 : 1);
}

std::optional<moment> from_iso(const std::string& text) {
    int year = 0, hour = 0, minute = 0, second = 0, length = 0;
    unsigned month = 0, day = 0;
    if (std::sscanf(text.c_str(), "%4d-%2u-%2uT%2d:%2d:%2d%n", &year, &month, &day, &hour, &minute, &second, &length) !=
        6)
        return {};
    auto rest = std::string_view(text).substr(static_cast<std::size_t>(length));
    if (rest.starts_with('.')) rest.remove_prefix(std::min(rest.find_first_not_of("0123456789", 1), rest.size()));
    const auto zone = zone_of(rest);
    const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(month), std::chrono::day(day)};
    if (!zone || !date.ok() || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60)
        return {};
    const auto days = std::chrono::sys_days(date).time_since_epoch().count();
    return from_seconds(std::int64_t{days} * 86'400 + hour * 3600 + minute * 60 + second - *zone);
}

}

bool is_number(std::string_view text) {
    return !text.empty() && text.size() <= 30 && std::ranges::all_of(text, is_digit);
}

bool is_id(std::string_view text) {
    return !text.empty() && text.size() <= longest_id && std::ranges::all_of(text, [](char c) {
        return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == ':' || c == '-';
    });
}

std::optional<std::string> id_text(const json::value& v) {
    if (v.is_string()) return is_id(v.text()) ? std::optional(v.text()) : std::nullopt;
    const auto number = v.integer();
    return number && *number > 1 ? std::optional(std::to_string(*number)) : std::nullopt;
}

std::optional<moment> moment_of(const json::value& v) {
    if (!v.is_string()) {
        const auto seconds = v.integer();
        return seconds ? from_seconds(*seconds) : std::nullopt;
    }
    const auto& text = v.text();
    std::int64_t seconds = 0;
    if (is_number(text)) {
        const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), seconds);
        return ec == std::errc() ? from_seconds(seconds) : std::nullopt;
    }
    return from_iso(text);
}

std::string unescaped(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        unsigned byte = 0;
        const auto* digits = text.data() + i + 1;
        if (text[i] == '%' && i + 2 < text.size() && std::from_chars(digits, digits + 2, byte, 16).ptr == digits + 2)
            out += static_cast<char>(byte), i += 2;
        else
            out += text[i] == '+' ? ' ' : text[i];
    }
    return out;
}

std::optional<std::string> query_field(std::string_view query, std::string_view name) {
    while (!query.empty()) {
        const auto field = query.substr(0, query.find('&'));
        query.remove_prefix(std::min(query.size(), field.size() + 1));
        const auto equals = field.find('=');
        if (equals != field.npos && field.substr(0, equals) == name) return unescaped(field.substr(equals + 1));
    }
    return {};
}

}
