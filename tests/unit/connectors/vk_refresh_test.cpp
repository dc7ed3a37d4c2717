// The user token that VK ID changes for another.
#include "tests/unit/connectors/vk_stage.hpp"

namespace otklik::test {

struct VkRefresh : VkStage {
    void SetUp() override {
        secrets_ = &keeper_;
        options_.erase("service_token");
        options_["user_token"] = "vk2.a.ONE";
        options_["user_refresh_token"] = "vk2.r.ONE";
        options_["client_id"] = "51", options_["device_id"] = "dev";
        options_["auth"] = server_->url("");
        answers_["/oauth2/auth"] = {pair("TWO", 3600), pair("THREE", 3600)};
        answers_["wall.get"] = {list("")};
    }
    static std::string pair(std::string_view name, int seconds) {
        return R"({"access_token":"vk2.a.)" + std::string(name) + R"(","refresh_token":"vk2.r.)" + std::string(name) +
               R"(","expires_in":)" + std::to_string(seconds) + R"(,"user_id":1,"token_type":"Bearer"})";
    }
    std::string bearer(const vk_question& q) {
        const auto at = q.head.find("Bearer ");
        return q.head.substr(at + 7, q.head.find("\r\n", at) - at - 7);
    }
    void restart() { forget(); }
    pocket keeper_;
};

TEST_F(VkRefresh, AWornOutTokenIsRenewedAndTheReadRepeated) {
    for (int code : {5, 1114, 1117}) {
        keeper_.kept.clear();
        restart();
        answers_["/oauth2/auth"] = {pair("TWO", 3600)};
        answers_["wall.get"] = {error(code), list("")};
        const auto before = asked("wall.get").size();
        keeper_.on_keep = [&] { EXPECT_EQ(asked("wall.get").size(), before + 1) << "kept before it is used"; };
        EXPECT_FALSE(read("wall", "-55").failed) << code;
        const auto q = asked("wall.get");
        ASSERT_EQ(q.size(), before + 2) << code;
        EXPECT_EQ(bearer(q[before]), "vk2.a.ONE");
        EXPECT_EQ(bearer(q[before + 1]), "vk2.a.TWO");
        EXPECT_NE(keeper_.kept.begin()->second.find("vk2.r.TWO"), std::string::npos);
    }
    auto form = asked("/oauth2/auth").at(0).fields;
    EXPECT_EQ(form["grant_type"], "refresh_token");
    EXPECT_EQ(form["refresh_token"], "vk2.r.ONE");
    EXPECT_EQ(form["client_id"], "51");
    EXPECT_EQ(form["device_id"], "dev");
}

TEST_F(VkRefresh, ATokenIsRenewedShortlyBeforeItsEndAndAfterAStartFromWhatWasKept) {
    options_.erase("user_token");
    EXPECT_FALSE(read("wall", "-55").failed);
    EXPECT_EQ(bearer(asked("wall.get").back()), "vk2.a.TWO");
    time_.now_ += std::chrono::minutes(57);
    read("wall", "-55");
    EXPECT_EQ(asked("/oauth2/auth").size(), 1u);
    restart();
    read("wall", "-55");
    EXPECT_EQ(bearer(asked("wall.get").back()), "vk2.a.TWO") << "kept over the restart";
    time_.now_ += std::chrono::minutes(2);
    read("wall", "-55");
    EXPECT_EQ(bearer(asked("wall.get").back()), "vk2.a.THREE");
    EXPECT_EQ(asked("/oauth2/auth").back().fields["refresh_token"], "vk2.r.TWO");
    // An administrator who brings a new pair is not overruled by what was kept.
    options_["user_token"] = "vk2.a.NEW", options_["user_refresh_token"] = "vk2.r.NEW";
    restart();
    read("wall", "-55");
    EXPECT_EQ(bearer(asked("wall.get").back()), "vk2.a.NEW");
}

TEST_F(VkRefresh, ThereIsOneRenewalAtATime) {
    options_.erase("user_token");
    source from;
    from.id = "s1", from.account = "adm", from.kind = "wall", from.target = "-55";
    auto one = bench_.start(vk().read(from, {}));
    auto other = bench_.start(vk().read(from, {}));
    bench_.finish(vk().read(from, {}));
    while (!one->ended() || !other->ended()) bench_.io.run_one_for(std::chrono::seconds(5));
    EXPECT_FALSE(bench::take(*one).failed);
    EXPECT_FALSE(bench::take(*other).failed);
    EXPECT_EQ(asked("/oauth2/auth").size(), 1u);
}

