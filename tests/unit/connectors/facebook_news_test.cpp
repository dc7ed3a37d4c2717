#include "tests/unit/connectors/facebook_stage.hpp"

namespace otklik::test {

struct FacebookNews : FacebookStage {
    void SetUp() override { answers_["POST 100/feed"] = {R"({"id":"100_88"})"}; }
    write_outcome publish(std::vector<file> files = {}) {
        news what{"d-9", "Сегодня откроют мост. #новости", std::move(files)};
        return bench_.finish(able<publishes_news>().publish(what));
    }
};

TEST_F(FacebookNews, AreAPostOfThePage) {
    auto outcome = publish();
    ASSERT_EQ(name(outcome), "sent");
    EXPECT_EQ(std::get<sent>(outcome).remote_id, "facebook:100_88");
    EXPECT_EQ(std::get<sent>(outcome).link, "https://www.facebook.com/100_88");
    auto q = asked("POST 100/feed").at(0);
    q.fields.erase("appsecret_proof");
    EXPECT_EQ(q.fields, (fields_of_call{{"message", "Сегодня откроют мост. #новости"}}));
}

TEST_F(FacebookNews, PicturesAreUploadedUnseenAndShownWithThePost) {
    answers_["POST 100/photos"] = {R"({"id":"331"})", R"({"id":"332"})"};
    auto by_address = picture("https://adm.example/plan.jpg");
    by_address.bytes.reset();
    EXPECT_EQ(name(publish({picture(), by_address})), "sent");
    EXPECT_EQ(asked("POST 100/photos").at(1).fields["url"], "https://adm.example/plan.jpg");
    EXPECT_EQ(asked("POST 100/photos").at(1).fields["published"], "false");
    auto q = asked("POST 100/feed").at(0);
    EXPECT_EQ(q.fields["attached_media[0]"], R"({"media_fbid":"331"})");
    EXPECT_EQ(q.fields["attached_media[1]"], R"({"media_fbid":"332"})");
}

TEST_F(FacebookNews, AnUploadThatFailsHasPublishedNothing) {
    answers_["POST 100/photos"] = {R"({"id":"331"})", error(1)};
    EXPECT_EQ(name(publish({picture(), picture()})), "refused before write");
    EXPECT_TRUE(asked("POST 100/feed").empty());
    auto video = picture();
    video.is = material::video;
    EXPECT_EQ(name(publish({video})), "by hand");
}

TEST_F(FacebookNews, OnlyAnIdIsASuccess) {
    for (const auto& answer : {std::string("{}"), std::string(R"({"success":true})"), std::string("cut"), error(506),
                               error(1), error(1609005)}) {
        forget();
        answers_["POST 100/feed"] = {answer};
        EXPECT_EQ(name(publish()), "unknown") << answer;
    }
    answers_["POST 100/feed"] = {error(200)};
    EXPECT_EQ(name(publish()), "by hand");
}

TEST_F(FacebookNews, WhatWasPublishedIsFoundAgain) {
    answers_["GET 100/published_posts"] = {list(feed_post("100_1", "", "", noon - 60) + "," +
                                                feed_post("100_2", "", "", noon) + "," +
                                                feed_post("100_3", "", "", noon - 90'000))};
    const auto since = moment{std::chrono::seconds(noon - 3600)};
    auto told = bench_.finish(able<publishes_news>().published_since(since));
    auto& posts = std::get<0>(told);
    ASSERT_EQ(posts.size(), 2u);
    EXPECT_EQ(posts[0].remote_id, "facebook:100_2") << "the newest first";
    EXPECT_EQ(posts[0].text, "Новость");
    EXPECT_EQ(posts[0].link, "https://www.facebook.com/adm/posts/100_2");
    EXPECT_EQ(asked("GET 100/published_posts").at(0).fields["since"], std::to_string(noon - 3600));
    for (const auto& bad : {error(10), std::string("{}"), list("5"), list(R"({"id":"100_1"})"), std::string("cut")}) {
        answers_["GET 100/published_posts"] = {bad};
        EXPECT_EQ(bench_.finish(able<publishes_news>().published_since(since)).index(), 1u) << bad;
    }
}

}
