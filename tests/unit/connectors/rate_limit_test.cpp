#include "connectors/rate_limit.hpp"

#include "tests/unit/bench.hpp"
#include "tests/unit/hand_wound.hpp"

#include <gtest/gtest.h>

namespace otklik::test {

using namespace std::chrono_literals;

struct RateLimit : testing::Test {
    bench bench_;
    hand_wound time_;
    std::unique_ptr<rate_limit> limit_ =
        count_in_process(time_, {{"service", "", 3, 1s}, {"service", "wall.get", 5, 24h}});
    std::vector<std::chrono::milliseconds> passed_;

    boost::asio::awaitable<void> ask(std::string token, std::string method) {
        const auto began = from_milliseconds(1'700'000'000'000);
        auto shut = co_await limit_->pass(token, method);
        if (!shut) passed_.push_back(time_.now() - began);
    }
};

TEST_F(RateLimit, LetsThreePassAndTheFourthWaits) {
    for (int i = 0; i < 7; ++i) bench_.start(ask("service", "wall.getById"));
    bench_.run_all();
    EXPECT_EQ(passed_.size(), 3u);
    time_.wind(bench_.io, 999ms);
    EXPECT_EQ(passed_.size(), 3u);
    time_.wind(bench_.io, 5s);
    EXPECT_EQ(passed_, (std::vector<std::chrono::milliseconds>{0ms, 0ms, 0ms, 1s, 1s, 1s, 2s}));
    EXPECT_EQ(time_.asleep(), 0u);
}

TEST_F(RateLimit, TokensDoNotWaitForEachOther) {
    for (int i = 0; i < 3; ++i) bench_.start(ask("service", "wall.getById"));
    bench_.start(ask("community", "wall.createComment"));
    bench_.run_all();
    EXPECT_EQ(passed_.size(), 4u);
}

TEST_F(RateLimit, AFullDayIsAnsweredAndNotSleptThrough) {
    for (int i = 0; i < 5; ++i) bench_.start(ask("service", "wall.get"));
    time_.wind(bench_.io, 10s);
    ASSERT_EQ(passed_.size(), 5u);
    EXPECT_EQ(bench_.finish_now(limit_->pass("service", "wall.get")), 24h - 10s);
    EXPECT_EQ(bench_.finish_now(limit_->pass("service", "wall.getById")), std::nullopt) << "other methods go on";
    time_.wind(bench_.io, 24h - 10s);
    EXPECT_EQ(bench_.finish_now(limit_->pass("service", "wall.get")), std::nullopt) << "the window rolls";
}

TEST_F(RateLimit, WhatTheNetworkShutStaysShut) {
    limit_->shut("service", "newsfeed.search", 1h);
    EXPECT_EQ(bench_.finish_now(limit_->pass("service", "newsfeed.search")), 1h);
    EXPECT_EQ(bench_.finish_now(limit_->pass("service", "wall.getById")), std::nullopt);
    limit_->shut("service", "", 2s);
    bench_.start(ask("service", "wall.getById"));
    time_.wind(bench_.io, 1999ms);
    EXPECT_TRUE(passed_.empty());
    time_.wind(bench_.io, 1ms);
    EXPECT_EQ(passed_.size(), 1u);
}

TEST_F(RateLimit, AWaitCanBeCancelled) {
    for (int i = 0; i < 3; ++i) bench_.start(ask("service", "wall.getById"));
    boost::asio::cancellation_signal stop;
    auto fourth = bench_.start(ask("service", "wall.getById"), stop.slot());
    bench_.run_all();
    stop.emit(boost::asio::cancellation_type::terminal);
    bench_.run_all();
    EXPECT_TRUE(fourth->thrown);
    EXPECT_EQ(time_.asleep(), 0u);
}

}
