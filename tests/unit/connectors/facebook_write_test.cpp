#include "connectors/graph/errors.hpp"
#include "tests/unit/connectors/facebook_stage.hpp"

namespace otklik::test {

// ---- placing

struct FacebookPlace : FacebookStage {
    void SetUp() override { answers_["POST 55_66/comments"] = {R"({"id":"55_77"})"}; }
    std::size_t posted() { return asked("POST 55_66/comments").size(); }
};

TEST_F(FacebookPlace, AnswersACommentUnderIt) {
    auto outcome = place(answer_to_comment());
    ASSERT_EQ(name(outcome), "sent");
    EXPECT_EQ(std::get<sent>(outcome).remote_id, "facebook:77");
    EXPECT_EQ(std::get<sent>(outcome).link, "https://www.facebook.com/100_55?comment_id=66&reply_comment_id=77");
    EXPECT_EQ(calls(), (std::vector<std::string>{"GET me", "POST 55_66/comments"}));
}

TEST_F(FacebookPlace, AnswersAReplyAndAPost) {
    answers_["POST 55_67/comments"] = {R"({"id":"55_78"})"};
    answers_["POST 100_55/comments"] = {R"({"id":"55_79"})"};
    EXPECT_EQ(std::get<sent>(place(answer_to_reply())).link,
              "https://www.facebook.com/100_55?comment_id=66&reply_comment_id=78");
    auto outcome = place(answer_to_post());
    EXPECT_EQ(std::get<sent>(outcome).remote_id, "facebook:79");
    EXPECT_EQ(std::get<sent>(outcome).link, "https://www.facebook.com/100_55?comment_id=79");
}

TEST_F(FacebookPlace, WritesUnderTheIdThatFacebookItselfGave) {
    auto what = answer_to_comment();
    what.to.raw = R"({"id":"777_66"})";
    answers_["POST 777_66/comments"] = {R"({"id":"777_77"})"};
    EXPECT_EQ(std::get<sent>(place(what)).remote_id, "facebook:77");
}

TEST_F(FacebookPlace, ASuccessWithoutAnIdIsAnEditAndNeverADoneAnswer) {
    answers_["POST 55_66/comments"] = {R"({"success":true})"};
    auto outcome = place(answer_to_comment());
    ASSERT_EQ(name(outcome), "unknown");
    EXPECT_NE(std::get<fate_unknown>(outcome).why.said.find("changed"), std::string::npos);
}

TEST_F(FacebookPlace, NothingIsWrittenWithAPersonsToken) {
    answers_["GET me"] = {R"({"id":"7890"})"};
    auto outcome = place(answer_to_comment());
    ASSERT_EQ(name(outcome), "refused before write");
    EXPECT_EQ(std::get<refused_before_write>(outcome).why.kind, trouble::settings);
    EXPECT_EQ(posted(), 0u);
}

TEST_F(FacebookPlace, WhatIsNoMessageOfFacebookAPersonPlaces) {
    for (const char* id : {"vk:-55_766", "facebook:", "facebook:../me"}) {
        auto what = answer_to_comment();
        what.to.id = id;
        EXPECT_EQ(name(place(what)), "by hand") << id;
    }
    auto what = answer_to_comment();
    what.to.kind = post_kind::direct;
    EXPECT_EQ(name(place(what)), "by hand");
    EXPECT_TRUE(asked().empty());
}

TEST_F(FacebookPlace, OnlyAnIdIsASuccessAndOnlyAProofIsARefusal) {
    const answer_row rows[] = {
        {R"({"id":"55_77"})", "sent"},
        {R"({"id":"77"})", "sent"},
        {"true", "unknown"},
        {"null", "unknown"},
        {"{}", "unknown"},
        {"[]", "unknown"},
        {R"({"id":""})", "unknown"},
        {R"({"id":{}})", "unknown"},
        {R"({"id":"a/b"})", "unknown"},
        {R"({"error":"x"})", "unknown"},
        {R"({"error":{"message":"x"}})", "unknown"},
        {R"({"error":{"code":"100"}})", "unknown"},
        {"{not json", "unknown"},
        {"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", "unknown"},
        {"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 6\r\n\r\n<html>", "unknown"},
        {"HTTP/1.1 429 Too Many\r\nContent-Length: 0\r\n\r\n", "unknown"},
        {"HTTP/1.1 403 Forbidden\r\nContent-Length: 3\r\n\r\nno!", "unknown"},
        {"HTTP/1.1 500 Bad\r\nContent-Length: 22\r\n\r\n{\"error\":{\"code\":190}}", "unknown"},
        {"HTTP/1.1 200 OK\r\nContent-Length: 22\r\n\r\n{\"error\":{\"code\":190}}", "unknown"},
        {"HTTP/1.1 401 No\r\nContent-Length: 22\r\n\r\n{\"error\":{\"code\":190}}", "refused before write"},
        {"HTTP/1.1 302 Found\r\nLocation: /x\r\nContent-Length: 0\r\n\r\n", "unknown"},
        {"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"id\":\"55_77\"}", "unknown"},
        {"cut", "unknown"},
        {error(506), "unknown"},
        {error(987654), "unknown"},
    };
    for (const auto& r : rows) {
        forget();
        place_and_expect("POST 55_66/comments", answer_to_comment(), r, 1);
    }
}

TEST_F(FacebookPlace, EveryCodeIsClassified) {
    for (const auto& row : graph::all_errors()) {
        const auto subcode = row.last_subcode == graph::most_subcode ? 0 : row.subcode;
        answers_["POST 55_66/comments"] = {error(row.code, subcode)};
        forget();
        auto outcome = place(answer_to_comment());
        EXPECT_EQ(name(outcome), outcome_of(row.of_write)) << row.code << "/" << subcode;
        if (auto* no = std::get_if<refused_before_write>(&outcome)) {
            EXPECT_EQ(no->why.kind, row.kind) << row.code << "/" << subcode;
        }
        if (auto* hand = std::get_if<by_hand>(&outcome)) {
            ASSERT_EQ(hand->steps.size(), 4u);
            EXPECT_NE(hand->steps[0].find("https://www.facebook.com/adm/posts/55?comment_id=66"), std::string::npos);
            EXPECT_NE(hand->steps[1].find("Анна Ветрова"), std::string::npos);
        }
    }
}

TEST_F(FacebookPlace, IsNotSentAgainWhenItsConnectionDies) {
    place(answer_to_comment());  // leaves a connection behind
    answers_["POST 55_66/comments"] = {"cut", R"({"id":"55_77"})"};
    EXPECT_EQ(name(place(answer_to_comment())), "unknown");
    EXPECT_EQ(posted(), 2u);
}

TEST_F(FacebookPlace, ANetworkThatCannotBeReachedHasWrittenNothing) {
    place(answer_to_comment());
    server_.reset();
    auto outcome = place(answer_to_comment());
    ASSERT_EQ(name(outcome), "refused before write");
    EXPECT_EQ(std::get<refused_before_write>(outcome).why.kind, trouble::unreachable);
}

// ---- files

TEST_F(FacebookPlace, APictureThatFacebookCanFetchIsNamedByItsAddress) {
    auto what = answer_to_comment();
    what.files = {picture("https://adm.example/plan.jpg")};
    EXPECT_EQ(name(place(what)), "sent");
    EXPECT_EQ(asked("POST 55_66/comments").at(0).fields["attachment_url"], "https://adm.example/plan.jpg");
    EXPECT_TRUE(asked("POST 100/photos").empty());
}

TEST_F(FacebookPlace, AnotherPictureIsUploadedUnseenFirst) {
    answers_["POST 100/photos"] = {R"({"id":"333"})"};
    auto what = answer_to_comment();
    what.files = {picture()};
    EXPECT_EQ(name(place(what)), "sent");
    auto q = asked("POST 100/photos").at(0);
    EXPECT_TRUE(q.header("Content-Type").starts_with("multipart/form-data; boundary="));
    EXPECT_NE(q.body.find("name=\"source\"; filename=\"plan.jpg\"\r\nContent-Type: image/jpeg\r\n\r\nJPEGBYTES"),
              q.body.npos);
    EXPECT_NE(q.body.find("name=\"published\"\r\n\r\nfalse"), q.body.npos);
    EXPECT_NE(q.body.find("name=\"appsecret_proof\""), q.body.npos);
    EXPECT_EQ(q.body.find("EAASECRET"), q.body.npos);
    EXPECT_EQ(asked("POST 55_66/comments").at(0).fields["attachment_id"], "333");
}

TEST_F(FacebookPlace, AnUploadThatFailsHasWrittenNothing) {
    auto what = answer_to_comment();
    what.files = {picture()};
    for (const auto& answer : {error(1), error(368), std::string("{}"), std::string("cut"), error(190)}) {
        forget();
        answers_["POST 100/photos"] = {answer};
        EXPECT_EQ(name(place(what)), "refused before write") << answer;
    }
    forget();
    answers_["POST 100/photos"] = {error(200)};
    EXPECT_EQ(name(place(what)), "by hand");
    EXPECT_EQ(posted(), 0u);
}

TEST_F(FacebookPlace, WhatAProgramCannotHangOnAPersonDoes) {
    auto what = answer_to_comment();
    what.files = {picture(), picture()};
    EXPECT_EQ(name(place(what)), "by hand");
    what.files = {picture()};
    what.files[0].is = material::video;
    EXPECT_EQ(name(place(what)), "by hand");
    what.files = {picture()};
    what.files[0].bytes.reset();
    EXPECT_EQ(name(place(what)), "by hand");
    what.files = {picture()};
    what.privately = true;
    EXPECT_EQ(name(place(what)), "by hand");
    EXPECT_TRUE(asked().empty());
}

// ---- private replies

TEST_F(FacebookPlace, AnswersPrivatelyWhereThatIsWanted) {
    answers_["POST 100/messages"] = {R"({"recipient_id":"5","message_id":"m_AbC"})"};
    auto what = answer_to_comment();
    what.privately = true;
    auto outcome = place(what);
    ASSERT_EQ(name(outcome), "sent");
    EXPECT_EQ(std::get<sent>(outcome).remote_id, "facebook:m_AbC");
    auto q = asked("POST 100/messages").at(0);
    EXPECT_EQ(q.header("Content-Type"), "application/json");
    EXPECT_EQ(q.body, R"({"recipient":{"comment_id":"55_66"},"message":{"text":"Починим завтра."}})");
    EXPECT_TRUE(q.fields.contains("appsecret_proof"));
    what = answer_to_post();
    what.privately = true;
    place(what);
    EXPECT_NE(asked("POST 100/messages").at(1).body.find(R"({"post_id":"100_55"})"), std::string::npos);
    EXPECT_EQ(posted(), 0u);
}

TEST_F(FacebookPlace, APrivateReplyIsPossibleOnceAndForAWeek) {
    auto what = answer_to_comment();
    what.privately = true;
    answers_["POST 100/messages"] = {error(10903), error(10900), error(551), error(230), "{}"};
    EXPECT_EQ(name(place(what)), "refused before write");
    EXPECT_EQ(name(place(what)), "unknown") << "the reply that was sent already may be this one";
    EXPECT_EQ(name(place(what)), "refused before write");
    EXPECT_EQ(name(place(what)), "by hand");
    EXPECT_EQ(name(place(what)), "unknown");
    what.to.written = time_.now_ - std::chrono::hours(24 * 7 + 1);
    EXPECT_EQ(name(place(what)), "refused before write");
    EXPECT_EQ(asked("POST 100/messages").size(), 5u) << "what is too late is not asked";
}

// ---- looking

struct FacebookLook : FacebookStage {
    void SetUp() override {
        answers_["GET 55_66"] = {R"({"id":"55_66","message":"Когда починят?","can_comment":true})"};
        answers_["GET 55_67"] = {R"({"id":"55_67","message":"И мне","can_comment":true,"parent":{"id":"55_66"}})"};
        answers_["GET 100_55"] = {R"({"id":"100_55","message":"Новость"})"};
        answers_["GET 55_66/comments"] = {list(own("55_77", "Починим завтра.", "55_66"))};
        answers_["GET 55_67/comments"] = {list("")};
        answers_["GET 100_55/comments"] = {list("")};
    }
    void replies(std::string_view items) { answers_["GET 55_66/comments"] = {list(items)}; }
};

TEST_F(FacebookLook, SeesTheMessageAndOurReply) {
    auto view = seen(answer_to_comment());
    EXPECT_FALSE(view.gone);
    EXPECT_FALSE(view.closed);
    EXPECT_EQ(view.text, "Когда починят?");
    ASSERT_EQ(view.own_replies.size(), 1u);
    EXPECT_EQ(view.own_replies[0].remote_id, "facebook:77");
    EXPECT_EQ(view.own_replies[0].text, "Починим завтра.");
    EXPECT_EQ(view.own_replies[0].link, "https://www.facebook.com/100_55?comment_id=66&reply_comment_id=77");
    EXPECT_EQ(view.own_replies[0].written, moment{std::chrono::seconds(noon + 600)});
    EXPECT_EQ(asked("GET 55_66/comments").at(0).fields["order"], "reverse_chronological");
}

TEST_F(FacebookLook, TakesForOursOnlyWhatAnswersThisMessage) {
    struct row {
        std::string item;
        bool ours;
    };
    const auto tagging = [](std::string_view id) {
        return R"(,"message_tags":[{"id":")" + std::string(id) + R"(","offset":0,"length":4}])";
    };
    const row rows[] = {
        {own("55_77", "Другой ответ коллеги", "55_66"), true},
        {own("55_77", "Ответ без пометки", ""), true},
        {own("55_77", "Анна, починим", "55_66", noon + 600, tagging("7890")), true},
        {own("55_77", "Пётр, и у вас", "55_66", noon + 600, tagging("555")), false},
        {own("55_77", "Починим  завтра. ", "55_66", noon + 600, tagging("555")), true},
        {own("55_77", "Ответ на ответ", "55_99"), false},
        {own("55_77", "Починим завтра.", "55_99"), true},
        {own("55_77", "раньше сообщения", "55_66", noon - 600), false},
        {comment("55_77", noon + 600, R"(,"parent":{"id":"55_66"})"), false},
        {R"({"id":"55_77","message":"Кто-то","created_time":"2023-11-14T12:10:00+0000"})", false},
        {R"({"id":"55_66","message":"само сообщение","created_time":"2023-11-14T12:00:00+0000","from":{"id":"100"}})",
         false},
    };
    for (const auto& r : rows) {
        replies(r.item);
        EXPECT_EQ(seen(answer_to_comment()).own_replies.size(), r.ours ? 1u : 0u) << r.item;
    }
}

TEST_F(FacebookLook, AReplyIsLookedForInTheThreadOfTheCommentAboveIt) {
    replies(own("55_77", "Вам ответили", "55_66") + "," + own("55_78", "Не вам", "55_99"));
    answers_["GET 55_67/comments"] = {
        list(own("55_79", "Прямо под ответом", "55_67") + "," + own("55_77", "Вам ответили", "55_66"))};
    auto view = seen(answer_to_reply());
    EXPECT_EQ(view.text, "И мне");
    ASSERT_EQ(view.own_replies.size(), 2u);
    EXPECT_EQ(view.own_replies[0].remote_id, "facebook:77");
    EXPECT_EQ(view.own_replies[1].remote_id, "facebook:79");
}

TEST_F(FacebookLook, AReplyThatSaysItAnswersAReplyIsLookedForUnderTheCommentAboveBoth) {
    answers_["GET 55_67"] = {R"({"id":"55_67","message":"И мне","parent":{"id":"55_65","parent":{"id":"55_66"}}})"};
    EXPECT_EQ(seen(answer_to_reply()).own_replies.size(), 1u);
    EXPECT_EQ(asked("GET 55_67").at(0).fields["fields"].find("parent{id,parent{id}}") != std::string::npos, true);
}

TEST_F(FacebookLook, UnderAPostOurRepliesAreThoseAtTheTop) {
    answers_["GET 100_55/comments"] = {
        list(own("55_78", "Наш ответ") + "," + own("55_79", "Ответ жителю", "55_66") + "," + comment("55_66"), "",
             R"(,"summary":{"total_count":3,"can_comment":false})")};
    auto view = seen(answer_to_post());
    EXPECT_EQ(view.text, "Новость");
    EXPECT_TRUE(view.closed);
    ASSERT_EQ(view.own_replies.size(), 1u);
    EXPECT_EQ(view.own_replies[0].link, "https://www.facebook.com/100_55?comment_id=78");
    EXPECT_EQ(asked("GET 100_55/comments").at(0).fields["filter"], "toplevel");
}

TEST_F(FacebookLook, ReadsAllPages) {
    answers_["GET 55_66/comments"] = {list(comment("55_90", noon + 700), "A1"), list("", "A2"),
                                      list(own("55_77", "Починим завтра.", "55_66"))};
    EXPECT_EQ(seen(answer_to_comment()).own_replies.size(), 1u);
}

TEST_F(FacebookLook, AClosedThreadIsClosed) {
    answers_["GET 55_66"] = {R"({"id":"55_66","message":"Когда починят?","can_comment":false})"};
    auto view = seen(answer_to_comment());
    EXPECT_TRUE(view.closed);
    EXPECT_EQ(view.own_replies.size(), 1u);
}

TEST_F(FacebookLook, GoneIsWhatIsNotThereWhileTheRestIsSeen) {
    for (const auto& gone : {error(100, 33), error(803)}) {
        SetUp();
        answers_["GET 55_66"] = {gone};
        EXPECT_TRUE(seen(answer_to_comment()).gone);
    }
    answers_["GET 100_55"] = {error(100, 33)};
    EXPECT_TRUE(seen(answer_to_comment()).gone) << "the post with it";
    for (const auto& trouble : {error(10), error(200), error(190), error(1), std::string("cut")}) {
        forget();
        answers_["GET 100_55"] = {trouble};
        EXPECT_TRUE(trouble_of(answer_to_comment()))
            << "who sees nothing at all cannot say that it is gone: " << trouble;
    }
}

TEST_F(FacebookLook, SeesOurReplyBesideADeletedOne) {
    answers_["GET 55_67"] = {error(100, 33)};
    replies(own("55_77", "Починим завтра.", "55_66"));
    auto view = seen(answer_to_reply());
    EXPECT_TRUE(view.gone);
    EXPECT_EQ(view.own_replies.size(), 1u);
}

TEST_F(FacebookLook, WhatCannotBeReadIsAFailureAndNotAnEmptyThread) {
    const std::vector<std::string> bad{
        error(1), error(2), error(4), error(10), error(100), error(190), error(200),         error(987654),  "5.5",
        "null",   "[]",     "\"x\"",  "<html>",  "{}",       "cut",      R"({"error":"x"})", R"({"data":5})"};
    for (const char* call : {"GET me", "GET 55_66", "GET 55_66/comments"})
        for (const auto& answer : bad) {
            SetUp();
            answers_["GET me"] = {R"({"id":"100"})"};
            forget();
            answers_[call] = {answer};
            EXPECT_TRUE(trouble_of(answer_to_comment())) << call << " " << answer;
        }
    SetUp();
    forget();
    answers_["GET me"] = {R"({"id":"7890"})"};
    EXPECT_EQ(trouble_of(answer_to_comment())->kind, trouble::settings) << "a person's token sees empty lists";
}

TEST_F(FacebookLook, AnotherThingThanAskedForIsAFailure) {
    answers_["GET 55_66"] = {R"({"id":"55_99","message":"x"})"};
    EXPECT_EQ(trouble_of(answer_to_comment())->kind, trouble::unreadable);
    answers_["GET 55_66"] = {R"({"id":"55_66","message":5})"};
    EXPECT_EQ(trouble_of(answer_to_comment())->kind, trouble::unreadable);
}

TEST_F(FacebookLook, ACommentThatMayBeOursAndCannotBeUnderstoodIsAFailure) {
    for (const char* strange :
         {"5", "null", R"({"id":"55_77","from":{"id":"100"},"message":5,"created_time":"2023-11-14T12:10:00+0000"})",
          R"({"id":"55_77","from":{"id":"100"},"message":"x"})",
          R"({"from":{"id":"100"},"message":"x","created_time":"2023-11-14T12:10:00+0000"})",
          R"({"id":"55_77","from":{"id":{}},"message":"x","created_time":"2023-11-14T12:10:00+0000"})",
          R"({"id":"55_77","message":"Починим завтра.","created_time":"2023-11-14T12:10:00+0000"})"}) {
        replies(strange);
        auto why = trouble_of(answer_to_comment());
        ASSERT_TRUE(why) << strange;
        EXPECT_EQ(why->kind, trouble::unreadable);
    }
}

TEST_F(FacebookLook, APageThatRepeatsIsAFailureAndNotAnEnd) {
    answers_["GET 55_66/comments"] = {list(comment("55_90"), "A1")};
    EXPECT_TRUE(trouble_of(answer_to_comment()));
    EXPECT_EQ(asked("GET 55_66/comments").size(), 2u) << "seen at once, and not after a hundred pages";
}

TEST_F(FacebookLook, APrivateReplyIsLookedForInItsConversation) {
    auto what = answer_to_comment();
    what.privately = true;
    answers_["GET 55_66"] = {R"({"id":"55_66","message":"Когда починят?","can_reply_privately":true})"};
    auto view = seen(what);
    EXPECT_TRUE(view.own_replies.empty());
    EXPECT_FALSE(view.closed);
    answers_["GET 55_66"] = {R"({"id":"55_66","message":"Когда починят?","can_reply_privately":false})"};
    EXPECT_TRUE(seen(what).closed);
    answers_["GET 55_66"] = {
        R"({"id":"55_66","message":"Когда починят?","can_reply_privately":false,"private_reply_conversation":{"id":"t_5"}})"};
    answers_["GET t_5/messages"] = {list(
        R"({"id":"m_AbC","message":"Починим  завтра.","from":{"id":"100"},"created_time":"2023-11-14T12:10:00+0000"})")};
    EXPECT_EQ(seen(what).own_replies.at(0).text, "Починим завтра.");
    answers_["GET t_5/messages"] = {list("")};
    EXPECT_EQ(trouble_of(what)->kind, trouble::settings) << "one was sent, and which one is not seen";
    answers_["GET t_5/messages"] = {error(230)};
    EXPECT_EQ(trouble_of(what)->kind, trouble::settings);
    answers_["GET 55_66"] = {R"({"id":"55_66","message":"Когда починят?"})"};
    EXPECT_EQ(trouble_of(what)->kind, trouble::settings) << "nothing is said of private replies";
}

}
