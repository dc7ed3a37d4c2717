// The token of Instagram's own login, which is changed for another before its sixty days are over.
#include "connectors/graph/proof.hpp"
#include "tests/unit/connectors/instagram_stage.hpp"

namespace otklik::test {

struct InstagramToken : InstagramStage {
    void SetUp() override {
        options_["login"] = "instagram";
        options_["access_token"] = "IGA-SECRET-ONE";
        answers_[renewing] = {token("TWO"), token("THREE")};
        answers_["GET 178/media"] = {list("")};
    }
    static constexpr const char* renewing = "GET refresh_access_token";
    static constexpr std::chrono::hours day{24};
    static std::string token(std::string_view which, std::string_view more = R"(,"expires_in":5184000)") {
        return R"({"access_token":"IGA-SECRET-)" + std::string(which) + R"(","token_type":"bearer")" +
               std::string(more) + "}";
    }
    std::string token_of_last(std::string_view call) {
        return asked(call).back().header("Authorization").substr(std::string_view("Bearer ").size());
    }
    std::size_t renewals() { return asked(renewing).size(); }
};

TEST_F(InstagramToken, IsRenewedAndKeptBeforeItIsUsed) {
    pocket_.on_keep = [&] { EXPECT_EQ(calls(), std::vector<std::string>{renewing}); };
    EXPECT_FALSE(read().failed);
    auto q = asked(renewing).at(0);
    EXPECT_EQ(q.header("Authorization"), "Bearer IGA-SECRET-ONE");
    EXPECT_EQ(q.version, "") << "it belongs to no version";
    EXPECT_EQ(q.fields, (fields_of_call{{"grant_type", "ig_refresh_token"}}));
    EXPECT_EQ(token_of_last("GET 178/media"), "IGA-SECRET-TWO");
    EXPECT_EQ(asked("GET 178/media").back().fields["appsecret_proof"],
              graph::appsecret_proof("IGA-SECRET-TWO", "app-SECRET"));
    EXPECT_NE(pocket_.kept.at("access_token").find("IGA-SECRET-TWO"), std::string::npos);
    for (auto& each : asked()) EXPECT_EQ(each.head.substr(0, each.head.find('\r')).find("SECRET"), std::string::npos);
}

TEST_F(InstagramToken, IsRenewedAgainWhenHalfOfItsTimeIsOver) {
    read();
    time_.now_ += 29 * day;
    read();
    EXPECT_EQ(renewals(), 1u);
    forget();
    read();
    EXPECT_EQ(renewals(), 1u) << "what was kept is used after a start";
    EXPECT_EQ(token_of_last("GET 178/media"), "IGA-SECRET-TWO");
    time_.now_ += 2 * day;
    read();
    EXPECT_EQ(token_of_last(renewing), "IGA-SECRET-TWO");
    EXPECT_EQ(token_of_last("GET 178/media"), "IGA-SECRET-THREE");
}

TEST_F(InstagramToken, OneThatAPersonBringsEndsWhatWasKept) {
    read();
    options_["access_token"] = "IGA-SECRET-NEW";
    answers_[renewing] = {error(100)};
    forget();
    read();
    EXPECT_EQ(token_of_last("GET 178/media"), "IGA-SECRET-NEW");
}

TEST_F(InstagramToken, TooYoungItIsUsedAsItIsAndTriedAgainTheNextDay) {
    answers_[renewing] = {error(100), token("TWO")};
    EXPECT_FALSE(read().failed);
    EXPECT_EQ(token_of_last("GET 178/media"), "IGA-SECRET-ONE");
    time_.now_ += day - std::chrono::minutes(1);
    read();
    EXPECT_EQ(renewals(), 1u) << "Instagram is not asked again and again";
    time_.now_ += std::chrono::minutes(2);
    read();
    EXPECT_EQ(renewals(), 2u);
    EXPECT_EQ(token_of_last("GET 178/media"), "IGA-SECRET-TWO");
}

TEST_F(InstagramToken, AStrangeAnswerTakesNothingFromTheOneInUse) {
    const std::string proxy = "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 6\r\n\r\n<html>";
    const std::string fallen =
        "HTTP/1.1 500 Bad\r\nContent-Length: 34\r\n\r\n"
        R"({"access_token":"IGA-SECRET-TWO" })";
    for (const auto& strange : {std::string("cut"), std::string("{}"), std::string("5"), std::string("{not json"),
                                std::string(R"({"access_token":""})"), error(2), error(987654), proxy, fallen}) {
        forget();
        answers_[renewing] = {strange};
        EXPECT_FALSE(read().failed) << strange;
        EXPECT_EQ(token_of_last("GET 178/media"), "IGA-SECRET-ONE") << strange;
        EXPECT_TRUE(pocket_.kept.empty()) << strange;
    }
}

TEST_F(InstagramToken, OneThatHasRunOutIsATroubleThatAPersonMends) {
    answers_[renewing] = {token("TWO"), error(190, 463, "IGA-SECRET-TWO is over")};
    read();
    time_.now_ += 61 * day;
    const auto before = asked("GET 178/media").size();
    auto r = read();
    ASSERT_TRUE(r.failed);
    EXPECT_EQ(r.failed->kind, trouble::settings);
    EXPECT_NE(r.failed->said.find("190"), std::string::npos);
    EXPECT_EQ(r.failed->said.find("SECRET"), std::string::npos) << r.failed->said;
    EXPECT_EQ(asked("GET 178/media").size(), before);
    EXPECT_EQ(name(place(answer_to_comment())), "refused before write");
    EXPECT_TRUE(asked("POST 600/replies").empty());
}

TEST_F(InstagramToken, WhatCannotBeKeptIsNotUsedAndNotLost) {
    pocket_.broken = true;
    EXPECT_FALSE(read().failed);
    EXPECT_EQ(token_of_last("GET 178/media"), "IGA-SECRET-ONE");
    pocket_.broken = false;
    time_.now_ += std::chrono::minutes(1);
    read();
    EXPECT_EQ(token_of_last("GET 178/media"), "IGA-SECRET-TWO");
    EXPECT_EQ(renewals(), 1u);
}

TEST_F(InstagramToken, EveryCallWaitsForIt) {
    answers_["GET 600"] = {comment("600")};
    answers_["POST 600/replies"] = {R"({"id":"677"})"};
    answers_["DELETE 600"] = {R"({"success":true})"};
    answers_["POST 178/messages"] = {R"({"message_id":"m"})"};
    answers_["POST 178/media"] = {error(1)};
    answers_["GET 178/content_publishing_limit"] = {R"({"data":[{"quota_usage":2,"config":{"quota_total":50}}]})"};
    auto privately = answer_to_comment();
    privately.privately = true;
    const std::vector<std::pair<std::string, std::function<void()>>> all{
        {"POST 600/replies", [&] { place(answer_to_comment()); }},
        {"POST 178/messages", [&] { place(privately); }},
        {"DELETE 600", [&] { bench_.finish(able<moderates>().moderate(moderation::remove, answer_to_comment().to)); }},
        {"POST 178/media",
         [&] {
             news what{"d-9", "Мост", {picture()}};
             bench_.finish(able<publishes_news>().publish(what));
         }},
    };
    for (const auto& [call, made] : all) {
        pocket_.kept.clear();
        answers_[renewing] = {token("TWO")};
        forget();
        made();
        ASSERT_FALSE(asked(call).empty()) << call;
        EXPECT_EQ(token_of_last(call), "IGA-SECRET-TWO") << call;
    }
}

TEST_F(InstagramToken, TheCheckTellsHowLongItLasts) {
    answers_["GET 178/content_publishing_limit"] = {R"({"data":[{"quota_usage":2,"config":{"quota_total":50}}]})"};
    auto c = bench_.finish(network().check());
    EXPECT_EQ(c.tokens.at(0).valid_until, time_.now_ + 60 * day);
    EXPECT_TRUE(c.failures.empty());
    pocket_.kept.clear();
    answers_[renewing] = {error(190, 460)};
    forget();
    c = bench_.finish(network().check());
    ASSERT_EQ(c.failures.size(), 1u) << "it serves yet, and will not be renewed";
    EXPECT_NE(c.failures[0].said.find("does not renew it"), std::string::npos);
    EXPECT_FALSE(c.tokens.at(0).valid_until);
}

TEST_F(InstagramToken, APagesTokenIsNotRenewedNorOneThatNobodyWouldKeep) {
    options_["login"] = "facebook";
    read();
    options_["login"] = "instagram";
    secrets_ = nullptr;
    forget();
    EXPECT_FALSE(read().failed);
    EXPECT_EQ(renewals(), 0u);
    EXPECT_EQ(token_of_last("GET 178/media"), "IGA-SECRET-ONE");
}

}
