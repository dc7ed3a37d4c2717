// The connection to Redis that heals itself: it connects, logs in, loads our functions and looks at the server's
// durability, and does all of that again whenever the link breaks.
//
// A command whose link broke before the answer is sent again: its fate is unknown, so only what can be repeated may be
// sent through here (every function of storage/functions/ can). A call that gets no answer within `patience` throws
// `store_unavailable`; one that Redis answers with an error throws std::runtime_error.
// Its timers measure the connection, in real time; nothing of the domain rests on them.
// Not thread-safe. All calls come from the executor given at construction.
#pragma once

#include "storage/redis_value.hpp"
#include "storage/unavailable.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace otklik::storage {

namespace asio = boost::asio;

class redis {
public:
    // `redis://[[user]:password@]host[:port][/db]` or `unix:///path`. Throws std::invalid_argument, without the
    // password, for anything else.
    redis(asio::any_io_executor, const std::string& url, std::chrono::milliseconds patience = std::chrono::seconds(10));
    ~redis();
    redis(const redis&) = delete;
    redis& operator=(const redis&) = delete;

    // To be called once, first. Gives the refusal when the server would forget what it acknowledged, or does not let us
    // in: one line that names the setting and the command that mends it. Throws store_unavailable when nobody answers.
    asio::awaitable<std::optional<std::string>> open();

    // One function of our library.
    asio::awaitable<redis_value> call(std::string function, std::vector<std::string> arguments);
    // Any other command, if it can be repeated.
    asio::awaitable<redis_value> command(std::vector<std::string> words);
    // A command that blocks inside Redis for up to `longest`: it gets a link of its own, so that it holds nobody up.
    asio::awaitable<redis_value> blocking(std::vector<std::string> words, std::chrono::milliseconds longest);

    // Where, without the password.
    const std::string& address() const;
    // Ends everything that waits. What is called afterwards throws store_unavailable.
    void close();

private:
    class connection;
    std::shared_ptr<connection> connection_;
};

}
