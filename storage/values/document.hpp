// What people order beside answers: a piece of news for several networks (2.2–2.4), and a moderation (2.6). Each is
// placed through the outbox like an answer, by deliveries of its own; how far it has come is told by these alone.
#pragma once

#include "storage/values/delivery.hpp"

namespace otklik {

// One network's version of a piece of news.
struct news_part {
    std::string account;
    std::string text;      // as adapted for this network
    std::string delivery;  // its id; empty until the news is planned

    template <class F>
    static void fields(F&& f) {
        f("account", &news_part::account), f("text", &news_part::text), f("delivery", &news_part::delivery);
    }
};

enum class news_state { draft, planned, withdrawn };
constexpr auto names_of(news_state) {
    return std::array<std::string_view, 3>{"draft", "planned", "withdrawn"};
}

struct piece_of_news {
    std::string id;            // "news-1f3a…", made from the key of the request that made it
    std::int64_t version = 0;  // every change adds one
    news_state state = news_state::draft;
    std::string title;  // for the plan, not placed
    std::string text;   // as written once
    std::vector<news_part> parts;
    std::vector<delivery_file> files;
    std::vector<std::string> materials;  // names of those that are no files: a poll, a live stream, …
    moment at{};                         // when it is to be placed
    std::string by;                      // who changed it last
    moment made{}, changed{};
    std::string key;  // of the last change

    template <class F>
    static void fields(F&& f) {
        using n = piece_of_news;
        f("id", &n::id), f("version", &n::version), f("state", &n::state), f("title", &n::title), f("text", &n::text);
        f("parts", &n::parts), f("files", &n::files), f("materials", &n::materials), f("at", &n::at), f("by", &n::by);
        f("made", &n::made), f("changed", &n::changed), f("key", &n::key);
    }
};

struct moderation_order {
    std::string id;  // "moderation-…"
    std::int64_t version = 0;
    std::string post;    // what it is done to
    std::string doing;   // hide, show, remove, restore
    std::string reason;  // why, in the words of the one who ordered it
    std::string by;
    moment made{};
    std::string delivery;
    std::string key;

    template <class F>
    static void fields(F&& f) {
        using m = moderation_order;
        f("id", &m::id), f("version", &m::version), f("post", &m::post), f("doing", &m::doing);
        f("reason", &m::reason), f("by", &m::by), f("made", &m::made), f("delivery", &m::delivery), f("key", &m::key);
    }
};

}
