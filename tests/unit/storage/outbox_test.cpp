#include "tests/unit/storage/store_bench.hpp"

#include <random>

using namespace otklik;
using namespace otklik::storage;
using namespace otklik::test;

namespace {

struct Outbox : StoreTest {
    std::optional<leased_delivery> take(store& s, std::chrono::milliseconds lease = 1min) {
        return run(s.take_delivery(now, lease));
    }
    delivery the_delivery(const std::string& id) { return run(one.deliveries({id})).at(0); }
};

}

TEST_F(Outbox, ADeliveryIsLeasedToOneAtATime) {
    with_delivery("vk:1", "1-1");
    EXPECT_EQ(run(one.next_due()), now);
    auto taken = take(one);
    ASSERT_TRUE(taken);
    EXPECT_EQ(taken->what.id, "1-1");
    EXPECT_EQ(taken->what.state, delivery_state::prepared);
    EXPECT_EQ(taken->until, now + 1min);
    EXPECT_FALSE(take(two));
    EXPECT_EQ(run(one.next_due()), now + 1min) << "the end of the lease";
    now += 1min;
    auto again = take(two);
    ASSERT_TRUE(again);
    EXPECT_EQ(again->what.state, delivery_state::prepared) << "nothing was sent, so nothing is unknown";
    EXPECT_GT(again->fence, taken->fence);
}

TEST_F(Outbox, ATakeWhoseAnswerWasLostGivesTheSameOne) {
    with_delivery("vk:1", "1-1");
    with_delivery("vk:2", "2-1");
    auto taken = run_losing(unlucky.take_delivery(now, 1min));
    ASSERT_TRUE(taken);
    auto other = take(one);
    ASSERT_TRUE(other) << "none was skipped";
    EXPECT_NE(other->what.id, taken->what.id);
    EXPECT_FALSE(take(one));
    EXPECT_TRUE(run(one.save_delivery(next_write(*taken, delivery_state::refused, std::nullopt)))) << "its fence holds";
}

TEST_F(Outbox, TakersAreRememberedOnlyAsLongAsTheirLease) {
    with_delivery("vk:1", "1-1");
    for (int i = 0; i < 5; ++i, now += 2min) ASSERT_TRUE(take(one));
    EXPECT_EQ(server->say({"HLEN", "otklik:takers"}).integer(), 1);
    auto last = take(one);
    run(one.save_delivery(next_write(*last, delivery_state::refused, std::nullopt)));
    EXPECT_EQ(server->say({"HLEN", "otklik:takers"}).integer(), 0);
}

TEST_F(Outbox, TwoReplicasNeverTakeTheSame) {
    for (int i = 1; i <= 10; ++i) with_delivery("vk:" + std::to_string(i), std::to_string(i) + "-1");
    std::vector<std::shared_ptr<bench::outcome<std::optional<leased_delivery>>>> racing;
    for (int i = 0; i < 10; ++i)
        for (auto* s : {&one, &two}) racing.push_back(start(s->take_delivery(now, 1min)));
    std::set<std::string> ids;
    int taken = 0;
    for (auto& r : racing)
        if (auto d = result(r)) ++taken, ids.insert(d->what.id);
    EXPECT_EQ(taken, 10);
    EXPECT_EQ(ids.size(), 10u);
}

TEST_F(Outbox, OneThatWasBeingSentComesAsUnknownWhenItsLeaseIsOver) {
    with_delivery("vk:1", "1-1");
    auto taken = take(one);
    auto sending = next_write(*taken, delivery_state::sending, std::nullopt);
    sending.what.attempt = 1;
    EXPECT_TRUE(run(one.save_delivery(sending)));
    EXPECT_FALSE(take(two));
    now += 1min;
    auto found = take(two);
    ASSERT_TRUE(found) << "whatever `due` says";
    EXPECT_EQ(found->what.state, delivery_state::unknown);
    EXPECT_EQ(found->what.attempt, 1);
    EXPECT_EQ(the_delivery("1-1").state, delivery_state::unknown);
    EXPECT_FALSE(run(one.save_delivery(next_write(*taken, delivery_state::sent, std::nullopt))))
        << "the first one's lease was lost";
    EXPECT_EQ(the_delivery("1-1").state, delivery_state::unknown);
}

TEST_F(Outbox, SendingMayExtendItsLease) {
    with_delivery("vk:1", "1-1");
    auto taken = take(one);
    now += 59s;
    EXPECT_TRUE(run_losing(unlucky.save_delivery(next_write(*taken, delivery_state::sending, now + 1min))));
    now += 59s;
    EXPECT_FALSE(take(two));
    now += 1s;
    EXPECT_TRUE(take(two));
}

TEST_F(Outbox, SendingNeverShortensItsLease) {
    with_delivery("vk:1", "1-1");
    auto taken = take(one);
    EXPECT_TRUE(run(one.save_delivery(next_write(*taken, delivery_state::sending, now))));
    now += 59s;
    EXPECT_FALSE(take(two));
}

