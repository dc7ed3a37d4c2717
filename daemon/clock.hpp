// The one clock of the daemon. It follows the system's time plus what was wound; a test may freeze it and wind it on.
// The only place that owns a timer of the domain. One thread: the loop's.
#pragma once

#include "storage/values/clock.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <map>

namespace otklik {

class daemon_clock final : public clock {
public:
    explicit daemon_clock(boost::asio::io_context& loop);

    moment now() const override;
    boost::asio::awaitable<void> rest(std::chrono::milliseconds how_long) override;

    // From here on time stands still, or flows again.
    void freeze();
    void flow();
    // Moves on by `how_far`, waking everybody due in the order of their time, each at that time; what they do at
    // once is done before the next is woken, what waits for a network or the store is not waited for.
    boost::asio::awaitable<void> wind(std::chrono::milliseconds how_far);

    std::size_t resting() const { return sleepers_.size(); }

private:
    using timer = boost::asio::steady_timer;

    static moment system_now();
    void arm();
    void wake_due();

    boost::asio::io_context& loop_;
    timer alarm_;                             // rings when the first sleeper is due, while time flows
    std::multimap<moment, timer*> sleepers_;  // each timer lives in its coroutine's frame
    std::chrono::milliseconds wound_{0};
    bool frozen_ = false;
    moment stands_at_{};
};

}
