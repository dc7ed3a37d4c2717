// A queue in which one stands at the head and the others behind, in the order of coming.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <memory>

namespace otklik::ok {

class one_at_a_time {
public:
    one_at_a_time();

    struct line_up;
    // The head of the queue, held until this is destroyed.
    class turn {
    public:
        explicit turn(std::shared_ptr<line_up> in) : in_(std::move(in)) {}
        turn(turn&&) = default;
        turn& operator=(turn&&) = delete;
        ~turn();

    private:
        std::shared_ptr<line_up> in_;  // outlives the queue: a coroutine may end after the connector
    };

    // Cancelled like any Asio operation.
    boost::asio::awaitable<turn> enter();

private:
    std::shared_ptr<line_up> here_;
};

}
