#include "connectors/graph/errors.hpp"
#include "tests/unit/connectors/instagram_stage.hpp"

namespace otklik::test {

struct InstagramPlace : InstagramStage {
    void SetUp() override { answers_["POST 600/replies"] = {R"({"id":"677"})"}; }
    std::size_t posted() { return asked("POST 600/replies").size(); }
};

TEST_F(InstagramPlace, AnswersACommentUnderIt) {
    auto outcome = place(answer_to_comment());
    ASSERT_EQ(name(outcome), "sent");
    EXPECT_EQ(std::get<sent>(outcome).remote_id, "instagram:677");
    EXPECT_EQ(std::get<sent>(outcome).link, "https://www.instagram.com/p/500/");
    ASSERT_EQ(calls(), std::vector<std::string>{"POST 600/replies"});
    EXPECT_EQ(asked().at(0).fields["message"], "Починим завтра.");
    EXPECT_TRUE(asked().at(0).fields.contains("appsecret_proof"));
}

TEST_F(InstagramPlace, AReplyIsAnsweredUnderTheCommentAboveItAndByName) {
    place(answer_to_reply());
    auto what = answer_to_reply();
    what.text = "Да, @anna, завтра.";
    place(what);
    what.text = "Завтра.";
    what.to.author.name = "не имя";
    place(what);
    auto q = asked("POST 600/replies");
    ASSERT_EQ(q.size(), 3u);
    EXPECT_EQ(q[0].fields["message"], "@anna Починим завтра.");
    EXPECT_EQ(q[1].fields["message"], "Да, @anna, завтра.");
    EXPECT_EQ(q[2].fields["message"], "Завтра.");
    what.to.reply_to.clear();
    EXPECT_EQ(name(place(what)), "by hand");
}

TEST_F(InstagramPlace, CommentsAnOwnPublicationAndNoOther) {
    answers_["POST 500/comments"] = {R"({"id":"678"})"};
    EXPECT_EQ(name(place(answer_to_media())), "sent");
    auto what = answer_to_media();
    what.to.own = false;
    auto outcome = place(what);
    ASSERT_EQ(name(outcome), "by hand");
    EXPECT_EQ(std::get<by_hand>(outcome).steps.size(), 4u);
    EXPECT_EQ(asked().size(), 1u);
}

TEST_F(InstagramPlace, WhatIsNoMessageOfInstagramAPersonPlaces) {
    for (const char* id : {"facebook:66", "instagram:", "instagram:../me", "instagram:6/0"}) {
        auto what = answer_to_comment();
        what.to.id = id;
        EXPECT_EQ(name(place(what)), "by hand") << id;
    }
    auto what = answer_to_comment();
    what.to.kind = post_kind::direct;
    EXPECT_EQ(name(place(what)), "by hand");
    what = answer_to_comment();
    what.files = {picture()};
    EXPECT_EQ(name(place(what)), "by hand");
    EXPECT_TRUE(asked().empty());
}

TEST_F(InstagramPlace, OnlyAnIdIsASuccessAndOnlyAProofIsARefusal) {
    const answer_row rows[] = {
        {R"({"id":"677"})", "sent"},
        {R"({"success":true})", "unknown"},
        {"true", "unknown"},
        {"{}", "unknown"},
        {"[]", "unknown"},
        {R"({"id":""})", "unknown"},
        {R"({"error":{"message":"x"}})", "unknown"},
        {"{not json", "unknown"},
        {"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 6\r\n\r\n<html>", "unknown"},
        {"HTTP/1.1 429 Too Many\r\nContent-Length: 0\r\n\r\n", "unknown"},
        {"HTTP/1.1 500 Bad\r\nContent-Length: 22\r\n\r\n{\"error\":{\"code\":190}}", "unknown"},
        {"cut", "unknown"},
        {error(-1, 2207001), "unknown"},
        {error(987654), "unknown"},
        {error(100, 33), "refused before write"},
        {error(10), "by hand"},
    };
    for (const auto& r : rows) {
        forget();
        place_and_expect("POST 600/replies", answer_to_comment(), r);
    }
}

TEST_F(InstagramPlace, EveryCodeIsClassified) {
    for (const auto& row : graph::all_errors()) {
        const auto subcode = row.last_subcode == graph::most_subcode ? 0 : row.subcode;
        answers_["POST 600/replies"] = {error(row.code, subcode)};
        forget();
        EXPECT_EQ(name(place(answer_to_comment())), outcome_of(row.of_write)) << row.code << "/" << subcode;
    }
}

TEST_F(InstagramPlace, WhatIsTakenForSpamStopsAllWrites) {
    answers_["POST 600/replies"] = {error(4, 2207051), R"({"id":"677"})"};
    EXPECT_EQ(name(place(answer_to_comment())), "unknown");
    EXPECT_EQ(name(place(answer_to_comment())), "refused before write");
    EXPECT_EQ(posted(), 1u);
}

// ---- what cannot be looked for afterwards

TEST_F(InstagramPlace, AMentionIsAnsweredWhereItStands) {
    answers_["POST 178/mentions"] = {R"({"id":"690"})"};
    auto outcome = place(answer_to_mention());
    ASSERT_EQ(name(outcome), "sent");
    auto q = asked("POST 178/mentions").at(0);
    q.fields.erase("appsecret_proof");
    EXPECT_EQ(q.fields, (fields_of_call{{"media_id", "550"}, {"comment_id", "700"}, {"message", "Починим завтра."}}));
    auto what = answer_to_mention();
    what.to.id = "instagram:550", what.to.kind = post_kind::post, what.to.parent.clear();
    what.to.raw = R"({"mentioned_media":{"id":"550"},"id":"178"})";
    EXPECT_EQ(name(place(what)), "sent");
    EXPECT_FALSE(asked("POST 178/mentions").at(1).fields.contains("comment_id"));
}

TEST_F(InstagramPlace, ThatAMentionWasTriedIsKeptUntilItsFateIsKnown) {
    answers_["POST 178/mentions"] = {"cut"};
    EXPECT_EQ(name(place(answer_to_mention())), "unknown");
    EXPECT_EQ(pocket_.kept["unseen_writes"], R"(["d-1"])");
    answers_["GET 178"] = {R"({"id":"178","username":"adm_akht"})",
                           R"({"mentioned_comment":{"id":"700","text":"где свет?"},"id":"178"})"};
    forget();
    auto why = trouble_of(answer_to_mention());
    ASSERT_TRUE(why) << "nothing is seen there, and that proves nothing";
    EXPECT_EQ(why->kind, trouble::settings);
    for (const auto& answer : {std::string(R"({"id":"690"})"), error(100, 33), error(10)}) {
        answers_["POST 178/mentions"] = {answer};
        place(answer_to_mention());
        EXPECT_EQ(pocket_.kept["unseen_writes"], "[]") << answer;
    }
}

TEST_F(InstagramPlace, WithoutAMemoryNothingIsWrittenThatCannotBeLookedFor) {
    secrets_ = nullptr;
    EXPECT_EQ(name(place(answer_to_mention())), "by hand");
    auto what = answer_to_comment();
    what.privately = true;
    EXPECT_EQ(name(place(what)), "by hand");
    EXPECT_TRUE(asked().empty());
}

TEST_F(InstagramPlace, WhatIsKeptDoesNotGrowForEver) {
    answers_["POST 178/mentions"] = {"cut"};
    json::array many;
    for (int i = 0; i < 500; ++i) many.push_back("old-" + std::to_string(i));
    pocket_.kept["unseen_writes"] = json::write(many);
    place(answer_to_mention());
    const auto kept = json::parse(pocket_.kept["unseen_writes"]);
    EXPECT_EQ(kept->items().size(), 500u);
    EXPECT_EQ(kept->items().back().text(), "d-1");
}

TEST_F(InstagramPlace, AnswersPrivatelyThroughThePageOrTheAccount) {
    answers_["POST 100/messages"] = answers_["POST 178/messages"] = {R"({"recipient_id":"5","message_id":"aWd"})"};
    auto what = answer_to_comment();
    what.privately = true;
    auto outcome = place(what);
    ASSERT_EQ(name(outcome), "sent");
    EXPECT_EQ(asked("POST 100/messages").at(0).body,
              R"({"recipient":{"comment_id":"600"},"message":{"text":"Починим завтра."}})");
    options_["page"] = "";
    forget();
    EXPECT_EQ(name(place(what)), "by hand");
    options_["login"] = "instagram";
    forget();
    EXPECT_EQ(name(place(what)), "sent");
    EXPECT_EQ(asked("POST 178/messages").size(), 1u);
    what.to.written = time_.now_ - std::chrono::hours(24 * 7 + 1);
    EXPECT_EQ(name(place(what)), "refused before write");
    answers_["POST 178/messages"] = {error(10900)};
    what = answer_to_comment();
    what.privately = true;
    EXPECT_EQ(name(place(what)), "unknown") << "the one that was sent already may be this one";
    answers_["GET 600"] = {comment("600")};
    EXPECT_TRUE(trouble_of(what));
}

}
