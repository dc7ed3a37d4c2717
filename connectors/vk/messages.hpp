// Private messages to the community: reading them, answering, and looking whether the answer stands.
#pragma once

#include "connectors/vk/api.hpp"
#include "connectors/vk/read.hpp"

#include <boost/asio/awaitable.hpp>
#include <string>
#include <vector>

namespace otklik::vk {

// What was read is known by the newest message: VK numbers all messages of a community together.
struct message_cursor {
    std::int64_t seen = 0;           // the newest message of the last scan that came to its end
    std::int64_t seen_date = 0;      // when it was written, in seconds
    std::int64_t newest = 0;         // the same of the scan under way
    std::int64_t newest_date = 0;    // likewise
    std::int64_t offset = -1;        // of the next page of conversations; -1: all pages were read
    std::vector<std::int64_t> work;  // residents whose conversations moved; the first may be half read
    std::int64_t history = 0;        // offset within the first one's

    template <class F>
    static void fields(F&& f) {
        using c = message_cursor;
        f("seen", &c::seen), f("seen_date", &c::seen_date), f("newest", &c::newest), f("newest_date", &c::newest_date);
        f("offset", &c::offset), f("work", &c::work), f("history", &c::history);
    }
};

boost::asio::awaitable<reading> read_messages(api& vk, const reader_settings&, const source& from, std::string cursor);

// The conversation that an answer belongs to: of a private message, or of the author of what is answered privately. 0:
// there is none.
std::int64_t peer_of(const placement& what);

boost::asio::awaitable<write_outcome> place_message(api& vk, std::int64_t community, const placement& what);
// Of what was written elsewhere and is answered here, the text is not seen; `closed` is where no dialogue is open.
boost::asio::awaitable<look_outcome> look_at_conversation(api& vk, const parsing& with, const placement& what);

// VK's key against doubling, from ours: the same for every attempt, and small enough for a double.
std::int64_t random_id_of(std::string_view delivery);

}
