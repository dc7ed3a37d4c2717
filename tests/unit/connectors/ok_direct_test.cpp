#include "connectors/ok/errors.hpp"
#include "tests/unit/connectors/ok_stage.hpp"

namespace otklik::test {

struct OkDirect : OkStage {
    void SetUp() override {
        options_["bot_token"] = "tknBOT:SECRET";
        answers_["POST graph.messages"] = {R"({"success":true,"message_id":"mid:C1.new"})"};
        answers_["graph.messages"] = {
            messages(message("new", 1'699'999'900, "group:555", "Вывезем завтра.") + "," + message("a"))};
    }
    static file picture() {
        file f;
        f.name = "schedule.jpg", f.type = "image/jpeg", f.address = "https://adm.example/f/1.jpg";
        return f;
    }
};

TEST_F(OkDirect, AnswersInTheConversation) {
    auto outcome = place(answer_to_message());
    ASSERT_EQ(name(outcome), "sent");
    EXPECT_EQ(std::get<sent>(outcome).remote_id, "ok:chat:C1_mid:C1.new");
    ASSERT_EQ(asked().size(), 1u);
    auto q = asked()[0];
    EXPECT_EQ(q.path, "/graph/me/messages/chat:C1");
    EXPECT_EQ(q.body, R"({"recipient":{"chat_id":"chat:C1"},"message":{"text":"Вывезем завтра."}})");
    EXPECT_NE(q.head.find("Content-Type: application/json;charset=utf-8"), q.head.npos);
    EXPECT_EQ(q.fields, (std::map<std::string, std::string>{{"access_token", "tknBOT:SECRET"}}));
}

TEST_F(OkDirect, APictureGoesByItsAddressAndEverythingElseByHand) {
    auto what = answer_to_message();
    what.files = {picture()};
    EXPECT_EQ(name(place(what)), "sent");
    EXPECT_EQ(asked().at(0).body, R"({"recipient":{"chat_id":"chat:C1"},"message":{"text":"Вывезем завтра.",)"
                                  R"("attachment":{"type":"IMAGE","payload":{"url":"https://adm.example/f/1.jpg"}}}})");
    auto two = what, hidden = what, document = what;
    two.files.push_back(picture());
    hidden.files[0].address.clear();
    document.files[0].is = material::document;
    for (const auto& by_hand_only : {two, hidden, document}) {
        auto outcome = place(by_hand_only);
        ASSERT_EQ(name(outcome), "by hand");
        EXPECT_NE(std::get<by_hand>(outcome).steps.at(2).find("приложите файлы (schedule.jpg"), std::string::npos);
    }
    EXPECT_EQ(asked().size(), 1u);
}

TEST_F(OkDirect, WhatNoProgramMayWriteAPersonDoes) {
    auto first_word = answer_to_comment();
    first_word.privately = true;
    auto outcome = place(first_word);
    ASSERT_EQ(name(outcome), "by hand");
    EXPECT_NE(std::get<by_hand>(outcome).steps.at(0).find("https://ok.ru/profile/123"), std::string::npos);
    auto nowhere = answer_to_message();
    nowhere.to.id = "ok:chat:C1";
    EXPECT_EQ(name(place(nowhere)), "by hand");
    forget();
    options_.erase("bot_token");
    outcome = place(answer_to_message());
    ASSERT_EQ(name(outcome), "by hand");
    EXPECT_NE(std::get<by_hand>(outcome).steps.at(1).find("Анна Ветрова"), std::string::npos);
    EXPECT_TRUE(asked().empty());
}

TEST_F(OkDirect, OnlyAnIdIsASuccessAndOnlyAProofIsARefusal) {
    const answer_row rows[] = {
        {R"({"success":true,"message_id":"mid:C1.new"})", "sent"},
        {R"({"success":false,"message_id":"mid:C1.new"})", "unknown"},
        {R"({"message_id":"mid:C1.new"})", "unknown"},
        {R"({"success":true})", "unknown"},
        {R"({"success":true,"message_id":"x"})", "unknown"},
        {R"({"success":[true],"message_id":"mid:C1.new"})", "unknown"},
        {"true", "unknown"},
        {"{}", "unknown"},
        {"{not json", "unknown"},
        {"cut", "unknown"},
        {"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 6\r\n\r\n<html>", "unknown"},
        {"HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n", "unknown"},
    };
    for (const auto& r : rows) {
        answers_["POST graph.messages"] = {r.answered};
        const auto before = asked().size();
        EXPECT_EQ(name(place(answer_to_message())), r.outcome) << r.answered;
        EXPECT_EQ(asked().size(), before + 1) << "exactly one request: " << r.answered;
    }
}

TEST_F(OkDirect, EveryCodeIsClassified) {
    for (const auto& row : ok::all_errors()) {
        answers_["POST graph.messages"] = {error(row.code)};
        forget();
        EXPECT_EQ(name(place(answer_to_message())), outcome_of(row.of_write)) << row.code;
    }
}

// ---- looking

TEST_F(OkDirect, SeesTheMessageAndWhatTheGroupWroteAfterIt) {
    auto view = seen(answer_to_message());
    EXPECT_FALSE(view.gone);
    EXPECT_EQ(view.text, "Когда вывезут мусор?");
    ASSERT_EQ(view.own_replies.size(), 1u);
    EXPECT_EQ(view.own_replies[0].remote_id, "ok:chat:C1_mid:C1.new");
    EXPECT_EQ(view.own_replies[0].text, "Вывезем завтра.");
    EXPECT_EQ(view.own_replies[0].link, "https://ok.ru/group/555");
    EXPECT_EQ(view.own_replies[0].written, moment{std::chrono::seconds(1'699'999'900)});
    EXPECT_EQ(asked().at(0).fields["to"], "1699998900000");
}

TEST_F(OkDirect, WhatStandsBeforeTheMessageOrIsAnothersAnswersNothing) {
    answers_["graph.messages"] = {messages(message("c", 1'699'999'900) + "," + message("a") + "," +
                                           message("b", 1'699'999'000, "group:555", "Здравствуйте"))};
    EXPECT_TRUE(seen(answer_to_message()).own_replies.empty());
}

TEST_F(OkDirect, AMessageThatIsNotThereIsGone) {
    answers_["graph.messages"] = {messages(message("c", 1'699'999'900))};
    EXPECT_TRUE(seen(answer_to_message()).gone);
    answers_["graph.messages"] = {error(705)};
    EXPECT_TRUE(seen(answer_to_message()).gone);
}

TEST_F(OkDirect, ReadsBackToTheMessage) {
    auto page = [](std::int64_t newest) {
        std::string out;
        for (int i = 0; i < 50; ++i)
            out += (out.empty() ? "" : ",") + message("x" + std::to_string(newest - i), newest - i);
        return messages(out);
    };
    answers_["graph.messages"] = {page(1'700'000'000), messages(message("a"))};
    EXPECT_FALSE(seen(answer_to_message()).gone);
    EXPECT_EQ(asked().at(1).fields["from"], "1699999951000");
    answers_["graph.messages"] = {page(1'700'000'000)};
    EXPECT_TRUE(trouble_of(answer_to_message())) << "a page that comes again is no end";
}

TEST_F(OkDirect, WhatMayBeOursAndCannotBeUnderstoodIsAFailure) {
    for (const char* strange :
         {"5", R"({"sender":{},"message":{"text":"x","mid":"mid:C1.q"},"timestamp":1699999900000})",
          R"({"sender":{"user_id":"group:555"},"message":{"text":5,"mid":"mid:C1.q"},"timestamp":1699999900000})",
          R"({"sender":{"user_id":"group:555"},"message":{"text":"x"},"timestamp":1699999900000})",
          R"({"sender":{"user_id":"group:555"},"message":{"text":"x","mid":"mid:C1.q"}})",
          R"({"message":{"mid":"mid:C1.a","text":5},"timestamp":1699999500000})"}) {
        answers_["graph.messages"] = {messages(std::string(strange) + "," + message("a"))};
        auto why = trouble_of(answer_to_message());
        ASSERT_TRUE(why) << strange;
        EXPECT_EQ(why->kind, trouble::unreadable);
    }
}

TEST_F(OkDirect, WhatCannotBeReadIsAFailureAndNotAnEmptyConversation) {
    for (const auto& answer : {error(1), error(10), error(103), error(2001), std::string("5"), std::string("{}"),
                               std::string(R"({"messages":5})"), std::string("cut"), std::string("<html>")}) {
        answers_["graph.messages"] = {answer};
        EXPECT_TRUE(trouble_of(answer_to_message())) << answer;
    }
    auto nowhere = answer_to_message();
    nowhere.to.id = "ok:700";
    EXPECT_EQ(trouble_of(nowhere)->kind, trouble::settings);
    forget();
    options_.erase("bot_token");
    EXPECT_EQ(trouble_of(answer_to_message())->kind, trouble::settings);
}

}
