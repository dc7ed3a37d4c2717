#include "tests/unit/storage/store_bench.hpp"

using namespace otklik;
using namespace otklik::storage;
using namespace otklik::test;

namespace {
struct Limits : StoreTest {
    static store::turn_request a_call(const std::string& method = "wall.get") {
        store::turn_request r;
        r.account = "adm", r.token = "service", r.method = method;
        r.windows = {{"service//1000", 3, 1s}};
        return r;
    }
    // When the turn is, or -1 where none was taken.
    std::int64_t turn(store& of, store::turn_request what, std::chrono::milliseconds longest = 10s) {
        const auto given = run(of.take_turn(std::move(what), now, longest));
        return given.taken ? given.wait.count() : -1;
    }
};
}

TEST_F(Limits, ReplicasShareAWindow) {
    EXPECT_EQ(turn(one, a_call()), 0);
    EXPECT_EQ(turn(two, a_call()), 0);
    EXPECT_EQ(turn(one, a_call()), 0);
    EXPECT_EQ(turn(two, a_call()), 1000) << "the fourth within a second";
    EXPECT_EQ(turn(one, a_call()), 1000) << "in the order of asking";
    now += 1500ms;
    EXPECT_EQ(turn(two, a_call()), 0) << "three of the stretch before";
    EXPECT_EQ(turn(two, a_call()), 500);
}

TEST_F(Limits, AccountsDoNotShare) {
    for (int i = 0; i < 3; ++i) turn(one, a_call());
    auto another = a_call();
    another.account = "other";
    EXPECT_EQ(turn(one, another), 0);
}

TEST_F(Limits, AWindowThatStaysShutIsAnsweredAndNotCounted) {
    auto daily = a_call();
    daily.windows.push_back({"service/wall.get/86400000", 2, 24h});
    EXPECT_EQ(turn(one, daily), 0);
    EXPECT_EQ(turn(two, daily), 0);
    auto given = run(one.take_turn(daily, now, 10s));
    EXPECT_FALSE(given.taken);
    EXPECT_EQ(given.wait, 24h);
    EXPECT_EQ(turn(one, a_call("users.get")), 0) << "what was refused took no turn of the second";
    now += 24h;
    EXPECT_EQ(turn(one, daily), 0);
}

TEST_F(Limits, WhatOneReplicaWasToldShutsTheOther) {
    auto telling = a_call();
    telling.shut = {{"service/wall.get", now + 1min}};
    EXPECT_EQ(turn(one, telling), -1);
    auto given = run(two.take_turn(a_call(), now, 10s));
    EXPECT_FALSE(given.taken);
    EXPECT_EQ(given.wait, 1min);
    EXPECT_EQ(turn(two, a_call("users.get")), 0) << "one method alone";
    auto sooner = a_call();
    sooner.shut = {{"service/wall.get", now + 1s}};
    EXPECT_EQ(turn(one, sooner), -1) << "the later end counts";
    telling.shut = {{"service/", now + 2min}};
    turn(one, telling);
    EXPECT_EQ(turn(two, a_call("users.get")), -1) << "the whole token";
    now += 2min;
    EXPECT_EQ(turn(two, a_call()), 0);
}

TEST_F(Limits, RequestsAreCountedByDayAccountMethodAndOutcome) {
    run(one.count_requests({{"adm", "wall.get", "ok", 2}, {"adm", "wall.get", "throttled", 1}}, now));
    run(two.count_requests({{"adm", "wall.get", "ok", 3}}, now));
    auto got = run(one.requests_of(now));
    ASSERT_EQ(got.size(), 2u);
    EXPECT_EQ(got[0].account, "adm");
    EXPECT_EQ(got[0].method, "wall.get");
    EXPECT_EQ(got[0].outcome, "ok");
    EXPECT_EQ(got[0].count, 5);
    EXPECT_EQ(got[1].outcome, "throttled");
    EXPECT_TRUE(run(one.requests_of(now + 24h)).empty());
}

TEST_F(Limits, CountsOfDaysLongPastGo) {
    run(one.count_requests({{"adm", "wall.get", "ok", 1}}, now));
    run(one.count_requests({{"adm", "wall.get", "ok", 1}}, now + std::chrono::days(29)));
    EXPECT_EQ(run(one.requests_of(now)).size(), 1u);
    run(one.count_requests({{"adm", "wall.get", "ok", 1}}, now + std::chrono::days(30)));
    EXPECT_TRUE(run(one.requests_of(now)).empty());
    EXPECT_EQ(run(one.requests_of(now + std::chrono::days(29))).size(), 1u);
}
