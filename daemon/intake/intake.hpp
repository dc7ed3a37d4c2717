// Intake decides of every stored post whether it concerns us: the rules are asked, and what they accept becomes a
// message with an incident of its own. Also the door for what a coordinator enters by hand (1.1).
#pragma once

#include "connectors/abilities.hpp"
#include "daemon/incidents/desk.hpp"
#include "daemon/publisher/publisher.hpp"
#include "rules/engine.hpp"
#include "storage/store.hpp"

#include <boost/asio/awaitable.hpp>
#include <set>
#include <string>
#include <variant>

namespace otklik {

// What a coordinator pasted: a link, or a text with its author and where it stands.
struct entry_by_hand {
    std::string key;  // made by the client; the same key is the same message
    std::string link;
    std::string text, author, place;
};

class intake {
public:
    intake(storage::store& store, desk& desk, clock& time, const rules::engine& engine,
           const account_connectors& accounts, std::span<const source> sources);

    // Decides on post after post; ends only when cancelled.
    boost::asio::awaitable<void> work(std::string consumer);
    moment last_round() const { return last_round_; }

    struct refused_entry {
        std::string why, field;  // for the person, in Russian
    };
    // Gives the incident's number.
    boost::asio::awaitable<std::variant<std::int64_t, refused_entry>> enter(actor by, entry_by_hand what);

    // A kept post is taken into work at a coordinator's word, whatever the rules say of it.
    boost::asio::awaitable<std::variant<std::int64_t, refused_entry>> take(actor by, std::string post_id);

    // What the rules say of it, with what it stands under.
    boost::asio::awaitable<rules::match> judge(const post& what);

private:
    boost::asio::awaitable<void> decide(storage::waiting_post waiting);
    boost::asio::awaitable<std::int64_t> accept_by_hand(actor by, post what, std::string because);
    boost::asio::awaitable<std::variant<post, refused_entry>> post_of(const entry_by_hand& what);
    boost::asio::awaitable<std::variant<post, refused_entry>> post_behind(std::string link);

    storage::store& store_;
    desk& desk_;
    clock& time_;
    const rules::engine& engine_;
    const account_connectors& accounts_;
    std::set<std::string, std::less<>> local_sources_;
    moment last_round_{};
};

}