TEST_F(Outbox, ASaveWhoseAnswerWasLostStandsEvenIfAnotherTookItMeanwhile) {
    with_delivery("vk:1", "1-1");
    auto taken = take(one);
    auto later = next_write(*taken, delivery_state::prepared, now);
    EXPECT_TRUE(run(one.save_delivery(later)));
    auto other = take(two);
    ASSERT_TRUE(other);
    EXPECT_TRUE(run(one.save_delivery(later))) << "it was written";
    EXPECT_TRUE(run(two.save_delivery(next_write(*other, delivery_state::stopped, std::nullopt))))
        << "and the other's fence holds";
    EXPECT_FALSE(run(one.save_delivery(later))) << "but not over what came after";
    EXPECT_EQ(the_delivery("1-1").state, delivery_state::stopped);
}

TEST_F(Outbox, OneThatIsPutOffComesWhenItIsDue) {
    with_delivery("vk:1", "1-1");
    auto taken = take(one);
    EXPECT_TRUE(run(one.save_delivery(next_write(*taken, delivery_state::unknown, now + 5min))));
    EXPECT_EQ(run(one.next_due()), now + 5min);
    EXPECT_FALSE(take(one));
    now += 5min;
    auto again = take(one);
    ASSERT_TRUE(again);
    EXPECT_EQ(again->what.state, delivery_state::unknown);
    EXPECT_TRUE(run(one.save_delivery(next_write(*again, delivery_state::by_hand, std::nullopt))));
    EXPECT_FALSE(run(one.next_due()));
}

TEST_F(Outbox, TheLongestDueComesFirst) {
    auto id = an_incident("vk:1");
    auto c = a_change(id, incident_state::placing);
    c.deliveries.push_back(first_write(a_delivery("1-1", id), now));
    c.deliveries.push_back(first_write(a_delivery("1-2", id), now - 1s));
    c.deliveries.push_back(first_write(a_delivery("1-3", id), now + 1s));
    ASSERT_EQ(run(one.change(c)), change_outcome::done);
    EXPECT_EQ(take(one)->what.id, "1-2");
    EXPECT_EQ(take(one)->what.id, "1-1");
    EXPECT_FALSE(take(one));
}

TEST_F(Outbox, ASentOneIsSettledTogetherWithItsIncident) {
    auto id = with_delivery("vk:1", "1-1");
    auto taken = take(one);
    run(one.save_delivery(next_write(*taken, delivery_state::sending, now + 1min)));
    auto c = a_change(id, incident_state::answered, "system");
    c.deliveries.push_back(next_write(*taken, delivery_state::sent, std::nullopt));
    c.deliveries[0].what.remote_id = "vk:-55_9";
    EXPECT_EQ(run_losing(unlucky.change(c)), change_outcome::done);
    EXPECT_EQ(the_delivery("1-1").remote_id, "vk:-55_9");
    EXPECT_EQ(the_incident(id).state, incident_state::answered);
    EXPECT_EQ(run(one.placed_by_us({"vk:-55_8", "vk:-55_9"})), (std::vector<bool>{false, true}));
    EXPECT_TRUE(run(one.placed_by_us({})).empty());
    now += 1h;
    EXPECT_FALSE(take(two));
    EXPECT_EQ(run(one.history(id)).size(), 3u);
}

TEST_F(Outbox, AChangeUnderALostFenceChangesNothing) {
    auto id = with_delivery("vk:1", "1-1");
    auto slow = take(one);
    now += 1min;
    auto quick = take(two);
    ASSERT_TRUE(quick);
    auto c = a_change(id, incident_state::answered, "system");
    c.deliveries.push_back(next_write(*slow, delivery_state::sent, std::nullopt));
    EXPECT_EQ(run(one.change(c)), change_outcome::fence_lost);
    EXPECT_EQ(the_incident(id).version, 2);
    EXPECT_EQ(the_delivery("1-1").state, delivery_state::prepared);
    c.deliveries[0] = next_write(*quick, delivery_state::sent, std::nullopt);
    EXPECT_EQ(run(two.change(c)), change_outcome::done);
}

TEST_F(Outbox, APersonCannotTakeOneOutOfTheHandsOfAPublisher) {
    auto id = with_delivery("vk:1", "1-1");
    auto taken = take(one);
    auto stop = a_change(id, incident_state::stopped, "anna");
    stop.deliveries.push_back(first_write(taken->what, std::nullopt));
    stop.deliveries[0].what.state = delivery_state::stopped;
    EXPECT_EQ(run(two.change(stop)), change_outcome::fence_lost) << "somebody works on it";
    ASSERT_TRUE(run(one.save_delivery(next_write(*taken, delivery_state::unknown, now + 5min))));
    EXPECT_EQ(run(two.change(stop)), change_outcome::done) << "nobody does";
    EXPECT_FALSE(run(one.save_delivery(next_write(*taken, delivery_state::sending, now + 1min))))
        << "the publisher's fence is gone";
    EXPECT_EQ(the_delivery("1-1").state, delivery_state::stopped);
    now += 1h;
    EXPECT_FALSE(take(one));
}

