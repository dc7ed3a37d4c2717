#include "tests/unit/connectors/facebook_stage.hpp"

namespace otklik::test {

// ---- the check

struct FacebookCheck : FacebookStage {
    void SetUp() override {
        answers_["GET debug_token"] = {told(every_right)};
        answers_["GET 100"] = {R"({"id":"100","name":"Администрация района","link":"https://www.facebook.com/adm"})"};
        answers_["GET 100/picture"] = {R"({"data":{"url":"https://scontent.example/p.jpg","height":200}})"};
        answers_["GET 100/feed"] = {list(feed_post("100_55"))};
        answers_["GET 100/subscribed_apps"] = {R"({"data":[{"id":"900","subscribed_fields":["mention","feed"]}]})"};
    }
    static constexpr std::string_view every_right =
        R"("pages_show_list","pages_read_engagement","pages_read_user_content","pages_manage_engagement",)"
        R"("pages_manage_posts","pages_manage_metadata","pages_messaging")";
    static std::string told(std::string_view scopes, std::string_view more = R"("is_valid":true,"expires_at":0)") {
        return R"({"data":{"app_id":"900","type":"PAGE","scopes":[)" + std::string(scopes) + "]," + std::string(more) +
               "}}";
    }
    account_check check() { return bench_.finish(network().check()); }
    static bool says(const account_check& c, std::string_view words) {
        return std::ranges::any_of(c.failures, [&](auto& f) { return f.said.find(words) != f.said.npos; });
    }
};

TEST_F(FacebookCheck, AGoodAccountIsNamedWithWhatItCan) {
    headers_ = "facebook-api-version: v25.0\r\nX-App-Usage: {\"call_count\":12}\r\n";
    auto c = check();
    EXPECT_TRUE(c.connected);
    EXPECT_TRUE(c.failures.empty()) << c.failures.front().said;
    EXPECT_EQ(c.name, "Администрация района");
    EXPECT_EQ(c.link, "https://www.facebook.com/adm");
    EXPECT_EQ(c.picture, "https://scontent.example/p.jpg");
    EXPECT_EQ(c.abilities.size(), 6u);
    ASSERT_EQ(c.tokens.size(), 1u);
    EXPECT_EQ(c.tokens[0].kind, "page_token");
    EXPECT_FALSE(c.tokens[0].valid_until);
    EXPECT_EQ(c.tokens[0].rights.size(), 7u);
    ASSERT_EQ(c.quotas.size(), 1u);
    EXPECT_EQ(c.quotas[0].used, 12);
}

TEST_F(FacebookCheck, TheTokenIsAskedAboutByTheApplicationAndNeverInAnAddress) {
    check();
    auto q = asked("POST ").at(0);
    EXPECT_EQ(q.header("Authorization"), "Bearer 900|app-SECRET");
    EXPECT_FALSE(q.fields.contains("appsecret_proof")) << "the application's own token needs none";
    EXPECT_EQ(json::parse(q.fields["batch"])->items().at(0)["relative_url"].text(),
              "debug_token?input_token=EAASECRET");
    for (auto& each : asked()) EXPECT_EQ(each.head.substr(0, each.head.find('\r')).find("SECRET"), std::string::npos);
    options_["app_id"] = "";
    forget();
    check();
    EXPECT_EQ(asked("POST ").at(1).header("Authorization"), "Bearer EAASECRET");
}

TEST_F(FacebookCheck, ATokenThatEndsSaysWhen) {
    answers_["GET debug_token"] = {
        told(every_right, R"("is_valid":true,"expires_at":1800000000,"data_access_expires_at":1790000000)")};
    auto c = check();
    EXPECT_EQ(c.tokens.at(0).valid_until, moment{std::chrono::seconds(1'790'000'000)});
    EXPECT_TRUE(c.failures.empty());
    answers_["GET debug_token"] = {
        told(every_right, R"("is_valid":true,"expires_at":0,"data_access_expires_at":1600000000)")};
    EXPECT_TRUE(says(check(), "access to data has run out"));
}

TEST_F(FacebookCheck, WhatIsMissingIsNamed) {
    answers_["GET debug_token"] = {told(R"("pages_show_list","pages_read_engagement")")};
    auto c = check();
    EXPECT_TRUE(says(c, "pages_manage_engagement was not granted"));
    EXPECT_EQ(c.failures.size(), 5u);
    EXPECT_EQ(c.abilities,
              (std::vector<std::string>{"читает публикации страницы и комментарии под ними", "получает события"}));
    SetUp();
    answers_["GET debug_token"] = {told(every_right, R"("is_valid":false)")};
    EXPECT_TRUE(says(check(), "not valid"));
    SetUp();
    answers_["GET 100/subscribed_apps"] = {R"({"data":[{"id":"900","subscribed_fields":["mention"]}]})"};
    EXPECT_TRUE(says(check(), "not subscribed"));
    answers_["GET 100/subscribed_apps"] = {R"({"data":[{"id":"901","subscribed_fields":["feed"]}]})"};
    EXPECT_TRUE(says(check(), "not subscribed")) << "another application's subscription";
    options_.erase("verify_token");
    forget();
    EXPECT_TRUE(check().failures.empty()) << "who does not wait for events is not asked";
}

TEST_F(FacebookCheck, APersonsTokenIsExplained) {
    answers_["GET me"] = {R"({"id":"7890"})"};
    answers_["GET me/accounts"] = {
        list(R"({"id":"200"},{"id":"100","name":"Адм","tasks":["ANALYZE","CREATE_CONTENT"]})")};
    auto c = check();
    EXPECT_FALSE(c.connected);
    EXPECT_TRUE(says(c, "not the token of the page 100"));
    EXPECT_TRUE(says(c, "me/accounts"));
    EXPECT_TRUE(says(c, "lacks on the page MODERATE"));
    answers_["GET me/accounts"] = {list(R"({"id":"200"})")};
    EXPECT_TRUE(says(check(), "no role on the page"));
    answers_["GET me/accounts"] = {error(100)};
    EXPECT_EQ(check().failures.size(), 1u);
}

TEST_F(FacebookCheck, AnotherVersionThanAskedForIsNamed) {
    headers_ = "facebook-api-version: v26.0\r\n";
    EXPECT_TRUE(says(check(), "v25.0 was asked for and v26.0 answered"));
}

TEST_F(FacebookCheck, StrangeAnswersAreFailuresAndNeverAbilities) {
    for (const char* call : {"GET me", "GET debug_token", "GET 100", "GET 100/feed", "GET 100/subscribed_apps"})
        for (const auto& answer :
             {error(10), error(190, 463), std::string("5"), std::string("null"), std::string("cut")}) {
            if (answer == "cut" && std::string_view(call) == "GET debug_token")
                continue;  // it is not a call of its own
            SetUp();
            answers_["GET me"] = {R"({"id":"100"})"};
            forget();
            answers_[call] = {answer};
            auto c = check();
            EXPECT_FALSE(c.failures.empty()) << call << " " << answer;
            if (std::string_view(call) != "GET 100") {
                EXPECT_LT(c.abilities.size(), 6u) << call << " " << answer;
            }
        }
}

// ---- options

TEST(FacebookOptions, ThoseThatCannotWorkAreNamed) {
    using values = std::map<std::string, std::string, std::less<>>;
    const values good{{"page", "100"}, {"page_token", "t"}, {"app_secret", "s"}, {"verify_token", "w"}};
    EXPECT_FALSE(facebook::kind.objection(good));
    struct row {
        std::string name, value;
        std::string_view word;
    };
    const row rows[] = {
        {"page", "adm", "page"},
        {"page_token", "", "page_token_file"},
        {"posts_watched", "0", "posts_watched"},
        {"sweep_hours", "x", "sweep_hours"},
        {"version", "25", "version"},
        {"version", "v25", "version"},
        {"version", "v25.0/me", "version"},
        {"app_id", "x", "app_id"},
        {"app_secret", "", "app_secret_file"},
        {"api", "http://graph.example", "TLS"},
    };
    for (const auto& r : rows) {
        auto bad = good;
        bad[r.name] = r.value;
        auto why = facebook::kind.objection(bad);
        ASSERT_TRUE(why) << r.name << " " << r.value;
        EXPECT_NE(why->find(r.word), why->npos) << *why;
    }
}

TEST(FacebookOptions, WhatIsSecretIsMarkedSo) {
    expect_secrets_marked(facebook::kind);
}

TEST(FacebookOptions, EveryMaterialHasARowWithAReason) {
    expect_a_row_for_each_material(facebook::kind);
}

}
