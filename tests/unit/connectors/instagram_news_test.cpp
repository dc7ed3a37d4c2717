#include "tests/unit/connectors/instagram_stage.hpp"

namespace otklik::test {

struct InstagramNews : InstagramStage {
    void SetUp() override {
        answers_["GET 178/content_publishing_limit"] = {R"({"data":[{"quota_usage":2,"config":{"quota_total":50}}]})"};
        answers_["POST 178/media"] = {R"({"id":"801"})"};
        answers_["GET 801"] = {R"({"status_code":"FINISHED","id":"801"})"};
        answers_["POST 178/media_publish"] = {R"({"id":"503"})"};
        answers_["GET 503"] = {R"({"id":"503","permalink":"https://www.instagram.com/p/503/"})"};
    }
    write_outcome publish(std::vector<file> files = {picture()}) {
        news what{"d-9", "Сегодня откроют мост. #новости", std::move(files)};
        return bench_.finish(able<publishes_news>().publish(what));
    }
    bool published() { return !asked("POST 178/media_publish").empty(); }
};

TEST_F(InstagramNews, ArePreparedAwaitedAndShown) {
    answers_["GET 801"] = {R"({"status_code":"IN_PROGRESS"})", R"({"status_code":"FINISHED"})"};
    const auto began = time_.now_;
    auto outcome = publish();
    ASSERT_EQ(name(outcome), "sent");
    EXPECT_EQ(std::get<sent>(outcome).remote_id, "instagram:503");
    EXPECT_EQ(std::get<sent>(outcome).link, "https://www.instagram.com/p/503/");
    EXPECT_EQ(calls(), (std::vector<std::string>{"GET 178/content_publishing_limit", "POST 178/media", "GET 801",
                                                 "GET 801", "POST 178/media_publish", "GET 503"}));
    EXPECT_GE(time_.now_ - began, std::chrono::minutes(1));
    EXPECT_EQ(asked("POST 178/media").at(0).fields["image_url"], "https://adm.example/plan.jpg");
    EXPECT_EQ(asked("POST 178/media").at(0).fields["caption"], "Сегодня откроют мост. #новости");
    EXPECT_EQ(asked("POST 178/media_publish").at(0).fields["creation_id"], "801");
}

TEST_F(InstagramNews, ManyFilesAreACarousel) {
    auto video = picture("https://adm.example/v.mp4");
    video.is = material::video;
    answers_["POST 178/media"] = {R"({"id":"801"})", R"({"id":"802"})", R"({"id":"803"})"};
    answers_["GET 802"] = answers_["GET 803"] = {R"({"status_code":"FINISHED"})"};
    EXPECT_EQ(name(publish({picture(), video})), "sent");
    auto q = asked("POST 178/media");
    ASSERT_EQ(q.size(), 3u);
    EXPECT_EQ(q[0].fields["is_carousel_item"], "true");
    EXPECT_FALSE(q[0].fields.contains("caption"));
    EXPECT_EQ(q[1].fields["video_url"], "https://adm.example/v.mp4");
    EXPECT_EQ(q[1].fields["media_type"], "VIDEO");
    EXPECT_EQ(q[2].fields["media_type"], "CAROUSEL");
    EXPECT_EQ(q[2].fields["children"], "801,802");
    EXPECT_EQ(q[2].fields["caption"], "Сегодня откроют мост. #новости");
    EXPECT_EQ(asked("POST 178/media_publish").at(0).fields["creation_id"], "803");
    publish({video});
    EXPECT_EQ(asked("POST 178/media").back().fields["media_type"], "REELS");
}

TEST_F(InstagramNews, WhatInstagramCannotFetchAPersonPublishes) {
    EXPECT_EQ(name(publish({})), "by hand");
    EXPECT_EQ(name(publish({picture("")})), "by hand");
    EXPECT_EQ(name(publish(std::vector<file>(11, picture()))), "by hand");
    auto document = picture();
    document.is = material::document;
    EXPECT_EQ(name(publish({document})), "by hand");
    auto no_jpeg = picture();
    no_jpeg.type = "image/png";
    EXPECT_EQ(name(publish({no_jpeg})), "by hand");
    EXPECT_EQ(std::get<by_hand>(publish({})).steps.size(), 3u);
    EXPECT_TRUE(asked().empty());
}

TEST_F(InstagramNews, WhereTheDaysPublicationsAreUsedUpNothingIsTried) {
    answers_["GET 178/content_publishing_limit"] = {R"({"data":[{"quota_usage":50,"config":{"quota_total":50}}]})"};
    auto outcome = publish();
    ASSERT_EQ(name(outcome), "refused before write");
    EXPECT_EQ(std::get<refused_before_write>(outcome).why.kind, trouble::throttled);
    for (const auto& strange : {std::string("{}"), std::string(R"({"data":[]})"), error(10), std::string("cut")}) {
        answers_["GET 178/content_publishing_limit"] = {strange};
        EXPECT_EQ(name(publish()), "refused before write") << strange;
    }
    EXPECT_TRUE(asked("POST 178/media").empty());
}

TEST_F(InstagramNews, NothingIsPublishedThatIsNotReady) {
    struct row {
        std::string status;
        trouble kind;
    };
    const row rows[] = {{R"({"status_code":"ERROR","status":"Error: 2207026"})", trouble::refused},
                        {R"({"status_code":"EXPIRED"})", trouble::refused},
                        {R"({"status_code":"IN_PROGRESS"})", trouble::unreachable},
                        {R"({"status_code":"SOMETHING"})", trouble::unreachable},
                        {"{}", trouble::unreachable},
                        {error(24, 2207006), trouble::gone},
                        {error(2), trouble::unreachable}};
    for (const auto& r : rows) {
        answers_["GET 801"] = {r.status};
        auto outcome = publish();
        ASSERT_EQ(name(outcome), "refused before write") << r.status;
        EXPECT_EQ(std::get<refused_before_write>(outcome).why.kind, r.kind) << r.status;
    }
    EXPECT_FALSE(published());
    EXPECT_EQ(asked("GET 801").size(), 6u + 6u) << "six questions in five minutes, and no more";
}

TEST_F(InstagramNews, WhatFailsOnTheWayWasNeverPublished) {
    for (const auto& answer : {error(9004, 2207052), error(36000, 2207004), error(36001, 2207005),
                               error(36003, 2207009), error(36004, 2207010), error(352, 2207026), error(-2, 2207003),
                               error(100, 2207028), std::string("{}"), std::string("cut")}) {
        forget();
        answers_["POST 178/media"] = {answer};
        EXPECT_EQ(name(publish()), "refused before write") << answer;
    }
    answers_["POST 178/media"] = {error(10)};
    EXPECT_EQ(name(publish()), "by hand");
    EXPECT_FALSE(published());
}

TEST_F(InstagramNews, OnlyAnIdIsASuccess) {
    struct row {
        std::string answer;
        std::string_view outcome;
    };
    const row rows[] = {{"{}", "unknown"},
                        {R"({"success":true})", "unknown"},
                        {"cut", "unknown"},
                        {error(9, 2207042), "unknown"},
                        {error(24, 2207008), "unknown"},
                        {error(9007, 2207027), "refused before write"},
                        {error(10), "by hand"}};
    for (const auto& r : rows) {
        forget();
        answers_["POST 178/media_publish"] = {r.answer};
        const auto before = asked("POST 178/media_publish").size();
        EXPECT_EQ(name(publish()), r.outcome) << r.answer;
        EXPECT_EQ(asked("POST 178/media_publish").size(), before + 1);
    }
    forget();
    answers_["POST 178/media_publish"] = {R"({"id":"503"})"};
    answers_["GET 503"] = {error(2)};
    EXPECT_EQ(name(publish()), "sent") << "that its address is not told takes nothing from that";
}

TEST_F(InstagramNews, WhatWasPublishedIsFoundAgain) {
    answers_["GET 178/media"] = {list(media("1", 0, noon - 60) + "," + media("2", 0, noon) + "," + media("3", 0))};
    const auto since = moment{std::chrono::seconds(noon - 3600)};
    auto told = bench_.finish(able<publishes_news>().published_since(since));
    auto& posts = std::get<0>(told);
    ASSERT_EQ(posts.size(), 2u);
    EXPECT_EQ(posts[0].remote_id, "instagram:2") << "the newest first";
    EXPECT_EQ(posts[0].text, "Новость");
    for (const auto& bad : {error(10), std::string("{}"), list("5"), std::string("cut")}) {
        answers_["GET 178/media"] = {bad};
        EXPECT_EQ(bench_.finish(able<publishes_news>().published_since(since)).index(), 1u) << bad;
    }
}

}
