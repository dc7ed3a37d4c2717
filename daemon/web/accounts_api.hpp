// What the accounts page is told and what it may ask for: «Аккаунты».
#pragma once

#include "daemon/accounts/checks.hpp"
#include "daemon/config.hpp"
#include "daemon/people/people.hpp"
#include "daemon/web/http.hpp"

#include <boost/asio/awaitable.hpp>

namespace otklik::web {

class accounts_api {
public:
    accounts_api(storage::store& store, clock& time, account_checks& checks, const config& settings,
                 const people& people)
        : store_(store), time_(time), checks_(checks), settings_(settings), people_(people) {}

    boost::asio::awaitable<reply> list();
    // The picture with this digest; no other, so that nobody confirms what they have not seen.
    boost::asio::awaitable<reply> picture(std::string id, std::string digest);
    boost::asio::awaitable<reply> check(std::string id);
    boost::asio::awaitable<reply> confirm(std::string id, const person& who, json::value body);

private:
    struct sums;  // of all accounts: what their sources, their writes and their requests came to
    boost::asio::awaitable<sums> collect();
    boost::asio::awaitable<json::value> shape(const account& a, sums& all);
    json::value picture_shape(const account_report& known, const picture_confirmation& confirmed) const;
    const account* find(const std::string& id) const;

    storage::store& store_;
    clock& time_;
    account_checks& checks_;
    const config& settings_;
    const people& people_;
};

}
