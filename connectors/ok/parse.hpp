// What OK sends, as posts. Whatever is strange in one item costs that item and no other.
#pragma once

#include "connectors/connector.hpp"
#include "connectors/ok/names.hpp"
#include "storage/values/json.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace otklik::ok {

// People and groups by their references, "user:538901295641" and "group:53245288710321".
using authors = std::map<std::string, post_author>;
authors authors_in(const json::value& answer);  // its entities

struct parsing {
    std::string account, source;
    std::string group;        // the administration's own
    std::string where_group;  // the one that is read: where an item does not say in which it stands
    const authors* known = nullptr;
};

// The discussion that stands under a topic: what its summary says, or the topic itself.
discussion discussion_of(const json::value& topic);
// As OK counts them; nothing where the topic came without its summary.
std::optional<std::int64_t> comments_of(const json::value& topic);

// What can be commented on, as the lists tell it: a topic of a group, or an item of the account's own discussions.
struct listed {
    std::string name;  // its post's id without "ok:"
    discussion in;
    std::optional<std::int64_t> comments;
    std::string link;
};
std::optional<listed> listed_topic(const json::value& item, std::string_view group);
std::optional<listed> listed_discussion(const json::value& item);

// Nothing for what is no post: a deleted one's placeholder, or one that cannot be understood, which is noted.
// A topic of which nobody says in which group it stands has no link.
std::optional<post> parse_topic(const json::value& item, const parsing&, const std::string& place,
                                std::vector<skipped>& left_out);
std::optional<post> parse_discussion(const json::value& item, const parsing&, const std::string& place,
                                     std::vector<skipped>& left_out);
// `topic` is the post it stands under, `link` that post's address: OK has none for a single comment.
std::optional<post> parse_comment(const json::value& item, const discussion& in, const std::string& topic,
                                  const std::string& link, const parsing&, const std::string& place,
                                  std::vector<skipped>& left_out);

// A private message to the group, as the bots' API tells it: in a list of messages, and in an event. What has neither
// words nor anything attached tells of somebody's coming or going, and is no post.
std::optional<post> parse_message(const json::value& item, const parsing&, const std::string& place,
                                  std::vector<skipped>& left_out);
// "user:…" or "group:…", which is the administration's own for its own words; empty where that cannot be said.
std::string sender_of(const json::value& message, std::string_view own_group);

std::string text_of_discussion(const json::value& item);
bool is_deleted(const json::value& comment);
// "user:…" or "group:…"; empty where nobody is named, nothing where what is named is no author.
std::optional<std::string> author_of_comment(const json::value& comment);
std::optional<moment> written_at(const json::value& item);
// Milliseconds as a number or its text, of a time that a post can have.
std::optional<moment> moment_in(const json::value&);

// ---- what all kinds of posts are read with

// What they have in common; the reason when it is not there. `author` is a reference, or empty for nobody.
std::optional<std::string> fill(post&, const json::value& item, const parsing&, const std::string& author,
                                const std::string& author_name);
// Notes that the item is left out, with its id where it has one.
std::optional<post> refuse(std::string place, const json::value& item, std::string why, std::vector<skipped>& left_out);
void add_attachments(const json::value& list, std::vector<std::string>& to);

// As people see it: {user:1}Анна{user} as Анна.
std::string shown(std::string_view text);

}
