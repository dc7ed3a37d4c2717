// Counts the requests to networks by account, method and outcome, and brings the sums to the store every few seconds.
// What a dying daemon had not brought there is lost: these numbers are for people, no decision rests on them.
#pragma once

#include "storage/store.hpp"

#include <boost/asio/awaitable.hpp>
#include <map>
#include <string>
#include <tuple>

namespace otklik {

class request_counter {
public:
    request_counter(storage::store& store, clock& time) : store_(store), time_(time) {}

    void count(std::string_view account, std::string_view method, std::string_view outcome) {
        ++since_[{std::string(account), std::string(method), std::string(outcome)}];
    }

    // Ends only when cancelled.
    boost::asio::awaitable<void> work();

private:
    storage::store& store_;
    clock& time_;
    std::map<std::tuple<std::string, std::string, std::string>, std::int64_t> since_;
};

}
