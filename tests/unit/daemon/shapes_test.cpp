#include "daemon/web/shapes.hpp"

#include "daemon/excerpt.hpp"

#include <gtest/gtest.h>

namespace otklik::web {
namespace {

std::string pieces(const std::string& text, const char* match) {
    return json::write(in_pieces(text, json::parse(match).value()));
}

TEST(Pieces, CutATextAtItsHits) {
    EXPECT_EQ(pieces("яма на дороге", R"({"rules":[{"id":"roads","spans":[[0,6],[12,24]]}]})"),
              R"([{"t":"яма","rules":["roads"]},{"t":" на "},{"t":"дороге","rules":["roads"]}])");
}
TEST(Pieces, NameAllRulesOfAnOverlap) {
    EXPECT_EQ(pieces("abcd", R"({"rules":[{"id":"x","spans":[[0,3]]},{"id":"y","spans":[[2,4]]}]})"),
              R"([{"t":"ab","rules":["x"]},{"t":"c","rules":["x","y"]},{"t":"d","rules":["y"]}])");
}
TEST(Pieces, LeaveATextWithoutHitsWhole) {
    EXPECT_EQ(pieces("abc", "{}"), R"([{"t":"abc"}])");
}
TEST(Pieces, OfNoTextAreNone) {
    EXPECT_EQ(pieces("", "{}"), "[]");
}
TEST(Pieces, PassOverSpansThatDoNotFit) {
    EXPECT_EQ(pieces("abc", R"({"rules":[{"id":"x","spans":[[2,9],[-1,2],[2,1],[1]]}]})"), R"([{"t":"abc"}])");
}

TEST(Excerpt, CutsBetweenCharactersNotBytes) {
    EXPECT_EQ(excerpt("жжжж", 3), "жжж…");
}
TEST(Excerpt, IsOneLine) {
    EXPECT_EQ(excerpt("a\nb\tc", 10), "a b c");
}

}
}
