// The API: one table of endpoints, who may call them and what answers. The shapes are described in README.md.
#pragma once

#include "daemon/config.hpp"
#include "daemon/incidents/desk.hpp"
#include "daemon/intake/intake.hpp"
#include "daemon/people/people.hpp"
#include "daemon/web/accounts_api.hpp"
#include "daemon/web/http.hpp"
#include "daemon/web/sessions.hpp"
#include "daemon/web/shapes.hpp"

#include <boost/asio/awaitable.hpp>

namespace otklik::web {

class api {
public:
    struct parts {
        storage::store& store;
        clock& time;
        desk& incidents;
        intake& entries;
        sessions& who;
        const config& settings;
        const people& persons;
        const rules::pack& pack;
        account_checks& checks;
    };
    explicit api(parts p);

    // Every request but files and the live feed. Never throws for what a person or a page may have sent.
    boost::asio::awaitable<reply> answer(request asked);

    // Who holds this session, or null: for the live feed.
    boost::asio::awaitable<const person*> who(std::string session);

private:
    struct call;  // a request with the person who asks
    struct endpoint;
    static std::span<const endpoint> endpoints();
    boost::asio::awaitable<reply> dispatch(request asked);

    boost::asio::awaitable<reply> log_in(call c);
    boost::asio::awaitable<reply> log_out(call c);
    boost::asio::awaitable<reply> me(call c);
    boost::asio::awaitable<reply> list(call c);
    boost::asio::awaitable<reply> show(call c);
    boost::asio::awaitable<reply> act(call c);
    boost::asio::awaitable<reply> enter(call c);
    boost::asio::awaitable<reply> executors(call c);
    boost::asio::awaitable<reply> states(call c);
    boost::asio::awaitable<reply> accounts(call c);
    boost::asio::awaitable<reply> account_picture(call c);
    boost::asio::awaitable<reply> check_account(call c);
    boost::asio::awaitable<reply> confirm_picture(call c);
    boost::asio::awaitable<reply> ready(call c);

    json::value me_of(const person& p) const;
    boost::asio::awaitable<reply> incident_reply(std::int64_t id, const actor& viewer);

    parts p_;
    shapes shapes_;
    accounts_api accounts_;
};

}
