#include "tests/unit/connectors/vk_stage.hpp"

namespace otklik::test {

struct VkEvents : VkStage {
    void SetUp() override {
        vk();
        line("k1", "713");
        answers_["users.get"] = {response(R"([{"id":123,"first_name":"Анна","last_name":"Ветрова"}])")};
    }
    void line(std::string_view key, std::string_view ts) {
        answers_["groups.getLongPollServer"].push_back(response(R"({"key":")" + std::string(key) + R"(","server":")" +
                                                                server_->url("/whp/55") + R"(","ts":")" +
                                                                std::string(ts) + R"("})"));
    }
    void events(std::string_view ts, std::string_view updates) {
        answers_["/whp/55"].push_back(R"({"ts":")" + std::string(ts) + R"(","updates":[)" + std::string(updates) +
                                      "]}");
    }
    static std::string event(std::string_view type, std::string_view object) {
        return R"({"group_id":55,"type":")" + std::string(type) + R"(","event_id":"e","v":"5.199","object":)" +
               std::string(object) + "}";
    }
    static std::string comment(std::string_view more) {
        return R"({"id":766,"from_id":123,"date":1700000000,"text":"Яма")" + std::string(more) + "}";
    }
    reading read_events(std::string cursor = {}) { return read("events", "-55", std::move(cursor)); }
};

TEST_F(VkEvents, EveryKindOfEventBringsThePostThatPollingWouldBring) {
    struct row {
        std::string type, object;
        std::string_view id, parent, link;
        post_kind kind;
    };
    const row rows[] = {
        {"wall_post_new", R"({"id":177,"owner_id":-55,"from_id":123,"date":1700000000,"text":"Яма"})", "vk:-55_177", "",
         "https://vk.com/wall-55_177", post_kind::post},
        {"wall_reply_new", comment(R"(,"post_owner_id":-55,"post_id":765,"parents_stack":[])"), "vk:-55_766",
         "vk:-55_765", "https://vk.com/wall-55_765?reply=766", post_kind::comment},
        {"wall_reply_new", comment(R"(,"owner_id":-55,"post_id":765,"parents_stack":[760])"), "vk:-55_766",
         "vk:-55_765", "https://vk.com/wall-55_765?reply=766&thread=760", post_kind::reply},
        {"photo_comment_new", comment(R"(,"photo_owner_id":-55,"photo_id":33)"), "vk:photo-55_33_766", "vk:photo-55_33",
         "https://vk.com/photo-55_33?reply=766", post_kind::comment},
        {"video_comment_new", comment(R"(,"video_owner_id":-55,"video_id":44,"parents_stack":[])"),
         "vk:video-55_44_766", "vk:video-55_44", "https://vk.com/video-55_44?reply=766", post_kind::comment},
        {"board_post_new", comment(R"(,"topic_owner_id":-55,"topic_id":10)"), "vk:topic-55_10_766", "vk:topic-55_10",
         "https://vk.com/topic-55_10?post=766", post_kind::comment},
        {"message_new", R"({"message":)" + comment(R"(,"peer_id":123,"out":0)") + R"(,"client_info":{}})",
         "vk:message-55_766", "vk:conversation-55_123", "https://vk.com/gim55?sel=123", post_kind::direct},
        {"message_reply", R"({"id":767,"from_id":-55,"peer_id":123,"date":1700000000,"text":"Яма","out":1})",
         "vk:message-55_767", "vk:conversation-55_123", "https://vk.com/gim55?sel=123", post_kind::direct},
    };
    int ts = 713;
    for (const auto& r : rows) events(std::to_string(++ts), event(r.type, r.object));
    std::string cursor;
    for (const auto& r : rows) {
        auto got = read_events(cursor);
        ASSERT_FALSE(got.failed) << r.type << got.failed->said;
        ASSERT_EQ(got.posts.size(), 1u) << r.type;
        const auto& p = got.posts[0];
        EXPECT_EQ(p.id, r.id);
        EXPECT_EQ(p.parent, r.parent) << r.type;
        EXPECT_EQ(p.link, r.link) << r.type;
        EXPECT_EQ(p.kind, r.kind) << r.type;
        EXPECT_EQ(p.text, "Яма");
        EXPECT_EQ(p.own, r.type == "message_reply");
        if (!p.own) {
            EXPECT_EQ(p.author.name, "Анна Ветрова") << "an event names nobody: the names are asked for";
        }
        cursor = got.cursor;
    }
    EXPECT_EQ(asked("groups.getLongPollServer").size(), 1u);
    const auto q = asked("/whp/55");
    EXPECT_EQ(q[0].fields.at("ts"), "713");
    EXPECT_EQ(q[1].fields.at("ts"), "714");
    EXPECT_EQ(q[0].fields.at("act"), "a_check");
    EXPECT_EQ(q[0].fields.at("key"), "k1");
    EXPECT_EQ(q[0].fields.at("wait"), "25");
    EXPECT_EQ(q[0].head.find("Bearer"), std::string::npos) << "the queue takes no token";
    EXPECT_EQ(cursor.find("k1"), std::string::npos) << "a key is no part of a cursor";
}

