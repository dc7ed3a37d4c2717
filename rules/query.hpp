// The language in which coordinators write rules; the page for people is README.md.
// Reads a query into a tree and says where and why it cannot. Nothing here knows about packs or texts.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace otklik::rules {

// Bounds that keep a hostile or mistaken query cheap.
inline constexpr std::size_t longest_query = 64U << 10;  // bytes
inline constexpr std::size_t deepest_query = 50;         // brackets and negations inside each other
inline constexpr std::size_t farthest_words = 100;       // N of /N
inline constexpr std::size_t longest_chain = 20;         // of a /N b /N c …
inline constexpr std::size_t shortest_prefix = 4;        // letters before *

struct position {
    std::size_t line = 1;
    std::size_t column = 1;  // in characters, not bytes
    std::size_t offset = 0;  // bytes from the beginning of the query

    bool operator==(const position&) const = default;
};

struct mistake {
    position at;
    std::string message;  // Russian, for the one who wrote the query
    std::string hint;     // what to write instead; may be empty
};

struct gap {
    std::size_t within = 1;  // 1 is next to each other
    bool in_order = false;
};

struct node {
    enum class type {
        word,    // text: in any form, or exactly as it is
        prefix,  // text: the beginning of a word
        near,    // children with gaps between them; an exact phrase is one of exact words with gaps of 1 in order
        all,     // children
        any,     // children
        none,    // one child, which must not be found
        list,    // text: the name of a list of the pack
        filter,  // key and text
    };

    type is = type::all;
    position at{};
    std::string text{};  // folded
    std::string key{};
    bool exact = false;
    std::vector<node> children{};
    std::vector<gap> gaps{};
};

using reading = std::variant<node, mistake>;

reading read_query(std::string_view query);

// An entry of a named list: words that stand together, each with its ! or * where wanted.
reading read_entry(std::string_view entry);

// The tree in one line, for tests and for explaining: (all свет (near дорога /3 яма)).
std::string to_string(const node& n);

}
