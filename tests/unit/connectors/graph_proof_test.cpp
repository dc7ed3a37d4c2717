#include "connectors/graph/proof.hpp"

#include "connectors/graph/errors.hpp"
#include "connectors/graph/names.hpp"
#include "connectors/graph/usage.hpp"

#include <gtest/gtest.h>

namespace otklik::test {

using namespace otklik::graph;

namespace {

const std::string secret = "0123456789abcdef0123456789abcdef";
const std::string delivery =
    R"({"object":"page","entry":[{"id":"100200300","time":1761552000,"changes":[{"field":"feed","value":{"item":"comment","verb":"add","comment_id":"55_66","message":"\u0414\u0430"}}]}]})";
const std::string signature = "sha256=d522204f6bed006386273b556f6c791cd874cd45d3ad18f6f25ec77da74b4e03";

}

TEST(GraphProof, IsThatOfTheWorkedExamples) {
    EXPECT_EQ(appsecret_proof("EAAexamplePageToken", secret),
              "59c56e165898034a6554e998aa770b8e71fc38a82d8cc489bf674d417a406ec2");
    EXPECT_EQ(appsecret_proof("TOKEN", "secret"), "2356b17ae2860016a34575ada27f94b543ed2cbe59a85ba2e0c62dc4aba7a5c6");
}

TEST(GraphProof, ASignatureIsThatOfTheBytesAndOfNothingElse) {
    ASSERT_EQ(delivery.size(), 179u);
    EXPECT_TRUE(is_signed(signature, delivery, secret));
    auto rewritten = delivery;
    rewritten.replace(rewritten.find("\\u0414\\u0430"), 12, "Да");
    ASSERT_EQ(rewritten.size(), 171u);
    EXPECT_FALSE(is_signed(signature, rewritten, secret)) << "the same JSON in other bytes";
    EXPECT_FALSE(is_signed(signature, delivery + "\n", secret));
    EXPECT_FALSE(is_signed(signature, delivery, secret + "0"));
}

TEST(GraphProof, WhatIsNoSignatureSignsNothing) {
    for (std::string_view header : {"", "sha256=", "sha1=0461026001c90afac9052a129bfb7a184f55ad60",
                                    "d522204f6bed006386273b556f6c791cd874cd45d3ad18f6f25ec77da74b4e03",
                                    "sha256=d522204f6bed006386273b556f6c791cd874cd45d3ad18f6f25ec77da74b4e0",
                                    "sha256=D522204F6BED006386273B556F6C791CD874CD45D3AD18F6F25EC77DA74B4E03"})
        EXPECT_FALSE(is_signed(header, delivery, secret)) << header;
    EXPECT_FALSE(is_signed("sha256=" + hmac_sha256_hex("", delivery), delivery, ""))
        << "without a secret everybody could sign";
}

// ---- the table

TEST(GraphErrors, EveryCodeAndSubcodeThatIsKnownHasItsRow) {
    using enum trouble;
    using enum proof;
    struct row {
        int code, subcode;
        trouble kind;
        proof of_write;
    };
    const row known[] = {
        {1, 0, unreachable, none},
        {1, 2853006, settings, none},
        {2, 0, unreachable, none},
        {3, 0, settings, by_hand},
        {4, 0, throttled, none},
        {4, 2207051, braked, none},
        {9, 2207042, throttled, none},
        {10, 0, settings, by_hand},
        {17, 0, throttled, none},
        {18, 0, throttled, none},
        {24, 2207006, gone, none},
        {24, 2207008, gone, none},
        {25, 2207050, settings, unwritten},
        {32, 0, throttled, none},
        {100, 0, refused, unwritten},
        {100, 33, gone, unwritten},
        {100, 2018001, refused, unwritten},
        {100, 2018278, refused, unwritten},
        {100, 2207023, refused, unwritten},
        {100, 2207028, refused, unwritten},
        {100, 2207035, refused, unwritten},
        {100, 2207036, refused, unwritten},
        {100, 2207037, refused, unwritten},
        {100, 2207040, refused, unwritten},
        {102, 0, settings, unwritten},
        {190, 0, settings, unwritten},
        {200, 0, settings, by_hand},
        {200, 2069030, settings, by_hand},
        {210, 0, settings, by_hand},
        {230, 0, settings, by_hand},
        {283, 0, settings, by_hand},
        {299, 0, settings, by_hand},
        {341, 0, throttled, none},
        {352, 2207026, refused, none},
        {368, 0, braked, none},
        {506, 0, refused, none},
        {551, 0, refused, unwritten},
        {613, 0, throttled, none},
        {803, 0, gone, unwritten},
        {1705, 0, refused, none},
        {2635, 0, settings, unwritten},
        {9004, 2207052, refused, none},
        {9007, 2207027, unreachable, unwritten},
        {10900, 0, refused, none},
        {10903, 0, refused, unwritten},
        {36000, 2207004, refused, none},
        {36001, 2207005, refused, none},
        {36003, 2207009, refused, none},
        {36004, 2207010, refused, none},
        {80001, 0, throttled, none},
        {80002, 0, throttled, none},
        {80006, 0, throttled, none},
        {1609005, 0, refused, none},
        {-1, 2207001, unreachable, none},
        {-1, 2207032, unreachable, none},
        {-1, 2207053, unreachable, none},
        {-2, 2207003, unreachable, none},
        {-2, 2207020, unreachable, none},
    };
    std::set<const code_row*> used;
    for (const auto& k : known) {
        const auto& found = error_of(k.code, k.subcode);
        EXPECT_LE(found.code, k.code);
        EXPECT_GE(found.last_code, k.code) << k.code << "/" << k.subcode << " has no row";
        EXPECT_EQ(found.kind, k.kind) << k.code << "/" << k.subcode;
        EXPECT_EQ(found.of_write, k.of_write) << k.code << "/" << k.subcode;
        if (k.subcode) {
            EXPECT_NE(found.subcode, 0) << k.code << "/" << k.subcode << " has no row of its own";
        }
        used.insert(&found);
    }
    for (int code : {102, 190})
        for (int subcode : {458, 459, 460, 463, 464, 467, 492, 2069032}) {
            const auto& found = error_of(code, subcode);
            EXPECT_EQ(found.subcode, subcode);
            EXPECT_EQ(found.kind, settings);
            EXPECT_EQ(found.of_write, unwritten);
            used.insert(&found);
        }
    used.insert(&error_of(0, 0));
    EXPECT_EQ(used.size(), all_errors().size()) << "a row that no code of the sheet leads to";
}

TEST(GraphErrors, WhatNobodyKnowsProvesNothing) {
    for (auto [code, subcode] : {std::pair{987654, 0}, {-7, 5}, {24, 1}, {9007, 1}, {300, 0}}) {
        EXPECT_EQ(error_of(code, subcode).code, 0) << code;
        EXPECT_EQ(error_of(code, subcode).of_write, proof::none);
        EXPECT_EQ(error_of(code, subcode).kind, trouble::unreachable);
    }
    EXPECT_EQ(error_of(190, 777).code, 190) << "a subcode that nobody knows leaves its code";
    EXPECT_EQ(error_of(4, 1).kind, trouble::throttled);
}

// ---- usage

namespace {

usage told(std::string name, std::string value) {
    http_reply reply;
    reply.headers.push_back({std::move(name), std::move(value)});
    const std::string kinds[] = {"pages"};
    return usage_in(reply, kinds);
}

}

TEST(GraphUsage, IsTheHighestOfWhatIsTold) {
    EXPECT_EQ(told("X-App-Usage", R"({"call_count":28,"total_time":25,"total_cputime":31})").percent, 31);
    EXPECT_EQ(told("x-page-usage", R"({"call_count":77.5})").percent, 77);
    const auto used = told(
        "X-Business-Use-Case-Usage",
        R"({"100":[{"type":"pages","call_count":100,"total_cputime":25,"total_time":25,"estimated_time_to_regain_access":19}]})");
    EXPECT_EQ(used.percent, 100);
    EXPECT_EQ(used.closed_for, std::chrono::minutes(19));
    EXPECT_EQ(told("X-Business-Use-Case-Usage",
                   R"({"7":[{"type":"ads_management","call_count":100,"estimated_time_to_regain_access":99}]})")
                  .percent,
              -1)
        << "of no concern to us";
}

TEST(GraphUsage, StrangeHeadersAreNoUsage) {
    for (const char* strange : {"", "x", "[]", "5", R"({"call_count":"many"})", R"({"call_count":-5})", "null",
                                R"({"100":5})", R"({"100":[5,null]})", R"({"100":{"type":"pages"}})"}) {
        EXPECT_EQ(told("X-App-Usage", strange).percent, -1) << strange;
        EXPECT_EQ(told("X-Business-Use-Case-Usage", strange).percent, -1) << strange;
    }
    EXPECT_LE(told("X-App-Usage", R"({"call_count":1e300})").percent, 100'000);
    EXPECT_LE(
        told("X-Business-Use-Case-Usage", R"({"1":[{"type":"pages","estimated_time_to_regain_access":99999999}]})")
            .closed_for,
        std::chrono::hours(24));
}

TEST(GraphUsage, TheNearerTheEndTheLongerThePause) {
    using namespace std::chrono_literals;
    EXPECT_EQ(pause_for({-1, 0min}), 0ms);
    EXPECT_EQ(pause_for({74, 0min}), 0ms);
    EXPECT_EQ(pause_for({75, 0min}), 5s);
    EXPECT_GT(pause_for({99, 0min}), pause_for({80, 0min}));
    EXPECT_EQ(pause_for({100, 0min}), 15min);
    EXPECT_EQ(pause_for({100, 19min}), 19min);
}

// ---- names

TEST(GraphNames, TimesAreReadInAllTheirForms) {
    const auto expected = moment{std::chrono::seconds(1'791'706'530)};  // 2026-10-11T08:15:30Z
    for (const char* text :
         {"2026-10-11T08:15:30+0000", "2026-10-11T11:15:30+0300", "2026-10-11T08:15:30Z", "2026-10-11T08:15:30+00:00",
          "2026-10-11T04:15:30-0400", "2026-10-11T08:15:30.000+0000", "1791706530"})
        EXPECT_EQ(moment_of(json::value(text)), expected) << text;
    EXPECT_EQ(moment_of(json::value(1'791'706'530)), expected);
    for (const char* text : {"", "yesterday", "2026-10-11", "2026-10-11T08:15:30", "2026-13-11T08:15:30+0000",
                             "2026-10-11T25:15:30+0000", "2026-10-11T08:15:30+9999", "2026-10-11T08:15:30+0000x",
                             "1901-10-11T08:15:30+0000", "99999999999999999999999"})
        EXPECT_FALSE(moment_of(json::value(text))) << text;
    EXPECT_FALSE(moment_of(json::value(-5)));
    EXPECT_FALSE(moment_of(json::value(true)));
    EXPECT_FALSE(moment_of(json::value()));
}

TEST(GraphNames, WhatMayStandInAPathIsAnId) {
    for (const char* good : {"55_66", "17895695668004550", "100_55:0", "aGVsbG8-1"}) EXPECT_TRUE(is_id(good)) << good;
    for (const char* bad : {"", "55/66", "../me", "55?fields=x", "55 66", "55&x=1", "ы", "55#x", "55%2F66"})
        EXPECT_FALSE(is_id(bad)) << bad;
    EXPECT_FALSE(is_id(std::string(300, '1')));
    EXPECT_EQ(id_text(json::value(1234567890123)), "1234567890123");
    EXPECT_FALSE(id_text(json::value(true)));
    EXPECT_FALSE(id_text(json::value(-5)));
    EXPECT_FALSE(id_text(json::value(json::object{})));
}

}
