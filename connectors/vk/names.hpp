// How things are named: where a comment can stand in VK, our ids of posts, and VK's addresses (links).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace otklik::vk {

// What can be commented on; a conversation is what private messages stand in.
enum class shelf { wall, photo, video, topic, conversation };

// Everything that is peculiar to one kind of shelf.
struct shelf_row {
    shelf what;
    std::string_view word;                               // in ids and addresses
    std::string_view comments, create, remove, restore;  // methods; empty: there is none
    std::string_view owner, id;                          // what those methods call the two numbers
    bool threads;                                        // whether replies hang in threads of their own
};
const shelf_row& row_for(shelf);

// A wall's post or comment; posts and comments of a wall are numbered together, so the two numbers are unique. On other
// shelves: what is commented on. A conversation's `id` is the resident.
struct item_key {
    std::int64_t owner = 0, id = 0;
    shelf on = shelf::wall;
    bool operator==(const item_key&) const = default;
};
std::string post_id(item_key);                          // "vk:-55_177", "vk:photo-55_33", "vk:conversation-55_123"
std::optional<item_key> item_key_of(std::string_view);  // of such an id

// "vk:-55_766" on a wall, "vk:photo-55_33_766" elsewhere, "vk:message-55_9" in a conversation.
std::string comment_id(item_key under, std::int64_t comment);
// The number of the comment in such an id, or 0 when it is no comment of `under`.
std::int64_t comment_in(std::string_view id, item_key under);

// An address of a post or of a comment under it.
struct wall_link {
    item_key post;
    std::int64_t comment = 0;  // 0: the post itself
    std::int64_t root = 0;     // of the thread the comment stands in; 0 when it stands at the top, or is not said
};
std::string link_to(const wall_link&);
std::optional<wall_link> wall_link_of(std::string_view address);  // of a wall alone
std::optional<wall_link> any_link_of(std::string_view address);   // of a photo, a video or a topic too

// "-55", "club55", "public55", "https://vk.com/club55": the owner's number; anything else is a screen name.
struct wall_name {
    std::int64_t owner = 0;
    std::string screen_name;
};
std::optional<wall_name> wall_name_of(std::string_view target);

}
