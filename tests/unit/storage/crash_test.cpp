// Redis is killed between any two steps of a message's way; then everything that was acknowledged is there.
#include "tests/unit/storage/store_bench.hpp"

using namespace otklik;
using namespace otklik::storage;
using namespace otklik::test;

namespace {
struct Crash : StoreTest {
    void kill_redis() { server->restart(); }
};
}

TEST_F(Crash, AMessageKeepsItsWayThroughAKillAfterEveryStep) {
    EXPECT_EQ(run(one.ingest("wall", {a_post("vk:1"), a_post("vk:2")}, "page 2", now)), 2u);
    kill_redis();
    EXPECT_EQ(run(one.cursor("wall")), "page 2");
    EXPECT_EQ(run(one.ingest("wall", {a_post("vk:2"), a_post("vk:1")}, "page 2", now)), 0u);
    auto waiting = run(one.next_posts("a", 10, 0ms));
    ASSERT_EQ(waiting.size(), 2u);
    kill_redis();
    ASSERT_EQ(run(one.next_posts("a", 10, 0ms)).size(), 2u) << "given before, and not decided on";
    EXPECT_TRUE(run(two.next_posts("b", 10, 0ms)).empty());
    run(one.pass_over(waiting[1].ticket));
    auto made =
        run(one.accept(waiting[0].ticket, waiting[0].what, a_fresh_incident("vk:1"), an_entry("system", "found", now)));
    kill_redis();
    EXPECT_TRUE(run(one.next_posts("a", 10, 0ms)).empty());
    auto c = a_change(made.incident, incident_state::placing);
    c.deliveries.push_back(first_write(a_delivery("1-1", made.incident), now));
    EXPECT_EQ(run(one.change(c)), change_outcome::done);
    kill_redis();
    EXPECT_EQ(run(one.change(c)), change_outcome::done) << "a repeat across the kill";
    EXPECT_EQ(run(one.history(made.incident)).size(), 2u);
    auto taken = run(one.take_delivery(now, 1min));
    ASSERT_TRUE(taken);
    kill_redis();
    EXPECT_FALSE(run(two.take_delivery(now, 1min))) << "the lease holds";
    EXPECT_TRUE(run(one.save_delivery(next_write(*taken, delivery_state::sending, now + 1min))));
    kill_redis();
    EXPECT_FALSE(run(two.take_delivery(now, 1min)));
    auto settled = a_change(made.incident, incident_state::answered, "system");
    settled.deliveries.push_back(next_write(*taken, delivery_state::sent, std::nullopt));
    settled.deliveries[0].what.remote_id = "vk:9";
    EXPECT_EQ(run(one.change(settled)), change_outcome::done);
    kill_redis();
    EXPECT_EQ(the_incident(made.incident).state, incident_state::answered);
    EXPECT_EQ(run(one.placed_by_us({"vk:9"})), std::vector<bool>{true});
    now += 1h;
    EXPECT_FALSE(run(two.take_delivery(now, 1min)));
    EXPECT_EQ(an_incident("vk:3"), 2) << "numbers go on where they were";
}

TEST_F(Crash, IntentThatWasWrittenBeforeTheKillComesAsUnknown) {
    with_delivery("vk:1", "1-1");
    auto taken = run(one.take_delivery(now, 1min));
    ASSERT_TRUE(run(one.save_delivery(next_write(*taken, delivery_state::sending, std::nullopt))));
    kill_redis();
    now += 1min;
    auto found = run(two.take_delivery(now, 1min));
    ASSERT_TRUE(found);
    EXPECT_EQ(found->what.state, delivery_state::unknown);
}

TEST_F(Crash, WhoeverWaitsForNewsGoesOnAfterwards) {
    auto posts = start(one.next_posts("a", 10, 10s));
    auto events = start(two.events("", 10s));
    bench.finish(nap(50ms));
    kill_redis();
    run(one.ingest("wall", {a_post("vk:1")}, "c", now));
    an_incident("vk:2");
    EXPECT_EQ(result(posts).size(), 1u);
    EXPECT_EQ(result(events).size(), 1u);
}
