// What connectors, and those who compare what a network shows with what was sent, ask of a text.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace otklik {

// Code points, as networks count. A byte that belongs to no character counts as one.
std::size_t characters_in(std::string_view text);

// Its words with one space between them: what networks leave of any spacing.
std::string squeezed(std::string_view text);

// Whether it is an address that a person can open.
bool is_web_address(std::string_view text);

}
