// How things of OK are called: ids of ours, addresses that people paste, and OK's own ids.
#pragma once

#include "storage/values/json.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace otklik::ok {

// What can be commented on.
struct discussion {
    std::string type = "GROUP_TOPIC";
    std::string id;
    bool operator==(const discussion&) const = default;
};
bool is_discussion_type(std::string_view type);  // one that we know how to name

// A discussion, or a comment in it. Comment ids of OK are opaque texts of any printable signs.
struct item_key {
    discussion in;
    std::string comment;  // empty: the discussion itself
    bool operator==(const item_key&) const = default;
};
std::string post_id(const item_key&);  // "ok:62503929662320", "ok:62503929662320_MTM5NzIw="
std::optional<item_key> item_key_of(std::string_view post_id);

// A private message to the group, or its conversation, as the bots' API calls them.
struct direct_key {
    std::string chat;     // "chat:C3ecb9d02a600"
    std::string message;  // "mid:C3ecb9d02a600.15cea67d78d2059"; empty: the conversation itself
    bool operator==(const direct_key&) const = default;
};
std::string direct_id(const direct_key&);  // "ok:chat:C3ecb9d02a600_mid:C3ecb9d02a600.15cea67d78d2059"
std::optional<direct_key> direct_key_of(std::string_view post_id);
bool is_chat(std::string_view text);
bool is_message(std::string_view text);

// OK's numbers come as texts, and now and then as numbers; as text without a sign, or nothing.
std::optional<std::string> number_text(const json::value&);
bool is_number(std::string_view text);
// "MTM5NzIwNjM4…=": anything printable that is not too long.
bool is_comment_id(std::string_view text);

// "53245288710321", "https://ok.ru/group/53245288710321", "ok.ru/adm_akhtuba", "adm_akhtuba".
struct group_name {
    std::string number;  // empty where only the short name is known
    std::string short_name;
};
std::optional<group_name> group_name_of(std::string_view target);

std::string link_to_group(std::string_view group);
std::string link_to_topic(std::string_view group, std::string_view topic);
std::string link_to_user(std::string_view user);

// The topic's number in the address of a topic, or of a group's short name with a topic.
std::optional<std::string> topic_in(std::string_view address);

}
