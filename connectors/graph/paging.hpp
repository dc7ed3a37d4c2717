// Lists of the Graph API, page by page. Meta's own address of the next page holds the token; only its place is taken
// out of it, and the call is built anew.
#pragma once

#include "connectors/graph/api.hpp"

#include <boost/asio/awaitable.hpp>
#include <optional>
#include <string>
#include <variant>

namespace otklik::graph {

struct page {
    json::array items;
    std::string next;  // where the next page begins, as a query; empty: this was the last one
    json::value answer;
};
using page_answer = std::variant<page, api_error>;

// `from`: page::next of the page before, or empty. A page may be short or empty and still have a next one. One that
// stands where it stood before is an error, never an end.
boost::asio::awaitable<page_answer> get_page(api& graph, std::string path, params fields, std::string from);

// A list inside an answer, as a field expansion brings it. Nothing where it is no list.
struct nested {
    const json::array& items;
    bool more;
};
std::optional<nested> nested_list(const json::value& list);

}
