#include "connectors/text.hpp"

#include "connectors/utf8.hpp"

#include <algorithm>

namespace otklik {

std::size_t characters_in(std::string_view text) {
    std::size_t count = 0;
    for (std::size_t at = 0; at < text.size(); ++count) at += std::max<std::size_t>(utf8_length(text, at), 1);
    return count;
}

std::string squeezed(std::string_view text) {
    std::string out;
    bool gap = false;
    for (char c : text) {
        const bool space = c == ' ' || c == '\t' || c == '\r' || c == '\n';
        if (!space && gap && !out.empty()) out += ' ';
        if (!space) out += c;
        gap = space;
    }
    return out;
}

bool is_web_address(std::string_view text) {
    return text.starts_with("https://") || text.starts_with("http://");
}

}
