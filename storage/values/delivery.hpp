// A delivery: one write to one network, the unit of exactly-once: an answer to one message, a piece of news, a
// moderation.
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

enum class delivery_kind { answer, news, moderation };
constexpr auto names_of(delivery_kind) {
    return std::array<std::string_view, 3>{"answer", "news", "moderation"};
}

// What goes with a text: kept in the store, by id.
struct delivery_file {
    std::string id, name, material;

    bool operator==(const delivery_file&) const = default;
    template <class F>
    static void fields(F&& f) {
        f("id", &delivery_file::id), f("name", &delivery_file::name), f("material", &delivery_file::material);
    }
};

struct delivery {
    std::string
        id;  // "7-3-1": the incident's number and version, and which delivery of these; or the document's id and so on
    delivery_kind kind = delivery_kind::answer;
    std::int64_t incident = 0;  // of an answer
    std::string document;       // of news and moderations: the id of what was ordered
    std::string account, post;  // whose words, and in reply to what; of a moderation: done to what
    std::string text;           // of a moderation: what is done, as in connectors/abilities.hpp
    std::vector<delivery_file> files;
    std::vector<std::string> materials;  // that are no files: a poll, a live stream, …
    std::string original;                // the message as it read when the answer was approved
    delivery_state state = delivery_state::prepared;
    bool insist = false;   // a coordinator has seen what stopped it and wants it placed all the same
    int attempt = 0;       // calls that were or may have been made
    int looks = 0;         // reads of the thread since the last attempt that found nothing of ours
    int failed_looks = 0;  // reads that failed, in a row: they prove nothing
    moment prepared{}, first_attempt{}, last_attempt{};
    std::string remote_id, link;     // when sent
    std::string reason;              // why refused, unknown, by hand or stopped; for people, in Russian
    std::vector<std::string> steps;  // by hand: what to do

    template <class F>
    static void fields(F&& f) {
        f("id", &delivery::id), f("kind", &delivery::kind), f("incident", &delivery::incident);
        f("document", &delivery::document), f("account", &delivery::account), f("files", &delivery::files);
        f("materials", &delivery::materials);
        f("post", &delivery::post), f("text", &delivery::text), f("original", &delivery::original);
        f("state", &delivery::state), f("insist", &delivery::insist);
        f("attempt", &delivery::attempt), f("looks", &delivery::looks);
        f("failed_looks", &delivery::failed_looks);
        f("prepared", &delivery::prepared), f("first_attempt", &delivery::first_attempt);
        f("last_attempt", &delivery::last_attempt), f("remote_id", &delivery::remote_id), f("link", &delivery::link);
        f("reason", &delivery::reason), f("steps", &delivery::steps);
    }
};

}
