// What VK sends, as posts. Whatever is strange in one item costs that item and no other.
#pragma once

#include "connectors/connector.hpp"
#include "connectors/vk/names.hpp"
#include "connectors/vk/text.hpp"
#include "storage/values/json.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace otklik::vk {

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
// The same for one that came alone and not in a list of its level: it stands in a thread, or at the top, or does not
// say.
std::optional<post> parse_lone_comment(const json::value& item, item_key under, const parsing&,
                                       const std::string& place, std::vector<skipped>& left_out);
// A private message between a resident and the community; nothing, too, for one in a chat of several.
std::optional<post> parse_message(const json::value& item, const parsing&, const std::string& place,
                                  std::vector<skipped>& left_out);
// A topic of discussions, known by its title; a video, by title and description.
std::optional<post> parse_topic(const json::value& item, std::int64_t owner, const parsing&, const std::string& place,
                                std::vector<skipped>& left_out);
std::optional<post> parse_video(const json::value& item, const parsing&, const std::string& place,
                                std::vector<skipped>& left_out);
// What stands on `which.on`: a post, a video or a topic.
std::optional<post> parse_thing(const json::value& item, item_key which, const parsing&, const std::string& place,
                                std::vector<skipped>& left_out);

bool is_deleted(const json::value& item);
// The comment that this one says it answers, or 0. In a discussion only the text says so.
std::int64_t answered_by(const json::value& comment, item_key under);
std::int64_t root_of(const json::value& comment);  // by parents_stack; 0 at the top

}
