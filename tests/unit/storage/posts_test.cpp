#include "tests/unit/storage/store_bench.hpp"

using namespace otklik;
using namespace otklik::storage;
using namespace otklik::test;

namespace {

struct Posts : StoreTest {
    std::size_t ingest(store& s, const std::string& source, std::vector<post> posts, const std::string& cursor = "c",
                       moment bound = {}) {
        return run(s.ingest(source, std::move(posts), cursor, now, bound));
    }
    std::vector<waiting_post> next(store& s, const std::string& consumer, std::size_t count = 10) {
        return run(s.next_posts(consumer, count, 0ms));
    }
    static std::vector<std::string> ids(const std::vector<waiting_post>& all) {
        std::vector<std::string> out;
        for (auto& w : all) out.push_back(w.what.id);
        return out;
    }
    using ids_t = std::vector<std::string>;
};

}

// ---- ingest

TEST_F(Posts, APageIsKeptPutInLineAndTheCursorMoved) {
    EXPECT_EQ(run(one.cursor("wall")), std::nullopt);
    EXPECT_EQ(ingest(one, "wall", {a_post("vk:1"), a_post("vk:2", "vk:1")}, "page 2"), 2u);
    EXPECT_EQ(run(one.cursor("wall")), "page 2");
    auto kept = run(one.find_post("vk:2"));
    ASSERT_TRUE(kept);
    EXPECT_EQ(kept->text, "текст vk:2");
    EXPECT_EQ(kept->found, now);
    EXPECT_EQ(ids(next(one, "a")), (ids_t{"vk:1", "vk:2"}));
    EXPECT_FALSE(run(one.find_post("vk:3")));
}

TEST_F(Posts, TheSamePageTwiceOverlappingOrReorderedBringsNothingTwice) {
    EXPECT_EQ(ingest(one, "wall", {a_post("vk:1"), a_post("vk:2"), a_post("vk:1")}), 2u);
    EXPECT_EQ(ingest(one, "wall", {a_post("vk:1"), a_post("vk:2")}), 0u);
    EXPECT_EQ(ingest(two, "search", {a_post("vk:3"), a_post("vk:2")}), 1u);
    EXPECT_EQ(ids(next(one, "a")), (ids_t{"vk:1", "vk:2", "vk:3"}));
}

TEST_F(Posts, APageWhoseAnswerWasLostIsCountedOnce) {
    EXPECT_EQ(run_losing(unlucky.ingest("wall", {a_post("vk:1"), a_post("vk:2")}, "c", now)), 2u);
    EXPECT_EQ(next(one, "a").size(), 2u);
}

TEST_F(Posts, AnEmptyPageStillMovesTheCursor) {
    EXPECT_EQ(ingest(one, "wall", {}, "end"), 0u);
    EXPECT_EQ(run(one.cursor("wall")), "end");
}

TEST_F(Posts, AQuietFirstReadIsKeptButNotPutInLine) {
    EXPECT_EQ(ingest(one, "wall", {a_post("vk:1")}, "c", now), 1u);
    EXPECT_TRUE(run(one.find_post("vk:1")));
    EXPECT_TRUE(next(one, "a").empty());
    EXPECT_EQ(ingest(one, "wall", {a_post("vk:1")}), 0u) << "it was seen";
}

TEST_F(Posts, APageMayHoldHistoryAndNews) {
    EXPECT_EQ(ingest(one, "wall", {a_post("vk:1", "", 1000), a_post("vk:2", "", 2000), a_post("vk:3", "", 0)}, "c",
                     from_milliseconds(2000)),
              3u);
    EXPECT_EQ(ids(next(one, "a")), (ids_t{"vk:2", "vk:3"})) << "what has no time is news";
}

TEST_F(Posts, KeptPostsArePagedTheLatestFirst) {
    ingest(one, "wall", {a_post("vk:1"), a_post("vk:2"), a_post("vk:3")}, "c", now);
    now += 1s;
    ingest(one, "wall", {a_post("vk:4")}, "c", now);
    ids_t seen;
    std::string after;
    for (;;) {
        auto page = run(one.kept_posts(after, 2));
        if (page.empty()) break;
        for (auto& k : page) seen.push_back(k.what.id), after = k.position;
    }
    EXPECT_EQ(seen, (ids_t{"vk:4", "vk:3", "vk:2", "vk:1"}));
}

