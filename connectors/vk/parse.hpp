// What VK sends, as posts. Whatever is strange in one item costs that item and no other.
#pragma once

#include "connectors/connector.hpp"
#include "storage/values/json.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace otklik::vk {

// A wall's post or comment; posts and comments of a wall are numbered together, so the two numbers are unique.
struct item_key {
    std::int64_t owner = 0, id = 0;
    bool operator==(const item_key&) const = default;
};
std::string post_id(item_key);                          // "vk:-55_177"
std::optional<item_key> item_key_of(std::string_view);  // of "vk:-55_177"

// An address of a post or of a comment under it.
struct wall_link {
    item_key post;
    std::int64_t comment = 0;  // 0: the post itself
    std::int64_t root = 0;     // of the thread the comment stands in; 0 when it stands at the top, or is not said
};
std::string link_to(const wall_link&);
std::optional<wall_link> wall_link_of(std::string_view address);

// "-55", "club55", "public55", "https://vk.com/club55": the owner's number; anything else is a screen name.
struct wall_name {
    std::int64_t owner = 0;
    std::string screen_name;
};
std::optional<wall_name> wall_name_of(std::string_view target);

// &lt; &#33; <br> and the like, once: what VK escaped twice was written so.
std::string unescaped(std::string_view text);
// As people see it: unescaped, and [id123|Анна] as Анна.
std::string shown(std::string_view text);

// "[id123|Анна], ", which VK's own pages put before a reply to a person; empty for a community or nobody.
std::string address_of(const post_author& author);
// The words behind such an address.
std::string without_address(std::string_view text);

using authors = std::map<std::int64_t, post_author>;
authors authors_in(const json::value& response);  // its profiles and groups

struct parsing {
    std::string account, source;
    std::int64_t community = 0;  // ours, positive
    const authors* known = nullptr;
};

// Nothing for what is no post: a deleted one's placeholder, or one that cannot be understood, which is noted.
std::optional<post> parse_post(const json::value& item, const parsing&, const std::string& place,
                               std::vector<skipped>& left_out);
// `under` is the post it stands under, `root` the top of its thread (0: it stands at the top itself).
std::optional<post> parse_comment(const json::value& item, item_key under, std::int64_t root, const parsing&,
                                  const std::string& place, std::vector<skipped>& left_out);

bool is_deleted(const json::value& item);
std::int64_t root_of(const json::value& comment);  // by parents_stack; 0 at the top

}
