// How things of Instagram are called. Publications ("media") and comments have numbers of one kind, so "instagram:178…"
// is either.
#pragma once

#include "storage/values/post.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace otklik::instagram {

std::string our_id(std::string_view id);  // "instagram:17895695668004550"

// Instagram's own number of what an id of ours names, or nothing.
std::optional<std::string> number_of(std::string_view our_id);
// Likewise of a post, comment or reply of ours; nothing for what is none of Instagram's.
std::optional<std::string> number_of(const post&);

std::string link_to_user(std::string_view username);
bool is_username(std::string_view text);

// "#Ахтубинск" as "ахтубинск" is searched; nothing for what is no tag.
std::optional<std::string> hashtag_in(std::string_view target);

}
