// What Facebook sends, as posts. Whatever is strange in one item costs that item and no other.
#pragma once

#include "connectors/connector.hpp"
#include "storage/values/json.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace otklik::facebook {

struct parsing {
    std::string account, source;
    std::string page;  // the administration's own
};

// What is asked for: no more than posts are made of. An unknown name would fail the whole call.
inline constexpr std::string_view post_fields =
    "id,created_time,updated_time,message,story,from{id,name},permalink_url,is_published,is_hidden,status_type,"
    "parent_id,attachments{media_type,type,url,title,description}";
inline constexpr std::string_view comment_fields =
    "id,message,created_time,from{id,name},parent{id},permalink_url,is_hidden,attachment{type,title,url}";

// Nothing for what residents do not see (it is not published), or for what cannot be understood, which is noted.
std::optional<post> parse_post(const json::value& item, const parsing&, const std::string& place,
                               std::vector<skipped>& left_out);
// `under`: Meta's id of the post it stands under.
std::optional<post> parse_comment(const json::value& item, const std::string& under, const parsing&,
                                  const std::string& place, std::vector<skipped>& left_out);

// A change that was delivered, of the field "feed" or "mention": a new post or comment, as far as it is told.
std::optional<post> parse_change(const json::value& value, const parsing&, const std::string& place,
                                 std::vector<skipped>& left_out);

// The words of a post: its message, or what Facebook says of it («… обновила фото»).
std::string words_of_post(const json::value& item);

}
