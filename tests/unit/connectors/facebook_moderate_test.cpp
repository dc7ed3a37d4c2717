#include "tests/unit/connectors/facebook_stage.hpp"

namespace otklik::test {

struct FacebookModerate : FacebookStage {
    write_outcome moderate(moderation what, const post& which) {
        return bench_.finish(able<moderates>().moderate(what, which));
    }
    std::variant<standing, failure> standing_now() {
        return bench_.finish(able<moderates>().standing_of(answer_to_comment().to));
    }
};

TEST_F(FacebookModerate, HidesShowsAndRemoves) {
    answers_["POST 55_66"] = answers_["DELETE 55_66"] = {R"({"success":true})"};
    const auto which = answer_to_comment().to;
    EXPECT_EQ(name(moderate(moderation::hide, which)), "sent");
    EXPECT_EQ(name(moderate(moderation::show, which)), "sent");
    EXPECT_EQ(asked("POST 55_66").at(0).fields["is_hidden"], "true");
    EXPECT_EQ(asked("POST 55_66").at(1).fields["is_hidden"], "false");
    EXPECT_FALSE(asked("POST 55_66").at(0).fields.contains("message")) << "that would be an edit";
    auto outcome = moderate(moderation::remove, which);
    EXPECT_EQ(std::get<sent>(outcome).remote_id, "facebook:66");
    EXPECT_TRUE(asked("DELETE 55_66").at(0).fields.contains("appsecret_proof"));
    EXPECT_EQ(name(moderate(moderation::restore, which)), "refused before write");
}

TEST_F(FacebookModerate, OnlyASaidSuccessIsDone) {
    const answer_row rows[] = {{R"({"success":false})", "unknown"},
                               {"{}", "unknown"},
                               {R"({"id":"55_66"})", "unknown"},
                               {"cut", "unknown"},
                               {error(1), "unknown"},
                               {error(200), "by hand"},
                               {error(100, 33), "refused before write"}};
    for (const auto& r : rows) {
        answers_["DELETE 55_66"] = {r.answered};
        forget();
        EXPECT_EQ(name(moderate(moderation::remove, answer_to_comment().to)), r.outcome) << r.answered;
    }
    answers_["DELETE 55_66"] = {error(200)};
    auto outcome = moderate(moderation::remove, answer_to_comment().to);
    EXPECT_EQ(std::get<by_hand>(outcome).steps.size(), 3u);
}

TEST_F(FacebookModerate, HowItStandsIsSeen) {
    answers_["GET 55_66"] = {R"({"id":"55_66","is_hidden":true})"};
    EXPECT_EQ(std::get<0>(standing_now()), standing::hidden);
    answers_["GET 55_66"] = {R"({"id":"55_66"})"};
    EXPECT_EQ(std::get<0>(standing_now()), standing::visible);
    answers_["GET 55_66"] = {error(100, 33)};
    EXPECT_EQ(std::get<0>(standing_now()), standing::gone);
    for (const auto& bad : {error(10), std::string("{}"), std::string("cut"), std::string("5")}) {
        answers_["GET 55_66"] = {bad};
        EXPECT_EQ(standing_now().index(), 1u) << bad;
    }
    forget();
    answers_["GET me"] = {R"({"id":"7890"})"};
    EXPECT_EQ(standing_now().index(), 1u);
}

}
