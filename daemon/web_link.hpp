// What a person gives as an address and another person will click: never javascript: and the like.
#pragma once

#include <string_view>

namespace otklik {

constexpr bool is_web_link(std::string_view text) {
    return text.starts_with("https://") || text.starts_with("http://");
}

}
