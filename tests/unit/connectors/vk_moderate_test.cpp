#include "connectors/abilities.hpp"
#include "tests/unit/connectors/vk_stage.hpp"

namespace otklik::test {

struct VkModerate : VkStage {
    void SetUp() override { options_["user_token"] = "vk1.u.SECRET"; }
    moderates& vk_moderates() { return dynamic_cast<moderates&>(vk()); }
    write_outcome moderate(moderation what, const post& which) {
        return bench_.finish(vk_moderates().moderate(what, which));
    }
    std::variant<standing, failure> standing_now(const post& which) {
        return bench_.finish(vk_moderates().standing_of(which));
    }
    static post item(std::string id, post_kind kind, std::string parent) {
        post p;
        p.id = std::move(id), p.network = "vk", p.kind = kind, p.parent = std::move(parent);
        p.link = "https://vk.com/here";
        return p;
    }
    static post comment() { return item("vk:-55_766", post_kind::comment, "vk:-55_765"); }
};

TEST_F(VkModerate, EachKindOfThingHasItsMethodAndItsFields) {
    struct row {
        post which;
        std::string remove, restore;
        std::map<std::string, std::string> fields;
    };
    using fields = std::map<std::string, std::string>;
    const row rows[] = {
        {item("vk:-55_765", post_kind::post, ""), "wall.delete", "wall.restore",
         fields{{"owner_id", "-55"}, {"post_id", "765"}}},
        {comment(), "wall.deleteComment", "wall.restoreComment", fields{{"owner_id", "-55"}, {"comment_id", "766"}}},
        {item("vk:photo-55_33_7", post_kind::comment, "vk:photo-55_33"), "photos.deleteComment",
         "photos.restoreComment", fields{{"owner_id", "-55"}, {"comment_id", "7"}}},
        {item("vk:video-55_44_8", post_kind::reply, "vk:video-55_44"), "video.deleteComment", "video.restoreComment",
         fields{{"owner_id", "-55"}, {"comment_id", "8"}}},
        {item("vk:topic-55_10_3", post_kind::comment, "vk:topic-55_10"), "board.deleteComment", "board.restoreComment",
         fields{{"group_id", "55"}, {"topic_id", "10"}, {"comment_id", "3"}}},
    };
    for (const auto& r : rows)
        for (const auto& [what, method] : {std::pair(moderation::remove, r.remove), {moderation::restore, r.restore}}) {
            answers_[method] = {response("1")};
            auto outcome = moderate(what, r.which);
            ASSERT_TRUE(std::holds_alternative<sent>(outcome)) << method;
            EXPECT_EQ(std::get<sent>(outcome).remote_id, r.which.id);
            auto q = asked(method);
            ASSERT_EQ(q.size(), 1u) << method;
            q[0].fields.erase("v"), q[0].fields.erase("lang");
            EXPECT_EQ(q[0].fields, r.fields) << method;
            const std::string token = method.starts_with("board.") ? "Bearer vk1.a.SECRET" : "Bearer vk1.u.SECRET";
            EXPECT_NE(q[0].head.find(token), std::string::npos) << method;
        }
}

TEST_F(VkModerate, WithoutAUserTokenAPersonDoesIt) {
    options_.erase("user_token");
    for (auto what : {moderation::remove, moderation::restore}) {
        auto outcome = moderate(what, comment());
        ASSERT_TRUE(std::holds_alternative<by_hand>(outcome));
        EXPECT_FALSE(std::get<by_hand>(outcome).why.empty());
        EXPECT_NE(std::get<by_hand>(outcome).steps.at(0).find("https://vk.com/here"), std::string::npos);
    }
    EXPECT_TRUE(asked().empty());
}

TEST_F(VkModerate, HidingIsNotKnownToVkAndAPersonIsToldWhatThereIs) {
    auto outcome = moderate(moderation::hide, comment());
    ASSERT_TRUE(std::holds_alternative<by_hand>(outcome));
    EXPECT_NE(std::get<by_hand>(outcome).why.find("не умеет скрывать"), std::string::npos);
    EXPECT_GE(std::get<by_hand>(outcome).steps.size(), 3u);
    EXPECT_TRUE(std::holds_alternative<by_hand>(moderate(moderation::show, comment())));
    EXPECT_TRUE(asked().empty());
}

TEST_F(VkModerate, WhatVkAnswersIsBelievedOnlyAsFarAsItProves) {
    constexpr std::string_view names[] = {"sent", "refused", "unknown", "by hand"};
    struct row {
        std::string answer;
        std::string_view outcome;
    };
    for (const auto& r : {row{response("1"), "sent"},
                          {response("true"), "sent"},
                          {response("0"), "unknown"},
                          {response("{}"), "unknown"},
                          {error(7), "by hand"},
                          {error(15), "by hand"},
                          {error(211), "by hand"},
                          {error(1051), "by hand"},
                          {error(5), "refused"},
                          {error(104), "unknown"},
                          {error(243), "unknown"},
                          {error(10), "unknown"},
                          {"cut", "unknown"}}) {
        answers_["wall.deleteComment"] = {r.answer};
        const auto before = asked().size();
        forget();
        EXPECT_EQ(names[moderate(moderation::remove, comment()).index()], r.outcome) << r.answer;
        EXPECT_EQ(asked().size(), before + 1) << r.answer;
    }
}

TEST_F(VkModerate, APrivateMessageAndAVideoAreNotRemoved) {
    auto message = item("vk:message-55_9", post_kind::direct, "vk:conversation-55_123");
    EXPECT_TRUE(std::holds_alternative<refused_before_write>(moderate(moderation::remove, message)));
    auto video = item("vk:video-55_44", post_kind::post, "");
    EXPECT_TRUE(std::holds_alternative<by_hand>(moderate(moderation::remove, video)));
    EXPECT_TRUE(std::holds_alternative<failure>(standing_now(message)));
    EXPECT_TRUE(asked().empty());
}

TEST_F(VkModerate, HowAThingStandsIsRead) {
    auto is = [&](const post& which) {
        auto found = standing_now(which);
        return std::holds_alternative<standing>(found) ? std::optional(std::get<standing>(found)) : std::nullopt;
    };
    answers_["wall.getComments"] = {list(R"({"id":766,"from_id":123,"date":1,"text":"Яма"})", 1)};
    EXPECT_EQ(is(comment()), standing::visible);
    answers_["wall.getComments"] = {list(R"({"id":766,"deleted":true,"date":1})", 1)};
    EXPECT_EQ(is(comment()), standing::gone);
    answers_["wall.getComments"] = {list("", 0)};
    EXPECT_EQ(is(comment()), standing::gone);
    answers_["wall.getComments"] = {error(10)};
    EXPECT_EQ(is(comment()), std::nullopt);
    answers_["wall.getById"] = {list(R"({"id":765,"owner_id":-55,"from_id":-55,"date":1,"text":""})"), list("")};
    EXPECT_EQ(is(item("vk:-55_765", post_kind::post, "")), standing::visible);
    EXPECT_EQ(is(item("vk:-55_765", post_kind::post, "")), standing::gone);
    answers_["board.getComments"] = {list(R"({"id":3,"from_id":123,"date":1,"text":"Яма"})")};
    EXPECT_EQ(is(item("vk:topic-55_10_3", post_kind::comment, "vk:topic-55_10")), standing::visible);
    EXPECT_EQ(asked("board.getComments").at(0).fields.at("group_id"), "55");
    EXPECT_FALSE(asked("board.getComments").at(0).fields.contains("thread_items_count"));
}

}
