#include "storage/values/json.hpp"

#include "storage/values/post.hpp"

#include <gtest/gtest.h>

namespace otklik {
namespace {

TEST(Json, GivesBackWhatWasWritten) {
    std::string text = R"({"a":1,"b":[true,null,"ж"],"c":{"d":2.5}})";
    EXPECT_EQ(json::write(json::parse(text).value()), text);
}

TEST(Json, TakesAWholeNumberWrittenAsAFraction) {
    EXPECT_EQ(json::parse("162.000000")->integer(), 162);
    EXPECT_EQ(json::parse("162.5")->integer(), std::nullopt);
}

TEST(Json, TakesOneAndZeroForFlags) {
    EXPECT_EQ(json::parse("1")->flag(), true);
    EXPECT_EQ(json::parse("false")->flag(), false);
    EXPECT_EQ(json::parse("2")->flag(), std::nullopt);
}

TEST(Json, AStrangeReplyEndsInNothing) {
    auto v = json::parse(R"({"response":[]})").value();
    EXPECT_TRUE(v["response"]["items"]["x"].is_null());
    EXPECT_EQ(v["nothing"].text(), "");
}

TEST(Json, RefusesDepthWithoutUsingTheStack) {
    std::string deep(3'000'000, '[');
    auto v = json::parse(deep);
    ASSERT_FALSE(v);
    EXPECT_EQ(v.error().what, "nested too deep");
}

TEST(Json, TakesTheDepthThatIsAllowed) {
    std::string fits = std::string(json::max_depth, '[') + std::string(json::max_depth, ']');
    EXPECT_TRUE(json::parse(fits));
    EXPECT_FALSE(json::parse("[" + fits + "]"));
}

TEST(Json, RefusesInvalidUtf8WithItsPlace) {
    auto v = json::parse("{\"a\":\"\xff\"}");
    ASSERT_FALSE(v);
    EXPECT_EQ(v.error().offset, 6u);
}

TEST(Json, RefusesHalfOfASurrogatePair) {
    for (auto* text : {R"(["\ude00"])", R"(["\ud83d"])", R"({"\ude00":1})", R"(["\ud83d\ud83d"])"})
        EXPECT_FALSE(json::parse(text)) << text;
    EXPECT_TRUE(json::parse("[\"\\ud83d\\ude00 \xED\x9F\xBF\"]"));
}

TEST(Json, RefusesWhatFollowsTheValue) {
    EXPECT_FALSE(json::parse("{} {}"));
}

TEST(Json, OfARepeatedNameTheLastHolds) {
    EXPECT_EQ(json::parse(R"({"a":1,"a":2})").value()["a"].integer(), 2);
}

TEST(Record, ComesBackAsItWas) {
    post p;
    p.id = "vk:-1_2";
    p.kind = post_kind::reply;
    p.author.name = "Анна";
    p.written = from_milliseconds(1'700'000'000'123);
    p.attachments = {"фото"};
    auto again = decode<post>(json::parse(json::write(encode(p))).value());
    EXPECT_EQ(json::write(encode(again)), json::write(encode(p)));
    EXPECT_EQ(again.kind, post_kind::reply);
}

TEST(Record, KeepsDefaultsForWhatIsMissingOrOfAnotherKind) {
    auto p = decode<post>(json::parse(R"({"id":5,"kind":"unheard of","own":"yes"})").value());
    EXPECT_EQ(p.id, "");
    EXPECT_EQ(p.kind, post_kind::post);
    EXPECT_FALSE(p.own);
}

}
}
