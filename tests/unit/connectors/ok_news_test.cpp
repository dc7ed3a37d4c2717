#include "connectors/abilities.hpp"
#include "connectors/ok/errors.hpp"
#include "tests/unit/connectors/ok_stage.hpp"

namespace otklik::test {

struct OkNews : OkStage {
    void SetUp() override {
        ok();
        answers_["mediatopic.post"] = {R"("62503929662320")"};
        answers_["users.getLoggedInUser"] = {R"("9")"};
        place_for(R"(["P%2B1","P2"])");
        answers_["upload"] = {R"({"photos":{"P%2B1":{"token":"T1"},"P2":{"token":"T2"}}})"};
    }
    void place_for(std::string_view ids) {
        answers_["photosV2.getUploadUrl"] = {R"({"photo_ids":)" + std::string(ids) + R"(,"upload_url":")" +
                                             server_->url("/upload?sig=x") + "\"}"};
    }
    publishes_news& publisher() { return dynamic_cast<publishes_news&>(ok()); }
    write_outcome publish(const news& what) { return bench_.finish(publisher().publish(what)); }
    std::variant<std::vector<own_reply>, failure> since(std::int64_t seconds) {
        return bench_.finish(publisher().published_since(moment{std::chrono::seconds(seconds)}));
    }
    std::vector<std::string> ids_since(std::int64_t seconds) {
        auto found = since(seconds);
        if (auto* f = std::get_if<failure>(&found)) throw std::runtime_error(f->said);
        std::vector<std::string> out;
        for (auto& t : std::get<0>(found)) out.push_back(t.remote_id);
        return out;
    }
    static news plain() {
        news n;
        n.delivery = "n-1", n.text = "Завтра субботник. #город";
        return n;
    }
    static news with_pictures(std::size_t count) {
        auto n = plain();
        for (std::size_t i = 0; i < count; ++i) {
            file f;
            f.is = i ? material::infographic : material::photo;
            f.name = "p" + std::to_string(i) + ".jpg", f.type = "image/jpeg";
            f.bytes = std::make_shared<const std::string>("bytes of " + f.name);
            n.files.push_back(std::move(f));
        }
        return n;
    }
    static std::string by(std::string_view author, std::string_view id, std::int64_t seconds) {
        return R"({"id":")" + std::string(id) + R"(","created_ms":)" + std::to_string(seconds * 1000) +
               R"(,"author_ref":")" + std::string(author) +
               R"(","owner_ref":"group:555","media":[{"type":"text","text":"Завтра субботник."}]})";
    }
};

