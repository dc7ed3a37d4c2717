// Publications of others: those in which the account is tagged, and those with a hashtag.
#pragma once

#include "connectors/connector.hpp"
#include "connectors/instagram/own_account.hpp"
#include "connectors/instagram/parse.hpp"

#include <boost/asio/awaitable.hpp>

namespace otklik::instagram {

// What is known of such a list: the newest of its publications, and what Instagram calls the hashtag.
struct list_cursor {
    std::string tag, hashtag;  // as it was searched, and its number
    std::vector<std::string> known;
    template <class F>
    static void fields(F&& f) {
        f("tag", &list_cursor::tag), f("hashtag", &list_cursor::hashtag), f("known", &list_cursor::known);
    }
};

inline constexpr std::size_t hashtags_a_week = 30;

boost::asio::awaitable<reading> read_tagged(own_account&, std::string account, const source& from, std::string cursor);
boost::asio::awaitable<reading> read_hashtag(own_account&, std::string account, const source& from, std::string cursor);

// How many different hashtags were searched within seven days, or why that is not told.
boost::asio::awaitable<std::variant<json::array, failure>> hashtags_searched(own_account&);

}
