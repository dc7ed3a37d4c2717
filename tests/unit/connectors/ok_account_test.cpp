#include "connectors/abilities.hpp"
#include "tests/unit/connectors/ok_stage.hpp"

namespace otklik::test {

// ---- the check

struct OkCheck : OkStage {
    void SetUp() override {
        answers_["users.getLoggedInUser"] = {R"("9")"};
        answers_["group.getInfo"] = {
            R"([{"uid":"555","name":"Администрация района","shortname":"adm","picAvatar":"https://i.example/a.jpg"}])"};
        answers_["users.getCallsLeft"] = {
            R"([{"name":"discussions.addDiscussionComment","available":true,"callsLeft":90},{"name":"stream.get","callsLeft":5},
                {"name":"mediatopic.post","available":true,"callsLeft":"x"}])"};
        answers_["users.hasAppPermission"] = {"true"};
        answers_["mediatopic.getTopics"] = {topics(topic("700", 0))};
        answers_["group.getUserGroupsByIds"] = {R"([{"userId":"9","status":"MODERATOR"}])"};
    }
    account_check check() { return bench_.finish(ok().check()); }
    const std::vector<std::string> all_abilities{"читает темы групп и комментарии под ними",
                                                 "отвечает на комментарии от имени группы",
                                                 "публикует новости от имени группы", "удаляет темы и комментарии"};
};

TEST_F(OkCheck, AGoodAccountIsNamedWithWhatItCan) {
    auto c = check();
    EXPECT_TRUE(c.connected);
    EXPECT_EQ(c.name, "Администрация района");
    EXPECT_EQ(c.link, "https://ok.ru/group/555");
    EXPECT_TRUE(c.failures.empty());
    EXPECT_EQ(c.picture, "https://i.example/a.jpg");
    EXPECT_EQ(c.abilities, all_abilities);
    std::vector<std::string> rights;
    for (auto& q : asked("users.hasAppPermission")) rights.push_back(q.fields["ext_perm"]);
    EXPECT_EQ(rights, (std::vector<std::string>{"VALUABLE_ACCESS", "GROUP_CONTENT", "PHOTO_CONTENT"}));
    EXPECT_EQ(asked("group.getUserGroupsByIds").at(0).fields["uids"], "9");
    ASSERT_EQ(c.quotas.size(), 1u);
    EXPECT_EQ(c.quotas[0].purpose, "ответов осталось");
    EXPECT_EQ(c.quotas[0].most, 90);
    ASSERT_EQ(c.tokens.size(), 1u);
    EXPECT_EQ(c.tokens[0].kind, "access_token");
    EXPECT_FALSE(c.tokens[0].valid_until);
    std::vector<std::string> granted;
    for (auto& r : c.tokens[0].rights)
        if (r.granted) granted.push_back(r.name);
    EXPECT_EQ(granted, (std::vector<std::string>{"VALUABLE_ACCESS", "GROUP_CONTENT", "PHOTO_CONTENT",
                                                 "администратор или модератор"}));
}

TEST_F(OkCheck, RightsThatWereNotGrantedAreToldAsSuch) {
    answers_["users.hasAppPermission"] = {"true", "true", "false"};
    auto c = check();
    EXPECT_TRUE(c.failures.empty()) << "without pictures news are news all the same";
    EXPECT_EQ(c.abilities, all_abilities);
    ASSERT_EQ(c.tokens.at(0).rights.size(), 4u);
    EXPECT_EQ(c.tokens[0].rights[2].name, "PHOTO_CONTENT");
    EXPECT_FALSE(c.tokens[0].rights[2].granted);
    SetUp();
    answers_["group.getUserGroupsByIds"] = {R"([{"userId":"9","status":"ACTIVE"},{"userId":"8","status":"ADMIN"}])"};
    EXPECT_FALSE(check().tokens.at(0).rights.at(3).granted);
    answers_["users.hasAppPermission"] = {error(1)};
    EXPECT_EQ(check().tokens.at(0).rights.size(), 1u) << "what OK does not tell is not told";
}

TEST_F(OkCheck, AMethodThatIsNotOpenCostsWhatItIsFor) {
    answers_["users.getCallsLeft"] = {
        R"([{"name":"discussions.addDiscussionComment","available":false,"callsLeft":0},{"name":"mediatopic.getTopics","available":false}])"};
    auto c = check();
    ASSERT_EQ(c.failures.size(), 1u);
    EXPECT_NE(c.failures[0].said.find("discussions.addDiscussionComment is not open"), std::string::npos);
    EXPECT_EQ(c.abilities, (std::vector<std::string>{all_abilities[0], all_abilities[2], all_abilities[3]}));
    answers_["users.getCallsLeft"] = {R"([{"name":"mediatopic.post","available":false,"callsLeft":0}])"};
    c = check();
    EXPECT_EQ(c.failures.size(), 1u);
    EXPECT_EQ(c.abilities, (std::vector<std::string>{all_abilities[0], all_abilities[1], all_abilities[3]}));
}

TEST_F(OkCheck, ThatLimitsAreNotToldIsNoTrouble) {
    for (const auto& answer : {error(3), std::string("5"), std::string("[5,null]"), std::string("cut")}) {
        answers_["users.getCallsLeft"] = {answer};
        auto c = check();
        EXPECT_TRUE(c.failures.empty()) << answer;
        EXPECT_TRUE(c.quotas.empty()) << answer;
        EXPECT_EQ(c.abilities, all_abilities) << answer;
    }
}

TEST_F(OkCheck, TheGroupsKeyIsCheckedWhereThereIsOne) {
    options_["bot_token"] = "tknBOT:SECRET";
    answers_["graph.info"] = {R"({"name":"Администрация","group_id":"group:555"})"};
    auto c = check();
    EXPECT_TRUE(c.failures.empty());
    EXPECT_EQ(c.abilities.back(), "читает личные сообщения группе и отвечает на них");
    ASSERT_EQ(c.tokens.size(), 2u);
    EXPECT_EQ(c.tokens[1].kind, "bot_token");
    for (const auto& answer : {error(103), std::string(R"({"group_id":"group:777"})"), std::string("{}"),
                               std::string("5"), std::string("cut")}) {
        answers_["graph.info"] = {answer};
        c = check();
        EXPECT_EQ(c.failures.size(), 1u) << answer;
        EXPECT_EQ(c.abilities, all_abilities) << answer;
        EXPECT_TRUE(c.connected) << "all else works: " << answer;
    }
}

TEST_F(OkCheck, ASubscriptionThatIsLostIsTold) {
    options_["bot_token"] = "tknBOT:SECRET";
    options_["hook_secret"] = "a-secret-of-a-proper-length";
    answers_["graph.info"] = {R"({"group_id":"group:555"})"};
    answers_["graph.subscriptions"] = {
        R"({"subscriptions":[{"url":"https://x.example/"},{"url":"https://a.example/hook?secret=a-secret-of-a-proper-length"}]})"};
    auto c = check();
    EXPECT_TRUE(c.failures.empty());
    EXPECT_EQ(c.abilities.back(), "узнаёт о личных сообщениях сразу");
    for (const auto& answer : {std::string(R"({"subscriptions":[]})"),
                               std::string(R"({"subscriptions":[{"url":"https://x.example/?secret=x"}]})"),
                               std::string("{}"), error(10), std::string("cut")}) {
        answers_["graph.subscriptions"] = {answer};
        c = check();
        ASSERT_EQ(c.failures.size(), 1u) << answer;
        EXPECT_EQ(c.failures[0].said.find("a-secret-of"), std::string::npos);
        EXPECT_EQ(c.abilities.size(), all_abilities.size() + 1) << answer;
    }
}

TEST_F(OkCheck, ATokenThatIsNotValidIsOneFailure) {
    answers_["users.getLoggedInUser"] = {error(102)};
    auto c = check();
    EXPECT_FALSE(c.connected);
    ASSERT_EQ(c.failures.size(), 1u);
    EXPECT_EQ(c.failures[0].kind, trouble::settings);
    EXPECT_EQ(asked().size(), 1u);
    answers_["users.getLoggedInUser"] = {"{}"};
    EXPECT_EQ(check().failures.at(0).kind, trouble::unreadable);
}

TEST_F(OkCheck, WhatIsMissingIsNamed) {
    answers_["users.hasAppPermission"] = {"true", "false"};
    auto c = check();
    ASSERT_EQ(c.failures.size(), 1u);
    EXPECT_NE(c.failures[0].said.find("GROUP_CONTENT"), std::string::npos);
    EXPECT_EQ(c.abilities.size(), 1u) << "it reads, and does not answer";
    EXPECT_TRUE(c.connected);

    SetUp();
    answers_["group.getUserGroupsByIds"] = {R"([{"userId":"9","status":"ACTIVE"}])"};
    c = check();
    ASSERT_EQ(c.failures.size(), 1u);
    EXPECT_NE(c.failures[0].said.find("neither administrator nor moderator"), std::string::npos);
    EXPECT_EQ(c.abilities.size(), 1u);
}

TEST_F(OkCheck, StrangeAnswersAreFailuresAndNeverAbilities) {
    const std::vector<std::string> reads{all_abilities[0]}, writes(all_abilities.begin() + 1, all_abilities.end());
    const std::pair<const char*, std::vector<std::string>> rows[] = {{"group.getInfo", all_abilities},
                                                                     {"users.hasAppPermission", reads},
                                                                     {"mediatopic.getTopics", writes},
                                                                     {"group.getUserGroupsByIds", reads}};
    for (const auto& [method, left] : rows)
        for (const auto& answer :
             {error(3), std::string("5"), std::string("[5]"), std::string("null"), std::string("cut")}) {
            SetUp();
            forget();
            answers_["stream.get"] = {error(3)};
            answers_[method] = {answer};
            auto c = check();
            EXPECT_FALSE(c.failures.empty()) << method << " " << answer;
            EXPECT_EQ(c.abilities, left) << method << " " << answer;
            EXPECT_EQ(c.connected, std::string_view(method) != "group.getInfo") << method << " " << answer;
        }
}

TEST_F(OkCheck, TheOtherShapeOfAGroupIsUnderstoodToo) {
    answers_["group.getInfo"] = {R"({"groups":[{"uid":555,"name":"Администрация"}]})"};
    EXPECT_EQ(check().name, "Администрация");
    answers_["group.getInfo"] = {"[]"};
    auto c = check();
    EXPECT_FALSE(c.connected);
    EXPECT_EQ(c.failures.size(), 1u);
}

// ---- the options

TEST(OkOptions, ThoseThatCannotWorkAreNamed) {
    using values = std::map<std::string, std::string, std::less<>>;
    const values good{{"group", "555"}, {"application_key", "K"}, {"access_token", "t"}, {"session_secret_key", "s"}};
    EXPECT_FALSE(ok::kind.objection(good));
    struct row {
        std::string name, value;
        std::string_view word;
    };
    const row rows[] = {
        {"group", "adm", "group"},
        {"group", "-5", "group"},
        {"access_token", "", "access_token_file"},
        {"session_secret_key", "", "session_secret_key_file"},
        {"topics_watched", "0", "topics_watched"},
        {"topics_watched", "101", "topics_watched"},
        {"sweep_hours", "x", "sweep_hours"},
        {"hook_secret", "twenty-three-signs-long", "hook_secret"},
        {"api", "http://ok.example", "TLS"},
        {"api", "http://localhost.evil.example", "TLS"},
        {"api", "ftp://ok.ru", "https"},
    };
    for (const auto& r : rows) {
        auto bad = good;
        bad[r.name] = r.value;
        auto why = ok::kind.objection(bad);
        ASSERT_TRUE(why) << r.name << " " << r.value;
        EXPECT_NE(why->find(r.word), why->npos) << *why;
    }
    auto other = good;
    other.erase("session_secret_key");
    other["application_secret_key"] = "a";
    other["api"] = "http://127.0.0.1:80";
    EXPECT_FALSE(ok::kind.objection(other));
}

TEST(OkOptions, WhatIsSecretIsMarkedSo) {
    for (const auto& o : ok::kind.options)
        EXPECT_EQ(o.secret, o.name.ends_with("secret_key") || o.name == "access_token" || o.name == "bot_token" ||
                                o.name == "hook_secret")
            << o.name;
}

TEST(OkMaterials, EachHasItsRowWithAReason) {
    struct row {
        material what;
        way news, answer;
    };
    using enum material;
    using enum way;
    const row rows[] = {
        {text, automatic, automatic},        {photo, automatic, automatic},   {video, by_hand, by_hand},
        {infographic, automatic, automatic}, {animation, by_hand, by_hand},   {document, impossible, impossible},
        {poll, by_hand, impossible},         {test, impossible, impossible},  {live_stream, by_hand, impossible},
        {contest, by_hand, impossible},      {hashtag, automatic, automatic}, {geolocation, by_hand, impossible}};
    ASSERT_EQ(ok::kind.materials.size(), std::size(rows));
    for (std::size_t i = 0; i < std::size(rows); ++i) {
        const auto& told = ok::kind.materials[i];
        EXPECT_EQ(told.what, rows[i].what) << i;
        EXPECT_EQ(told.news, rows[i].news) << i;
        EXPECT_EQ(told.answer, rows[i].answer) << i;
        EXPECT_TRUE(told.why.ends_with(".")) << "a sentence: " << told.why;
    }
}

// ---- links

struct OkLinks : OkStage {
    reads_links& links() { return dynamic_cast<reads_links&>(ok()); }
};

TEST_F(OkLinks, ATopicIsReadByItsAddress) {
    EXPECT_TRUE(links().understands("https://ok.ru/group/777/topic/700"));
    EXPECT_FALSE(links().understands("https://vk.com/wall-5_7"));
    answers_["mediatopic.getByIds"] = {topics(topic("700", 3))};
    auto read = bench_.finish(links().read_link("https://ok.ru/group/777/topic/700"));
    ASSERT_TRUE(std::holds_alternative<post>(read));
    EXPECT_EQ(std::get<post>(read).id, "ok:700");
    EXPECT_EQ(std::get<post>(read).link, "https://ok.ru/group/555/topic/700") << "as OK itself says where it stands";
    EXPECT_EQ(std::get<post>(read).author.name, "Администрация");
}

TEST_F(OkLinks, ATopicOfNoGroupKeepsTheAddressItWasAskedBy) {
    answers_["mediatopic.getByIds"] = {
        topics(R"({"id":"700","created_ms":1699999000000,"author_ref":"user:123","owner_ref":"user:123","media":[]})")};
    auto read = bench_.finish(links().read_link("https://ok.ru/somebody/topic/700"));
    ASSERT_TRUE(std::holds_alternative<post>(read));
    EXPECT_EQ(std::get<post>(read).link, "https://ok.ru/somebody/topic/700");
}

TEST_F(OkLinks, WhatIsNotThereOrCannotBeReadIsAFailure) {
    struct row {
        std::string answer;
        trouble kind;
    };
    const row rows[] = {{topics(""), trouble::gone},
                        {"{}", trouble::gone},
                        {topics(topic("701", 0)), trouble::gone},
                        {topics(R"({"id":"700"})"), trouble::unreadable},
                        {"5", trouble::unreadable},
                        {error(10), trouble::settings}};
    for (const auto& r : rows) {
        answers_["mediatopic.getByIds"] = {r.answer};
        auto read = bench_.finish(links().read_link("https://ok.ru/group/777/topic/700"));
        ASSERT_TRUE(std::holds_alternative<failure>(read)) << r.answer;
        EXPECT_EQ(std::get<failure>(read).kind, r.kind) << r.answer;
    }
    auto read = bench_.finish(links().read_link("https://ok.ru/"));
    EXPECT_TRUE(std::holds_alternative<failure>(read));
}

}
