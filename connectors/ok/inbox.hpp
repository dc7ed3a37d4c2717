// Private messages to the group: reading its conversations, and taking what OK sends of itself.
#pragma once

#include "connectors/abilities.hpp"
#include "connectors/ok/graph.hpp"
#include "connectors/ok/parse.hpp"

#include <boost/asio/awaitable.hpp>
#include <string>
#include <variant>
#include <vector>

namespace otklik::ok {

struct conversation_seen {
    std::string chat;
    moment event{};  // when something last happened in it, as OK tells it
    template <class F>
    static void fields(F&& f) {
        f("c", &conversation_seen::chat), f("e", &conversation_seen::event);
    }
};

struct conversation_work {
    std::string chat;
    moment event{};
    moment before{};  // messages written up to then come next; the start: no such bound
    template <class F>
    static void fields(F&& f) {
        using w = conversation_work;
        f("c", &w::chat), f("e", &w::event), f("b", &w::before);
    }
};

// How far the reading of the conversations has come. Between two reads there is no work under way.
struct inbox_cursor {
    moment newest{};                      // the newest event of the last complete round
    moment newest_now{};                  // of the round under way
    std::vector<conversation_seen> seen;  // of about the time of `newest`: read already, though not older than it
    std::string marker;                   // the first page held nothing known: where the next one begins
    std::int64_t pages = 0;               // of conversations, in the round under way
    std::vector<conversation_work> work;  // to be read; the first one may be half done

    template <class F>
    static void fields(F&& f) {
        using c = inbox_cursor;
        f("newest", &c::newest), f("newest_now", &c::newest_now), f("seen", &c::seen), f("marker", &c::marker);
        f("pages", &c::pages), f("work", &c::work);
    }
};

boost::asio::awaitable<reading> read_messages(graph& ok, const parsing& with, const otklik::clock& time,
                                              const source& from, std::string cursor);

// A page of a conversation, the newest first; `before` and `since` bound it where they are set.
inline constexpr std::size_t messages_on_page = 50;  // what OK gives unasked
boost::asio::awaitable<api_answer> messages_page(graph& ok, std::string chat, moment before, moment since);

// What OK sends to the address it was given. OK signs nothing, so the address holds a secret: "…?secret=…".
hook_reply take_event(const hook_request& what, const parsing& with, std::string_view secret);

}
