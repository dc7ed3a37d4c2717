#include "tests/unit/connectors/ok_stage.hpp"

#include "connectors/ok/errors.hpp"

namespace otklik::test {

// ---- placing

struct OkPlace : OkStage {
    void SetUp() override { answers_["discussions.addDiscussionComment"] = {R"("MTM5NzIwNjM4")"}; }
};

TEST_F(OkPlace, AnswersACommentInTheGroupsName) {
    auto outcome = place(answer_to_comment());
    ASSERT_EQ(name(outcome), "sent");
    EXPECT_EQ(std::get<sent>(outcome).remote_id, "ok:700_MTM5NzIwNjM4");
    EXPECT_EQ(std::get<sent>(outcome).link, "https://ok.ru/group/555/topic/700");
    ASSERT_EQ(asked().size(), 1u);
    auto q = asked().at(0);
    q.fields.erase("sig");
    EXPECT_EQ(q.fields, (std::map<std::string, std::string>{{"access_token", "tkn-SECRET"},
                                                            {"application_key", "CBAEXAMPLEABABABA"},
                                                            {"as_admin", "true"},
                                                            {"comment", "Вывезем завтра."},
                                                            {"entityId", "700"},
                                                            {"entityType", "GROUP_TOPIC"},
                                                            {"format", "json"},
                                                            {"method", "discussions.addDiscussionComment"},
                                                            {"reply_to_comment_id", "MTM5Q+/="}}));
}

TEST_F(OkPlace, AnswersATopicWhereItsCommentsStand) {
    auto what = answer_to_topic();
    place(what);
    EXPECT_FALSE(asked().at(0).fields.contains("reply_to_comment_id"));
    EXPECT_EQ(asked().at(0).fields["entityId"], "700");
    what.to.raw = R"({"id":"700","discussion_summary":{"discussion_id":"900","discussion_type":"GROUP_PHOTO"}})";
    place(what);
    EXPECT_EQ(asked().at(1).fields["entityId"], "900");
    EXPECT_EQ(asked().at(1).fields["entityType"], "GROUP_PHOTO");
}

TEST_F(OkPlace, WhatIsNoMessageOfOkAPersonPlaces) {
    auto what = answer_to_comment();
    what.to.id = "vk:-55_766";
    EXPECT_EQ(name(place(what)), "by hand");
    what = answer_to_comment();
    what.to.kind = post_kind::post;
    EXPECT_EQ(name(place(what)), "by hand");
    EXPECT_TRUE(asked().empty());
}

TEST_F(OkPlace, WhereTheMethodIsNotForUsAPersonIsToldHow) {
    for (int code : {3, 10, 50, 200, 455, 456, 458}) {
        answers_["discussions.addDiscussionComment"] = {error(code)};
        auto outcome = place(answer_to_comment());
        ASSERT_EQ(name(outcome), "by hand") << code;
        auto& hand = std::get<by_hand>(outcome);
        ASSERT_EQ(hand.steps.size(), 4u);
        EXPECT_NE(hand.steps[0].find("https://ok.ru/group/555/topic/700"), std::string::npos);
        EXPECT_NE(hand.steps[1].find("Анна Ветрова"), std::string::npos);
        EXPECT_NE(hand.why.find(std::to_string(code)), std::string::npos);
    }
}

TEST_F(OkPlace, FilesUnderACommentAPersonAttaches) {
    auto what = answer_to_comment();
    file f;
    f.name = "schedule.jpg", f.type = "image/jpeg", f.address = "https://adm.example/f/1.jpg";
    what.files = {f};
    auto outcome = place(what);
    ASSERT_EQ(name(outcome), "by hand");
    EXPECT_NE(std::get<by_hand>(outcome).steps.at(2).find("schedule.jpg"), std::string::npos);
    EXPECT_TRUE(asked().empty());
}

TEST_F(OkPlace, ATextThatIsTooLongIsNotSent) {
    auto what = answer_to_comment();
    what.text.clear();
    for (int i = 0; i < 3000; ++i) what.text += "я";
    EXPECT_EQ(name(place(what)), "sent");
    what.text += "я";
    auto outcome = place(what);
    ASSERT_EQ(name(outcome), "refused before write");
    EXPECT_EQ(std::get<refused_before_write>(outcome).why.kind, trouble::refused);
    EXPECT_EQ(asked().size(), 1u);
}

// The outcomes of a write: what OK answered, and what may be believed of it.
TEST_F(OkPlace, OnlyAnIdIsASuccessAndOnlyAProofIsARefusal) {
    const answer_row rows[] = {
        {R"("MTM5NzIwNjM4MjQ3MTox=")", "sent"},
        {R"({"id":"MTM5NzIwNjM4"})", "sent"},
        {R"({"comment_id":"MTM5NzIwNjM4"})", "sent"},
        {R"({"comment":{"id":"MTM5NzIwNjM4"}})", "sent"},
        {R"({"id":"MTM5NzIwNjM4","text":"Вывезем завтра.","author_id":"555"})", "sent"},
        {"true", "unknown"},
        {"null", "unknown"},
        {"{}", "unknown"},
        {"[]", "unknown"},
        {R"("ok")", "unknown"},
        {R"("not an id at all")", "unknown"},
        {"12345678901", "unknown"},
        {R"({"id":5})", "unknown"},
        {R"({"error_code":"10"})", "unknown"},
        {R"({"error_code":null})", "unknown"},
        {R"({"error":"invalid"})", "unknown"},
        {R"({"error_code":8,"error_msg":"flood","id":"MTM5NzIwNjM4"})", "unknown"},
        {"{not json", "unknown"},
        {"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", "unknown"},
        {"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 6\r\n\r\n<html>", "unknown"},
        {"HTTP/1.1 429 Too Many\r\nContent-Length: 0\r\n\r\n", "unknown"},
        {"HTTP/1.1 403 Forbidden\r\nContent-Length: 17\r\n\r\n{\"error_code\": 10", "unknown"},
        {"HTTP/1.1 400 Bad\r\nContent-Length: 18\r\n\r\n{\"error_code\": 100}", "unknown"},
        {"HTTP/1.1 302 Found\r\nLocation: /fb.do\r\nContent-Length: 0\r\n\r\n", "unknown"},
        {"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n\"MTM5NzIwNjM4\"", "unknown"},
        {"cut", "unknown"},
        {error(102), "refused before write"},
        {error(987654), "unknown"},
    };
    for (const auto& r : rows) {
        forget();  // 8 shuts the account
        place_and_expect("discussions.addDiscussionComment", answer_to_comment(), r);
    }
}

TEST_F(OkPlace, IsNotSentAgainWhenItsConnectionDies) {
    answers_["users.getLoggedInUser"] = {error(102)};
    bench_.finish(ok().check());  // leaves a connection behind
    answers_["discussions.addDiscussionComment"].push_front("cut");
    EXPECT_EQ(name(place(answer_to_comment())), "unknown");
    EXPECT_EQ(asked("discussions.addDiscussionComment").size(), 1u);
}

TEST_F(OkPlace, ANetworkThatCannotBeReachedHasWrittenNothing) {
    ok();
    server_.reset();
    auto outcome = place(answer_to_comment());
    ASSERT_EQ(name(outcome), "refused before write");
    EXPECT_EQ(std::get<refused_before_write>(outcome).why.kind, trouble::unreachable);
}

TEST_F(OkPlace, AfterFloodControlNothingIsSentForAWhile) {
    answers_["discussions.addDiscussionComment"] = {error(8), R"("MTM5NzIwNjM4")"};
    EXPECT_EQ(name(place(answer_to_comment())), "unknown");
    auto outcome = place(answer_to_comment());
    ASSERT_EQ(name(outcome), "refused before write");
    EXPECT_EQ(std::get<refused_before_write>(outcome).why.kind, trouble::throttled);
    EXPECT_EQ(asked().size(), 1u);
}

TEST_F(OkPlace, EveryCodeIsClassified) {
    for (const auto& row : ok::all_errors()) {
        answers_["discussions.addDiscussionComment"] = {error(row.code)};
        forget();
        auto outcome = place(answer_to_comment());
        EXPECT_EQ(name(outcome), outcome_of(row.of_write)) << row.code;
        if (auto* no = std::get_if<refused_before_write>(&outcome)) {
            EXPECT_EQ(no->why.kind, row.kind) << row.code;
        }
    }
    EXPECT_EQ(asked().size(), ok::all_errors().size());
}

TEST(OkErrors, TheCodesThatProveThatNothingWasWrittenAreTheseAndNoOthers) {
    std::vector<int> unwritten, by_hand;
    for (const auto& row : ok::all_errors()) {
        if (row.of_write == proof::unwritten) unwritten.push_back(row.code);
        if (row.of_write == proof::by_hand) by_hand.push_back(row.code);
    }
    EXPECT_EQ(unwritten, (std::vector<int>{4, 100, 101, 102, 103, 104, 105, 106, 110, 141, 160, 210, 451, 453, 457, 700,
                                           702, 900}));
    EXPECT_EQ(by_hand, (std::vector<int>{3, 10, 50, 200, 455, 456, 458}));
}

TEST(OkErrors, EveryCodeThatIsKnownOfOkHasARow) {
    const std::pair<int, int> known[] = {
        {1, 4},       {7, 12},      {21, 26},     {30, 31},     {50, 50},     {100, 106},   {110, 110},   {120, 121},
        {130, 130},   {140, 141},   {150, 151},   {160, 160},   {200, 200},   {210, 214},   {220, 220},   {300, 300},
        {324, 324},   {401, 403},   {451, 451},   {453, 458},   {500, 505},   {508, 508},   {511, 514},   {600, 607},
        {610, 610},   {700, 702},   {704, 709},   {800, 802},   {900, 900},   {1001, 1001}, {1003, 1005}, {1101, 1103},
        {1200, 1200}, {1300, 1302}, {1400, 1401}, {2001, 2001}, {5000, 5000}, {9999, 9999}};
    std::size_t count = 1;  // the row of all others
    for (auto [from, to] : known)
        for (int code = from; code <= to; ++code, ++count) EXPECT_EQ(ok::error_of(code).code, code);
    EXPECT_EQ(ok::all_errors().size(), count);
    EXPECT_EQ(ok::error_of(987654).code, 0);
    EXPECT_EQ(ok::error_of(-1).of_write, proof::none);
}

TEST_F(OkPlace, NoOutcomeHoldsASecret) {
    answers_["discussions.addDiscussionComment"] = {error(103, "token tkn-SECRET is bad\\u0000\\nX")};
    auto outcome = place(answer_to_comment());
    ASSERT_EQ(name(outcome), "refused before write");
    const auto& said = std::get<refused_before_write>(outcome).why.said;
    EXPECT_EQ(said.find("SECRET"), said.npos) << said;
    EXPECT_EQ(said.find('\n'), said.npos);
}

// ---- looking

struct OkLook : OkStage {
    void SetUp() override {
        answers_["discussions.get"] = {
            R"({"discussion":{"object_id":"700","object_type":"GROUP_TOPIC","comment_as_admin_allowed":true}})"};
        answers_["users.getLoggedInUser"] = {R"("9")"};
        list(own("OWN00001", message, "Вывезем завтра.") + "," + asked_for());
    }
    void list(std::string items, std::string_view more = "") {
        answers_["discussions.getComments"] = {comments(items, more)};
    }
    static std::string asked_for() { return comment(message); }
    static constexpr const char* message = "MTM5Q+/=";
};

TEST_F(OkLook, SeesTheMessageAndOurReply) {
    auto view = seen(answer_to_comment());
    EXPECT_FALSE(view.gone);
    EXPECT_FALSE(view.closed);
    EXPECT_EQ(view.text, "Когда вывезут мусор?");
    ASSERT_EQ(view.own_replies.size(), 1u);
    EXPECT_EQ(view.own_replies[0].text, "Вывезем завтра.");
    EXPECT_EQ(view.own_replies[0].remote_id, "ok:700_OWN00001");
    EXPECT_EQ(view.own_replies[0].link, "https://ok.ru/group/555/topic/700");
    EXPECT_EQ(view.own_replies[0].written, moment{std::chrono::seconds(1'699'999'900)});
}

TEST_F(OkLook, TakesForOursOnlyWhatAnswersThisMessage) {
    struct row {
        std::string item;
        bool ours;
    };
    const auto by_person =
        R"({"id":"OWN00001","author_id":"9","text":"Вывезем завтра.","date_ms":1699999900000,"reply_to_comment_id":"MTM5Q+/="})";
    const row rows[] = {
        {own("OWN00001", message, "Другой ответ коллеги"), true},
        {own("OWN00001", "OTHER", "Ответ другому жителю"), false},
        {own("OWN00001", "", "Просто слова группы"), false},
        {own("OWN00001", "", "Вывезем  завтра. "), true},  // our very words, wherever they stand
        {own("OWN00001", message, "{user:123}Вывезем{user} завтра."), true},
        {own("OWN00001", message, "раньше сообщения", 1'699'999'000), false},
        {by_person, true},  // not written in the group's name after all
        {comment("X", 1'699'999'900, R"(,"reply_to_comment_id":"MTM5Q+/=")"), false},
        {R"({"id":"X","author_id":"556","author_type":"GROUP","text":"Вывезем завтра.","date_ms":1699999900000,"reply_to_comment_id":"MTM5Q+/="})",
         false},
        {R"({"id":"X","author_id":"555","author_type":"GROUP","type":"REMOVED_MESSAGE"})", false},
        {R"({"id":5,"author_id":"123"})", false},
    };
    for (const auto& r : rows) {
        list(r.item + "," + asked_for());
        EXPECT_EQ(seen(answer_to_comment()).own_replies.size(), r.ours ? 1u : 0u) << r.item;
    }
}

TEST_F(OkLook, OurWordsAreToldAsWeWroteThem) {
    list(own("OWN00001", message, "{user:1}Вывезем{user}  завтра.") + "," + asked_for());
    EXPECT_EQ(seen(answer_to_comment()).own_replies.at(0).text, "Вывезем завтра.");
}

TEST_F(OkLook, ACommentThatMayBeOursAndCannotBeUnderstoodIsAFailure) {
    for (const char* strange : {"5", "null", R"({"id":"X","author_id":{},"text":"x","date_ms":1699999900000})",
                                R"({"id":"X","author_ref":"group:555","text":5,"date_ms":1699999900000})",
                                R"({"id":"X","author_ref":"group:555","text":"x"})",
                                R"({"id":5,"author_ref":"group:555","text":"x","date_ms":1699999900000})",
                                R"({"id":"X","text":"Вывезем завтра.","date_ms":1699999900000})"}) {
        list(std::string(strange) + "," + asked_for());
        auto why = trouble_of(answer_to_comment());
        ASSERT_TRUE(why) << strange;
        EXPECT_EQ(why->kind, trouble::unreadable);
    }
}

TEST_F(OkLook, ReadsBackToTheMessageAndNoFurther) {
    answers_["discussions.getComments"] = {
        comments(comment("C9", 1'700'000'000), R"(,"has_more":true,"anchor":"A1")"),
        comments(own("OWN00001", message, "Вывезем завтра."), R"(,"has_more":true,"anchor":"A2")"),
        comments(asked_for() + "," + comment("C1", 1'699'000'000), R"(,"has_more":true,"anchor":"A3")"),
        comments(comment("C0", 1'698'000'000), R"(,"has_more":true,"anchor":"A4")"), error(1)};
    EXPECT_EQ(seen(answer_to_comment()).own_replies.size(), 1u);
    EXPECT_EQ(asked("discussions.getComments").size(), 4u);
    EXPECT_EQ(asked("discussions.getComments").at(2).fields["anchor"], "A2");
}

TEST_F(OkLook, ShouldTheOldestComeFirstOurReplyIsFoundAllTheSame) {
    answers_["discussions.getComments"] = {
        comments(comment("C0", 1'698'000'000), R"(,"has_more":true,"anchor":"A1")"),
        comments(asked_for() + "," + own("OWN00001", message, "Вывезем завтра."), R"(,"has_more":false)")};
    EXPECT_EQ(seen(answer_to_comment()).own_replies.size(), 1u);
}

TEST_F(OkLook, LooksInTheOldWayToTheEndWhereTheNewOneIsRefused) {
    answers_["discussions.getComments"] = {error(3)};
    answers_["discussions.getDiscussionComments"] = {comments(comment("C1", 1'698'000'000)), comments(asked_for()),
                                                     comments(own("OWN00001", message, "Вывезем завтра.")),
                                                     comments("")};
    EXPECT_EQ(seen(answer_to_comment()).own_replies.size(), 1u);
    EXPECT_EQ(asked("discussions.getDiscussionComments").size(), 4u);
}

TEST_F(OkLook, GoneIsOnlyWhatIsNotThereByItsIdEither) {
    list(comment("C1"));
    answers_["discussions.getComment"] = {R"({"comment":)" + asked_for() + "}"};
    EXPECT_FALSE(seen(answer_to_comment()).gone) << "the list was shorter than what there is";
    EXPECT_EQ(asked("discussions.getComment").at(0).fields["comment_id"], message);
    for (const auto& answer : {error(700), error(141), error(702), std::string("{}")}) {
        answers_["discussions.getComment"] = {answer};
        EXPECT_TRUE(seen(answer_to_comment()).gone) << answer;
    }
    for (const auto& answer : {error(3), error(1), std::string("5"), R"({"comment":{"id":"OTHER"}})" + std::string()}) {
        answers_["discussions.getComment"] = {answer};
        EXPECT_TRUE(trouble_of(answer_to_comment())) << answer;
    }
    list(R"({"id":"MTM5Q+/=","type":"REMOVED_MESSAGE"})");
    EXPECT_TRUE(seen(answer_to_comment()).gone);
}

TEST_F(OkLook, SeesOurReplyUnderADeletedMessage) {
    list(own("OWN00001", message, "Вывезем завтра."));
    answers_["discussions.getComment"] = {error(700)};
    auto view = seen(answer_to_comment());
    EXPECT_TRUE(view.gone);
    EXPECT_EQ(view.own_replies.size(), 1u);
}

TEST_F(OkLook, ATopicThatIsGoneTakesItsCommentsWithIt) {
    for (const auto& answer : {std::string("{}"), error(106), error(300)}) {
        answers_["discussions.get"] = {answer};
        EXPECT_TRUE(seen(answer_to_comment()).gone) << answer;
    }
    EXPECT_TRUE(asked("discussions.getComments").empty());
}

TEST_F(OkLook, WhereTheGroupMayNotCommentAPersonIsToDoItUnlessWeDidAlready) {
    answers_["discussions.get"] = {R"({"discussion":{"comment_as_admin_allowed":false}})"};
    EXPECT_EQ(seen(answer_to_comment()).own_replies.size(), 1u);
    list(asked_for());
    auto why = trouble_of(answer_to_comment());
    ASSERT_TRUE(why);
    EXPECT_EQ(why->kind, trouble::settings);
}

TEST_F(OkLook, WhatCannotBeReadIsAFailureAndNotAnEmptyThread) {
    const std::vector<std::string> bad{
        error(1), error(2), error(10), error(102), error(456),         error(987654),       "5.5",
        "null",   "[]",     "\"x\"",   "<html>",   R"({"error":"x"})", R"({"comments":5})", "cut"};
    for (const char* method : {"discussions.get", "users.getLoggedInUser", "discussions.getComments"})
        for (const auto& answer : bad) {
            SetUp();
            forget();
            answers_["discussions.getDiscussionComments"] = {error(10)};
            answers_["discussions.getComment"] = {asked_for()};  // the message itself is there
            answers_[method] = {answer};
            EXPECT_TRUE(trouble_of(answer_to_comment())) << method << " " << answer;
        }
    SetUp();
    forget();
    answers_["discussions.getComments"] = {"{}"};
    EXPECT_TRUE(trouble_of(answer_to_comment())) << "nothing at all is no list of comments";
}

TEST_F(OkLook, APageThatRepeatsIsAFailureAndNotAnEnd) {
    answers_["discussions.getComments"] = {comments(comment("C1"), R"(,"has_more":true,"anchor":"A1")"),
                                           comments(comment("C1"), R"(,"has_more":true,"anchor":"A2")")};
    EXPECT_TRUE(trouble_of(answer_to_comment()));
}

TEST_F(OkLook, UnderATopicOurRepliesAreThoseToNobody) {
    answers_["mediatopic.getByIds"] = {topics(topic("700", 2))};
    list(own("OWN00002", "", "Вывезем завтра.") + "," + own("OWN00001", "C1", "Ответ жителю") + "," + comment("C1"));
    auto view = seen(answer_to_topic());
    EXPECT_EQ(view.text, "Тема");
    ASSERT_EQ(view.own_replies.size(), 1u);
    EXPECT_EQ(view.own_replies[0].remote_id, "ok:700_OWN00002");
    answers_["mediatopic.getByIds"] = {topics("")};
    EXPECT_TRUE(seen(answer_to_topic()).gone);
    answers_["mediatopic.getByIds"] = {error(10)};
    EXPECT_TRUE(trouble_of(answer_to_topic()));
}

TEST_F(OkLook, WhatWasReadAsADiscussionIsComparedAsOne) {
    auto what = answer_to_topic();
    what.to.id = "ok:photo900";
    what.to.raw = R"({"object_id":"900","object_type":"GROUP_PHOTO"})";
    answers_["discussions.get"] = {R"({"discussion":{"object_id":"900","title":"Фото","message":"с площади"}})"};
    list(own("OWN00002", "", "Вывезем завтра."));
    auto view = seen(what);
    EXPECT_EQ(view.text, "Фото\nс площади");
    EXPECT_FALSE(view.gone);
    EXPECT_EQ(view.own_replies.at(0).remote_id, "ok:photo900_OWN00002");
    EXPECT_EQ(asked("discussions.get").at(0).fields["discussionType"], "GROUP_PHOTO");
}

TEST_F(OkLook, OfALongTopicOnlyTheBeginningComesAndIsNotTakenForAnEdit) {
    auto what = answer_to_topic();
    what.to.text = "Раз\nДва\nТри\nЧетыре";
    auto media = [](std::string_view third) {
        return topics(
            R"({"id":"700","created_ms":1699999000000,"media":[{"type":"text","text":"Раз"},{"type":"text","text":"Два"},{"type":"text","text":")" +
            std::string(third) + R"("}]})");
    };
    answers_["mediatopic.getByIds"] = {media("Три")};
    EXPECT_EQ(seen(what).text, what.to.text);
    answers_["mediatopic.getByIds"] = {media("Иначе")};
    EXPECT_EQ(seen(what).text, "Раз\nДва\nИначе");
}

}
