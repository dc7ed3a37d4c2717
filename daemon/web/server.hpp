// The daemon's HTTP server: connections, time-outs, sizes; files of the console, the API, the live feed.
// Its timers guard connections, in real time; nothing of the domain rests on them.
#pragma once

#include "daemon/web/api.hpp"
#include "daemon/web/changes.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>

namespace otklik::web {

class server {
public:
    // Binds at once; throws boost::system::system_error when `listen` ("127.0.0.1:8080"; port 0 takes a free one) is
    // taken.
    server(boost::asio::any_io_executor executor, const std::string& listen, api& api, changes& changes);

    // Where it listens: "http://127.0.0.1:8080".
    std::string url() const;

    // Serves until cancelled.
    boost::asio::awaitable<void> work();

private:
    using tcp = boost::asio::ip::tcp;
    class session;
    boost::asio::awaitable<void> serve(tcp::socket peer);

    tcp::acceptor door_;
    api& api_;
    changes& changes_;
    std::size_t open_ = 0;
};

}
