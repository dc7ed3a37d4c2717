#include "connectors/network_json.hpp"

#include <gtest/gtest.h>

namespace otklik {
namespace {

TEST(NetworkJson, BrokenCharactersAreReplacedAndTheRestIsKept) {
    struct row {
        std::string body, text;
    };
    const row rows[] = {
        {"{\"t\":\"a\xff\xd0z\"}", "a\xEF\xBF\xBD\xEF\xBF\xBDz"},
        {"{\"t\":\"a\\ud83dz\"}", "a\xEF\xBF\xBDz"},
        {"{\"t\":\"a\\ude00z\"}", "a\xEF\xBF\xBDz"},
        {"{\"t\":\"\\ud83d\\ude00\xff\"}", "😀\xEF\xBF\xBD"},
        {"{\"t\":\"a\nb\\\"\xff\"}", "a b\"\xEF\xBF\xBD"},
        {"{\"t\":\"\\\\ud83d\xff\"}", "\\ud83d\xEF\xBF\xBD"},
    };
    for (const auto& r : rows) {
        bool mended = false;
        std::string why;
        auto v = parse_network_json(r.body, mended, why);
        ASSERT_TRUE(v) << r.body << why;
        EXPECT_TRUE(mended) << r.body;
        EXPECT_EQ((*v)["t"].text(), r.text) << r.body;
    }
    bool mended = false;
    std::string why;
    EXPECT_FALSE(parse_network_json("{\"t\":", mended, why));
    EXPECT_FALSE(parse_network_json(std::string(3'000'000, '['), mended, why));
    EXPECT_FALSE(parse_network_json("", mended, why));
    EXPECT_FALSE(why.empty());
    EXPECT_FALSE(mended);
}

TEST(NetworkJson, AnyValueIsOneAndBrokenCharactersAreMended) {
    struct row {
        std::string_view body, text;
        bool mended;
    };
    const row rows[] = {
        {R"("62503929662320")", "62503929662320", false},
        {"\"яма\xff\"", "яма\xEF\xBF\xBD", true},
        {R"("x\ud83d y")", "x\xEF\xBF\xBD y", true},
        {R"("x\udc00\ud83d\ude00")", "x\xEF\xBF\xBD😀", true},
        {R"("\ud83d\ude00")", "😀", false},
        {"\"a\x01z\"", "a z", true},
        {R"("\\ud83d")", "\\ud83d", false},
    };
    for (const auto& r : rows) {
        bool mended = !r.mended;
        std::string why;
        auto value = parse_network_json(r.body, mended, why);
        ASSERT_TRUE(value) << r.body << ": " << why;
        EXPECT_EQ(value->text(), r.text) << r.body;
        EXPECT_EQ(mended, r.mended) << r.body;
    }
    for (std::string_view body : {"", "<html>", "{", "\"\\u", R"("\ud83d)"}) {
        bool mended = false;
        std::string why;
        EXPECT_FALSE(parse_network_json(body, mended, why)) << body;
        EXPECT_NE(why, "");
    }
    for (std::string_view body : {"true", "null", "[]", "{}", "5"}) {
        bool mended = false;
        std::string why;
        EXPECT_TRUE(parse_network_json(body, mended, why)) << body;
    }
}

TEST(OneLine, IsShortAndValid) {
    EXPECT_EQ(one_line("a\nb\xff", 10), "a b\xEF\xBF\xBD");
    EXPECT_EQ(one_line("ёжик", 3), "ё\xEF\xBF\xBD…");
}

TEST(WithoutSecrets, EveryOneIsTakenOutAndNoneMatchesNothing) {
    EXPECT_EQ(without_secrets("a-key-b-key-pass", {"key", "", "pass"}), "a-***-b-***-***");
}

}
}
