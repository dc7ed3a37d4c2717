// What to do with a delivery, given what the network showed: decisions alone, no waiting, no store.
// The rule behind all of them: words whose fate is not known are never sent again before the thread was read and
// read again; and a person is asked rather than a resident answered twice.
#pragma once

#include "connectors/connector.hpp"
#include "daemon/config.hpp"
#include "storage/values/delivery.hpp"

namespace otklik {

struct next_step {
    enum class kind {
        place,      // call the network
        sent,       // our words stand there: `found`
        wait,       // it could not be looked at: look again after `after`
        not_there,  // looked at, and nothing of ours was found: look again after `after`
        prepare,    // may be tried again after `after`
        stop,       // a person decides; `reason`
        refused,    // the network will not; a person decides; `reason`
        hand_over,  // a person places it; `reason`, `steps`
        unknown,    // the call was made, its fate is not known; look after `after`
    };
    kind what = kind::wait;
    std::string reason;  // for people, in Russian
    std::chrono::milliseconds after{};
    own_reply found{};
    std::vector<std::string> steps{};
    std::string edited{};  // how the message reads now, when that is why it stops
};

// The same answer, though a network may have changed spaces and line ends in it.
bool same_words(std::string_view ours, std::string_view theirs);

// Own replies that other deliveries of ours put there must have been taken out of the view before.
next_step before_placing(const delivery& what, const look_outcome& seen);
next_step after_placing(const delivery& what, const write_outcome& said, const publishing_settings& settings);
next_step in_doubt(const delivery& what, const look_outcome& seen, const publishing_settings& settings);

}
