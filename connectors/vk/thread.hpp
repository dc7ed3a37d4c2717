// Finding things under a post: one comment, and our own replies to it.
#pragma once

#include "connectors/connector.hpp"
#include "connectors/vk/api.hpp"
#include "connectors/vk/parse.hpp"

#include <boost/asio/awaitable.hpp>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace otklik::vk {

// Where the message that is answered stands.
struct target {
    item_key post;
    std::int64_t comment = 0;  // 0: the post itself is answered
    std::int64_t root = 0;     // of its thread; the comment itself when it stands at the top, 0 when that is not known
};
std::optional<target> target_of(const post& to);

// The fields that ask for a page of comments of any shelf, at the top or of the thread under `root`.
params list_fields(item_key under, std::int64_t root, std::int64_t offset, std::string_view sort);

struct found_comment {
    json::value item;
    std::int64_t root = 0;  // 0: it stands at the top
    authors known;
};

// The comment as VK has it now, or nothing when it is not there. Reads the thread when its root is known, else all that
// stands under the post.
boost::asio::awaitable<std::variant<std::optional<found_comment>, api_error>> find_comment(api& vk, target where);

// What is commented on as VK has it now with its authors, or nothing when it is not there. For a photo null, always.
struct found_post {
    json::value item;
    authors known;
};
boost::asio::awaitable<std::variant<std::optional<found_post>, api_error>> find_post(api& vk, item_key which);

// All comments at one level: at the top of the post, or of the thread under `root`. To the end, however many pages.
// Where there are no threads, all that stand under it; those written before the comment `after` may be missing.
using comment_list = std::vector<json::value>;
boost::asio::awaitable<std::variant<comment_list, api_error>> all_comments(api& vk, item_key under, std::int64_t root,
                                                                           std::int64_t after);

}
