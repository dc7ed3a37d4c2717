#include "daemon/excerpt.hpp"

namespace otklik {

namespace {
bool continues_character(char c) {
    return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
}
}

std::string excerpt(const std::string& text, std::size_t characters) {
    std::string out;
    std::size_t count = 0;
    for (char c : text) {
        if (!continues_character(c) && ++count > characters) return out + "…";
        out += c == '\n' || c == '\r' || c == '\t' ? ' ' : c;
    }
    return out;
}

}
