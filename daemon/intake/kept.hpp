// Looking through posts that were kept and are no messages: what was written before a source was connected, and what no
// rule wanted. Nothing here raises an alert; a coordinator looks, and takes into work what concerns us.
#pragma once

#include "rules/engine.hpp"
#include "storage/store.hpp"

#include <boost/asio/awaitable.hpp>
#include <functional>
#include <string>
#include <variant>
#include <vector>

namespace otklik {

struct kept_search {
    std::string query;      // in the language of rules; empty: everything the rules in force accept
    std::string source;     // id; empty: all
    std::string after;      // `next` of the page before, or empty
    std::size_t most = 30;  // posts on a page
};

struct kept_page {
    struct item {
        post what;
        json::value match;  // as intake would keep it, by the rules in force
        bool accepted = false;
    };
    std::vector<item> items;
    std::string next;        // empty: there is no more
    std::size_t looked = 0;  // posts looked through for this page; at most `kept_posts_a_page`
};

inline constexpr std::size_t kept_posts_a_page = 5000;

struct unreadable_query {
    std::string why;  // for the person, with the place, in Russian
};

class kept_posts {
public:
    using judge = std::function<boost::asio::awaitable<rules::match>(const post&)>;

    // `judge` is asked of every post whether the rules in force accept it.
    kept_posts(storage::store& store, const rules::engine& engine, judge by)
        : store_(store), engine_(engine), judge_(std::move(by)) {}

    boost::asio::awaitable<std::variant<kept_page, unreadable_query>> search(kept_search what);

private:
    storage::store& store_;
    const rules::engine& engine_;
    judge judge_;
};

}
