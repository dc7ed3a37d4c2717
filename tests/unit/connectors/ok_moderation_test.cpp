#include "connectors/abilities.hpp"
#include "connectors/ok/errors.hpp"
#include "tests/unit/connectors/ok_stage.hpp"

namespace otklik::test {

struct OkModeration : OkStage {
    pocket box_;

    void SetUp() override {
        secrets_ = &box_;
        answers_["discussions.deleteDiscussionComment"] = {"true"};
        answers_["mediatopic.deleteTopic"] = {R"({"restore_id":"R-1","success":true})"};
        answers_["mediatopic.restoreTopic"] = {"true"};
    }
    moderates& moderator() { return dynamic_cast<moderates&>(ok()); }
    write_outcome moderate(moderation what, const post& which) {
        return bench_.finish(moderator().moderate(what, which));
    }
    std::variant<standing, failure> standing_of(const post& which) {
        return bench_.finish(moderator().standing_of(which));
    }
    static post a_comment() { return answer_to_comment().to; }
    static post a_topic() { return answer_to_topic().to; }
    static post a_photo() {
        auto p = a_topic();
        p.id = "ok:photo900";
        return p;
    }
};

TEST_F(OkModeration, ACommentIsRemoved) {
    auto outcome = moderate(moderation::remove, a_comment());
    ASSERT_EQ(name(outcome), "sent");
    EXPECT_EQ(std::get<sent>(outcome).remote_id, "ok:700_MTM5Q+/=");
    ASSERT_EQ(asked().size(), 1u);
    auto q = asked()[0];
    EXPECT_EQ(q.method, "discussions.deleteDiscussionComment");
    EXPECT_EQ(q.fields["discussionId"], "700");
    EXPECT_EQ(q.fields["discussionType"], "GROUP_TOPIC");
    EXPECT_EQ(q.fields["comment_id"], "MTM5Q+/=");
    EXPECT_FALSE(q.fields.contains("block_author"));
}

TEST_F(OkModeration, ATopicIsRemovedAndComesBack) {
    auto topic = a_topic();
    EXPECT_EQ(name(moderate(moderation::remove, topic)), "sent");
    EXPECT_EQ(asked("mediatopic.deleteTopic").at(0).fields["delete_id"], "700");
    EXPECT_EQ(name(moderate(moderation::restore, topic)), "sent");
    EXPECT_EQ(asked("mediatopic.restoreTopic").at(0).fields["restore_id"], "R-1");
    topic.raw = R"({"id":"700","delete_id":"701"})";
    moderate(moderation::remove, topic);
    EXPECT_EQ(asked("mediatopic.deleteTopic").at(1).fields["delete_id"], "701") << "as OK itself calls it";
}

TEST_F(OkModeration, WithoutItsNumberATopicIsBroughtBackByHand) {
    EXPECT_EQ(name(moderate(moderation::restore, a_topic())), "by hand");
    forget();
    secrets_ = nullptr;
    EXPECT_EQ(name(moderate(moderation::remove, a_topic())), "sent");
    EXPECT_EQ(name(moderate(moderation::restore, a_topic())), "by hand");
    EXPECT_TRUE(asked("mediatopic.restoreTopic").empty());
}

TEST_F(OkModeration, WhatOkDoesNotKnowIsNotAsked) {
    for (const auto& which : {a_comment(), a_topic(), a_photo()})
        for (auto what : {moderation::hide, moderation::show})
            EXPECT_EQ(name(moderate(what, which)), "refused before write");
    EXPECT_EQ(name(moderate(moderation::restore, a_comment())), "refused before write");
    EXPECT_EQ(name(moderate(moderation::remove, answer_to_message().to)), "refused before write");
    auto other = a_comment();
    other.network = "vk";
    EXPECT_EQ(name(moderate(moderation::remove, other)), "refused before write");
    EXPECT_EQ(name(moderate(moderation::remove, a_photo())), "by hand");
    EXPECT_TRUE(asked().empty());
}

TEST_F(OkModeration, OnlyADoneIsDone) {
    const std::pair<std::string, std::string_view> rows[] = {{"true", "sent"},     {R"({"success":true})", "sent"},
                                                             {"false", "unknown"}, {"null", "unknown"},
                                                             {"{}", "unknown"},    {R"({"success":false})", "unknown"},
                                                             {"[]", "unknown"},    {"cut", "unknown"},
                                                             {"{not", "unknown"},  {R"("done")", "unknown"}};
    for (const auto& [answer, outcome] : rows)
        for (const auto& which : {a_comment(), a_topic()}) {
            answers_["discussions.deleteDiscussionComment"] = answers_["mediatopic.deleteTopic"] = {answer};
            const auto before = asked().size();
            EXPECT_EQ(name(moderate(moderation::remove, which)), outcome) << answer;
            EXPECT_EQ(asked().size(), before + 1);
        }
}

TEST_F(OkModeration, EveryCodeIsClassified) {
    for (const auto& row : ok::all_errors()) {
        answers_["discussions.deleteDiscussionComment"] = answers_["mediatopic.deleteTopic"] =
            answers_["mediatopic.restoreTopic"] = {error(row.code)};
        box_.kept["restore ok:700"] = "R-1";
        forget();
        EXPECT_EQ(name(moderate(moderation::remove, a_comment())), outcome_of(row.of_write)) << row.code;
        forget();
        EXPECT_EQ(name(moderate(moderation::remove, a_topic())), outcome_of(row.of_write)) << row.code;
        forget();
        EXPECT_EQ(name(moderate(moderation::restore, a_topic())), outcome_of(row.of_write)) << row.code;
    }
}

TEST_F(OkModeration, APersonIsToldHowToRemove) {
    answers_["discussions.deleteDiscussionComment"] = answers_["mediatopic.deleteTopic"] = {error(50)};
    auto outcome = moderate(moderation::remove, a_comment());
    ASSERT_EQ(name(outcome), "by hand");
    EXPECT_NE(std::get<by_hand>(outcome).steps.at(0).find("https://ok.ru/group/555/topic/700"), std::string::npos);
    EXPECT_NE(std::get<by_hand>(outcome).steps.at(1).find("Анна Ветрова"), std::string::npos);
    outcome = moderate(moderation::remove, a_topic());
    ASSERT_EQ(name(outcome), "by hand");
    EXPECT_EQ(std::get<by_hand>(outcome).steps.at(1).find("комментарий"), std::string::npos);
}

TEST_F(OkModeration, HowThingsStandIsAsked) {
    struct row {
        std::string answer;
        std::optional<standing> now;
    };
    const row comments[] = {{R"({"comment":)" + comment("MTM5Q+/=") + "}", standing::visible},
                            {comment("MTM5Q+/="), standing::visible},
                            {R"({"comment":{"id":"MTM5Q+/=","type":"REMOVED_MESSAGE"}})", standing::gone},
                            {"{}", standing::gone},
                            {error(700), standing::gone},
                            {error(106), standing::gone},
                            {error(10), {}},
                            {comment("OTHER"), {}},
                            {"5", {}},
                            {"cut", {}}};
    for (const auto& r : comments) {
        answers_["discussions.getComment"] = {r.answer};
        auto found = standing_of(a_comment());
        EXPECT_EQ(std::holds_alternative<standing>(found), r.now.has_value()) << r.answer;
        if (r.now) {
            EXPECT_EQ(std::get<standing>(found), *r.now) << r.answer;
        }
    }
    const row topics_told[] = {{topics(topic("700", 0)), standing::visible},
                               {topics(""), standing::gone},
                               {"{}", standing::gone},
                               {error(300), standing::gone},
                               {error(10), {}},
                               {"5", {}}};
    for (const auto& r : topics_told) {
        answers_["mediatopic.getByIds"] = {r.answer};
        auto found = standing_of(a_topic());
        EXPECT_EQ(std::holds_alternative<standing>(found), r.now.has_value()) << r.answer;
        if (r.now) {
            EXPECT_EQ(std::get<standing>(found), *r.now) << r.answer;
        }
    }
    EXPECT_TRUE(std::holds_alternative<failure>(standing_of(a_photo())));
    EXPECT_TRUE(std::holds_alternative<failure>(standing_of(answer_to_message().to)));
}

}
