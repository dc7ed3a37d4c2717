// The lists of OK, page by page: topics of a group and comments of a discussion, each in the two ways OK has.
#pragma once

#include "connectors/ok/api.hpp"
#include "connectors/ok/names.hpp"

#include <boost/asio/awaitable.hpp>
#include <string>
#include <variant>

namespace otklik::ok {

// Where in a list the next page begins. A place belongs to the way that it was got in.
struct list_place {
    bool other_way = false;
    std::string anchor;       // OK's own
    std::int64_t offset = 0;  // where the way has no anchors

    bool is_start() const { return anchor.empty() && offset == 0; }
    template <class F>
    static void fields(F&& f) {
        f("w", &list_place::other_way), f("a", &list_place::anchor), f("o", &list_place::offset);
    }
};

struct page {
    json::value answer;  // with its entities
    json::array items;
    list_place next;
    bool last = false;          // there is nothing at `next`
    bool newest_first = false;  // so that a reader may stop at what it knows
    std::string method;
};
using page_answer = std::variant<page, api_error>;

// Topics, the newest first.
boost::asio::awaitable<page_answer> topics_page(api& ok, std::string group, std::int64_t count, list_place from);

// Discussions that the token's owner takes part in, those with the newest comments first; `category` is GROUP or MY.
boost::asio::awaitable<page_answer> discussions_page(api& ok, std::string category, std::int64_t count,
                                                     list_place from);

// Comments. At the start in the way that worked last, and in the other one if that is refused.
boost::asio::awaitable<page_answer> comments_page(api& ok, discussion of, list_place from);

inline constexpr std::int64_t comments_on_page = 100;  // OK's limit
inline constexpr std::size_t topics_by_id = 50;        // in one call

// Topics by their numbers, comma-separated; with their counters.
boost::asio::awaitable<api_answer> topics_named(api& ok, std::string numbers);

}
