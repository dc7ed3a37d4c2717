#include "tests/unit/storage/store_bench.hpp"

using namespace otklik;
using namespace otklik::storage;
using namespace otklik::test;

namespace {

struct Incidents : StoreTest {
    std::vector<std::int64_t> ids(incident_filter f) {
        std::vector<std::int64_t> out;
        for (auto& i : run(one.incidents(std::move(f)))) out.push_back(i.id);
        return out;
    }
    std::int64_t count(incident_state s, const std::string& executor = "") {
        for (auto [state, n] : run(one.counts(executor)))
            if (state == s) return n;
        return -1;
    }
    using ids_t = std::vector<std::int64_t>;
};

}

TEST_F(Incidents, AChangeAddsOneToTheVersionAndOneToTheHistory) {
    auto id = an_incident();
    auto c = a_change(id, incident_state::assigned);
    c.next.assignments.push_back(to_executor("roads"));
    EXPECT_EQ(run(one.change(c)), change_outcome::done);
    auto kept = the_incident(id);
    EXPECT_EQ(kept.version, 2);
    EXPECT_EQ(kept.state, incident_state::assigned);
    EXPECT_EQ(kept.executor(), "roads");
    EXPECT_EQ(run(one.history(id)).size(), 2u);
}

TEST_F(Incidents, AChangeWhoseAnswerWasLostIsDoneOnce) {
    auto id = an_incident();
    EXPECT_EQ(run_losing(unlucky.change(a_change(id, incident_state::assigned))), change_outcome::done);
    EXPECT_EQ(the_incident(id).version, 2);
    EXPECT_EQ(run(one.history(id)).size(), 2u);
}

TEST_F(Incidents, AChangeRepeatedLaterIsStillKnownAsDone) {
    auto id = an_incident();
    auto first = a_change(id, incident_state::assigned);
    EXPECT_EQ(run(one.change(first)), change_outcome::done);
    EXPECT_EQ(run(two.change(a_change(id, incident_state::submitted, "boris"))), change_outcome::done);
    EXPECT_EQ(run(one.change(first)), change_outcome::done) << "its caller only did not hear so";
    EXPECT_EQ(the_incident(id).state, incident_state::submitted) << "and nothing went back";
    EXPECT_EQ(run(one.history(id)).size(), 3u);
}

TEST_F(Incidents, OfTwoWhoDecideAtOnceOneIsToldToLookAgain) {
    auto id = an_incident();
    auto anna = a_change(id, incident_state::placing, "anna"), boris = a_change(id, incident_state::placing, "boris");
    auto a = start(one.change(anna)), b = start(two.change(boris));
    std::multiset<change_outcome> both{result(a), result(b)};
    EXPECT_EQ(both, (std::multiset<change_outcome>{change_outcome::done, change_outcome::changed_meanwhile}));
    EXPECT_EQ(the_incident(id).version, 2);
    EXPECT_EQ(run(one.history(id)).size(), 2u);
}

TEST_F(Incidents, AChangeOfNothingChangesNothing) {
    auto c = a_change(an_incident(), incident_state::assigned);
    c.next.id = 77;
    EXPECT_EQ(run(one.change(c)), change_outcome::changed_meanwhile);
    EXPECT_FALSE(run(one.find_incident(77)));
    EXPECT_TRUE(run(one.history(77)).empty());
}

TEST_F(Incidents, ARefusedChangeWritesNoneOfItsParts) {
    auto id = an_incident();
    auto late = a_change(id, incident_state::placing, "boris");
    late.deliveries.push_back(first_write(a_delivery("1-1", id), now));
    ASSERT_EQ(run(one.change(a_change(id, incident_state::closed))), change_outcome::done);
    EXPECT_EQ(run(two.change(late)), change_outcome::changed_meanwhile);
    EXPECT_TRUE(run(one.deliveries({"1-1"})).empty());
    EXPECT_FALSE(run(one.next_due()));
    EXPECT_EQ(run(one.history(id)).size(), 2u);
}

TEST_F(Incidents, AreListedNewestFirstByStateAndExecutor) {
    for (int i = 1; i <= 6; ++i) an_incident("vk:" + std::to_string(i));
    auto assign = [&](std::int64_t id, const std::string& executor, incident_state to) {
        auto c = a_change(id, to);
        c.next.assignments.push_back(to_executor(executor));
        ASSERT_EQ(run(one.change(c)), change_outcome::done);
    };
    assign(2, "roads", incident_state::assigned);
    assign(4, "housing", incident_state::assigned);
    assign(5, "roads", incident_state::submitted);
    incident_filter f;
    EXPECT_EQ(ids(f), (ids_t{6, 5, 4, 3, 2, 1}));
    f.limit = 2;
    EXPECT_EQ(ids(f), (ids_t{6, 5}));
    f.limit = 100;
    f.states = {incident_state::fresh, incident_state::submitted};
    EXPECT_EQ(ids(f), (ids_t{6, 5, 3, 1}));
    f.executor = "roads";
    EXPECT_EQ(ids(f), (ids_t{5}));
    f.states.clear();
    EXPECT_EQ(ids(f), (ids_t{5, 2}));
    f.executor = "nobody";
    EXPECT_EQ(ids(f), ids_t{});

    assign(5, "housing", incident_state::assigned);
    f.executor = "roads";
    EXPECT_EQ(ids(f), (ids_t{2})) << "a re-assigned one is no longer theirs";
    EXPECT_EQ(count(incident_state::assigned), 3);
    EXPECT_EQ(count(incident_state::assigned, "housing"), 2);
    EXPECT_EQ(count(incident_state::submitted), 0);
    EXPECT_EQ(count(incident_state::fresh), 3);
}

TEST_F(Incidents, AMessageAddedToOneIsKnownAsItsOwn) {
    auto id = an_incident("vk:1");
    auto c = a_change(id, incident_state::fresh);
    c.next.messages.emplace_back().post = "vk:2";
    ASSERT_EQ(run(one.change(c)), change_outcome::done);
    EXPECT_EQ(run(one.incident_of("vk:2")), id);
}

// ---- events

TEST_F(Incidents, EveryChangeIsAnEvent) {
    auto before = run(one.last_event());
    auto id = an_incident();
    run(one.change(a_change(id, incident_state::assigned)));
    auto events = run(two.events(before, 0ms));
    ASSERT_EQ(events.size(), 2u);
    EXPECT_EQ(events[0].state, incident_state::fresh);
    EXPECT_EQ(events[1].state, incident_state::assigned);
    EXPECT_EQ(events[1].incident, id);
    EXPECT_EQ(events[1].version, 2);
    EXPECT_EQ(run(one.last_event()), events[1].position);
    EXPECT_TRUE(run(one.events(events[1].position, 20ms)).empty());
    EXPECT_EQ(run(one.events(events[0].position, 20ms)).size(), 1u);
}

TEST_F(Incidents, AnEventIsWaitedFor) {
    an_incident("vk:1");
    auto waiting = start(one.events("", 5s));
    bench.finish(nap(50ms));
    EXPECT_FALSE(waiting->ended()) << "from now on";
    an_incident("vk:2");
    EXPECT_EQ(result(waiting).at(0).incident, 2);
}

TEST_F(Incidents, NoEventIsMissedWhenTheLinkBreaksMeanwhile) {
    auto waiting = start(one.events("", 5s));
    bench.finish(nap(50ms));
    server->say({"CLIENT", "KILL", "TYPE", "normal"});
    an_incident("vk:1");
    EXPECT_EQ(result(waiting).at(0).incident, 1);
}