TEST_F(VkEvents, EditsDeletionsAndWhatIsStrangeBringNothingAndLoseNothing) {
    const auto good = event("wall_reply_new", comment(R"(,"owner_id":-55,"post_id":765)"));
    events("714", event("wall_reply_edit", comment(R"(,"owner_id":-55,"post_id":765)")) + "," +
                      event("wall_reply_restore", comment(R"(,"owner_id":-55,"post_id":765)")) + "," +
                      event("wall_reply_delete", R"({"owner_id":-55,"id":766,"post_id":765})") + "," +
                      event("group_join", R"({"user_id":1})") + "," +
                      event("message_new", R"({"message":)" + comment(R"(,"peer_id":2000000001)") + "}") + "," +
                      R"(5,{"type":"wall_reply_new","group_id":56,"object":{}},)" +
                      event("wall_reply_new", comment("")) + "," + event("wall_reply_new", "[]") + "," + good);
    auto got = read_events();
    ASSERT_EQ(got.posts.size(), 1u);
    EXPECT_EQ(got.left_out.size(), 4u);
    EXPECT_FALSE(got.failed);
}

TEST_F(VkEvents, ACommentThatDoesNotSayItsThreadIsAReplyThatIsLookedForEverywhere) {
    events("714", event("wall_reply_new", comment(R"(,"owner_id":-55,"post_id":765)")) + "," +
                      event("photo_comment_new", comment(R"(,"photo_owner_id":-55,"photo_id":33)")));
    auto got = read_events();
    ASSERT_EQ(got.posts.size(), 2u);
    EXPECT_EQ(got.posts[0].kind, post_kind::reply);
    EXPECT_EQ(got.posts[0].reply_to, "");
    EXPECT_EQ(got.posts[1].kind, post_kind::comment) << "there are no threads under a photo";
}

TEST_F(VkEvents, NamesThatAreNotToBeHadCostNothingElse) {
    answers_["users.get"] = {error(10)};
    events("714", event("wall_reply_new", comment(R"(,"owner_id":-55,"post_id":765)")));
    auto got = read_events();
    ASSERT_EQ(got.posts.size(), 1u);
    EXPECT_EQ(got.posts[0].author.name, "id123");
}

TEST_F(VkEvents, LostEventsAreSaidAndTheQueueIsFollowedFromWhereVkSays) {
    answers_["/whp/55"] = {R"({"failed":1,"ts":800})"};
    auto got = read_events(R"({"ts":"5"})");
    EXPECT_FALSE(got.failed);
    EXPECT_TRUE(got.more);
    EXPECT_EQ(got.left_out.size(), 1u);
    answers_["/whp/55"].clear();
    events("801", "");
    got = read_events(got.cursor);
    EXPECT_EQ(asked("/whp/55").back().fields.at("ts"), "800");
    EXPECT_EQ(asked("/whp/55").front().fields.at("ts"), "5") << "after a start the queue goes on where it was left";
    EXPECT_EQ(asked("groups.getLongPollServer").size(), 1u);
}

