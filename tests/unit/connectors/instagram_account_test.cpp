#include "tests/unit/connectors/instagram_stage.hpp"

namespace otklik::test {

struct InstagramCheck : InstagramStage {
    void SetUp() override {
        answers_["GET 178"] = {
            R"({"id":"178","username":"adm_akht","name":"Администрация","profile_picture_url":"https://cdn.example/p.jpg"})"};
        answers_["GET debug_token"] = {told(every_right)};
        answers_["GET 178/media"] = {list(media("500", 1))};
        answers_["GET 500/comments"] = {list(comment("600"))};
        answers_["GET 178/content_publishing_limit"] = {R"({"data":[{"quota_usage":2,"config":{"quota_total":50}}]})"};
        answers_["GET 178/recently_searched_hashtags"] = {list(R"({"id":"1","name":"а"},{"id":"2","name":"б"})")};
    }
    static constexpr std::string_view every_right =
        R"("instagram_basic","pages_show_list","pages_read_engagement","instagram_manage_comments",)"
        R"("instagram_content_publish","instagram_manage_messages")";
    static std::string told(std::string_view scopes) {
        return R"({"data":{"app_id":"900","type":"PAGE","scopes":[)" + std::string(scopes) +
               R"(],"is_valid":true,"expires_at":0}})";
    }
    account_check check() { return bench_.finish(network().check()); }
};

TEST_F(InstagramCheck, AGoodAccountIsNamedWithWhatItCanAndHasLeft) {
    auto c = check();
    EXPECT_TRUE(c.connected);
    EXPECT_TRUE(c.failures.empty()) << c.failures.front().said;
    EXPECT_EQ(c.name, "Администрация");
    EXPECT_EQ(c.link, "https://www.instagram.com/adm_akht/");
    EXPECT_EQ(c.picture, "https://cdn.example/p.jpg");
    EXPECT_EQ(c.abilities.size(), 4u);
    EXPECT_EQ(c.tokens.at(0).rights.size(), 6u);
    ASSERT_EQ(c.quotas.size(), 2u);
    EXPECT_EQ(c.quotas[0].used, 2);
    EXPECT_EQ(c.quotas[0].most, 50) << "as Instagram itself says";
    EXPECT_EQ(c.quotas[1].used, 2);
    EXPECT_EQ(c.quotas[1].most, 30);
}

TEST_F(InstagramCheck, WhatIsMissingIsNamed) {
    answers_["GET debug_token"] = {told(R"("instagram_basic","pages_show_list","pages_read_engagement")")};
    auto c = check();
    EXPECT_EQ(c.failures.size(), 3u);
    EXPECT_EQ(c.abilities.size(), 1u);
    options_["page"] = "";
    forget();
    EXPECT_EQ(check().failures.size(), 2u) << "who has no page needs no right to write messages";
}

TEST_F(InstagramCheck, TheLoginByInstagramHasNothingToAskAboutItsToken) {
    options_["login"] = "instagram";
    auto c = check();
    EXPECT_TRUE(c.failures.empty());
    EXPECT_EQ(c.quotas.size(), 1u);
    EXPECT_TRUE(asked("POST ").empty());
    EXPECT_TRUE(asked("GET 178/recently_searched_hashtags").empty());
    EXPECT_EQ(c.tokens.size(), 1u);
}

TEST_F(InstagramCheck, StrangeAnswersAreFailuresAndNeverAbilities) {
    for (const char* call :
         {"GET 178", "GET debug_token", "GET 178/media", "GET 500/comments", "GET 178/content_publishing_limit"})
        for (const auto& answer : {error(10), error(190, 463), std::string("5"), std::string("{}")}) {
            SetUp();
            forget();
            answers_[call] = {answer};
            EXPECT_FALSE(check().failures.empty()) << call << " " << answer;
        }
    SetUp();
    forget();
    answers_["GET 178/recently_searched_hashtags"] = {error(10)};
    EXPECT_TRUE(check().failures.empty()) << "a right that few are granted";
}

// ---- options

TEST(InstagramOptions, ThoseThatCannotWorkAreNamed) {
    using values = std::map<std::string, std::string, std::less<>>;
    const values good{{"user", "178"}, {"access_token", "t"}, {"app_secret", "s"}, {"login", "instagram"}};
    EXPECT_FALSE(instagram::kind.objection(good));
    struct row {
        std::string name, value;
        std::string_view word;
    };
    const row rows[] = {
        {"user", "adm", "user"},      {"access_token", "", "access_token_file"}, {"login", "vk", "login"},
        {"page", "x", "page"},        {"media_watched", "101", "media_watched"}, {"sweep_hours", "0", "sweep_hours"},
        {"version", "25", "version"}, {"api", "http://graph.example", "TLS"},
    };
    for (const auto& r : rows) {
        auto bad = good;
        bad[r.name] = r.value;
        auto why = instagram::kind.objection(bad);
        ASSERT_TRUE(why) << r.name << " " << r.value;
        EXPECT_NE(why->find(r.word), why->npos) << *why;
    }
}

TEST(InstagramOptions, WhatIsSecretIsMarkedSo) {
    expect_secrets_marked(instagram::kind);
}

TEST(InstagramOptions, EveryMaterialHasARowWithAReason) {
    expect_a_row_for_each_material(instagram::kind);
}

}
