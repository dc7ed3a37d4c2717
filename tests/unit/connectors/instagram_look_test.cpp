#include "tests/unit/connectors/instagram_stage.hpp"

namespace otklik::test {

struct InstagramLook : InstagramStage {
    void SetUp() override {
        answers_["GET 600"] = {
            R"({"id":"600","text":"Когда починят фонарь?","media":{"id":"500","is_comment_enabled":true}})"};
        answers_["GET 601"] = {R"({"id":"601","text":"И мне","parent_id":"600","media":{"id":"500"}})"};
        answers_["GET 500"] = {R"({"id":"500","caption":"Новость","is_comment_enabled":true})"};
        replies(own("677", "Починим завтра."));
    }
    void replies(std::string_view items) { answers_["GET 600/replies"] = {list(items)}; }
};

TEST_F(InstagramLook, SeesTheMessageAndOurReply) {
    auto view = seen(answer_to_comment());
    EXPECT_FALSE(view.gone);
    EXPECT_FALSE(view.closed);
    EXPECT_EQ(view.text, "Когда починят фонарь?");
    ASSERT_EQ(view.own_replies.size(), 1u);
    EXPECT_EQ(view.own_replies[0].remote_id, "instagram:677");
    EXPECT_EQ(view.own_replies[0].text, "Починим завтра.");
    EXPECT_EQ(view.own_replies[0].link, "https://www.instagram.com/p/500/");
}

TEST_F(InstagramLook, TakesForOursOnlyWhatAnswersThisMessage) {
    struct row {
        std::string item;
        bool ours;
    };
    const row rows[] = {
        {own("677", "Другой ответ коллеги"), true},
        {own("677", "@anna починим"), true},
        {own("677", "@anna, починим"), true},
        {own("677", "@petr и у вас"), false},
        {own("677", "@petr"), false},
        {own("677", "Починим  завтра. "), true},
        {own("677", "раньше сообщения", noon - 600), false},
        {comment("677", noon + 600), false},
        {R"({"id":"677","text":"Кто-то","timestamp":"2023-11-14T12:10:00+0000"})", false},
        {R"({"id":"677","text":"без имени, но наш номер","timestamp":"2023-11-14T12:10:00+0000","from":{"id":"178"}})",
         true},
    };
    for (const auto& r : rows) {
        replies(r.item);
        EXPECT_EQ(seen(answer_to_comment()).own_replies.size(), r.ours ? 1u : 0u) << r.item;
    }
}

TEST_F(InstagramLook, OurWordsAreToldAsTheyWereApproved) {
    replies(own("677", "@anna Починим  завтра."));
    auto view = seen(answer_to_reply());
    EXPECT_EQ(view.text, "И мне");
    EXPECT_EQ(view.own_replies.at(0).text, "Починим завтра.") << "without the address that was put before them";
}

TEST_F(InstagramLook, ReadsAllPages) {
    answers_["GET 600/replies"] = {list(comment("690", noon + 700), "A1"), list("", "A2"),
                                   list(own("677", "Починим завтра."))};
    EXPECT_EQ(seen(answer_to_comment()).own_replies.size(), 1u);
}

TEST_F(InstagramLook, UnderAnOwnPublicationItsCommentsAreRead) {
    answers_["GET 500/comments"] = {list(own("678", "Наш ответ") + "," + comment("600"), "A1"),
                                    list(comment("599", noon - 60), "A2"), error(1)};
    auto view = seen(answer_to_media());
    EXPECT_EQ(view.text, "Новость");
    EXPECT_EQ(view.own_replies.size(), 1u);
    EXPECT_EQ(asked("GET 500/comments").size(), 2u) << "what is older than the publication's message ends it";
}

TEST_F(InstagramLook, APictureThatOnlyTagsUsIsNotAskedFor) {
    auto what = answer_to_media();
    what.to.own = false, what.to.text = "Яма у школы";
    auto view = seen(what);
    EXPECT_FALSE(view.gone);
    EXPECT_EQ(view.text, "Яма у школы");
    EXPECT_TRUE(asked("GET 500").empty());
}

TEST_F(InstagramLook, AClosedOrHiddenOneIsClosed) {
    for (const char* answer : {R"({"id":"600","text":"x","hidden":true})",
                               R"({"id":"600","text":"x","media":{"is_comment_enabled":false}})"}) {
        answers_["GET 600"] = {answer};
        EXPECT_TRUE(seen(answer_to_comment()).closed) << answer;
    }
}

TEST_F(InstagramLook, GoneIsWhatIsNotThereWhileTheRestIsSeen) {
    answers_["GET 600"] = {error(100, 33)};
    EXPECT_TRUE(seen(answer_to_comment()).gone);
    EXPECT_TRUE(asked("GET 600/replies").empty());
    for (const auto& bad : {error(10), error(190), error(1), std::string("cut")}) {
        forget();
        answers_["GET 500"] = {bad};
        EXPECT_TRUE(trouble_of(answer_to_comment())) << bad;
    }
    SetUp();
    forget();
    answers_["GET 601"] = {error(100, 33)};
    replies(own("677", "@anna Починим завтра."));
    auto view = seen(answer_to_reply());
    EXPECT_TRUE(view.gone);
    EXPECT_EQ(view.own_replies.size(), 1u);
}

TEST_F(InstagramLook, WhatCannotBeReadIsAFailureAndNotAnEmptyThread) {
    const std::vector<std::string> bad{
        error(1), error(4), error(10), error(100), error(190),      error(987654),     "5.5", "null", "[]",
        "\"x\"",  "<html>", "{}",      "cut",      R"({"data":5})", R"({"error":"x"})"};
    for (const char* call : {"GET 178", "GET 600", "GET 600/replies"})
        for (const auto& answer : bad) {
            SetUp();
            answers_["GET 178"] = {R"({"id":"178","username":"adm_akht"})"};
            forget();
            answers_[call] = {answer};
            EXPECT_TRUE(trouble_of(answer_to_comment())) << call << " " << answer;
        }
    SetUp();
    answers_["GET 178"] = {R"({"id":"178","username":"adm_akht"})"};
    forget();
    answers_["GET 600"] = {R"({"id":"601","text":"x"})"};
    EXPECT_TRUE(trouble_of(answer_to_comment())) << "another thing than was asked for";
    auto what = answer_to_reply();
    what.to.reply_to.clear();
    answers_["GET 601"] = {R"({"id":"601","text":"И мне"})"};
    EXPECT_TRUE(trouble_of(what)) << "nobody says in which thread";
}

TEST_F(InstagramLook, ACommentThatMayBeOursAndCannotBeUnderstoodIsAFailure) {
    for (const char* strange :
         {"5", "null", R"({"id":"677","username":"adm_akht","text":5,"timestamp":"2023-11-14T12:10:00+0000"})",
          R"({"id":"677","username":"adm_akht","text":"x"})",
          R"({"username":"adm_akht","text":"x","timestamp":"2023-11-14T12:10:00+0000"})",
          R"({"id":"677","text":"Починим завтра.","timestamp":"2023-11-14T12:10:00+0000"})"}) {
        replies(strange);
        auto why = trouble_of(answer_to_comment());
        ASSERT_TRUE(why) << strange;
        EXPECT_EQ(why->kind, trouble::unreadable);
    }
}

TEST_F(InstagramLook, AMentionIsReadAgainByItsField) {
    answers_["GET 178"] = {R"({"id":"178","username":"adm_akht"})",
                           R"({"mentioned_comment":{"id":"700","text":"где свет?"},"id":"178"})"};
    auto view = seen(answer_to_mention());
    EXPECT_EQ(view.text, "где свет?");
    EXPECT_NE(asked("GET 178").back().fields["fields"].find("mentioned_comment.comment_id(700)"), std::string::npos);
    answers_["GET 178"] = {error(100, 33)};
    EXPECT_TRUE(seen(answer_to_mention()).gone);
    for (const auto& bad : {error(10), std::string("{}"), std::string(R"({"mentioned_comment":{"id":"701"}})")}) {
        answers_["GET 178"] = {bad};
        EXPECT_TRUE(trouble_of(answer_to_mention())) << bad;
    }
}

}
