// Alerts: every change of an incident that somebody is to be told of becomes a letter, once, and is sent until the
// server takes it. Both halves remember in the store how far they are, so that a restart neither forgets nor repeats.
#pragma once

#include "connectors/mail_client.hpp"
#include "daemon/alerts/letters.hpp"
#include "rules/pack.hpp"
#include "storage/store.hpp"

#include <boost/asio/awaitable.hpp>

namespace otklik {

// Notes a letter, to be sent by alerts::send(). Each name once: what is already noted or sent is not noted again.
boost::asio::awaitable<void> note_letter(storage::store& store, std::string name, letter_plan plan, moment now);

class alerts {
public:
    alerts(storage::store& store, clock& time, mail_client& mail, const config& settings, const rules::pack& pack,
           std::string console)
        : store_(store), time_(time), mail_(mail), settings_(settings), pack_(pack), console_(std::move(console)) {}

    // Follows the incidents and notes letters. Ends only when cancelled.
    boost::asio::awaitable<void> watch();
    // Sends what is due. Ends only when cancelled.
    boost::asio::awaitable<void> send();

private:
    boost::asio::awaitable<void> watch_once(std::string& position);
    boost::asio::awaitable<void> note(const storage::incident_event& event);
    boost::asio::awaitable<std::size_t> send_due();
    boost::asio::awaitable<void> send_one(storage::store::letter what);

    storage::store& store_;
    clock& time_;
    mail_client& mail_;
    const config& settings_;
    const rules::pack& pack_;
    std::string console_;
};

}
