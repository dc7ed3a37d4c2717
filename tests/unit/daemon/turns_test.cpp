#include "daemon/intake/turns.hpp"

#include "tests/unit/hand_wound.hpp"
#include "tests/unit/storage/store_bench.hpp"

#include <boost/asio/cancellation_signal.hpp>

namespace otklik::test {

namespace {

struct Turns : StoreTest {
    hand_wound time;
    std::map<std::string, int> reads;

    // A pool with its pollers, until it is stopped.
    struct pool {
        explicit pool(Turns& t)
            : its(t.bench.io.get_executor(), t.one, t.time, "vk/wall", {3600, 1h}, [](moment) { return 12; }) {}
        turns its;
        asio::cancellation_signal stop_giving, stop_reading;
        std::vector<std::shared_ptr<test::bench::outcome<void>>> running{};
    };
    std::unique_ptr<pool> begin(std::chrono::milliseconds longest = 1h) {
        auto out = std::make_unique<pool>(*this);
        out->its.add("wall", {10s, longest});
        out->running.push_back(bench.start(read_on(out->its), out->stop_reading.slot()));
        out->running.push_back(bench.start(out->its.work(), out->stop_giving.slot()));
        return out;
    }
    asio::awaitable<void> read_on(turns& its) {
        const std::string source = "wall";
        for (;;) {
            co_await its.mine(source);
            ++reads[source];
            its.was_read(source, {}, 1);
        }
    }
    // Redis answers in real time.
    bool becomes(std::function<bool()> what) {
        for (auto until = std::chrono::steady_clock::now() + 10s; std::chrono::steady_clock::now() < until;) {
            if (what()) return true;
            bench.finish(nap(1ms));
        }
        return false;
    }
    bool is_resting() {
        return becomes([&] { return time.asleep() == 1; });
    }
    // How long the wall has been known, as far as it is kept.
    std::chrono::seconds known_for() {
        const auto all = run(one.states("schedule:vk/wall"));
        if (all.empty()) return {};
        const auto kept = decode<poll_state>(json::parse(all.front().second).value());
        return std::chrono::seconds(kept.sources.at(0).seconds);
    }
    void live(std::chrono::seconds how_long) {
        for (auto passed = 0s; passed < how_long; passed += 10s) {
            ASSERT_TRUE(is_resting());
            time.wind(bench.io, 10s);
        }
        ASSERT_TRUE(is_resting());
    }
    void stop(pool& p) {
        p.stop_giving.emit(asio::cancellation_type::terminal);
        p.stop_reading.emit(asio::cancellation_type::terminal);
        EXPECT_TRUE(becomes([&] { return p.running[0]->ended() && p.running[1]->ended(); })) << "it does not end";
        EXPECT_EQ(time.asleep(), 0u);
    }
};

}

TEST_F(Turns, ASourceIsGivenItsTurnAgainAndAgain) {
    auto p = begin();
    ASSERT_TRUE(becomes([&] { return reads["wall"] == 1; }));
    for (int n = 2; n < 6; ++n) {
        ASSERT_TRUE(is_resting());
        time.wind(bench.io, 9'900ms);
        EXPECT_EQ(reads["wall"], n - 1) << "not before its soonest";
        time.wind(bench.io, 100ms);
        EXPECT_TRUE(becomes([&] { return reads["wall"] == n; }));
    }
    stop(*p);
}

TEST_F(Turns, WhatWasLearntIsKeptAndTakenUpAgain) {
    auto p = begin();
    live(150s);
    stop(*p);
    const auto learnt = known_for();
    EXPECT_GT(learnt, 60s);
    p = begin();
    live(100s);
    stop(*p);
    EXPECT_GT(known_for(), learnt + 30s);
}

TEST(BudgetOf, IsWhatIsConfiguredOrAllowedOrAskedFor) {
    const source_kind limited{"wall", "", "", pace::polled, 5000}, unlimited{"group", "", ""};
    source seldom, often;
    seldom.every = 10min, often.every = 5s;
    const source* one[] = {&seldom};
    const source* two[] = {&seldom, &often};
    EXPECT_EQ(budget_of(limited, 60, two).requests, 60);
    EXPECT_EQ(budget_of(limited, 0, two).requests, 4500);
    EXPECT_EQ(budget_of(limited, 0, two).stretch, 24h);
    EXPECT_EQ(budget_of(unlimited, 0, one).requests, 200);
    EXPECT_EQ(budget_of(unlimited, 0, two).requests, (720 + 6) * 3 / 2);
    const source_kind waiting{"events", "", "", pace::waiting};
    EXPECT_GT(budget_of(waiting, 60, two).requests, 100'000) << "the network ends each read in its time";
}

}
