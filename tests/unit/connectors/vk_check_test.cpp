#include "tests/unit/connectors/vk_stage.hpp"

namespace otklik::test {

struct VkCheck : VkStage {
    void SetUp() override {
        answers_["groups.getById"] = {
            response(R"({"groups":[{"id":55,"name":"Администрация","photo_200":"https://vk.com/p.jpg"}]})")};
        answers_["groups.getTokenPermissions"] = {
            response(R"({"mask":8192,"permissions":[{"setting":4096,"name":"messages"}]})")};
        answers_["wall.getById"] = {list("")};
        answers_["wall.get"] = {list("")};
        answers_["video.get"] = {list("")};
    }
    account_check check() { return bench_.finish(vk().check()); }
};

TEST_F(VkCheck, SaysWhatEveryTokenMayAndWhatItIsFor) {
    const auto c = check();
    EXPECT_TRUE(c.connected);
    EXPECT_EQ(c.picture, "https://vk.com/p.jpg");
    EXPECT_EQ(asked("groups.getById").at(0).fields["fields"], "photo_200");
    ASSERT_EQ(c.tokens.size(), 2u);
    EXPECT_EQ(c.tokens[0].kind, "service_token");
    EXPECT_TRUE(c.tokens[0].rights.empty()) << "VK does not tell";
    EXPECT_EQ(c.tokens[1].kind, "community_token");
    std::map<std::string, bool> granted;
    for (const auto& r : c.tokens[1].rights) {
        granted[r.name] = r.granted;
        EXPECT_FALSE(r.purpose.empty());
    }
    EXPECT_EQ(granted, (std::map<std::string, bool>{
                           {"wall", true}, {"messages", true}, {"manage", false}, {"docs", false}, {"photos", false}}));
    EXPECT_TRUE(std::ranges::count(c.abilities, "читает личные сообщения и отвечает на них"));
    EXPECT_FALSE(std::ranges::count(c.abilities, "получает события сообщества"));
    EXPECT_TRUE(c.failures.empty());
}

TEST_F(VkCheck, SaysHowMuchOfTheDaysQuotasIsUsed) {
    for (int i = 0; i < 3; ++i) read("wall", "-55");
    time_.now_ += std::chrono::hours(23);
    read("wall", "-55");
    auto c = check();
    ASSERT_EQ(c.quotas.size(), 2u);
    EXPECT_EQ(c.quotas[0].purpose, "чтений стен за сутки");
    EXPECT_EQ(c.quotas[0].used, 4);
    EXPECT_EQ(c.quotas[0].most, 5000);
    EXPECT_EQ(c.quotas[1].used, 0);
    time_.now_ += std::chrono::hours(2);
    EXPECT_EQ(check().quotas[0].used, 1);
}

TEST_F(VkCheck, AUserTokenSaysHowLongItLastsAndWhetherItIsOfUse) {
    options_["user_refresh_token"] = "vk2.r.ONE", options_["client_id"] = "51", options_["device_id"] = "dev";
    options_["auth"] = server_->url("");
    answers_["/oauth2/auth"] = {R"({"access_token":"vk2.a.TWO","refresh_token":"vk2.r.TWO","expires_in":3600})"};
    auto c = check();
    ASSERT_EQ(c.tokens.size(), 3u);
    EXPECT_EQ(c.tokens[1].kind, "user_token");
    EXPECT_GT(c.tokens[1].valid_until.value_or(moment{}), time_.now_ + std::chrono::minutes(58));
    EXPECT_TRUE(c.failures.empty());
    answers_["video.get"] = {error(1051)};
    c = check();
    ASSERT_EQ(c.failures.size(), 1u);
    EXPECT_EQ(c.failures[0].kind, trouble::settings);
    EXPECT_NE(c.failures[0].said.find("1051"), std::string::npos);
    EXPECT_TRUE(c.connected) << "the other tokens go on";
}

}
