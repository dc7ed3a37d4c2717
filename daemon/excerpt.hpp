// The beginning of a text, for lists and letters.
#pragma once

#include <cstddef>
#include <string>

namespace otklik {

// The first `characters` of a text (UTF-8), on one line; with an ellipsis when something is left out.
std::string excerpt(const std::string& text, std::size_t characters);

}
