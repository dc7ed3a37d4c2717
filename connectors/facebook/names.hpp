// How things of Facebook are called: ids of ours, Meta's ids, and addresses that people paste.
//
// Meta writes a comment's id as "{what it stands under}_{comment}", and the first half differs from list to list (a
// post here, a photo there). The last part alone says which comment it is, so that alone is in our id:
// "facebook:66" is a comment, "facebook:100_55" a post of the page 100.
#pragma once

#include "storage/values/post.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace otklik::facebook {

std::string_view last_part(std::string_view id);  // "66" of "55_66"

std::string our_post_id(std::string_view id);     // "facebook:100_55"
std::string our_comment_id(std::string_view id);  // "facebook:66"

// Meta's own id of a post, comment or reply of ours, for a call; nothing for what is none of Facebook's.
std::optional<std::string> meta_id_of(const post&);
// Likewise of the post that a comment stands under, or of the post itself.
std::optional<std::string> meta_post_of(const post&);
// Likewise of the comment that a reply answers: "55_66"; empty for what is no reply.
std::string meta_answered_of(const post&);

std::string link_to(std::string_view id);
// `top`: the comment that a reply stands under; empty for a comment.
std::string link_to_comment(std::string_view post, std::string_view comment, std::string_view top);

// "100200300", "adm_akhtuba", "https://www.facebook.com/adm_akhtuba": what may stand in the path of a call.
std::optional<std::string> page_in(std::string_view target);

// The post or comment at an address of Facebook. Addresses with pfbid and facebook.com/share/ name no id.
struct address {
    std::string page;  // a number; empty where the address names the page by its name, or not at all
    std::string story, comment;
};
std::optional<address> address_in(std::string_view link);

}
