#include "daemon/publisher/decide.hpp"

#include <gtest/gtest.h>

namespace otklik {
namespace {

using kind = next_step::kind;
using namespace std::chrono_literals;

delivery prepared() {
    delivery d;
    d.id = "7-3-1";
    d.text = "Вывезем завтра.";
    d.original = "Когда вывезут мусор?";
    return d;
}

delivery doubtful(int attempt, int looks) {
    auto d = prepared();
    d.state = delivery_state::unknown;
    d.attempt = attempt;
    d.looks = looks;
    d.first_attempt = from_milliseconds(1'700'000'000'000);
    return d;
}

thread_view quiet() {
    thread_view v;
    v.text = "Когда вывезут мусор?";
    return v;
}

thread_view with_reply(std::string text, moment written = from_milliseconds(1'700'000'001'000)) {
    auto v = quiet();
    v.own_replies.push_back({"vk:-1_9", "https://vk.com/wall-1_5?reply=9", std::move(text), written});
    return v;
}

struct before_case {
    const char* name;
    look_outcome seen;
    bool insist;
    kind expected;
};

class BeforePlacing : public testing::TestWithParam<before_case> {};

TEST_P(BeforePlacing, Decides) {
    auto d = prepared();
    d.insist = GetParam().insist;
    EXPECT_EQ(before_placing(d, GetParam().seen).what, GetParam().expected);
}

thread_view gone() {
    auto v = quiet();
    v.gone = true;
    return v;
}
thread_view closed() {
    auto v = quiet();
    v.closed = true;
    return v;
}
thread_view edited() {
    auto v = quiet();
    v.text = "Уже вывезли, спасибо!";
    return v;
}

INSTANTIATE_TEST_SUITE_P(
    , BeforePlacing,
    testing::Values(
        before_case{"AQuietThreadIsAnswered", quiet(), false, kind::place},
        before_case{"OurWordsStandThereAlready", with_reply("Вывезем  завтра.\n"), false, kind::sent},
        before_case{"AColleagueHasAnswered", with_reply("Разбираемся"), false, kind::stop},
        before_case{"AColleagueHasAnsweredAndTheCoordinatorInsists", with_reply("Разбираемся"), true, kind::place},
        before_case{"TheMessageIsGone", gone(), false, kind::stop},
        before_case{"TheMessageIsGoneWhateverOneInsists", gone(), true, kind::stop},
        before_case{"CommentsAreClosed", closed(), false, kind::refused},
        before_case{"TheAuthorChangedTheMessage", edited(), false, kind::stop},
        before_case{"TheAuthorChangedTheMessageAndTheCoordinatorInsists", edited(), true, kind::place},
        before_case{"NoConnection", failure{trouble::unreachable, "no route", {}}, false, kind::wait},
        before_case{"NotReadableWithTheseTokens", failure{trouble::settings, "27", {}}, false, kind::hand_over},
        before_case{"TheNetworkHidesTheThread", failure{trouble::refused, "212", {}}, false, kind::refused}),
    [](auto& one) { return one.param.name; });

struct after_case {
    const char* name;
    write_outcome said;
    kind expected;
};

class AfterPlacing : public testing::TestWithParam<after_case> {};

TEST_P(AfterPlacing, Decides) {
    auto d = prepared();
    d.attempt = 1;
    EXPECT_EQ(after_placing(d, GetParam().said, {}).what, GetParam().expected);
}

refused_before_write refused_as(trouble t) {
    return {{t, "said", {}}};
}

INSTANTIATE_TEST_SUITE_P(
    , AfterPlacing,
    testing::Values(after_case{"AnIdIsSent", sent{"vk:-1_9", "link"}, kind::sent},
                    after_case{"WhatIsNotProvenIsUnknown", fate_unknown{{trouble::unreachable, "10", {}}},
                               kind::unknown},
                    after_case{"ByHandIsAPersons", by_hand{"no token", {"open the link"}}, kind::hand_over},
                    after_case{"ARefusalStops", refused_as(trouble::refused), kind::refused},
                    after_case{"AMissingTargetStops", refused_as(trouble::gone), kind::stop},
                    after_case{"AWrongTokenStops", refused_as(trouble::settings), kind::stop},
                    after_case{"NothingSentIsTriedAgain", refused_as(trouble::unreachable), kind::prepare},
                    after_case{"TooManyIsTriedLater", refused_as(trouble::throttled), kind::prepare},
                    after_case{"ABrakeIsTriedMuchLater", refused_as(trouble::braked), kind::prepare},
                    after_case{"AnUnreadableRefusalProvesNothing", refused_as(trouble::unreadable), kind::unknown}),
    [](auto& one) { return one.param.name; });

TEST(AfterPlacing_, ABrakeWaitsAnHourAtLeast) {
    EXPECT_GE(after_placing(prepared(), refused_as(trouble::braked), {}).after, 1h);
}

TEST(InDoubt, OurWordsInTheThreadEndIt) {
    auto step = in_doubt(doubtful(1, 0), with_reply("Вывезем завтра."), {});
    EXPECT_EQ(step.what, kind::sent);
    EXPECT_EQ(step.found.remote_id, "vk:-1_9");
}

TEST(InDoubt, WhatIsClosedIsLookedAtByAPersonAndNeverTriedAgain) {
    publishing_settings s;
    s.looks = 1, s.attempts = 5;
    EXPECT_EQ(in_doubt(doubtful(1, 0), closed(), s).what, kind::stop);
    auto ours = with_reply("Вывезем завтра.");
    ours.closed = true;
    EXPECT_EQ(in_doubt(doubtful(1, 0), ours, s).what, kind::sent);
}

TEST(InDoubt, LooksAsOftenAsSetAndOnlyThenMayTryAgain) {
    publishing_settings s;
    s.looks = 3, s.attempts = 2;
    EXPECT_EQ(in_doubt(doubtful(1, 0), quiet(), s).what, kind::not_there);
    EXPECT_EQ(in_doubt(doubtful(1, 1), quiet(), s).what, kind::not_there);
    EXPECT_EQ(in_doubt(doubtful(1, 2), quiet(), s).what, kind::prepare);
}

TEST(InDoubt, AsksAPersonWhenAttemptsAreUsedUp) {
    publishing_settings s;
    s.looks = 1, s.attempts = 2;
    EXPECT_EQ(in_doubt(doubtful(2, 0), quiet(), s).what, kind::stop);
}

TEST(InDoubt, NeverSendsAgainWithoutHavingReadTheThread) {
    for (auto t : {trouble::settings, trouble::refused, trouble::gone, trouble::throttled, trouble::braked,
                   trouble::unreachable, trouble::unreadable}) {
        auto step = in_doubt(doubtful(1, 19), failure{t, "said", {}}, {});
        EXPECT_TRUE(step.what == kind::wait || step.what == kind::stop) << name_of(t);
    }
}

TEST(InDoubt, AsksAPersonWhenLooksGoOnFailing) {
    auto what = doubtful(1, 0);
    const failure away{trouble::unreachable, "no route", {}}, strange{trouble::unreadable, "<html>", {}};
    what.failed_looks = 9;
    EXPECT_EQ(in_doubt(what, strange, {}).what, kind::wait);
    what.failed_looks = 10;
    EXPECT_EQ(in_doubt(what, strange, {}).what, kind::stop);
    EXPECT_EQ(before_placing(what, strange).what, kind::stop);
    what.failed_looks = 99;
    EXPECT_EQ(in_doubt(what, away, {}).what, kind::wait);
    what.failed_looks = 100;
    EXPECT_EQ(in_doubt(what, away, {}).what, kind::stop);
}

TEST(InDoubt, OtherWordsOfOursAreAPersonsToJudge) {
    EXPECT_EQ(in_doubt(doubtful(1, 5), with_reply("Вывезем зав"), {}).what, kind::stop);
}

TEST(InDoubt, AnOlderReplyOfOursIsNotTheOneWeLookFor) {
    auto old = with_reply("Здравствуйте", from_milliseconds(1'600'000'000'000));
    EXPECT_EQ(in_doubt(doubtful(1, 0), old, {}).what, kind::not_there);
}

TEST(SameWords, ForgiveSpacesOnly) {
    EXPECT_TRUE(same_words("Добрый день!\n\nВывезем завтра. ", "Добрый день! Вывезем завтра."));
    EXPECT_FALSE(same_words("Вывезем завтра.", "Вывезем завтра"));
    EXPECT_FALSE(same_words("а б", "аб"));
}

}
}
