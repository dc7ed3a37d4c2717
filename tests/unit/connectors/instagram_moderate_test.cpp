#include "tests/unit/connectors/instagram_stage.hpp"

namespace otklik::test {

struct InstagramModerate : InstagramStage {
    write_outcome moderate(moderation what, const post& which) {
        return bench_.finish(able<moderates>().moderate(what, which));
    }
};

TEST_F(InstagramModerate, HidesShowsAndRemoves) {
    answers_["POST 600"] = answers_["DELETE 600"] = answers_["DELETE 500"] = {R"({"success":true})"};
    const auto which = answer_to_comment().to;
    EXPECT_EQ(name(moderate(moderation::hide, which)), "sent");
    EXPECT_EQ(name(moderate(moderation::show, which)), "sent");
    EXPECT_EQ(asked("POST 600").at(0).fields["hide"], "true");
    EXPECT_EQ(asked("POST 600").at(1).fields["hide"], "false");
    EXPECT_EQ(name(moderate(moderation::remove, which)), "sent");
    EXPECT_EQ(name(moderate(moderation::restore, which)), "refused before write");
    EXPECT_EQ(name(moderate(moderation::hide, answer_to_media().to)), "refused before write");
    EXPECT_EQ(name(moderate(moderation::remove, answer_to_media().to)), "sent");
}

TEST_F(InstagramModerate, OnlyASaidSuccessIsDone) {
    for (const auto& [answer, outcome] : {std::pair{std::string(R"({"success":false})"), "unknown"},
                                          {std::string("{}"), "unknown"},
                                          {std::string("cut"), "unknown"},
                                          {error(1), "unknown"},
                                          {error(10), "by hand"},
                                          {error(100, 33), "refused before write"}}) {
        answers_["POST 600"] = {answer};
        forget();
        EXPECT_EQ(name(moderate(moderation::hide, answer_to_comment().to)), outcome) << answer;
    }
}

TEST_F(InstagramModerate, HowItStandsIsSeen) {
    auto now = [&] { return bench_.finish(able<moderates>().standing_of(answer_to_comment().to)); };
    answers_["GET 600"] = {R"({"id":"600","hidden":true})"};
    EXPECT_EQ(std::get<0>(now()), standing::hidden);
    answers_["GET 600"] = {R"({"id":"600","hidden":false})"};
    EXPECT_EQ(std::get<0>(now()), standing::visible);
    answers_["GET 600"] = {error(100, 33)};
    EXPECT_EQ(std::get<0>(now()), standing::gone);
    for (const auto& bad : {error(10), std::string("{}"), std::string("cut")}) {
        answers_["GET 600"] = {bad};
        EXPECT_EQ(now().index(), 1u) << bad;
    }
}

}
