#include "daemon/publisher/brakes.hpp"

#include <gtest/gtest.h>

namespace otklik {
namespace {

using namespace std::chrono_literals;

const moment now{1'800'000'000'000ms};
const write_outcome flood = fate_unknown{{trouble::braked, "flood control", 1h}};

std::chrono::milliseconds pause(const write_outcome& said, int times) {
    auto after = brake_after(said, brake{now, "before", times}, now);
    return after ? after->until - now : 0ms;
}

TEST(Brake, FloodControlStopsTheAccountWhetherOrNotItWrote) {
    auto after = brake_after(flood, {}, now);
    ASSERT_TRUE(after);
    EXPECT_EQ(after->until, now + 1h);
    EXPECT_EQ(after->why, "flood control");
    EXPECT_EQ(after->times, 1);
    EXPECT_EQ(pause(refused_before_write{{trouble::braked, "captcha", {}}}, 0), 1h);
}

TEST(Brake, EachInARowDoublesThePauseUpToADay) {
    EXPECT_EQ(pause(flood, 1), 2h);
    EXPECT_EQ(pause(flood, 2), 4h);
    EXPECT_EQ(pause(flood, 9), 24h);
}

TEST(Brake, AUsedUpQuotaStopsTheAccountAndAShortPauseDoesNot) {
    EXPECT_EQ(pause(fate_unknown{{trouble::throttled, "29", 1h}}, 0), 1h);
    EXPECT_EQ(pause(fate_unknown{{trouble::throttled, "6", 1200ms}}, 0), 0ms);
    EXPECT_EQ(pause(fate_unknown{{trouble::unreachable, "10", 5s}}, 0), 0ms);
    EXPECT_EQ(pause(by_hand{"no right", {}}, 3), 0ms);
}

TEST(Brake, APlacedAnswerEndsTheRow) {
    auto after = brake_after(sent{"vk:-1_9", "link"}, brake{now, "flood control", 3}, now);
    ASSERT_TRUE(after);
    EXPECT_EQ(after->times, 0);
    EXPECT_LE(after->until, now);
    EXPECT_FALSE(brake_after(sent{"vk:-1_9", "link"}, {}, now)) << "nothing to write where nothing changes";
}

}
}
