#include "connectors/abilities.hpp"
#include "connectors/ok/errors.hpp"
#include "tests/unit/connectors/ok_stage.hpp"

namespace otklik::test {

struct OkInbox : OkStage {
    static constexpr std::int64_t noon = 1'699'990'000;  // seconds; before the clock of the tests
    moment since_{};

    void SetUp() override { options_["bot_token"] = "tknBOT:SECRET"; }

    source from(std::string target) const {
        auto out = a_source("messages", std::move(target));
        out.id = "s2", out.since = since_;
        return out;
    }
    reading inbox(std::string cursor = {}, std::string target = "555") {
        return read_from(from(std::move(target)), std::move(cursor));
    }
    reading whole_inbox(std::string cursor = {}) { return network_stage::read_all(from("555"), std::move(cursor)); }
    // Fifty of them, one a second, back from `newest`.
    static std::string a_page(std::string_view name, std::int64_t newest) {
        std::string out;
        for (int i = 0; i < 50; ++i)
            out += (out.empty() ? "" : ",") + message(std::string(name) + std::to_string(i), newest - i);
        return messages(out);
    }
};

TEST_F(OkInbox, BringsWhatResidentsWriteToTheGroupAndWhatItAnswered) {
    answers_["graph.chats"] = {chats(chat("C1", noon))};
    answers_["graph.messages"] = {messages(
        message("b", noon, "group:555", "Завтра") + "," + message("a", noon - 60) + "," +
        R"({"sender":{"user_id":"user:124"},"recipient":{"chat_id":"chat:C1"},"message":{"mid":"mid:C1.0","attachments":[
                     {"type":"IMAGE","payload":{"url":"https://a.example/x.jpg"}},{"type":"AUDIO"}]},"timestamp":1699980000000},
                   {"sender":{"user_id":"user:124"},"recipient":{"chat_id":"chat:C1"},"message":{"mid":"mid:C1.left"},"timestamp":1699980000000})")};
    auto r = inbox();
    EXPECT_FALSE(r.failed);
    EXPECT_FALSE(r.more);
    EXPECT_TRUE(r.left_out.empty());
    ASSERT_EQ(ids(r), (std::vector<std::string>{"ok:chat:C1_mid:C1.b", "ok:chat:C1_mid:C1.a", "ok:chat:C1_mid:C1.0"}));
    EXPECT_TRUE(r.posts[0].own);
    const auto& p = r.posts[1];
    EXPECT_FALSE(p.own);
    EXPECT_EQ(p.kind, post_kind::direct);
    EXPECT_EQ(p.network, "ok");
    EXPECT_EQ(p.account, "adm");
    EXPECT_EQ(p.source, "s2");
    EXPECT_EQ(p.parent, "ok:chat:C1");
    EXPECT_EQ(p.link, "https://ok.ru/group/555");
    EXPECT_EQ(p.author.id, "123");
    EXPECT_EQ(p.author.name, "Анна Ветрова");
    EXPECT_EQ(p.author.link, "https://ok.ru/profile/123");
    EXPECT_EQ(p.written, moment{std::chrono::seconds(noon - 60)});
    EXPECT_EQ(p.text, "Когда вывезут мусор?");
    EXPECT_EQ(r.posts[2].attachments, (std::vector<std::string>{"https://a.example/x.jpg", "аудиозапись"}));
    ASSERT_EQ(asked().size(), 2u);
    EXPECT_EQ(asked()[0].path, "/graph/me/chats");
    EXPECT_EQ(asked()[0].fields["access_token"], "tknBOT:SECRET");
    EXPECT_EQ(asked()[1].path, "/graph/me/messages/chat:C1");
    EXPECT_FALSE(asked()[1].fields.contains("sig"));
}

