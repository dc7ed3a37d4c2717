// The desk: where incidents change. A person's wish or the publisher's finding comes in; the table says whether it may
// be; what comes of it is written in one step with its audit entry and its deliveries.
// Nothing else writes incidents. One thread: the loop's.
#pragma once

#include "daemon/config.hpp"
#include "daemon/incidents/transitions.hpp"
#include "rules/pack.hpp"
#include "storage/store.hpp"

#include <boost/asio/awaitable.hpp>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace otklik {

struct actor {
    std::string login;  // "system" for the daemon
    role is = role::system;
    std::string executor;  // of an executor's person
};

inline actor the_system() {
    return {"system", role::system, {}};
}

// What a person asks for, as the API brings it. Which fields count is said by the action's words.
struct wish {
    std::int64_t incident = 0;
    std::int64_t version = 0;  // decided on
    std::string key;           // made by the client; repeated with a repeated click
    action what{};
    std::string executor, note, text, remarks, reason, ground, link;
    int draft = 0;
    std::optional<std::vector<delivery_file>> files{};  // nothing: none to a draft, the draft's own to an approval
};

struct done {
    incident now;
};
struct not_found {};
struct changed {
    incident now;
};  // somebody was faster; nothing was changed
struct forbidden {
    std::string why;
};  // not this role, or not his assignment
struct not_possible {
    std::string why, field;
};  // not in this state, or a field is wrong
using act_outcome = std::variant<done, not_found, changed, forbidden, not_possible>;

// What the publisher found out about one delivery; the delivery itself is written under its fence.
struct finding {
    action what{};  // sent, stop or hand_over
    storage::delivery_write delivery;
    std::string edited{};  // how the message reads now, where its author has changed it
};

class desk {
public:
    // `accounts`: of whose networks it is asked what they make of a file.
    desk(storage::store& store, clock& time, const rules::pack& pack, const std::vector<account>& accounts)
        : store_(store), time_(time), pack_(pack), accounts_(accounts) {}

    boost::asio::awaitable<act_outcome> act(actor who, wish what);

    // False: the lease of the delivery was lost, somebody else decides. An incident that meanwhile went elsewhere keeps
    // its state; the delivery is noted all the same, for it is a fact.
    boost::asio::awaitable<bool> note(finding what);

    // A post that concerns us becomes a message with an incident of its own; an empty ticket for one entered by hand.
    boost::asio::awaitable<storage::store::acceptance> accept(actor by, std::string ticket, post what,
                                                              json::value match);

    // What `who` may do now: rows of the table, in its order.
    std::vector<const transition*> possible(const actor& who, const incident& about) const;

private:
    struct plan;  // the incident as it shall be, and what goes with it
    std::optional<act_outcome> refuse(const actor& who, const wish& what, const incident& now) const;
    boost::asio::awaitable<std::optional<not_possible>> carry_out(const actor& who, const wish& what, plan& p);
    boost::asio::awaitable<std::optional<not_possible>> objection_to_files(const plan& p,
                                                                           std::vector<delivery_file> files);
    boost::asio::awaitable<void> prepare_deliveries(plan& p);
    boost::asio::awaitable<void> redo_deliveries(plan& p, delivery_state state, const std::string& link);

    storage::store& store_;
    clock& time_;
    const rules::pack& pack_;
    const std::vector<account>& accounts_;
};

}
