#include "connectors/vk/text.hpp"

#include "connectors/utf8.hpp"
#include "connectors/vk/scan.hpp"

#include <algorithm>

namespace otklik::vk {

namespace {

struct entity {
    std::string_view name;
    std::string_view text;
};
constexpr entity entities[] = {{"&lt;", "<"},   {"&gt;", ">"},  {"&amp;", "&"},  {"&quot;", "\""}, {"&apos;", "'"},
                               {"&nbsp;", " "}, {"<br>", "\n"}, {"<br/>", "\n"}, {"<br />", "\n"}};

// &#10071; or &#x2757; at the front of s: its character, and how long it was. Not for what no text may hold.
std::optional<char32_t> numeric_entity(std::string_view s, std::size_t& length) {
    if (!s.starts_with("&#")) return {};
    const bool hexadecimal = s.size() > 2 && (s[2] == 'x' || s[2] == 'X');
    const auto* from = s.data() + (hexadecimal ? 3 : 2);
    const auto* to = s.data() + std::min<std::size_t>(s.size(), 12);
    std::uint32_t code = 0;
    if (from >= to) return {};
    auto [end, ec] = std::from_chars(from, to, code, hexadecimal ? 16 : 10);
    if (ec != std::errc() || end == to || *end != ';') return {};
    const bool a_character = (code >= 0x20 || code == '\n' || code == '\t') && code != 0x7f && code < 0x110000 &&
                             (code < 0xd800 || code > 0xdfff);
    if (!a_character) return {};
    length = static_cast<std::size_t>(end - s.data()) + 1;
    return static_cast<char32_t>(code);
}

// [id123|Анна] at the front of s: the words shown for it, and its length.
std::optional<std::string_view> mention(std::string_view s, std::size_t& length) {
    auto rest = s;
    if (!take(rest, "[")) return {};
    bool known = false;
    for (std::string_view kind : {"id", "club", "public", "event", "post"})
        if (auto after = rest;
            take(after, kind) && take_number(after) && (after.starts_with('|') || after.starts_with(':')))
            known = true;
    known = known || rest.starts_with("https://") || rest.starts_with("http://");
    const auto bar = rest.find('|'), end = rest.find(']');
    if (!known || bar == rest.npos || end == rest.npos || end < bar ||
        rest.substr(0, bar).find_first_of("[\n") != rest.npos)
        return {};
    length = end + 2;
    return rest.substr(bar + 1, end - bar - 1);
}

}

std::string unescaped(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const auto rest = text.substr(at);
        std::size_t length = 1;
        const auto* named =
            rest[0] == '&' || rest[0] == '<'
                ? std::ranges::find_if(entities, [&](const entity& e) { return rest.starts_with(e.name); })
                : std::end(entities);
        if (named != std::end(entities)) {
            out += named->text;
            length = named->name.size();
        } else if (auto character = numeric_entity(rest, length)) {
            append_utf8(out, *character);
        } else {
            out += rest[0];
        }
        at += length;
    }
    return out;
}

std::string shown(std::string_view text) {
    const auto plain = unescaped(text);
    std::string out;
    out.reserve(plain.size());
    for (std::size_t at = 0; at < plain.size();) {
        std::size_t length = 1;
        if (auto words = plain[at] == '[' ? mention(std::string_view(plain).substr(at), length) : std::nullopt)
            out += *words;
        else
            out += plain[at];
        at += length;
    }
    return out;
}

std::string address_of(const post_author& author, std::string_view post) {
    const auto id = number_in(author.id);
    if (!id || *id <= 0) return {};
    auto name = author.name.substr(0, author.name.find(' '));
    std::erase_if(name, [](char c) { return c == '[' || c == ']' || c == '|' || static_cast<unsigned char>(c) < ' '; });
    if (name.empty()) return {};
    return "[id" + std::to_string(*id) + std::string(post) + "|" + name + "], ";
}

std::string without_address(std::string_view text) {
    std::size_t length = 0;
    if (!mention(text, length)) return std::string(text);
    auto rest = text.substr(length);
    if (!take(rest, ",")) return std::string(text);
    take(rest, " ");
    return std::string(rest);
}

std::int64_t answered_in(std::string_view text) {
    std::size_t length = 0;
    if (!mention(text, length)) return 0;
    auto inside = text.substr(1, length - 1);
    if (take(inside, "post")) return take_number(inside).value_or(0);
    inside = inside.substr(0, inside.find('|'));
    const auto mark = inside.find(":bp");
    if (mark == inside.npos) return 0;
    inside.remove_prefix(mark + 3);
    return take_number(inside) && take(inside, "_") ? take_number(inside).value_or(0) : 0;
}

}
