// Reading a page's posts with their comments, or what tags the page, step by step.
#pragma once

#include "connectors/connector.hpp"
#include "connectors/facebook/own_page.hpp"
#include "connectors/facebook/parse.hpp"
#include "connectors/graph/progress.hpp"

#include <boost/asio/awaitable.hpp>
#include <string>
#include <vector>

namespace otklik::facebook {

// How far the reading has come. Between two reads there is no work under way and `posts` is all there is.
struct page_cursor : graph::progress {
    std::vector<graph::watched_publication> posts;  // in the order of the page

    template <class F>
    static void fields(F&& f) {
        graph::progress::fields(f);
        f("posts", &page_cursor::posts);
    }
};

// from.target: the page; nothing for the own one. Comments are read under the own page's posts only: under others'
// Facebook keeps their ids back.
boost::asio::awaitable<reading> read_page(own_page&, const graph::reader_settings&, const otklik::clock& time,
                                          const source& from, std::string cursor);

// Posts of others that tag the page.
boost::asio::awaitable<reading> read_tagged(own_page&, const graph::reader_settings&, const otklik::clock& time,
                                            const source& from, std::string cursor);

}
