// What people write and networks send is not always UTF-8; what the store keeps is.
#pragma once

#include <string>
#include <string_view>

namespace otklik {

// Bytes of the character that begins at `at`, or 0 where none does: no overlong forms, no surrogates.
std::size_t utf8_length(std::string_view text, std::size_t at);

// The same text, with U+FFFD for each byte that belongs to no character.
std::string valid_utf8(std::string_view text);

void append_utf8(std::string& to, char32_t character);

}
