// What Instagram sends, as posts. Whatever is strange in one item costs that item and no other.
#pragma once

#include "connectors/connector.hpp"
#include "storage/values/json.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace otklik::instagram {

struct parsing {
    std::string account, source;
    std::string id, username;  // the administration's own
};

// What is asked for: no more than posts are made of. An unknown name would fail the whole call.
inline constexpr std::string_view media_fields =
    "id,caption,media_type,media_product_type,permalink,timestamp,username,comments_count";
inline constexpr std::string_view tagged_fields = "id,caption,media_type,permalink,timestamp,username";
// Who published it is not told of what a hashtag finds.
inline constexpr std::string_view found_fields = "id,caption,media_type,permalink,timestamp,comments_count,like_count";
inline constexpr std::string_view comment_fields = "id,text,timestamp,username,from{id,username},hidden,parent_id";

// What a comment stands under.
struct media_place {
    std::string id, link;
};

std::optional<post> parse_media(const json::value& item, const parsing&, const std::string& place,
                                std::vector<skipped>& left_out);
// `top`: the comment that it is listed under; empty for one of the first level, unless it says itself what it answers.
std::optional<post> parse_comment(const json::value& item, const media_place& under, const std::string& top,
                                  const parsing&, const std::string& place, std::vector<skipped>& left_out);

// {"mentioned_comment":{…}} or {"mentioned_media":{…}}: where others name the account. Nothing for anything else.
std::optional<post> parse_mention(const json::value& answer, const parsing&, const std::string& place,
                                  std::vector<skipped>& left_out);
// What such a post answers to, out of its raw form.
struct mention {
    std::string media, comment;  // `comment` is empty for a mention in a caption
};
std::optional<mention> mention_in(const post&);

// Whether the account itself wrote it; nothing where nobody is named.
std::optional<bool> is_own(const json::value& item, std::string_view id, std::string_view username);

}
