#include "daemon/clock.hpp"

#include <gtest/gtest.h>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>

#include <vector>

namespace otklik {
namespace {

namespace asio = boost::asio;
using namespace std::chrono_literals;

struct DaemonClock : testing::Test {
    asio::io_context loop;
    daemon_clock time{loop};
    std::vector<std::pair<int, moment>> woken;
    moment start{};

    DaemonClock() {
        time.freeze();
        start = time.now();
    }

    void sleep(int who, std::chrono::milliseconds how_long) {
        asio::co_spawn(loop, sleeper(who, how_long), [](std::exception_ptr e) {
            if (e) std::rethrow_exception(e);
        });
    }
    asio::awaitable<void> sleeper(int who, std::chrono::milliseconds how_long) {
        co_await time.rest(how_long);
        woken.emplace_back(who, time.now());
    }
    void wind(std::chrono::milliseconds how_far) {
        loop.poll();
        loop.restart();
        bool done = false;
        asio::co_spawn(loop, time.wind(how_far), [&](std::exception_ptr) { done = true; });
        while (!done) loop.run_one_for(1s);
    }
};

TEST_F(DaemonClock, WakesInTheOrderOfTimeEachAtItsOwn) {
    sleep(1, 3h);
    sleep(2, 1h);
    sleep(3, 5h);
    wind(4h);
    ASSERT_EQ(woken.size(), 2u);
    EXPECT_EQ(woken[0], std::pair(2, start + 1h));
    EXPECT_EQ(woken[1], std::pair(1, start + 3h));
    EXPECT_EQ(time.now(), start + 4h);
    EXPECT_EQ(time.resting(), 1u);
    wind(1h);
}

TEST_F(DaemonClock, AYearOfMinutesTakesNoYear) {
    int rounds = 0;
    asio::cancellation_signal stop;
    auto minutely = [this, &rounds]() -> asio::awaitable<void> {
        for (;;) {
            co_await time.rest(1min);
            ++rounds;
        }
    };
    asio::co_spawn(loop, minutely, asio::bind_cancellation_slot(stop.slot(), [](std::exception_ptr) {}));
    wind(24h * 30);
    EXPECT_EQ(rounds, 60 * 24 * 30);
    stop.emit(asio::cancellation_type::terminal);
    loop.poll();
    EXPECT_EQ(time.resting(), 0u);
}

TEST_F(DaemonClock, ACancelledRestLeavesNobodyInTheList) {
    asio::cancellation_signal stop;
    bool aborted = false;
    asio::co_spawn(loop, sleeper(1, 1h),
                   asio::bind_cancellation_slot(stop.slot(), [&](std::exception_ptr e) { aborted = e != nullptr; }));
    loop.poll();
    stop.emit(asio::cancellation_type::terminal);
    loop.restart();
    loop.poll();
    EXPECT_TRUE(aborted);
    EXPECT_EQ(time.resting(), 0u);
}

TEST_F(DaemonClock, FlowsOnFromWhereItStood) {
    wind(2h);
    time.flow();
    sleep(1, 1ms);
    loop.restart();
    while (woken.empty()) loop.run_one_for(5s);
    EXPECT_GE(woken[0].second, start + 2h);
    EXPECT_LT(woken[0].second, start + 2h + 1min);
}

}
}
