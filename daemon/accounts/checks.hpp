// Each account's connector is asked check() at the start, every few hours and when somebody asks for it (2.1, 2.5).
// What it says is kept, see report.hpp; what is wrong is told by letter, once each time it comes.
#pragma once

#include "connectors/http_client.hpp"
#include "daemon/accounts/report.hpp"
#include "daemon/config.hpp"

#include <boost/asio/awaitable.hpp>
#include <map>
#include <string>

namespace otklik {

class account_checks {
public:
    account_checks(storage::store& store, clock& time, http_client& http, const config& settings)
        : store_(store), time_(time), http_(http), settings_(settings) {}

    // The checks of one account. Ends only when cancelled.
    boost::asio::awaitable<void> work(const account& which, connector& network);

    // It is checked within a second; nothing more where that is under way already.
    void ask(const std::string& account) { turns_[account].asked = true; }
    bool under_way(const std::string& account) const {
        auto it = turns_.find(account);
        return it != turns_.end() && (it->second.asked || it->second.checking);
    }

private:
    struct turn {
        bool asked = false, checking = false;
    };

    boost::asio::awaitable<void> check_once(const account& which, connector& network);
    boost::asio::awaitable<void> look_at_picture(const std::string& account, std::string address,
                                                 account_report& known);
    boost::asio::awaitable<void> keep(const std::string& account, const account_report& known);
    boost::asio::awaitable<void> tell(const account& which, account_report& known);

    storage::store& store_;
    clock& time_;
    http_client& http_;
    const config& settings_;
    std::map<std::string, turn> turns_;
};

}