TEST_F(OkNews, ATopicIsPublishedInTheGroupsName) {
    auto outcome = publish(plain());
    ASSERT_EQ(name(outcome), "sent");
    EXPECT_EQ(std::get<sent>(outcome).remote_id, "ok:62503929662320");
    EXPECT_EQ(std::get<sent>(outcome).link, "https://ok.ru/group/555/topic/62503929662320");
    ASSERT_EQ(asked().size(), 1u);
    auto q = asked()[0];
    EXPECT_EQ(q.fields["type"], "GROUP_THEME");
    EXPECT_EQ(q.fields["gid"], "555");
    EXPECT_EQ(q.fields["attachment"],
              R"({"media":[{"type":"text","text":"Завтра субботник. #город"}],"onBehalfOfGroup":"true"})");
}

TEST_F(OkNews, PicturesAreUploadedFirstAndNamedByTheirTokens) {
    EXPECT_EQ(name(publish(with_pictures(2))), "sent");
    auto all = asked();
    ASSERT_EQ(all.size(), 3u);
    EXPECT_EQ(all[0].fields["gid"], "555");
    EXPECT_EQ(all[0].fields["count"], "2");
    EXPECT_EQ(all[1].path, "/upload?sig=x");
    EXPECT_NE(all[1].body.find("name=\"pic1\"; filename=\"p0.jpg\""), std::string::npos);
    EXPECT_NE(all[1].body.find("bytes of p1.jpg"), std::string::npos);
    EXPECT_NE(all[1].head.find("multipart/form-data; boundary="), std::string::npos);
    EXPECT_EQ(
        all[2].fields["attachment"],
        R"({"media":[{"type":"text","text":"Завтра субботник. #город"},{"type":"photo","list":[{"id":"T1"},{"id":"T2"}]}],)"
        R"("onBehalfOfGroup":"true"})");
}

TEST_F(OkNews, TokensKeepTheOrderOfThePictures) {
    place_for(R"(["P2","P%2B1"])");
    publish(with_pictures(2));
    EXPECT_NE(asked()[2].fields["attachment"].find(R"([{"id":"T2"},{"id":"T1"}])"), std::string::npos);
    place_for(R"(["P+1","P2"])");  // in another encoding than the upload answers
    publish(with_pictures(2));
    EXPECT_NE(asked()[5].fields["attachment"].find(R"([{"id":"T1"},{"id":"T2"}])"), std::string::npos);
}

TEST_F(OkNews, WhatFailsBeforeTheTopicHasPublishedNothing) {
    struct row {
        std::string method, answer;
        std::string_view outcome;
    };
    const row rows[] = {
        {"photosV2.getUploadUrl", error(10), "by hand"},
        {"photosV2.getUploadUrl", error(200), "by hand"},
        {"photosV2.getUploadUrl", error(1), "refused before write"},
        {"photosV2.getUploadUrl", "{}", "refused before write"},
        {"photosV2.getUploadUrl", R"({"photo_ids":["P2"],"upload_url":"https://x.example/"})", "refused before write"},
        {"photosV2.getUploadUrl", R"({"photo_ids":["P1","P2"],"upload_url":"http://x.example/"})",
         "refused before write"},
        {"upload", "cut", "refused before write"},
        {"upload", error(500), "refused before write"},
        {"upload", R"({"photos":{"P2":{"token":"T2"}}})", "refused before write"},
        {"upload", R"({"photos":{"P%2B1":{"token":"T1"},"P2":{}}})", "refused before write"},
        {"upload", "5", "refused before write"},
    };
    for (const auto& r : rows) {
        forget();
        SetUp();
        answers_[r.method] = {r.answer};
        EXPECT_EQ(name(publish(with_pictures(2))), r.outcome) << r.method << " " << r.answer;
        EXPECT_TRUE(asked("mediatopic.post").empty()) << r.method << " " << r.answer;
    }
}

TEST_F(OkNews, OnlyANumberIsASuccess) {
    const std::pair<std::string, std::string_view> rows[] = {{R"("62503929662320")", "sent"},
                                                             {"62503929662320", "sent"},
                                                             {"true", "unknown"},
                                                             {"null", "unknown"},
                                                             {"{}", "unknown"},
                                                             {R"("x")", "unknown"},
                                                             {"cut", "unknown"},
                                                             {"{not json", "unknown"}};
    for (const auto& [answer, outcome] : rows) {
        answers_["mediatopic.post"] = {answer};
        EXPECT_EQ(name(publish(plain())), outcome) << answer;
    }
}

TEST_F(OkNews, EveryCodeIsClassified) {
    for (const auto& row : ok::all_errors()) {
        answers_["mediatopic.post"] = {error(row.code)};
        forget();
        auto outcome = publish(plain());
        EXPECT_EQ(name(outcome), outcome_of(row.of_write)) << row.code;
    }
    EXPECT_EQ(asked("mediatopic.post").size(), ok::all_errors().size()) << "each of them once";
}

TEST_F(OkNews, APersonIsToldHowToPublish) {
    answers_["photosV2.getUploadUrl"] = {error(10)};
    auto what = with_pictures(1);
    auto outcome = publish(what);
    ASSERT_EQ(name(outcome), "by hand");
    const auto& steps = std::get<by_hand>(outcome).steps;
    ASSERT_EQ(steps.size(), 5u);
    EXPECT_NE(steps[0].find("https://ok.ru/group/555"), std::string::npos);
    EXPECT_NE(steps[2].find("p0.jpg"), std::string::npos);
    what.files[0].is = material::video;
    EXPECT_EQ(name(publish(what)), "by hand");
    EXPECT_EQ(asked().size(), 1u) << "of a video nothing is asked";
}

// ---- what was published

TEST_F(OkNews, OwnTopicsSinceAMomentAreFound) {
    answers_["mediatopic.getTopics"] = {
        topics(by("group:555", "1", 1'000'000'000) + "," +  // pinned
               by("user:9", "6", 1'699'999'800) + "," + by("group:555", "7", 1'699'999'900) + "," +
               by("user:123", "5", 1'699'999'700) + "," + by("group:555", "4", 1'699'999'000))};
    EXPECT_EQ(ids_since(1'699'999'500), (std::vector<std::string>{"ok:7", "ok:6"}));
    auto found = std::get<0>(since(1'699'999'850));
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found[0].text, "Завтра субботник.");
    EXPECT_EQ(found[0].link, "https://ok.ru/group/555/topic/7");
    EXPECT_EQ(found[0].written, moment{std::chrono::seconds(1'699'999'900)});
}

TEST_F(OkNews, TheLookGoesBackAsFarAsItIsAsked) {
    answers_["mediatopic.getTopics"] = {topics(by("group:555", "7", 1'699'999'900), R"(,"anchor":"A1")"),
                                        topics(by("group:555", "6", 1'699'999'800), R"(,"anchor":"A2")"),
                                        topics(by("group:555", "5", 1'699'999'000), R"(,"anchor":"A3")"), error(1)};
    EXPECT_EQ(ids_since(1'699'999'500), (std::vector<std::string>{"ok:7", "ok:6"}));
    answers_["mediatopic.getTopics"] = {};
    for (int i = 0; i < 6; ++i)
        answers_["mediatopic.getTopics"].push_back(
            topics(by("user:1", std::to_string(i + 1), 1'699'999'900), R"(,"anchor":"A)" + std::to_string(i) + "\""));
    EXPECT_TRUE(std::holds_alternative<failure>(since(1'699'999'500))) << "too far is not «there is nothing»";
}

TEST_F(OkNews, WhatCannotBeReadIsAFailureAndNotAnEmptyWall) {
    for (const auto& answer : {error(10), std::string("5"), std::string("cut"), topics(R"({"id":"x"})"),
                               topics(R"({"id":"7","author_ref":"group:555"})")}) {
        answers_["mediatopic.getTopics"] = {answer};
        answers_["stream.get"] = {error(10)};
        EXPECT_TRUE(std::holds_alternative<failure>(since(0))) << answer;
    }
    answers_["mediatopic.getTopics"] = {topics(R"({"id":"x","author_ref":"user:123"})")};
    EXPECT_TRUE(std::holds_alternative<std::vector<own_reply>>(since(0))) << "another's strange topic hides nothing";
    answers_["users.getLoggedInUser"] = {error(102)};
    EXPECT_TRUE(std::holds_alternative<failure>(since(0)));
}

}
