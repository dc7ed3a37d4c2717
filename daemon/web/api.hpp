// The API: one table of endpoints, who may call them and what answers. The shapes are described in README.md.
#pragma once

#include "daemon/config.hpp"
#include "daemon/incidents/desk.hpp"
#include "daemon/intake/hooks.hpp"
#include "daemon/intake/intake.hpp"
#include "daemon/intake/kept.hpp"
#include "daemon/news/plan.hpp"
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
        kept_posts& kept;
        content_plan& plan;
        hooks& events;
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
    // A request with the person who asks.
    struct call {
        request asked;
        const person* who = nullptr;     // null only where anybody may call
        std::vector<std::string> words;  // what stood for the path's "*"
    };
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
    boost::asio::awaitable<reply> kept(call c);
    boost::asio::awaitable<reply> take_kept(call c);
    boost::asio::awaitable<reply> hook(call c);
    boost::asio::awaitable<reply> keep_file(call c);
    boost::asio::awaitable<reply> file(call c);
    boost::asio::awaitable<reply> news(call c);
    boost::asio::awaitable<reply> save_news(call c);
    boost::asio::awaitable<reply> change_news(call c);
    boost::asio::awaitable<reply> materials(call c);
    boost::asio::awaitable<reply> moderations(call c);
    boost::asio::awaitable<reply> moderate(call c);
    boost::asio::awaitable<reply> settle_moderation(call c);
    boost::asio::awaitable<reply> executors(call c);
    boost::asio::awaitable<reply> states(call c);
    boost::asio::awaitable<reply> accounts(call c);
    boost::asio::awaitable<reply> account_picture(call c);
    boost::asio::awaitable<reply> check_account(call c);
    boost::asio::awaitable<reply> confirm_picture(call c);
    boost::asio::awaitable<reply> ready(call c);

    json::value me_of(const person& p) const;
    boost::asio::awaitable<json::value> shape_of(const piece_of_news& what);
    boost::asio::awaitable<json::value> shape_of(const moderation_order& what);
    template <class T>
    boost::asio::awaitable<reply> reply_to(wish_outcome<T> outcome);
    boost::asio::awaitable<reply> incident_reply(std::int64_t id, const actor& viewer);

    parts p_;
    shapes shapes_;
    accounts_api accounts_;
};

}