TEST_F(OkInbox, TheGroupsOwnNumberIsItsOwnUnderEitherName) {
    answers_["graph.chats"] = {chats(chat("C1", noon))};
    answers_["graph.messages"] = {messages(
        message("a", noon, "user:555") + "," + message("b", noon, "user:556") +
        R"(,{"sender":{"group_id":"group:555"},"recipient":{"chat_id":"chat:C1"},"message":{"text":"x","mid":"mid:C1.c"},"timestamp":1699980000000})")};
    auto r = inbox();
    ASSERT_EQ(r.posts.size(), 3u);
    EXPECT_TRUE(r.posts[2].own);
    EXPECT_TRUE(r.posts[0].own);
    EXPECT_EQ(r.posts[0].author.id, "group:555");
    EXPECT_FALSE(r.posts[1].own);
}

TEST_F(OkInbox, ReadsAConversationAgainOnlyWhenSomethingHappenedInIt) {
    answers_["graph.chats"] = {chats(chat("C1", noon) + "," + chat("C2", noon - 5))};
    answers_["graph.messages"] = {messages(message("a", noon))};
    auto r = whole_inbox();
    EXPECT_EQ(asked("graph.messages").size(), 2u);
    r = whole_inbox(r.cursor);
    EXPECT_EQ(asked("graph.messages").size(), 2u);
    answers_["graph.chats"] = {chats(chat("C2", noon + 60) + "," + chat("C1", noon))};
    whole_inbox(r.cursor);
    ASSERT_EQ(asked("graph.messages").size(), 3u);
    EXPECT_EQ(asked("graph.messages")[2].path, "/graph/me/messages/chat:C2");
    EXPECT_EQ(asked("graph.messages")[2].fields["to"], std::to_string((noon - 600) * 1000)) << "what is older is known";
}

TEST_F(OkInbox, AnEventTheClocksPutBeforeTheKnownOnesIsReadAllTheSame) {
    answers_["graph.chats"] = {chats(chat("C1", noon))};
    answers_["graph.messages"] = {messages(message("a", noon))};
    auto r = whole_inbox();
    answers_["graph.chats"] = {chats(chat("C1", noon) + "," + chat("C3", noon - 300) + "," + chat("C4", noon - 900))};
    whole_inbox(r.cursor);
    ASSERT_EQ(asked("graph.messages").size(), 2u);
    EXPECT_EQ(asked("graph.messages")[1].path, "/graph/me/messages/chat:C3");
}

