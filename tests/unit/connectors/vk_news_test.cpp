#include "connectors/abilities.hpp"
#include "tests/unit/connectors/vk_stage.hpp"

namespace otklik::test {

struct VkNews : VkStage {
    void SetUp() override {
        options_["user_token"] = "vk1.u.SECRET";
        answers_["wall.post"] = {response(R"({"post_id":900})")};
        for (const char* method :
             {"photos.getWallUploadServer", "photos.getMessagesUploadServer", "docs.getWallUploadServer"})
            answers_[method] = {response(R"({"upload_url":")" + server_->url("/upload?act=1") + R"(","user_id":1})")};
        answers_["/upload"] = {R"({"server":856312,"photo":"[{\"x\":1}]","hash":"h","file":"f|1"})"};
        answers_["photos.saveWallPhoto"] = {response(R"([{"id":33,"owner_id":-55,"access_key":"ak"}])"),
                                            response(R"([{"id":34,"owner_id":1}])")};
        answers_["photos.saveMessagesPhoto"] = answers_["photos.saveWallPhoto"];
        answers_["docs.save"] = {response(R"({"type":"doc","doc":{"id":7,"owner_id":-55}})")};
    }
    static file picture(std::string name = "schedule.jpg") {
        return {material::photo, std::move(name), "image/jpeg", std::make_shared<const std::string>("\xff\xd8JPEG"),
                ""};
    }
    static file document() {
        return {material::document, "plan.pdf", "application/pdf", std::make_shared<const std::string>("%PDF"), ""};
    }
    static news piece(std::vector<file> files = {}) { return {"d-9", "Завтра отключат воду.\n#Ахтубинск", files}; }
    publishes_news& publisher() { return dynamic_cast<publishes_news&>(vk()); }
    write_outcome publish(const news& what) { return bench_.finish(publisher().publish(what)); }
};

TEST_F(VkNews, TextIsPublishedAsTheCommunityInOneRequest) {
    auto outcome = publish(piece());
    ASSERT_EQ(name(outcome), "sent");
    EXPECT_EQ(std::get<sent>(outcome).remote_id, "vk:-55_900");
    EXPECT_EQ(std::get<sent>(outcome).link, "https://vk.com/wall-55_900");
    ASSERT_EQ(asked().size(), 1u);
    auto q = asked().at(0);
    EXPECT_EQ(q.fields, (std::map<std::string, std::string>{{"owner_id", "-55"},
                                                            {"from_group", "1"},
                                                            {"message", "Завтра отключат воду.\n#Ахтубинск"},
                                                            {"guid", "d-9"},
                                                            {"v", "5.199"},
                                                            {"lang", "ru"}}));
    EXPECT_NE(q.head.find("vk1.u.SECRET"), std::string::npos);
}

TEST_F(VkNews, PicturesAndADocumentAreUploadedFirstAndThenNamed) {
    auto info = picture("info.png");
    info.is = material::infographic;
    auto outcome = publish(piece({picture(), info, document()}));
    ASSERT_EQ(name(outcome), "sent");
    EXPECT_EQ(asked("wall.post").at(0).fields["attachments"], "photo-55_33_ak,photo1_34,doc-55_7");
    const auto uploads = asked("/upload");
    ASSERT_EQ(uploads.size(), 3u);
    EXPECT_NE(uploads[0].body.find(R"(name="photo"; filename="schedule.jpg")"), std::string::npos);
    EXPECT_NE(uploads[0].body.find("\xff\xd8JPEG"), std::string::npos);
    EXPECT_NE(uploads[2].body.find(R"(name="file"; filename="plan.pdf")"), std::string::npos);
    EXPECT_EQ(uploads[0].head.find("Bearer"), std::string::npos) << "an upload server takes no token";
    auto saved = asked("photos.saveWallPhoto").at(0).fields;
    EXPECT_EQ(saved["photo"], R"([{"x":1}])");
    EXPECT_EQ(saved["server"], "856312");
    EXPECT_EQ(saved["hash"], "h");
    EXPECT_EQ(saved["group_id"], "55");
    EXPECT_EQ(asked("docs.save").at(0).fields["file"], "f|1");
    EXPECT_NE(asked("docs.save").at(0).head.find("vk1.a.SECRET"), std::string::npos) << "documents need no user";
    EXPECT_EQ(asked("wall.post").size(), 1u);
}

TEST_F(VkNews, WithACommunityTokenTextIsTriedAndAPersonDoesTheRest) {
    options_.erase("user_token");
    EXPECT_EQ(name(publish(piece())), "sent");
    EXPECT_NE(asked("wall.post").at(0).head.find("vk1.a.SECRET"), std::string::npos);
    for (int code : {15, 27}) {
        answers_["wall.post"] = {error(code)};
        forget();
        auto outcome = publish(piece());
        ASSERT_EQ(name(outcome), "by hand") << code;
        EXPECT_NE(std::get<by_hand>(outcome).steps.at(0).find("https://vk.com/club55"), std::string::npos);
    }
    const auto before = asked().size();
    auto outcome = publish(piece({picture()}));
    ASSERT_EQ(name(outcome), "by hand");
    EXPECT_NE(std::get<by_hand>(outcome).steps.at(2).find("schedule.jpg"), std::string::npos);
    EXPECT_EQ(asked().size(), before);
    options_.erase("community_token");
    forget();
    EXPECT_EQ(name(publish(piece())), "by hand");
}

TEST_F(VkNews, NothingWrongBeforeThePostIsUnknown) {
    struct row {
        std::string method, answer;
        std::string_view outcome;
    };
    const row rows[] = {
        {"photos.getWallUploadServer", error(10), "refused before write"},
        {"photos.getWallUploadServer", error(1051), "by hand"},
        {"photos.getWallUploadServer", response(R"({"upload_url":"http://evil.example/"})"), "refused before write"},
        {"/upload", "cut", "refused before write"},
        {"/upload", R"({"server":1,"photo":"[]","hash":"h"})", "refused before write"},
        {"/upload", R"({"error":"ERR","error_code":1,"error_descr":"too large"})", "refused before write"},
        {"photos.saveWallPhoto", error(22), "refused before write"},
        {"photos.saveWallPhoto", response("[]"), "refused before write"},
    };
    for (const auto& r : rows) {
        SetUp();
        forget();
        answers_[r.method] = {r.answer};
        EXPECT_EQ(name(publish(piece({picture()}))), r.outcome) << r.method << r.answer;
    }
    EXPECT_TRUE(asked("wall.post").empty());
}

TEST_F(VkNews, ThePostItselfIsUnknownWhereNothingIsProven) {
    for (const auto& [answer, outcome] : {std::pair{error(10), "unknown"},
                                          {error(214), "unknown"},
                                          {error(14), "unknown"},
                                          {error(222), "refused before write"},
                                          {response("{}"), "unknown"},
                                          {std::string("cut"), "unknown"}}) {
        answers_["wall.post"] = {answer};
        forget();
        EXPECT_EQ(name(publish(piece())), outcome) << answer;
    }
}

TEST_F(VkNews, WhatVkDoesNotTakeAPersonAdds) {
    std::vector<file> many(11, picture());
    EXPECT_EQ(name(publish(piece(many))), "by hand");
    EXPECT_EQ(name(publish(piece({document(), document()}))), "by hand");
    auto film = picture("film.mp4");
    film.is = material::video;
    EXPECT_EQ(name(publish(piece({film}))), "by hand");
    auto empty = picture();
    empty.bytes = nullptr;
    EXPECT_EQ(name(publish(piece({empty}))), "refused before write");
    EXPECT_TRUE(asked().empty());
}

TEST_F(VkNews, FilesHangOnAnswersToo) {
    answers_["wall.createComment"] = {response(R"({"comment_id":771})")};
    auto what = answer_to_comment();
    what.files = {picture()};
    ASSERT_EQ(name(place(what)), "sent");
    EXPECT_EQ(asked("wall.createComment").at(0).fields["attachments"], "photo-55_33_ak");
    answers_["messages.send"] = {response("10")};
    what.to.id = "vk:message-55_9", what.to.kind = post_kind::direct, what.to.parent = "vk:conversation-55_123";
    ASSERT_EQ(name(place(what)), "sent");
    EXPECT_EQ(asked("messages.send").at(0).fields["attachment"], "photo-55_33_ak");
    EXPECT_EQ(asked("photos.getMessagesUploadServer").at(0).fields["peer_id"], "123");
    answers_["/upload"] = {"cut"};
    EXPECT_EQ(name(place(what)), "refused before write");
    EXPECT_EQ(asked("messages.send").size(), 1u);
}

TEST_F(VkNews, OwnPublicationsAreFoundNewestFirst) {
    auto item = [](int id, int from, int date, std::string_view more = "") {
        return R"({"id":)" + std::to_string(id) + R"(,"owner_id":-55,"from_id":)" + std::to_string(from) +
               R"(,"date":)" + std::to_string(date) + R"(,"text":"Вода &amp; свет")" + std::string(more) + "}";
    };
    answers_["wall.get"] = {list(item(5, -55, 1'700'000'010, R"(,"is_pinned":1)") + "," + item(9, -55, 1'700'000'090) +
                                 "," + item(8, 123, 1'700'000'080) + "," + item(7, -55, 1'700'000'070) + "," +
                                 item(6, -55, 1'600'000'000))};
    auto found = bench_.finish(publisher().published_since(moment{std::chrono::seconds(1'700'000'000)}));
    ASSERT_EQ(found.index(), 0u);
    auto& own = std::get<0>(found);
    ASSERT_EQ(own.size(), 3u);
    EXPECT_EQ(own[0].remote_id, "vk:-55_9");
    EXPECT_EQ(own[1].remote_id, "vk:-55_7");
    EXPECT_EQ(own[2].remote_id, "vk:-55_5");
    EXPECT_EQ(own[0].text, "Вода & свет");
    EXPECT_EQ(own[0].link, "https://vk.com/wall-55_9");
    EXPECT_EQ(asked("wall.get").at(0).fields["filter"], "owner");
    answers_["wall.get"] = {error(10)};
    EXPECT_EQ(bench_.finish(publisher().published_since({})).index(), 1u);
}

TEST(VkMaterials, EveryMaterialHasARowAndAReason) {
    ASSERT_EQ(vk::kind.materials.size(), names_of(material{}).size());
    for (std::size_t i = 0; i < vk::kind.materials.size(); ++i) {
        EXPECT_EQ(vk::kind.materials[i].what, static_cast<material>(i));
        EXPECT_GT(vk::kind.materials[i].why.size(), 20u);
        EXPECT_NE(vk::kind.materials[i].news, way::impossible) << i;
    }
}

}
