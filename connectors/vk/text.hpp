// Texts as VK writes them: entities, and mentions in brackets.
#pragma once

#include "storage/values/post.hpp"

#include <string>
#include <string_view>

namespace otklik::vk {

// &lt; &#33; <br> and the like, once: what VK escaped twice was written so.
std::string unescaped(std::string_view text);
// As people see it: unescaped, and [id123|Анна] as Анна.
std::string shown(std::string_view text);

// "[id123|Анна], ", which VK's own pages put before a reply to a person; empty for a community or nobody. `post`, where
// a reply is known by nothing but its text: ":bp-55_3", in discussions.
std::string address_of(const post_author& author, std::string_view post = {});
// The words behind such an address.
std::string without_address(std::string_view text);
// The comment that a text in a discussion answers by its first words, [id77:bp-55_3|Анна] or [post3|Анна]; 0 for none.
std::int64_t answered_in(std::string_view text);

}
