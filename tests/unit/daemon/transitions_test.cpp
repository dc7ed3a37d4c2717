#include "daemon/incidents/transitions.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <tuple>

namespace otklik {
namespace {

TEST(Transitions, NameEachStateActionAndRoleOnce) {
    std::set<std::tuple<incident_state, action, role>> seen;
    for (auto& t : transitions())
        EXPECT_TRUE(seen.insert({t.from, t.what, t.who}).second) << title_of(t.from) << " " << name_of(t.what);
}

TEST(Transitions, LeadIntoEveryStateAndOutOfEveryButTheLast) {
    for (std::size_t i = 0; i < names_of(incident_state{}).size(); ++i) {
        auto s = static_cast<incident_state>(i);
        bool in = s == incident_state::fresh || std::ranges::any_of(transitions(), [&](auto& t) { return t.to == s; });
        bool out = std::ranges::any_of(transitions(), [&](auto& t) { return t.from == s; });
        EXPECT_TRUE(in) << title_of(s);
        EXPECT_EQ(out, s != incident_state::answered) << title_of(s);
    }
}

TEST(Transitions, PlaceNothingThatNobodyApproved) {
    for (auto& t : transitions())
        if (t.to == incident_state::placing) {
            bool approval = t.what == action::approve && t.who == role::coordinator;
            bool again = t.what == action::place_again && t.who == role::coordinator;
            EXPECT_TRUE(approval || again) << title_of(t.from);
        }
}

TEST(Transitions, LeaveTheHeadAndTheAdministratorLooking) {
    for (auto& t : transitions()) EXPECT_TRUE(t.who != role::head && t.who != role::administrator);
}

TEST(Transitions, LetNobodyButTheSystemSayWhatTheNetworkDid) {
    for (auto& t : transitions())
        EXPECT_EQ(t.who == role::system,
                  t.what == action::sent || t.what == action::stop || t.what == action::hand_over);
}

TEST(Transitions, HaveWordsForEveryActionAndAClauseForEveryRow) {
    for (auto& t : transitions()) {
        EXPECT_FALSE(words_of(t.what).title.empty());
        EXPECT_FALSE(t.clause.empty());
    }
}

}
}
