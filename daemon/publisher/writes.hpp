// The three kinds of writes, made alike for the publisher: how each is looked for in its network, and how it is made.
// What is looked for is told as a thread_view, so that one set of decisions (decide.hpp) serves all:
//   an answer      the thread around the message;
//   a piece of news our own publications: those with the same words count as ours;
//   a moderation   how the post stands: standing as ordered counts as «our words are there».
#pragma once

#include "connectors/abilities.hpp"
#include "storage/store.hpp"
#include "storage/values/delivery.hpp"

#include <boost/asio/awaitable.hpp>
#include <string>

namespace otklik {

// One write about to be made, with all that it needs.
struct network_write {
    const delivery& what;
    const connector_kind& kind;
    connector& network;
    post to{};  // of an answer and a moderation
    std::vector<file> files{};
};

boost::asio::awaitable<look_outcome> look_for(const network_write& what);

// One call to the network. What the table of materials, or the connector, cannot do is by_hand, with steps.
boost::asio::awaitable<write_outcome> carry_out(const network_write& what);

}