TEST_F(Posts, ThePageOfKeptPostsGoesOnThoughItsLastOneWasTakenIntoWork) {
    for (const char* id : {"vk:1", "vk:2", "vk:3"}) {
        now += 1s;
        ingest(one, "wall", {a_post(id)}, "c", now);
    }
    auto first = run(one.kept_posts("", 2));
    ASSERT_EQ(first.at(1).what.id, "vk:2");
    run(one.accept("", first[1].what, a_fresh_incident("vk:2"), an_entry("anna", "entered", now)));
    auto rest = run(one.kept_posts(first[1].position, 5));
    ASSERT_EQ(rest.size(), 1u);
    EXPECT_EQ(rest[0].what.id, "vk:1");
}

TEST_F(Posts, BytesThatAreNoUtf8DoNotHoldUpTheLine) {
    auto bad = a_post("vk:1");
    bad.raw = "caf\xe9 \xed\xa0\x80 \xf0\x9f\x98\x80 \xc0\xaf";
    bad.text = std::string(100'000, 'x') + "\xe2\x80\xae <script>";
    EXPECT_EQ(ingest(one, "wall", {bad, a_post("vk:2")}), 2u);
    auto waiting = next(one, "a");
    ASSERT_EQ(ids(waiting), (ids_t{"vk:1", "vk:2"}));
    EXPECT_EQ(waiting[0].what.raw, "caf\uFFFD \uFFFD\uFFFD\uFFFD \U0001F600 \uFFFD\uFFFD");
    EXPECT_EQ(waiting[0].what.text, bad.text);
}

TEST_F(Posts, ARecordThatCannotBeReadLeavesTheLine) {
    ingest(one, "wall", {a_post("vk:1"), a_post("vk:2")});
    server->say({"HSET", "otklik:post:vk:1", "record", "{nonsense"});
    EXPECT_EQ(ids(next(one, "a")), (ids_t{"vk:2"}));
    EXPECT_EQ(server->say({"XLEN", "otklik:line"}).integer(), 1);
}

// ---- the line

TEST_F(Posts, WhatWasGivenAndNotDecidedOnIsGivenAgainToTheSameConsumerAlone) {
    ingest(one, "wall", {a_post("vk:1"), a_post("vk:2"), a_post("vk:3")});
    EXPECT_EQ(ids(next(one, "a", 2)), (ids_t{"vk:1", "vk:2"}));
    EXPECT_EQ(ids(next(two, "b", 2)), (ids_t{"vk:3"}));
    auto again = next(one, "a");
    EXPECT_EQ(ids(again), (ids_t{"vk:1", "vk:2"}));
    run(one.pass_over(again[0].ticket));
    EXPECT_EQ(ids(next(one, "a")), (ids_t{"vk:2"}));
}

TEST_F(Posts, ATicketWhoseAnswerWasLostIsGivenAgain) {
    ingest(one, "wall", {a_post("vk:1"), a_post("vk:2")});
    EXPECT_EQ(ids(run_losing(unlucky.next_posts("a", 1, 0ms))), (ids_t{"vk:1"}));
    EXPECT_EQ(ids(next(two, "b")), (ids_t{"vk:2"}));
}

TEST_F(Posts, ThoseOfADeadConsumerAreTakenOver) {
    ingest(one, "wall", {a_post("vk:1")});
    EXPECT_EQ(next(one, "dead").size(), 1u);
    EXPECT_TRUE(next(two, "b").empty()) << "not at once";
    bench.finish(nap(250ms));
    auto taken = next(two, "b");
    EXPECT_EQ(ids(taken), (ids_t{"vk:1"}));
    EXPECT_TRUE(next(one, "dead").empty()) << "should it live after all";
}

TEST_F(Posts, AnEmptyLineIsWaitedAt) {
    auto waiting = start(one.next_posts("a", 10, 5s));
    bench.finish(nap(50ms));
    EXPECT_FALSE(waiting->ended());
    ingest(two, "wall", {a_post("vk:1")});
    EXPECT_EQ(ids(result(waiting)), (ids_t{"vk:1"}));
    auto began = std::chrono::steady_clock::now();
    EXPECT_TRUE(run(two.next_posts("b", 10, 100ms)).empty());
    EXPECT_GE(std::chrono::steady_clock::now() - began, 90ms);
}

TEST_F(Posts, PassedOverTwiceIsPassedOverOnce) {
    ingest(one, "wall", {a_post("vk:1")});
    auto ticket = next(one, "a").at(0).ticket;
    run_losing(unlucky.pass_over(ticket));
    run(two.pass_over(ticket));
    EXPECT_TRUE(next(one, "a").empty());
    EXPECT_EQ(server->say({"ZCARD", "otklik:kept"}).integer(), 1);
}

// ---- acceptance

TEST_F(Posts, AnAcceptedPostIsAnIncidentAndOutOfTheLine) {
    ingest(one, "wall", {a_post("vk:1")});
    auto waiting = next(one, "a").at(0);
    auto entry = an_entry("system", "found", now);
    auto made = run(one.accept(waiting.ticket, waiting.what, a_fresh_incident("vk:1"), entry));
    EXPECT_TRUE(made.made);
    EXPECT_EQ(made.incident, 1);
    EXPECT_TRUE(next(one, "a").empty());
    EXPECT_EQ(run(one.incident_of("vk:1")), 1);
    EXPECT_EQ(run(one.incident_of("vk:2")), std::nullopt);
    auto kept = the_incident(1);
    EXPECT_EQ(kept.id, 1);
    EXPECT_EQ(kept.version, 1);
    EXPECT_EQ(kept.messages.at(0).post, "vk:1");
    auto history = run(one.history(1));
    ASSERT_EQ(history.size(), 1u);
    EXPECT_EQ(history[0].action, "found");
    EXPECT_EQ(history[0].incident, 1);
}

TEST_F(Posts, APostIsAcceptedOnceHoweverOftenAndByWhomever) {
    ingest(one, "wall", {a_post("vk:1")});
    auto waiting = next(one, "a").at(0);
    auto entry = an_entry("system", "found", now);
    auto first = run_losing(unlucky.accept(waiting.ticket, waiting.what, a_fresh_incident("vk:1"), entry));
    EXPECT_TRUE(first.made) << "a lost answer does not make it another's";
    now += 1min;
    auto second =
        run(two.accept(waiting.ticket, waiting.what, a_fresh_incident("vk:1"), an_entry("system", "found", now)));
    EXPECT_FALSE(second.made);
    EXPECT_EQ(second.incident, first.incident);
    EXPECT_EQ(run(one.history(1)).size(), 1u);
    EXPECT_FALSE(run(one.find_incident(2)));
}

TEST_F(Posts, TwoReplicasAcceptAtTheSameMoment) {
    std::vector<std::shared_ptr<bench::outcome<store::acceptance>>> racing;
    for (int i = 0; i < 20; ++i)
        for (auto* s : {&one, &two}) {
            auto id = "vk:" + std::to_string(i);
            racing.push_back(start(
                s->accept("", a_post(id), a_fresh_incident(id), an_entry(s == &one ? "one" : "two", "found", now))));
        }
    int made = 0;
    std::set<std::int64_t> numbers;
    for (auto& r : racing) {
        auto got = result(r);
        made += got.made;
        numbers.insert(got.incident);
    }
    EXPECT_EQ(made, 20);
    EXPECT_EQ(numbers.size(), 20u);
    EXPECT_EQ(*numbers.rbegin(), 20) << "numbers have no gaps";
}

TEST_F(Posts, APostEnteredByHandIsKeptInTheSameStep) {
    auto by_hand = a_post("manual:1");
    by_hand.kind = post_kind::manual;
    EXPECT_TRUE(run(one.accept("", by_hand, a_fresh_incident("manual:1"), an_entry("anna", "entered", now))).made);
    auto kept = run(one.find_post("manual:1"));
    ASSERT_TRUE(kept);
    EXPECT_EQ(kept->found, now);
    EXPECT_EQ(ingest(one, "wall", {by_hand}), 0u);
}

TEST_F(Posts, APostEnteredByHandWhileItWaitsInLineIsNotForgottenLater) {
    ingest(one, "wall", {a_post("vk:1")});
    auto ticket = next(one, "a").at(0).ticket;
    an_incident("vk:1");
    run(one.pass_over(ticket));
    run(one.tidy(now + std::chrono::days(365)));
    EXPECT_TRUE(run(one.find_post("vk:1"))) << "it belongs to an incident";
}

// ---- the thread

TEST_F(Posts, AThreadIsThePostAndWhatStandsUnderItOldestFirst) {
    ingest(one, "wall",
           {a_post("vk:1"), a_post("vk:4", "vk:1", 4000), a_post("vk:2", "vk:1", 2000), a_post("vk:3", "vk:1", 3000)});
    auto names = [&](std::size_t limit) {
        std::vector<std::string> out;
        for (auto& p : run(one.thread("vk:1", limit))) out.push_back(p.id);
        return out;
    };
    EXPECT_EQ(names(10), (ids_t{"vk:1", "vk:2", "vk:3", "vk:4"}));
    EXPECT_EQ(names(3), (ids_t{"vk:1", "vk:3", "vk:4"})) << "the latest, when there are too many";
    EXPECT_EQ(names(0), ids_t{});
    EXPECT_TRUE(run(one.thread("vk:none", 10)).empty());
}

// ---- retention

TEST_F(Posts, UnmatchedPostsGoAfterTheirTimeAndOthersStay) {
    ingest(one, "wall", {a_post("vk:1"), a_post("vk:2", "vk:1"), a_post("vk:3", "vk:1"), a_post("vk:4")});
    auto waiting = next(one, "a");
    run(one.pass_over(waiting.at(0).ticket));
    run(one.pass_over(waiting.at(1).ticket));
    run(one.accept(waiting.at(2).ticket, waiting.at(2).what, a_fresh_incident("vk:3"),
                   an_entry("system", "found", now)));
    EXPECT_EQ(run(one.tidy(now + std::chrono::days(13))), 0u);
    EXPECT_EQ(run(one.tidy(now + std::chrono::days(14))), 2u);
    EXPECT_FALSE(run(one.find_post("vk:1")));
    EXPECT_FALSE(run(one.find_post("vk:2")));
    EXPECT_TRUE(run(one.find_post("vk:3"))) << "a message";
    EXPECT_TRUE(run(one.find_post("vk:4"))) << "not decided on yet";
    EXPECT_EQ(run(one.thread("vk:1", 10)).size(), 1u);
    EXPECT_EQ(ingest(one, "wall", {a_post("vk:1")}), 0u) << "its text went, not the memory that it was seen";
}

TEST_F(Posts, SeenIdsAreForgottenOnlyWhenTheNetworkShowsThemNoMore) {
    ingest(one, "wall", {a_post("vk:1"), a_post("vk:2")});
    for (auto& w : next(one, "a")) run(one.pass_over(w.ticket));
    const auto begin = now;
    for (now = begin; now < begin + std::chrono::days(100); now += std::chrono::days(1) + 1ms) {
        ASSERT_EQ(ingest(one, "wall", {a_post("vk:1")}), 0u);
        run(one.tidy(now));
    }
    EXPECT_EQ(ingest(one, "wall", {a_post("vk:1")}), 0u) << "shown every day";
    EXPECT_EQ(ingest(one, "wall", {a_post("vk:2")}), 1u) << "not shown for longer than the longest sweep";
}

TEST_F(Posts, TidyingManyTakesManyLittleSteps) {
    for (int page = 0; page < 12; ++page) {
        std::vector<post> posts;
        for (int i = 0; i < 100; ++i) posts.push_back(a_post("vk:" + std::to_string(page) + "_" + std::to_string(i)));
        ingest(one, "wall", std::move(posts), "c", now);
    }
    EXPECT_EQ(run(one.tidy(now + std::chrono::days(14))), 1200u);
    EXPECT_EQ(run(one.health()).posts_kept, 0);
}

TEST_F(Posts, HealthCountsThem) {
    ingest(one, "wall", {a_post("vk:1"), a_post("vk:2"), a_post("vk:3")});
    auto waiting = next(one, "a");
    run(one.pass_over(waiting.at(0).ticket));
    run(one.accept(waiting.at(1).ticket, waiting.at(1).what, a_fresh_incident("vk:2"),
                   an_entry("system", "found", now)));
    auto h = run(one.health());
    EXPECT_EQ(h.posts_waiting, 1);
    EXPECT_EQ(h.posts_kept, 3);
    EXPECT_TRUE(h.version.starts_with("7.")) << h.version;
    EXPECT_EQ(h.url, server->url());
    EXPECT_GT(h.memory_bytes, 100'000);
}
