// A delivery: one write to one network, the unit of exactly-once.
//
//   prepared -> sending -> sent | refused | unknown | by_hand          unknown -> sent | prepared | stopped
//
// `sending` is durable before the network is called. A daemon that dies there leaves it; when its lease is over the
// delivery is `unknown`, and only a look into the thread leads on.
#pragma once

#include "storage/values/record.hpp"

#include <array>

namespace otklik {

enum class delivery_state { prepared, sending, sent, refused, unknown, by_hand, stopped };
constexpr auto names_of(delivery_state) {
    return std::array<std::string_view, 7>{"prepared", "sending", "sent", "refused", "unknown", "by_hand", "stopped"};
}

struct delivery {
    std::string id;  // "7-1": the incident's number and which delivery of it
    std::int64_t incident = 0;
    std::string account, post;  // whose words, and in reply to what
    std::string text;
    std::string original;  // the message as it read when the answer was approved
    delivery_state state = delivery_state::prepared;
    bool insist = false;  // a coordinator has seen what stopped it and wants it placed all the same
    int attempt = 0;      // calls that were or may have been made
    int looks = 0;        // reads of the thread since the last attempt that found nothing of ours
    moment prepared{}, first_attempt{}, last_attempt{};
    std::string remote_id, link;     // when sent
    std::string reason;              // why refused, unknown, by hand or stopped; for people, in Russian
    std::vector<std::string> steps;  // by hand: what to do

    template <class F>
    static void fields(F&& f) {
        f("id", &delivery::id), f("incident", &delivery::incident), f("account", &delivery::account);
        f("post", &delivery::post), f("text", &delivery::text), f("original", &delivery::original);
        f("state", &delivery::state), f("insist", &delivery::insist);
        f("attempt", &delivery::attempt), f("looks", &delivery::looks);
        f("prepared", &delivery::prepared), f("first_attempt", &delivery::first_attempt);
        f("last_attempt", &delivery::last_attempt), f("remote_id", &delivery::remote_id), f("link", &delivery::link);
        f("reason", &delivery::reason), f("steps", &delivery::steps);
    }
};

}