TEST_F(OkInbox, GoesThroughTheConversationsUntilAKnownOne) {
    answers_["graph.chats"] = {chats(chat("C1", noon), R"(,"marker":"M1")"),
                               chats(chat("C2", noon), R"(,"marker":"M2")"), chats(chat("C3", noon))};
    answers_["graph.messages"] = {messages("")};
    auto r = whole_inbox();
    EXPECT_EQ(asked("graph.messages").size(), 3u);
    EXPECT_EQ(asked("graph.chats")[2].fields["marker"], "M2");
    answers_["graph.chats"] = {chats(chat("C4", noon + 9) + "," + chat("C9", noon - 10'000), R"(,"marker":"M1")"),
                               error(1)};
    r = whole_inbox(r.cursor);
    EXPECT_FALSE(r.failed);
    EXPECT_EQ(asked("graph.messages").size(), 4u);
}

TEST_F(OkInbox, ReadsALongConversationPageByPage) {
    answers_["graph.chats"] = {chats(chat("C1", noon))};
    answers_["graph.messages"] = {a_page("x", noon), a_page("y", noon - 49), messages(message("a", noon - 98))};
    auto r = whole_inbox();
    EXPECT_EQ(r.posts.size(), 101u);
    auto q = asked("graph.messages");
    ASSERT_EQ(q.size(), 3u);
    EXPECT_FALSE(q[0].fields.contains("from"));
    EXPECT_EQ(q[1].fields["from"], std::to_string((noon - 49) * 1000));
}

TEST_F(OkInbox, AConversationThatGoesInCirclesIsLeft) {
    answers_["graph.chats"] = {chats(chat("C1", noon))};
    answers_["graph.messages"] = {a_page("x", noon)};  // whatever it is asked
    auto r = whole_inbox();
    EXPECT_FALSE(r.failed);
    EXPECT_EQ(asked("graph.messages").size(), 2u);
}

TEST_F(OkInbox, DoesNotGoBackBehindWhatIsOfUse) {
    since_ = moment{std::chrono::seconds(noon - 100)};
    answers_["graph.chats"] = {chats(chat("C1", noon) + "," + chat("C2", noon - 200), R"(,"marker":"M1")")};
    answers_["graph.messages"] = {messages(message("a", noon))};
    inbox();
    EXPECT_EQ(asked("graph.chats").size(), 1u);
    ASSERT_EQ(asked("graph.messages").size(), 1u);
    EXPECT_EQ(asked("graph.messages")[0].fields["to"], std::to_string((noon - 100) * 1000));
}

TEST_F(OkInbox, WhatIsNoListIsATroubleAndNotSilence) {
    for (const char* strange : {"5", "[]", "{}", "null", R"({"chats":5})", "<html>", "cut"}) {
        answers_["graph.chats"] = {strange};
        EXPECT_TRUE(inbox().failed) << strange;
    }
    answers_["graph.chats"] = {chats(chat("C1", noon))};
    for (const char* strange : {"5", "{}", R"({"messages":5})", "cut"}) {
        answers_["graph.messages"] = {strange};
        auto r = inbox();
        EXPECT_TRUE(r.failed) << strange;
        answers_["graph.messages"] = {messages(message("a", noon))};
        EXPECT_EQ(inbox(r.cursor).posts.size(), 1u) << "and it is read when it can be: " << strange;
    }
}

TEST_F(OkInbox, ARoundThatBrokeOffIsNotTakenForAWholeOne) {
    answers_["graph.chats"] = {chats(chat("C1", noon), R"(,"marker":"M1")"), error(100)};
    answers_["graph.messages"] = {messages(message("a", noon))};
    auto r = inbox();
    r = inbox(r.cursor);
    ASSERT_TRUE(r.failed);
    answers_["graph.chats"] = {chats(chat("C1", noon), R"(,"marker":"M1")"), chats(chat("C2", noon - 5000))};
    answers_["graph.messages"] = {messages(message("b", noon - 5000))};
    r = whole_inbox(r.cursor);
    EXPECT_EQ(asked("graph.messages").back().path, "/graph/me/messages/chat:C2");
}

TEST_F(OkInbox, AStrangeMessageCostsItselfAndAConversationThatIsGoneNoOther) {
    answers_["graph.chats"] = {chats(R"({"chat_id":5},)" + chat("C1", noon) + "," + chat("C2", noon))};
    const std::string strange[] = {
        "5",
        R"({"message":{"text":5}})",
        R"({"message":{"text":"x","mid":"mid:C1.q"},"sender":{"user_id":"user:1"},"timestamp":1699980000000})",
        R"({"recipient":{"chat_id":"chat:C1"},"message":{"text":"x"},"sender":{"user_id":"user:1"},"timestamp":1699980000000})",
        R"({"recipient":{"chat_id":"chat:C1"},"message":{"text":"x","mid":"mid:C1.q"},"sender":{"user_id":"robot:1"},"timestamp":1699980000000})",
        R"({"recipient":{"chat_id":"chat:C1"},"message":{"text":"x","mid":"mid:C1.q"},"sender":{"user_id":"user:1"}})"};
    std::string all;
    for (const auto& item : strange) all += item + ",";
    answers_["graph.messages"] = {error(705), messages(all + message("a", noon))};
    auto r = whole_inbox();
    EXPECT_FALSE(r.failed);
    EXPECT_EQ(ids(r), std::vector<std::string>{"ok:chat:C1_mid:C1.a"});
    ASSERT_EQ(r.left_out.size(), std::size(strange) + 2);
    EXPECT_EQ(r.left_out[1].place, "graph.messages chat:C1");
    EXPECT_EQ(r.left_out.back().place, "graph.messages chat:C2 items[5], id mid:C1.q");
}

TEST_F(OkInbox, WithoutItsTokenOrForAnotherGroupItSaysWhatIsMissing) {
    EXPECT_EQ(inbox({}, "777").failed->kind, trouble::settings);
    forget();
    options_.erase("bot_token");
    auto r = inbox();
    ASSERT_TRUE(r.failed);
    EXPECT_EQ(r.failed->kind, trouble::settings);
    EXPECT_NE(r.failed->said.find("bot_token_file"), std::string::npos);
    EXPECT_TRUE(asked().empty());
}

TEST_F(OkInbox, EveryCodeIsAKindOfTrouble) {
    for (const auto& row : ok::all_errors()) {
        forget();
        answers_["graph.chats"] = {error(row.code)};
        auto r = inbox();
        ASSERT_TRUE(r.failed) << row.code;
        EXPECT_EQ(r.failed->kind, row.kind) << row.code;
        EXPECT_EQ(r.failed->after, row.after) << row.code;
    }
}

TEST_F(OkInbox, NoTroubleHoldsTheToken) {
    answers_["graph.chats"] = {error(103, "token tknBOT:SECRET is bad")};
    auto r = inbox();
    ASSERT_TRUE(r.failed);
    EXPECT_EQ(r.failed->said.find("SECRET"), std::string::npos) << r.failed->said;
}

TEST_F(OkInbox, ACursorThatCannotBeReadIsAStart) {
    answers_["graph.chats"] = {chats(chat("C1", noon))};
    answers_["graph.messages"] = {messages(message("a", noon))};
    for (const char* strange : {"{", "5", "[]", R"({"work":[5],"seen":5,"marker":7})"}) {
        auto r = whole_inbox(strange);
        EXPECT_FALSE(r.failed) << strange;
    }
}

// ---- events

struct OkEvents : OkStage {
    static constexpr const char* secret = "a-secret-of-a-proper-length";
    void SetUp() override { options_["hook_secret"] = secret; }
    hook_reply event(std::string body, std::map<std::string, std::string, std::less<>> query = {{"secret", secret}}) {
        source events;
        events.id = "s3", events.account = "adm", events.kind = "events", events.target = "555";
        hook_request what{"POST", std::move(query), {}, std::move(body)};
        return bench_.finish(dynamic_cast<takes_hooks&>(ok()).hook(std::move(what), events));
    }
};

TEST_F(OkEvents, BringTheSamePostsAsTheConversation) {
    auto r = event(R"({"webhookType":"MESSAGE_CREATED",)" + message("a").substr(1));
    EXPECT_EQ(r.status, 200u);
    ASSERT_EQ(r.posts.size(), 1u);
    EXPECT_EQ(r.posts[0].id, "ok:chat:C1_mid:C1.a");
    EXPECT_EQ(r.posts[0].kind, post_kind::direct);
    EXPECT_EQ(r.posts[0].source, "s3");
    EXPECT_EQ(event(message("a")).posts.size(), 1u) << "without the name of the event";
    EXPECT_TRUE(asked().empty());
}

TEST_F(OkEvents, AreTakenFromNobodyWithoutTheSecret) {
    for (const std::map<std::string, std::string, std::less<>>& query :
         {std::map<std::string, std::string, std::less<>>{},
          {{"secret", ""}},
          {{"secret", "a-secret-of-a-proper-lengtH"}},
          {{"secret", "a-secret"}},
          {{"other", secret}}}) {
        auto r = event(message("a"), query);
        EXPECT_EQ(r.status, 403u);
        EXPECT_TRUE(r.posts.empty());
    }
    forget();
    options_.erase("hook_secret");
    EXPECT_EQ(event(message("a"), {{"secret", ""}}).status, 403u) << "where there is none, nothing is taken";
}

TEST_F(OkEvents, WhatIsNoMessageIsTakenAllTheSameOrItWouldComeForHours) {
    struct row {
        std::string body;
        std::size_t left_out;
    };
    const row rows[] = {{"{not json", 1},
                        {"5", 1},
                        {R"({"webhookType":"CHAT_SYSTEM","chat":"x"})", 0},
                        {R"({"webhookType":"MESSAGE_CREATED"})", 1},
                        {R"({"message":{"text":"x"}})", 1}};
    for (const auto& r : rows) {
        auto reply = event(r.body);
        EXPECT_EQ(reply.status, 200u) << r.body;
        EXPECT_TRUE(reply.posts.empty()) << r.body;
        EXPECT_EQ(reply.left_out.size(), r.left_out) << r.body;
    }
}

}
