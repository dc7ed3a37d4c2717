// Reading the account's own publications with their comments, step by step.
#pragma once

#include "connectors/connector.hpp"
#include "connectors/graph/progress.hpp"
#include "connectors/instagram/own_account.hpp"
#include "connectors/instagram/parse.hpp"

#include <boost/asio/awaitable.hpp>
#include <string>
#include <vector>

namespace otklik::instagram {

struct watched_media : graph::watched_publication {
    std::string link;
    moment read{};      // when its comments were
    moment answered{};  // our own newest words among them
    template <class F>
    static void fields(F&& f) {
        using m = watched_media;
        graph::watched_publication::fields(f);
        f("l", &m::link), f("r", &m::read), f("a", &m::answered);
    }
};

// How far the reading has come. Between two reads there is no work under way and `media` is all there is.
struct media_cursor : graph::progress {
    std::vector<watched_media> media;
    bool first_level_done = false;     // only `threads` are left of the first one in the work
    std::vector<std::string> threads;  // its comments whose replies did not all come along
    std::string thread_at;             // of the next page of the first one's replies
    moment answered{};                 // our own newest words under it

    template <class F>
    static void fields(F&& f) {
        using c = media_cursor;
        graph::progress::fields(f);
        f("media", &c::media), f("first_done", &c::first_level_done), f("threads", &c::threads);
        f("thread_at", &c::thread_at), f("answered", &c::answered);
    }
};

boost::asio::awaitable<reading> read_media(own_account&, const graph::reader_settings&, const otklik::clock& time,
                                           const source& from, std::string cursor);

}
