#include "connectors/vk/messages.hpp"
#include "tests/unit/connectors/vk_stage.hpp"

#include <set>

namespace otklik::test {

struct VkMessages : VkStage {
    static std::string message(std::int64_t id, std::int64_t from, std::string_view text, std::int64_t date = 0,
                               std::int64_t peer = 123) {
        return R"({"id":)" + std::to_string(id) + R"(,"conversation_message_id":1,"peer_id":)" + std::to_string(peer) +
               R"(,"from_id":)" + std::to_string(from) + R"(,"date":)" +
               std::to_string(date ? date : 1'700'000'000 + id) + R"(,"text":")" + std::string(text) + R"("})";
    }
    static std::string conversation(std::int64_t peer, std::int64_t last, std::string_view type = "user") {
        return R"({"conversation":{"peer":{"id":)" + std::to_string(peer) + R"(,"type":")" + std::string(type) +
               R"("},"last_message_id":)" + std::to_string(last) + R"(,"can_write":{"allowed":true}},"last_message":)" +
               message(last, peer, "x", 0, peer) + "}";
    }
    static std::string history(std::string_view items, bool can_write = true) {
        return response(R"({"count":2,"items":[)" + std::string(items) +
                        R"(],"profiles":[{"id":123,"first_name":"Анна","last_name":"Ветрова"}],)" +
                        R"("conversations":[{"peer":{"id":123},"can_write":{"allowed":)" +
                        (can_write ? "true" : "false") + "}}]}");
    }
    static placement direct() {
        placement p;
        p.delivery = "d-1";
        p.to.id = "vk:message-55_9", p.to.network = "vk", p.to.kind = post_kind::direct;
        p.to.parent = "vk:conversation-55_123";
        p.to.author = {"123", "Анна Ветрова", "https://vk.com/id123", false};
        p.to.written = moment{std::chrono::seconds(1'700'000'009)};
        p.text = "Вывезем <завтра>.";
        return p;
    }
    static placement privately() {
        auto p = answer_to_comment();
        p.privately = true;
        p.to.written = moment{std::chrono::seconds(1'700'000'000)};
        return p;
    }
};

TEST_F(VkMessages, AreReadConversationByConversationAndLaterOnlyWhereOneMoved) {
    answers_["messages.getConversations"] = {
        list(conversation(123, 12) + "," + conversation(200, 8) + "," + conversation(2'000'000'001, 7, "chat"))};
    answers_["messages.getHistory"] = {history(message(12, -55, "Завтра") + "," + message(11, 123, "Яма &lt;тут&gt;")),
                                       history(message(8, 200, "Свет", 0, 200))};
    auto r = read_all("messages", "-55");
    ASSERT_FALSE(r.failed);
    EXPECT_EQ(ids(r), (std::vector<std::string>{"vk:message-55_12", "vk:message-55_11", "vk:message-55_8"}));
    EXPECT_TRUE(r.posts[0].own);
    EXPECT_EQ(r.posts[1].kind, post_kind::direct);
    EXPECT_EQ(r.posts[1].parent, "vk:conversation-55_123");
    EXPECT_EQ(r.posts[1].text, "Яма <тут>");
    EXPECT_EQ(r.posts[1].author.name, "Анна Ветрова");
    for (auto& q : asked()) EXPECT_NE(q.head.find("Bearer vk1.a.SECRET"), std::string::npos);

    auto again = read_all("messages", "-55", r.cursor);
    EXPECT_TRUE(again.posts.empty());
    EXPECT_EQ(asked("messages.getHistory").size(), 2u) << "nothing moved";

    answers_["messages.getConversations"] = {list(conversation(200, 13) + "," + conversation(123, 12))};
    answers_["messages.getHistory"] = {history(message(13, 200, "Когда?", 0, 200))};
    again = read_all("messages", "-55", again.cursor);
    EXPECT_EQ(ids(again), (std::vector<std::string>{"vk:message-55_13"}));
    EXPECT_EQ(asked("messages.getHistory").back().fields["peer_id"], "200");
}

TEST_F(VkMessages, ManyConversationsAreReadInBoundedSteps) {
    std::string first, second;
    for (int i = 0; i < 200; ++i) first += (i ? "," : "") + conversation(1000 + i, 900 - i);
    second = conversation(2000, 50);
    answers_["messages.getConversations"] = {list(first), list(second)};
    answers_["messages.getHistory"] = {history(message(5, 1000, "x", 0, 1000))};
    std::string cursor;
    int steps = 0;
    for (bool more = true; more; ++steps) {
        const auto before = asked().size();
        auto r = read("messages", "-55", cursor);
        EXPECT_LE(asked().size() - before, 8u);
        cursor = r.cursor, more = r.more;
    }
    EXPECT_EQ(asked("messages.getHistory").size(), 201u);
    EXPECT_EQ(asked("messages.getConversations").size(), 2u);
    EXPECT_GT(steps, 20);
    read("messages", "-55", cursor);
    EXPECT_EQ(asked("messages.getHistory").size(), 201u);
}

TEST_F(VkMessages, AHistoryIsReadBackToWhatWasSeenAndAnHourFurther) {
    answers_["messages.getConversations"] = {list(conversation(123, 1000))};
    auto page = [](int from, std::int64_t date) {
        std::string out;
        for (int i = 0; i < 200; ++i) out += (i ? "," : "") + message(from - i, 123, "x", date);
        return history(out);
    };
    answers_["messages.getHistory"] = {page(1000, 1'700'000'000), page(800, 1'699'999'000), page(600, 1'699'990'000)};
    read_all("messages", "-55", R"({"seen":700,"seen_date":1699999900,"offset":-1})");
    EXPECT_EQ(asked("messages.getHistory").size(), 3u);
    EXPECT_EQ(asked("messages.getHistory").back().fields["offset"], "400");
}

TEST_F(VkMessages, ATroubleGoesOnWhereItMetAndAClosedConversationCostsItself) {
    answers_["messages.getConversations"] = {list(conversation(123, 12) + "," + conversation(200, 8))};
    answers_["messages.getHistory"] = {error(10), error(936), history(message(8, 200, "Свет", 0, 200))};
    auto r = read("messages", "-55");
    EXPECT_TRUE(r.failed);
    r = read_all("messages", "-55", r.cursor);
    EXPECT_FALSE(r.failed);
    EXPECT_EQ(r.left_out.size(), 1u);
    EXPECT_EQ(ids(r), (std::vector<std::string>{"vk:message-55_8"}));
    EXPECT_EQ(asked("messages.getConversations").size(), 1u);
}

TEST_F(VkMessages, WithoutACommunityTokenTheyAreASettingAndNothingElseStops) {
    options_.erase("community_token");
    EXPECT_EQ(read("messages", "-55").failed->kind, trouble::settings);
    EXPECT_EQ(name(place(direct())), "by hand");
    EXPECT_TRUE(asked().empty());
}

TEST_F(VkMessages, AnAnswerIsSentOnceUnderAKeyThatStaysTheSame) {
    answers_["messages.send"] = {response("10")};
    auto outcome = place(direct());
    ASSERT_EQ(name(outcome), "sent");
    EXPECT_EQ(std::get<sent>(outcome).remote_id, "vk:message-55_10");
    EXPECT_EQ(std::get<sent>(outcome).link, "https://vk.com/gim55?sel=123");
    place(direct());
    auto other = direct();
    other.delivery = "d-2";
    place(other);
    auto q = asked("messages.send");
    ASSERT_EQ(q.size(), 3u);
    EXPECT_EQ(q[0].fields["peer_id"], "123");
    EXPECT_EQ(q[0].fields["message"], "Вывезем <завтра>.");
    EXPECT_EQ(q[0].fields["random_id"], q[1].fields["random_id"]);
    EXPECT_NE(q[0].fields["random_id"], q[2].fields["random_id"]);
    EXPECT_NE(q[0].head.find("Bearer vk1.a.SECRET"), std::string::npos);
}

TEST(VkRandomId, IsNeverZeroAndNeverTheSameForTwoDeliveries) {
    std::set<std::int64_t> seen;
    for (int i = 0; i < 20'000; ++i) {
        const auto id = vk::random_id_of("delivery-" + std::to_string(i));
        ASSERT_GT(id, 0);
        ASSERT_LT(id, std::int64_t{1} << 53) << "as a double it would be another";
        ASSERT_TRUE(seen.insert(id).second) << i;
    }
}

TEST_F(VkMessages, WhatVkAnswersIsBelievedOnlyAsFarAsItProves) {
    struct row {
        std::string answer;
        std::string_view outcome;
    };
    for (const auto& r :
         {row{response("10"), "sent"},
          {response(R"([{"peer_id":123,"message_id":10,"conversation_message_id":3}])"), "sent"},
          {response(R"({"message_id":10})"), "sent"},
          {response(R"([{"peer_id":123,"error":{"code":901,"description":"no"}}])"), "refused before write"},
          {response(R"([{"peer_id":123,"error":{"code":9,"description":"flood"}}])"), "unknown"},
          {response("[]"), "unknown"},
          {response("0"), "unknown"},
          {error(900), "refused before write"},
          {error(901), "refused before write"},
          {error(902), "refused before write"},
          {error(914), "refused before write"},
          {error(15), "by hand"},
          {error(10), "unknown"},
          {"cut", "unknown"}}) {
        answers_["messages.send"] = {r.answer};
        EXPECT_EQ(name(place(direct())), r.outcome) << r.answer;
    }
}

TEST_F(VkMessages, ALookFindsOurWordsAfterTheMessageAndNotBefore) {
    answers_["messages.getHistory"] = {history(message(12, -55, "Вывезем &lt;завтра&gt;.") + "," +
                                               message(9, 123, "Яма") + "," + message(8, -55, "Здравствуйте"))};
    auto view = seen(direct());
    EXPECT_FALSE(view.gone);
    EXPECT_FALSE(view.closed);
    EXPECT_EQ(view.text, "Яма");
    ASSERT_EQ(view.own_replies.size(), 1u);
    EXPECT_EQ(view.own_replies[0].remote_id, "vk:message-55_12");
    EXPECT_EQ(view.own_replies[0].text, "Вывезем <завтра>.");
    EXPECT_EQ(view.own_replies[0].written, moment{std::chrono::seconds(1'700'000'012)});
    answers_["messages.getHistory"] = {history(message(12, 123, "и ещё"), false)};
    view = seen(direct());
    EXPECT_TRUE(view.gone);
    EXPECT_TRUE(view.closed);
    answers_["messages.getHistory"] = {error(10)};
    EXPECT_TRUE(std::holds_alternative<failure>(look(direct())));
}

TEST_F(VkMessages, APrivateAnswerGoesOnlyWhereADialogueIsOpen) {
    answers_["wall.getById"] = {list(R"({"id":765,"owner_id":-55,"from_id":-55,"date":1,"text":"Новость"})")};
    answers_["wall.getComments"] = {list(R"({"id":766,"from_id":123,"date":1,"text":"Яма","thread":{"count":0}})", 1),
                                    list("")};
    answers_["messages.getHistory"] = {history("")};
    auto view = seen(privately());
    EXPECT_TRUE(view.closed);
    EXPECT_EQ(view.text, "Яма") << "of the comment that is answered";
    answers_["messages.getHistory"] = {history(message(12, -55, "Вывезем завтра.") + "," + message(11, -55, "другое") +
                                               "," + message(5, -55, "Вывезем завтра.", 1'600'000'000))};
    view = seen(privately());
    EXPECT_FALSE(view.closed);
    EXPECT_EQ(view.own_replies.size(), 1u);
    answers_["messages.send"] = {error(901)};
    EXPECT_EQ(name(place(privately())), "refused before write");
    EXPECT_EQ(asked("messages.send").at(0).fields["peer_id"], "123");
    EXPECT_TRUE(asked("wall.createComment").empty());
    auto to_community = privately();
    to_community.to.author.id = "-77";
    EXPECT_EQ(name(place(to_community)), "by hand");
}

}
