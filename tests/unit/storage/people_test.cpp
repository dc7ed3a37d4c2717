#include "tests/unit/storage/store_bench.hpp"

using namespace otklik;
using namespace otklik::storage;
using namespace otklik::test;

namespace {
struct People : StoreTest {
    std::vector<std::string> due() {
        std::vector<std::string> out;
        for (auto& l : run(one.letters_due(now, 10))) out.push_back(l.name + "=" + l.record);
        return out;
    }
    using names = std::vector<std::string>;
};
}

TEST_F(People, ASessionLastsUntilItsEnd) {
    run_losing(unlucky.keep_session("d", "anna", now + 1h));
    EXPECT_EQ(run(one.find_session("d", now)), "anna");
    EXPECT_EQ(run(one.find_session("d", now + 1h)), std::nullopt);
    EXPECT_EQ(run(one.find_session("e", now)), std::nullopt);
    run(one.keep_session("d", "anna again", now + 2h));
    EXPECT_EQ(run(one.find_session("d", now + 1h)), "anna again");
    run_losing(unlucky.end_session("d"));
    EXPECT_EQ(run(one.find_session("d", now)), std::nullopt);
}

TEST_F(People, EndedSessionsAreTidiedAway) {
    run(one.keep_session("short", "a", now + 1h));
    run(one.keep_session("long", "b", now + 9h));
    EXPECT_EQ(run(one.tidy(now + 2h)), 1u);
    EXPECT_EQ(server->say({"EXISTS", "otklik:session:short"}).integer(), 0);
    EXPECT_EQ(run(one.find_session("long", now)), "b");
}

TEST_F(People, ALetterIsNotedOnce) {
    EXPECT_TRUE(run_losing(unlucky.note_letter("new:1", "r", now))) << "a lost answer does not make it old";
    EXPECT_FALSE(run(one.note_letter("new:1", "other", now + 1h)));
    EXPECT_EQ(due(), (names{"new:1=r"}));
    run_losing(unlucky.letter_done("new:1"));
    EXPECT_EQ(due(), names{});
    EXPECT_FALSE(run(two.note_letter("new:1", "r", now))) << "not after it was sent, either";
    EXPECT_EQ(due(), names{});
}

TEST_F(People, TwoReplicasNoteALetterOnce) {
    int fresh = 0;
    for (int i = 0; i < 10; ++i) {
        auto name = "new:" + std::to_string(i);
        auto a = start(one.note_letter(name, "r", now)), b = start(two.note_letter(name, "r", now));
        fresh += result(a) + result(b);
    }
    EXPECT_EQ(fresh, 10);
}

TEST_F(People, AStateAndAFileAreFoundByTheirWholeName) {
    const std::string bytes("\x89PNG\0\r\n\xff", 8);
    run_losing(unlucky.keep_state("check:vk", "v"));
    run_losing(unlucky.keep_picture("vk", bytes));
    EXPECT_EQ(run(one.state("check:vk")), "v");
    EXPECT_EQ(run(one.state("check:")), std::nullopt);
    EXPECT_EQ(run(one.find_picture("vk")), bytes);
    EXPECT_EQ(run(one.find_picture("")), std::nullopt);
    EXPECT_EQ(run(one.states("")).size(), 1u) << "a file is no state";
}

TEST_F(People, LettersComeInTheOrderTheyAreDue) {
    run(one.note_letter("late", "l", now + 1h));
    run(one.note_letter("second", "s", now - 1s));
    run(one.note_letter("first", "f", now - 2s));
    EXPECT_EQ(due(), (names{"first=f", "second=s"}));
    run_losing(unlucky.letter_later("first", "f2", now + 1min));
    EXPECT_EQ(due(), (names{"second=s"}));
    now += 1min;
    EXPECT_EQ(due(), (names{"second=s", "first=f2"}));
    run(one.letter_done("second"));
    run(one.letter_later("second", "again", now));
    EXPECT_EQ(due(), (names{"first=f2"})) << "what is done stays done";
}

TEST_F(People, NamesOfLettersLongSentAreForgottenAndThoseThatWaitAreNot) {
    run(one.note_letter("sent", "r", now));
    run(one.letter_done("sent"));
    run(one.note_letter("waits", "r", now));
    run(one.tidy(now + std::chrono::days(61)));
    EXPECT_EQ(due(), (names{"waits=r"}));
    EXPECT_FALSE(run(one.note_letter("waits", "r", now)));
    EXPECT_TRUE(run(one.note_letter("sent", "r", now)));
}

TEST_F(People, StatesAreKeptByName) {
    run_losing(unlucky.keep_state("source:wall", "1"));
    run(one.keep_state("source:search", "2"));
    run(one.keep_state("account:vk", "3"));
    run(one.keep_state("source:wall", "4"));
    auto got = run(two.states("source:"));
    ASSERT_EQ(got.size(), 2u);
    EXPECT_EQ(got[0], (std::pair<std::string, std::string>("source:search", "2")));
    EXPECT_EQ(got[1], (std::pair<std::string, std::string>("source:wall", "4")));
    EXPECT_EQ(run(two.states("")).size(), 3u);
}