TEST_F(Outbox, ANewDeliveryDoesNotWriteOverAnotherThatIsWorkedOn) {
    auto id = with_delivery("vk:1", "1-1");
    ASSERT_TRUE(take(one));
    auto c = a_change(id, incident_state::placing);
    c.deliveries.push_back(first_write(a_delivery("1-1", id), now));
    EXPECT_EQ(run(one.change(c)), change_outcome::fence_lost);
}

TEST_F(Outbox, OneWhoseRecordWasErasedIsNotInTheWay) {
    with_delivery("vk:1", "1-1");
    with_delivery("vk:2", "2-1");
    server->say({"DEL", "otklik:delivery:1-1"});
    EXPECT_EQ(take(one)->what.id, "2-1");
    EXPECT_TRUE(run(one.deliveries({"1-1"})).empty());
}

// ---- anything may happen in any order

namespace {

// What must be true of a delivery, seen from outside.
struct expected_delivery {
    std::int64_t fence = 0;
    moment leased_until{};
    bool sending = false, over = false;
};

struct OutboxAtRandom : Outbox, testing::WithParamInterface<unsigned> {
    static constexpr int deliveries = 6;

    unsigned roll(unsigned sides) { return static_cast<unsigned>(random() % sides); }
    void maybe_lose_an_answer() {
        run(unlucky_connection.open());
        if (roll(3) == 0) proxy.lose_answers(1 + static_cast<int>(roll(2)));
    }
    store& any() { return roll(2) ? unlucky : one; }

    void take_one() {
        auto taken = run(any().take_delivery(now, 30s));
        if (!taken) {
            for (auto& [id, d] : known) ASSERT_TRUE(d.over || d.leased_until > now) << id << " was due and not given";
            return;
        }
        auto& d = known[taken->what.id];
        ASSERT_FALSE(d.over) << taken->what.id << " was settled";
        ASSERT_LE(d.leased_until, now) << taken->what.id << " has two holders";
        ASSERT_GT(taken->fence, d.fence);
        if (d.sending)
            ASSERT_EQ(taken->what.state, delivery_state::unknown) << taken->what.id << " may stand in the network";
        else
            ASSERT_NE(taken->what.state, delivery_state::sending);
        d.fence = taken->fence;
        d.leased_until = now + 30s;
        d.sending = false;
        held.push_back(*taken);
    }
    void write_one() {
        if (held.empty()) return;
        auto which = held.begin() + roll(static_cast<unsigned>(held.size()));
        auto mine = *which;
        auto& d = known[mine.what.id];
        const bool in_force = d.fence == mine.fence;
        constexpr std::array to{delivery_state::sending, delivery_state::sending, delivery_state::unknown,
                                delivery_state::prepared, delivery_state::refused};
        auto state = to[roll(5)];
        if (state == delivery_state::prepared && d.sending) state = delivery_state::unknown;
        const bool over = state == delivery_state::refused && roll(3) == 0;
        if (state == delivery_state::refused && !over) state = delivery_state::unknown;
        auto due = over ? std::nullopt : std::optional(now + std::chrono::seconds(roll(40)));
        mine.what.attempt = ++writes;  // so that no two writes are the same
        ASSERT_EQ(run(any().save_delivery(next_write(mine, state, due))), in_force) << mine.what.id;
        if (!in_force) return;
        d.sending = state == delivery_state::sending;
        d.over = over;
        d.leased_until = d.sending ? std::max(d.leased_until, *due) : due.value_or(moment{});
        if (!d.sending) held.erase(which);  // who has let go does not write again
    }
    void crash_of_a_publisher() {
        if (!held.empty()) held.erase(held.begin() + roll(static_cast<unsigned>(held.size())));
    }

    std::mt19937 random{GetParam()};
    std::map<std::string, expected_delivery> known;
    std::vector<leased_delivery> held;  // by publishers that live, or think so
    int writes = 0;
};

}

TEST_P(OutboxAtRandom, OneHolderAtATimeAndSendingNeverComesAsPrepared) {
    for (int i = 1; i <= deliveries; ++i) {
        with_delivery("vk:" + std::to_string(i), std::to_string(i) + "-1");
        known[std::to_string(i) + "-1"] = {};
    }
    for (int step = 0; step < 150 && !HasFatalFailure(); ++step) {
        maybe_lose_an_answer();
        switch (roll(8)) {
            case 0:
            case 1:
            case 2: take_one(); break;
            case 3:
            case 4: write_one(); break;
            case 5: crash_of_a_publisher(); break;
            case 6: now += std::chrono::seconds(roll(25)); break;
            case 7:
                if (roll(12) == 0)
                    server->restart();
                else if (roll(3) == 0)
                    proxy.cut();
        }
    }
    proxy.lose_answers(0);
}

INSTANTIATE_TEST_SUITE_P(Seeds, OutboxAtRandom, testing::Range(1u, 9u));
