// A feed, RSS 2.0 or Atom, as plain values. What comes is foreign: entities of its own, depth, size and number are
// bounded, and a strange item costs itself.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace otklik::rss {

using when = std::chrono::sys_time<std::chrono::milliseconds>;

struct entry {
    std::string id;  // its guid; where it has none, its link
    std::string title, link, text, author;
    std::optional<when> written;
};

struct feed {
    std::string title, link;
    std::vector<entry> entries;
    std::vector<std::string> left_out;  // why; one line for each
};

struct parsed_feed {
    feed value;
    std::string trouble;  // why it is no feed; empty when it is one
};

parsed_feed parse_feed(std::string_view body);

// "Tue, 24 Nov 2026 10:00:00 +0400", "2026-11-24T10:00:00.5+04:00"
std::optional<when> date_in(std::string text);

}
