// A clock that stands still until the test winds it.
#pragma once

#include "storage/values/clock.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <map>

namespace otklik::test {

class hand_wound final : public otklik::clock {
public:
    explicit hand_wound(moment now = from_milliseconds(1'700'000'000'000)) : now_(now) {}

    moment now() const override { return now_; }

    boost::asio::awaitable<void> rest(std::chrono::milliseconds how_long) override {
        namespace asio = boost::asio;
        constexpr auto never = asio::steady_timer::time_point::max();
        asio::steady_timer bed(co_await asio::this_coro::executor, never);
        auto place = sleepers_.emplace(now_ + how_long, &bed);
        boost::system::error_code ec;
        co_await bed.async_wait(asio::redirect_error(asio::use_awaitable, ec));
        if (bed.expiry() == never) {  // stopped from outside, not woken
            sleepers_.erase(place);
            throw boost::system::system_error(ec);
        }
    }

    // Wakes everyone due, earliest first, and lets each run before the next is woken.
    void wind(boost::asio::io_context& io, std::chrono::milliseconds by) {
        const auto until = now_ + by;
        run(io);
        while (!sleepers_.empty() && sleepers_.begin()->first <= until) {
            auto [when, bed] = *sleepers_.begin();
            sleepers_.erase(sleepers_.begin());
            now_ = std::max(now_, when);
            bed->expires_at(boost::asio::steady_timer::time_point::min());
            run(io);
        }
        now_ = until;
    }

    void set(moment now) { now_ = now; }
    std::size_t asleep() const { return sleepers_.size(); }

private:
    static void run(boost::asio::io_context& io) {
        io.restart();
        io.poll();
    }

    moment now_;
    std::multimap<moment, boost::asio::steady_timer*> sleepers_;
};

}
