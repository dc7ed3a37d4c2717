#include "connectors/vk/errors.hpp"
#include "tests/unit/connectors/vk_stage.hpp"

namespace otklik::test {

struct VkPlace : VkStage {
    void SetUp() override {
        answers_["wall.createComment"] = {response(R"({"comment_id":771,"parents_stack":[766]})")};
    }
};

TEST_F(VkPlace, AnswersAsTheCommunityInOneRequest) {
    auto outcome = place(answer_to_comment());
    ASSERT_EQ(name(outcome), "sent");
    EXPECT_EQ(std::get<sent>(outcome).remote_id, "vk:-55_771");
    EXPECT_EQ(std::get<sent>(outcome).link, "https://vk.com/wall-55_765?reply=771&thread=766");
    ASSERT_EQ(asked().size(), 1u);
    const auto q = asked().at(0);
    EXPECT_EQ(q.fields, (std::map<std::string, std::string>{{"owner_id", "-55"},
                                                            {"post_id", "765"},
                                                            {"from_group", "55"},
                                                            {"reply_to_comment", "766"},
                                                            {"message", "[id123|Анна], Вывезем завтра."},
                                                            {"guid", "d-1"},
                                                            {"v", "5.199"},
                                                            {"lang", "ru"}}));
    EXPECT_TRUE(q.head.starts_with("POST /method/wall.createComment HTTP/1.1\r\n"));
    EXPECT_NE(q.head.find("Authorization: Bearer vk1.a.SECRET\r\n"), std::string::npos)
        << "the community's token, in the header";
}

TEST_F(VkPlace, AnswersAPostWithoutAReplyAndACommunityWithoutAddressing) {
    auto what = answer_to("vk:-55_765", post_kind::post, "https://vk.com/wall-55_765");
    what.to.author = {"-77", "ЖКХ", "https://vk.com/club77", false};
    ASSERT_EQ(name(place(what)), "sent");
    auto fields = asked().at(0).fields;
    EXPECT_FALSE(fields.contains("reply_to_comment"));
    EXPECT_EQ(fields["post_id"], "765");
    EXPECT_EQ(fields["message"], "Вывезем завтра.");
}

TEST_F(VkPlace, ANameCannotBreakTheAddressing) {
    auto what = answer_to_comment();
    what.to.author.name = "]А|н[на Ветрова";
    place(what);
    EXPECT_EQ(asked().at(0).fields["message"], "[id123|Анна], Вывезем завтра.");
}

TEST_F(VkPlace, WithoutACommunityTokenAPersonPlacesIt) {
    options_.erase("community_token");
    auto outcome = place(answer_to_comment());
    ASSERT_EQ(name(outcome), "by hand");
    auto& hand = std::get<by_hand>(outcome);
    ASSERT_EQ(hand.steps.size(), 4u);
    EXPECT_NE(hand.steps[0].find("https://vk.com/wall-55_765?reply=766"), std::string::npos);
    EXPECT_TRUE(asked().empty());
}

// The outcomes of a write: what VK answered, and what may be believed of it.
TEST_F(VkPlace, OnlyAnIdIsASuccessAndOnlyAProofIsARefusal) {
    const answer_row rows[] = {
        {response(R"({"comment_id":771,"parents_stack":[]})"), "sent"},
        {response(R"({"comment_id":771.0})"), "sent"},
        {response(R"({"comment_id":0})"), "unknown"},
        {response(R"({"comment_id":"771"})"), "unknown"},
        {response("1"), "unknown"},
        {response("null"), "unknown"},
        {"{}", "unknown"},
        {R"({"error":{}})", "unknown"},
        {R"({"error":{"error_code":"5"}})", "unknown"},
        {R"({"response":{"comment_id":771},"error":{"error_code":5}})", "unknown"},
        {"{not json", "unknown"},
        {"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", "unknown"},
        {"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 6\r\n\r\n<html>", "unknown"},
        {"HTTP/1.1 429 Too Many\r\nContent-Length: 0\r\n\r\n", "unknown"},
        {"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n", "unknown"},
        {"HTTP/1.1 400 Bad\r\nContent-Length: 53\r\n\r\n{\"error\":{\"error_code\":212,\"error_msg\":\"closed now!\"}}",
         "unknown"},
        {"HTTP/1.1 302 Found\r\nLocation: /method/wall.createComment\r\nContent-Length: 0\r\n\r\n", "unknown"},
        {"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"response\":{\"comment_id\":771}}", "unknown"},
        {"cut", "unknown"},
        {error(212), "refused before write"},
        {error(987654), "unknown"},
    };
    for (const auto& r : rows) {
        place_and_expect("wall.createComment", answer_to_comment(), r);
    }
}

// libcurl sends a request again by itself when it went out on a kept connection that died.
TEST_F(VkPlace, IsNotSentAgainWhenItsConnectionDies) {
    answers_["groups.getById"] = {error(5)};
    bench_.finish(vk().check());  // leaves a connection behind
    answers_["wall.createComment"].push_front("cut");
    EXPECT_EQ(name(place(answer_to_comment())), "unknown");
    EXPECT_EQ(asked("wall.createComment").size(), 1u);
}

TEST_F(VkPlace, ANetworkThatCannotBeReachedHasWrittenNothing) {
    vk();
    server_.reset();
    auto outcome = place(answer_to_comment());
    ASSERT_EQ(name(outcome), "refused before write");
    EXPECT_EQ(std::get<refused_before_write>(outcome).why.kind, trouble::unreachable);
}

TEST_F(VkPlace, EveryCodeIsClassified) {
    for (const auto& row : vk::all_errors()) {
        answers_["wall.createComment"] = {error(row.code)};
        forget();  // 29 shuts the method
        auto outcome = place(answer_to_comment());
        const auto before = asked().size();
        EXPECT_EQ(name(outcome), outcome_of(row.of_write)) << row.code;
        if (auto* no = std::get_if<refused_before_write>(&outcome)) {
            EXPECT_EQ(no->why.kind, row.kind) << row.code;
        }
        EXPECT_EQ(asked().size(), before);
    }
}

TEST(VkErrors, TheCodesThatProveThatNothingWasWrittenAreTheseAndNoOthers) {
    std::vector<int> proving;
    for (const auto& row : vk::all_errors())
        if (row.of_write != proof::none) proving.push_back(row.code);
    EXPECT_EQ(proving,
              (std::vector<int>{2,   3,   4,   5,   7,   8,   15,   16,   20,   21,   23,   27,   28,  30,  37,
                                38,  42,  100, 101, 113, 125, 183,  200,  203,  204,  210,  211,  212, 213, 222,
                                801, 900, 901, 902, 914, 950, 1051, 1114, 1116, 1117, 1118, 3610, 9999}));
}

TEST(VkErrors, EveryCodeThatIsKnownOfVkHasARowAndNoRowIsOfAnotherCode) {
    const std::vector<int> known{1,    2,    3,    4,    5,    6,    7,    8,    9,    10,   11,   12,   13,   14,
                                 15,   16,   17,   18,   19,   20,   21,   22,   23,   24,   25,   27,   28,   29,
                                 30,   32,   33,   34,   35,   36,   37,   38,   39,   40,   41,   42,   43,   100,
                                 101,  103,  104,  113,  114,  118,  121,  125,  150,  183,  200,  201,  203,  204,
                                 210,  211,  212,  213,  214,  219,  220,  222,  223,  224,  225,  243,  300,  500,
                                 600,  603,  703,  801,  900,  901,  902,  911,  912,  914,  917,  921,  922,  936,
                                 940,  945,  950,  985,  987,  988,  990,  1009, 1010, 1011, 1012, 1051, 1114, 1116,
                                 1117, 1118, 3300, 3301, 3302, 3303, 3304, 3305, 3609, 3610, 3611, 9999, 11500};
    std::vector<int> rows;
    for (const auto& row : vk::all_errors())
        if (row.code) rows.push_back(row.code);
    EXPECT_EQ(rows, known);
    for (const auto& row : vk::all_errors()) {
        EXPECT_EQ(&vk::error_of(row.code), &row);
        EXPECT_NE(row.meaning, "refused") << row.code;
    }
    EXPECT_EQ(vk::error_of(987654).code, 0);
    EXPECT_EQ(vk::error_of(-1).of_write, proof::none);
}

TEST_F(VkPlace, FloodControlAndCaptchaAreBrakesForReadsAndUnknownForWrites) {
    for (int code : {9, 14}) EXPECT_EQ(vk::error_of(code).kind, trouble::braked);
    answers_["wall.createComment"] = {
        R"({"error":{"error_code":14,"error_msg":"Captcha needed","captcha_sid":"1","redirect_uri":"https://id.vk.com/x"}})"};
    auto outcome = place(answer_to_comment());
    ASSERT_EQ(name(outcome), "unknown");
    EXPECT_NE(std::get<fate_unknown>(outcome).why.said.find("captcha"), std::string::npos);
}

TEST_F(VkPlace, NoOutcomeHoldsAToken) {
    answers_["wall.createComment"] = {error(5, "token vk1.a.SECRET is bad\\u0000\\nX")};
    auto outcome = place(answer_to_comment());
    ASSERT_EQ(name(outcome), "refused before write");
    const auto& said = std::get<refused_before_write>(outcome).why.said;
    EXPECT_EQ(said.find("SECRET"), said.npos) << said;
    EXPECT_EQ(said.find('\n'), said.npos);
}

// ---- looking

struct VkLook : VkStage {
    void SetUp() override {
        answers_["wall.getById"] = {list(
            R"({"id":765,"owner_id":-55,"from_id":-55,"date":1700000000,"text":"Новость","comments":{"count":3,"can_post":0,"groups_can_post":true}})")};
        root(
            R"({"id":766,"from_id":123,"date":1700000000,"text":"Когда вывезут мусор?","thread":{"count":1,"items":[]}})");
        thread({reply(770, -55, 766, "[id123|Анна], Вывезем завтра.")});
    }
    // The level at the top is asked first, the thread after it.
    void root(std::string items) { top_ = list(items, 1), put(); }
    void thread(std::vector<std::string> pages) { thread_ = std::move(pages), put(); }
    void put() {
        answers_["wall.getComments"] = {top_};
        for (auto& p : thread_) answers_["wall.getComments"].push_back(list(p));
        answers_["wall.getComments"].push_back(list(""));
    }
    static std::string reply(int id, int from, int to, std::string_view text) {
        return R"({"id":)" + std::to_string(id) + R"(,"from_id":)" + std::to_string(from) +
               R"(,"date":1700000300,"parents_stack":[766],"text":")" + std::string(text) + R"(","reply_to_comment":)" +
               std::to_string(to) + "}";
    }
    std::string top_;
    std::vector<std::string> thread_;
};

TEST_F(VkLook, SeesTheMessageAndOurReplyWithoutItsAddressing) {
    auto view = seen(answer_to_comment());
    EXPECT_FALSE(view.gone);
    EXPECT_FALSE(view.closed) << "can_post of a service token says nothing about us";
    EXPECT_EQ(view.text, "Когда вывезут мусор?");
    ASSERT_EQ(view.own_replies.size(), 1u);
    EXPECT_EQ(view.own_replies[0].text, "Вывезем завтра.");
    EXPECT_EQ(view.own_replies[0].remote_id, "vk:-55_770");
    EXPECT_EQ(view.own_replies[0].link, "https://vk.com/wall-55_765?reply=770&thread=766");
    EXPECT_EQ(view.own_replies[0].written, moment{std::chrono::seconds(1700000300)});
    for (auto& q : asked())
        EXPECT_NE(q.head.find("Bearer vk1.s.SECRET"), std::string::npos) << "a community token cannot read";
}

TEST_F(VkLook, KnowsOurWordsEscapedOrNot) {
    auto what = answer_to_comment();
    what.text = "Срок &amp; <место>";
    for (const char* served : {"[id123|Анна], Срок &amp;amp; &lt;место&gt;", "[id123|Анна], Срок &amp; <место>"}) {
        thread({reply(770, -55, 766, served)});
        auto view = seen(what);
        ASSERT_EQ(view.own_replies.size(), 1u);
        EXPECT_EQ(view.own_replies[0].text, what.text) << served;
    }
}

TEST_F(VkLook, ReadsAThreadToItsEnd) {
    std::string first, second;
    for (int i = 0; i < 100; ++i) first += (i ? "," : "") + reply(1000 + i, 200 + i, 766, "и у нас");
    for (int i = 0; i < 100; ++i) second += (i ? "," : "") + reply(1100 + i, 200 + i, 766, "и у нас");
    thread({first, second, reply(1200, -55, 766, "Вывезем завтра.")});
    auto view = seen(answer_to_comment());
    ASSERT_EQ(view.own_replies.size(), 1u);
    EXPECT_EQ(view.own_replies[0].remote_id, "vk:-55_1200");
    auto pages = asked("wall.getComments");
    EXPECT_EQ(pages.at(1).fields["count"], "100");
    EXPECT_EQ(pages.at(1).fields["comment_id"], "766");
    EXPECT_EQ(pages.at(3).fields["offset"], "200");
}

TEST_F(VkLook, TakesForOursOnlyWhatAnswersThisMessage) {
    struct row {
        std::string item;
        bool ours;
    };
    const row rows[] = {
        {reply(770, -55, 766, "Другой ответ коллеги"), true},
        {reply(770, -55, 0, "[id123|Анна], ответ"), true},
        {reply(770, -55, 769, "Ответ другому жителю"), false},
        {reply(770, -55, 769, "Вывезем завтра."), true},  // our very words, wherever they stand in the thread
        {reply(765, -55, 766, "раньше сообщения"), false},
        {reply(770, 123, 766, "Вывезем завтра."), false},
        {reply(770, -77, 766, "Вывезем завтра."), false},
        {R"({"id":770,"deleted":true,"from_id":-55,"date":1,"text":""})", false},
        {R"({"id":"x","from_id":-55})", false},
        {"5", false},
    };
    for (const auto& r : rows) {
        thread({r.item});
        EXPECT_EQ(seen(answer_to_comment()).own_replies.size(), r.ours ? 1u : 0u) << r.item;
    }
}

TEST_F(VkLook, SeesThatTheMessageIsGone) {
    root("");
    EXPECT_TRUE(seen(answer_to_comment()).gone);
    root(R"({"id":766,"deleted":true,"date":1700000000,"thread":{"count":1,"items":[]}})");
    EXPECT_TRUE(seen(answer_to_comment()).gone);
    answers_["wall.getById"] = {list("")};
    EXPECT_TRUE(seen(answer_to_comment()).gone);
    answers_["wall.getById"] = {list(R"({"id":765,"owner_id":-55,"is_deleted":true})")};
    EXPECT_TRUE(seen(answer_to_comment()).gone);
}

TEST_F(VkLook, SeesOurReplyUnderADeletedMessage) {
    root(R"({"id":766,"deleted":true,"date":1700000000,"thread":{"count":1,"items":[]}})");
    auto view = seen(answer_to_comment());
    EXPECT_TRUE(view.gone);
    EXPECT_EQ(view.own_replies.size(), 1u);
}

TEST_F(VkLook, SeesThatCommentsAreClosed) {
    answers_["wall.getComments"] = {error(212)};
    EXPECT_TRUE(seen(answer_to_comment()).closed);
    answers_["wall.getById"] = {
        list(R"({"id":765,"owner_id":-55,"from_id":-55,"date":1,"comments":{"can_post":0,"groups_can_post":false}})")};
    EXPECT_TRUE(seen(answer_to("vk:-55_765", post_kind::post, "https://vk.com/wall-55_765")).closed);
}

TEST_F(VkLook, WhatCannotBeReadIsAFailureAndNotAnEmptyThread) {
    for (int code : {1, 5, 6, 10, 15, 29, 987654}) {
        answers_["wall.getById"] = {error(code)};
        EXPECT_TRUE(std::holds_alternative<failure>(look(answer_to_comment()))) << code;
    }
    SetUp();
    for (int code : {1, 5, 10, 15, 100, 987654}) {
        answers_["wall.getComments"] = {top_, error(code)};
        EXPECT_TRUE(std::holds_alternative<failure>(look(answer_to_comment()))) << code;
    }
}

TEST_F(VkLook, AReplyIsFoundInItsThreadAndThatThreadIsRead) {
    auto what = answer_to("vk:-55_769", post_kind::reply, "https://vk.com/wall-55_765?reply=769&thread=766");
    answers_["wall.getComments"] = {
        list(reply(769, 123, 766, "а когда?") + "," + reply(770, -55, 769, "Вывезем завтра."), 2)};
    auto view = seen(what);
    EXPECT_EQ(view.text, "а когда?");
    EXPECT_EQ(view.own_replies.size(), 1u);
    EXPECT_EQ(asked("wall.getComments").at(0).fields["comment_id"], "766");
}

TEST_F(VkLook, AReplyWhoseThreadIsNotKnownIsLookedForEverywhere) {
    auto what = answer_to("vk:-55_769", post_kind::reply, "");
    answers_["wall.getComments"] = {
        list(R"({"id":766,"from_id":123,"date":1,"text":"","thread":{"count":11,"items":[]}})", 1),
        list(reply(769, 123, 766, "а когда?"), 1),
        list(reply(769, 123, 766, "а когда?") + "," + reply(770, -55, 769, "Вывезем завтра."), 2),
    };
    auto view = seen(what);
    EXPECT_FALSE(view.gone);
    EXPECT_EQ(view.own_replies.size(), 1u);
}

TEST_F(VkLook, UnderAPostAllOfOurCommentsAtTheTopAreReplies) {
    answers_["wall.getComments"] = {
        list(R"({"id":766,"from_id":-55,"date":1,"text":"Вывезем завтра.","parents_stack":[]})", 1)};
    auto view = seen(answer_to("vk:-55_765", post_kind::post, "https://vk.com/wall-55_765"));
    EXPECT_EQ(view.text, "Новость");
    ASSERT_EQ(view.own_replies.size(), 1u);
    EXPECT_EQ(view.own_replies[0].link, "https://vk.com/wall-55_765?reply=766");
}

TEST_F(VkLook, APageThatRepeatsIsAFailureAndNotAnEnd) {
    std::string page;
    for (int i = 0; i < 100; ++i) page += (i ? "," : "") + reply(1000 + i, 200, 766, "и у нас");
    answers_["wall.getComments"] = {top_, list(page), list(page)};
    EXPECT_TRUE(std::holds_alternative<failure>(look(answer_to_comment())));
}

}
