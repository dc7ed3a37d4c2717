// The events of the own community, by Bots Long Poll: a call waits at VK until something happens.
#pragma once

#include "connectors/vk/api.hpp"
#include "connectors/vk/read.hpp"

#include <boost/asio/awaitable.hpp>
#include <string>

namespace otklik::vk {

// Where VK keeps the queue of events. The key is a secret and lives in the process alone.
struct event_line {
    std::string server, key;
};

struct event_cursor {
    std::string ts;
    template <class F>
    static void fields(F&& f) {
        f("ts", &event_cursor::ts);
    }
};

// Posts with the ids that the polled sources give them. Edits, deletions and restorations bring nothing.
boost::asio::awaitable<reading> read_events(api& vk, const reader_settings&, event_line& line, const source& from,
                                            std::string cursor);

}
