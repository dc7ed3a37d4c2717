// Those who wait for news on one loop, and a room with so many places. Both in real time: they belong to the
// connection. Not thread-safe.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <chrono>
#include <deque>

namespace otklik::storage {

namespace asio = boost::asio;

class waiters {
public:
    explicit waiters(asio::any_io_executor ex) : executor_(ex) {}
    waiters(const waiters&) = delete;
    waiters& operator=(const waiters&) = delete;

    // Ends when woken, or at `deadline`; the caller looks for itself which. Throws when its coroutine is cancelled.
    asio::awaitable<void> wait(std::chrono::steady_clock::time_point deadline) {
        asio::steady_timer bed(executor_, deadline);
        struct lying {
            std::deque<asio::steady_timer*>& in;
            asio::steady_timer* bed;
            ~lying() { std::erase(in, bed); }
        } here{sleeping_, &bed};
        sleeping_.push_back(&bed);
        boost::system::error_code ec;
        co_await bed.async_wait(asio::redirect_error(asio::use_awaitable, ec));
        auto state = co_await asio::this_coro::cancellation_state;
        if (state.cancelled() == asio::cancellation_type::none) co_return;
        wake_one();  // it may have been us who were woken for a place
        throw boost::system::system_error(asio::error::operation_aborted);
    }

    void wake_one() {
        if (sleeping_.empty()) return;
        auto* bed = sleeping_.front();
        sleeping_.pop_front();
        bed->cancel();
    }
    void wake_all() {
        while (anybody()) wake_one();
    }
    bool anybody() const { return !sleeping_.empty(); }

private:
    asio::any_io_executor executor_;
    std::deque<asio::steady_timer*> sleeping_;  // in the order they came
};

class room {
public:
    room(asio::any_io_executor ex, std::size_t places) : free_(places), outside_(ex) {}

    // False: still full at `deadline`.
    asio::awaitable<bool> enter(std::chrono::steady_clock::time_point deadline) {
        while (free_ == 0) {
            if (std::chrono::steady_clock::now() >= deadline) co_return false;
            co_await outside_.wait(deadline);
        }
        --free_;
        co_return true;
    }

    // Whoever entered holds one of these until it leaves.
    class place {
    public:
        explicit place(room& r) : room_(r) {}
        ~place() {
            ++room_.free_;
            room_.outside_.wake_one();
        }
        place(const place&) = delete;
        place& operator=(const place&) = delete;

    private:
        room& room_;
    };

private:
    std::size_t free_;
    waiters outside_;
};

}