TEST_F(VkRefresh, WhereItFailsThatIsASettingAndTheOtherTokensGoOn) {
    options_["service_token"] = "vk1.s.SECRET";
    answers_["/oauth2/auth"] = {
        "HTTP/1.1 401 No\r\nContent-Length: 76\r\n\r\n"
        R"({"error":"invalid_grant","error_description":"vk2.r.ONE is used up already"})"};
    answers_["photos.getAllComments"] = {error(5)};
    auto r = read("photos", "-55");
    ASSERT_TRUE(r.failed);
    EXPECT_EQ(r.failed->kind, trouble::settings);
    EXPECT_NE(r.failed->said.find("invalid_grant"), std::string::npos);
    EXPECT_EQ(r.failed->said.find("vk2.r.ONE"), std::string::npos);
    EXPECT_FALSE(read("wall", "-55").failed);
    read("photos", "-55");
    EXPECT_EQ(asked("/oauth2/auth").size(), 1u) << "a dead token is not shown to VK ID again and again";
    time_.now_ += std::chrono::minutes(11);
    answers_["/oauth2/auth"] = {pair("TWO", 3600)};
    answers_["photos.getAllComments"] = {error(5), list("")};
    EXPECT_FALSE(read("photos", "-55").failed);
}

TEST_F(VkRefresh, AnUnreachableVkIdIsNoSettingAndATokenThatStillServesIsUsed) {
    options_.erase("user_token");
    answers_["/oauth2/auth"] = {pair("TWO", 3600), "cut"};
    read("wall", "-55");
    time_.now_ += std::chrono::minutes(59);
    EXPECT_FALSE(read("wall", "-55").failed);
    EXPECT_EQ(bearer(asked("wall.get").back()), "vk2.a.TWO");
    EXPECT_EQ(asked("/oauth2/auth").size(), 2u);
    time_.now_ += std::chrono::minutes(2);
    EXPECT_EQ(read("wall", "-55").failed->kind, trouble::unreachable);
}

TEST_F(VkRefresh, APairThatCannotBeKeptIsNotUsedAndIsNotLost) {
    options_.erase("user_token");
    keeper_.broken = true;
    ASSERT_TRUE(read("wall", "-55").failed);
    EXPECT_TRUE(asked("wall.get").empty());
    keeper_.broken = false;
    time_.now_ += std::chrono::minutes(1);
    EXPECT_FALSE(read("wall", "-55").failed);
    EXPECT_EQ(bearer(asked("wall.get").back()), "vk2.a.TWO");
    EXPECT_EQ(asked("/oauth2/auth").size(), 1u);
}

TEST_F(VkRefresh, AWriteWithAWornOutTokenIsLeftToTheNextAttempt) {
    options_.erase("community_token");
    answers_["wall.createComment"] = {error(5), response(R"({"comment_id":771})")};
    auto outcome = place(answer_to_comment());
    ASSERT_TRUE(std::holds_alternative<refused_before_write>(outcome));
    EXPECT_EQ(std::get<refused_before_write>(outcome).why.kind, trouble::throttled);
    EXPECT_EQ(asked("wall.createComment").size(), 1u);
    EXPECT_TRUE(std::holds_alternative<sent>(place(answer_to_comment())));
    EXPECT_EQ(bearer(asked("wall.createComment").at(1)), "vk2.a.TWO");
}

TEST_F(VkRefresh, WithoutARefreshTokenNothingIsRenewed) {
    options_.erase("user_refresh_token");
    answers_["wall.get"] = {error(5)};
    EXPECT_EQ(read("wall", "-55").failed->kind, trouble::settings);
    EXPECT_TRUE(asked("/oauth2/auth").empty());
}

TEST(VkKind, ARefreshTokenNeedsItsApplicationAndDevice) {
    using options = std::map<std::string, std::string, std::less<>>;
    auto objects = [](options o) { return vk::kind.objection(o).has_value(); };
    EXPECT_TRUE(objects({{"community", "55"}, {"user_refresh_token", "r"}}));
    EXPECT_TRUE(objects({{"community", "55"}, {"user_refresh_token", "r"}, {"client_id", "1"}}));
    EXPECT_FALSE(objects({{"community", "55"}, {"user_refresh_token", "r"}, {"client_id", "1"}, {"device_id", "d"}}));
    EXPECT_TRUE(objects({{"community", "55"}, {"auth", "http://id.vk.com"}}));
}

}