TEST_F(VkEvents, AnExpiredKeyIsFetchedAnewAndThePlaceIsKept) {
    line("k2", "999");
    events("714", "");
    auto got = read_events();
    answers_["/whp/55"] = {R"({"failed":2})"};
    events("715", event("wall_reply_new", comment(R"(,"owner_id":-55,"post_id":765)")));
    got = read_events(got.cursor);
    EXPECT_FALSE(got.failed);
    EXPECT_EQ(got.posts.size(), 1u);
    const auto last = asked("/whp/55").back();
    EXPECT_EQ(last.fields.at("key"), "k2");
    EXPECT_EQ(last.fields.at("ts"), "714");
}

TEST_F(VkEvents, ALostSessionIsBegunAnew) {
    line("k2", "999");
    answers_["/whp/55"] = {R"({"failed":3})"};
    events("1000", "");
    auto got = read_events(R"({"ts":"5"})");
    EXPECT_FALSE(got.failed);
    EXPECT_EQ(got.left_out.size(), 1u);
    EXPECT_EQ(asked("/whp/55").back().fields.at("ts"), "999");
}

TEST_F(VkEvents, AQueueThatIsClosedAgainAndAgainIsATroubleAndNotALoop) {
    answers_["/whp/55"] = {R"({"failed":2})"};
    auto got = read_events();
    ASSERT_TRUE(got.failed);
    EXPECT_EQ(got.failed->kind, trouble::unreachable);
    EXPECT_LE(asked().size(), 4u);
}

TEST_F(VkEvents, WhatIsNotSwitchedOnIsSaidWithWhatToSwitchOn) {
    answers_["groups.getLongPollServer"] = {error(100, "longpoll for this group is not enabled")};
    auto got = read_events();
    ASSERT_TRUE(got.failed);
    EXPECT_EQ(got.failed->kind, trouble::settings);
    EXPECT_NE(got.failed->said.find("Long Poll API"), std::string::npos);
    EXPECT_NE(got.failed->said.find("wall_reply_new"), std::string::npos);
    answers_["groups.getLongPollServer"] = {error(15)};
    got = read_events();
    EXPECT_EQ(got.failed->kind, trouble::settings);
    EXPECT_NE(got.failed->said.find("manage"), std::string::npos);
}

TEST_F(VkEvents, ATroubleOfTheQueueKeepsThePlaceAndTheKeyToItself) {
    for (const char* answer : {"cut", "HTTP/1.1 502 Bad\r\nContent-Length: 0\r\n\r\n", "[]", R"({"updates":[]})"}) {
        answers_["/whp/55"] = {answer};
        auto got = read_events(R"({"ts":"5"})");
        ASSERT_TRUE(got.failed) << answer;
        EXPECT_EQ(got.cursor, R"({"ts":"5"})");
        EXPECT_EQ(got.failed->said.find("k1"), std::string::npos);
    }
    answers_["/whp/55"].clear();
    events("714", "");
    EXPECT_FALSE(read_events().failed);
}

TEST_F(VkEvents, AServerThatWouldShowTheKeyIsNotAsked) {
    answers_["groups.getLongPollServer"] = {response(R"({"key":"k","server":"http://evil.example/x","ts":"1"})")};
    EXPECT_EQ(read_events().failed->kind, trouble::unreadable);
}

TEST(VkKind, OnlyTheEventsWait) {
    for (const auto& s : vk::kind.sources) EXPECT_EQ(s.how == pace::waiting, s.name == "events") << s.name;
}

}
