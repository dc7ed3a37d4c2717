// What stands elsewhere than on a wall: discussions, photos, videos; and mentions.
#include "connectors/abilities.hpp"
#include "tests/unit/connectors/vk_stage.hpp"

namespace otklik::test {

struct VkShelves : VkStage {
    void SetUp() override {
        options_["user_token"] = "vk1.u.SECRET";
        answers_["users.get"] = {response(R"([{"id":123,"first_name":"Анна","last_name":"Ветрова"}])")};
        answers_["groups.getById"] = {response(R"({"groups":[{"id":77,"name":"ЖКХ"}]})")};
    }
    static std::string comment(int id, int from = 123, std::string_view text = "Яма", std::string_view more = "") {
        return R"({"id":)" + std::to_string(id) + R"(,"from_id":)" + std::to_string(from) +
               R"(,"date":1700000000,"text":")" + std::string(text) + "\"" + std::string(more) + "}";
    }
    static std::string topic(int id, int comments, int updated, std::string_view more = "") {
        return R"({"id":)" + std::to_string(id) + R"(,"title":"Дороги","created":1600000000,"created_by":-55,)" +
               R"("updated":)" + std::to_string(updated) + R"(,"comments":)" + std::to_string(comments) +
               std::string(more) + "}";
    }
    static std::string video(int id, int comments) {
        return R"({"id":)" + std::to_string(id) + R"(,"owner_id":-55,"title":"Отчёт","description":"За год",)" +
               R"("date":1600000000,"comments":)" + std::to_string(comments) + "}";
    }
    static placement to(std::string id, std::string parent, post_kind kind, std::string link) {
        auto p = answer_to(std::move(id), kind, std::move(link));
        p.to.parent = std::move(parent);
        return p;
    }
    static placement to_board() {
        return to("vk:topic-55_10_3", "vk:topic-55_10", post_kind::comment, "https://vk.com/topic-55_10?post=3");
    }
    static placement to_photo() {
        return to("vk:photo-55_33_7", "vk:photo-55_33", post_kind::comment, "https://vk.com/photo-55_33?reply=7");
    }
    static placement to_video() {
        return to("vk:video-55_44_8", "vk:video-55_44", post_kind::reply,
                  "https://vk.com/video-55_44?reply=8&thread=5");
    }
};

TEST_F(VkShelves, TopicsAreReadAndLaterOnlyWhatWasAddedWhereTheCounterMoved) {
    options_.erase("user_token");
    answers_["board.getTopics"] = {list(topic(10, 2, 500) + "," + topic(11, 0, 400))};
    answers_["board.getComments"] = {list(comment(4, 124, "[id123:bp-55_3|Анна], и у нас") + "," + comment(3))};
    auto r = read_all("boards", "-55");
    ASSERT_FALSE(r.failed) << r.failed->said;
    EXPECT_EQ(ids(r),
              (std::vector<std::string>{"vk:topic-55_10", "vk:topic-55_11", "vk:topic-55_10_4", "vk:topic-55_10_3"}));
    EXPECT_EQ(r.posts[0].text, "Дороги");
    EXPECT_EQ(r.posts[0].link, "https://vk.com/topic-55_10");
    EXPECT_TRUE(r.posts[0].own);
    EXPECT_EQ(r.posts[2].parent, "vk:topic-55_10");
    EXPECT_EQ(r.posts[2].reply_to, "vk:topic-55_10_3");
    EXPECT_EQ(r.posts[2].text, "Анна, и у нас");
    EXPECT_EQ(r.posts[2].link, "https://vk.com/topic-55_10?post=4");
    auto q = asked("board.getComments").at(0).fields;
    EXPECT_EQ(q["group_id"], "55");
    EXPECT_EQ(q["topic_id"], "10");
    EXPECT_EQ(q["sort"], "desc");

    r = read_all("boards", "-55", r.cursor);
    EXPECT_TRUE(r.posts.empty());
    EXPECT_EQ(asked("board.getComments").size(), 1u);

    // One was deleted and one added: the counter stands, the time moved.
    answers_["board.getTopics"] = {list(topic(10, 2, 501) + "," + topic(11, 0, 400))};
    answers_["board.getComments"] = {list(comment(5) + "," + comment(3))};
    r = read_all("boards", "-55", r.cursor);
    EXPECT_EQ(ids(r), (std::vector<std::string>{"vk:topic-55_10_5"}));
}

TEST_F(VkShelves, ALongTopicIsReadInBoundedSteps) {
    answers_["board.getTopics"] = {list(topic(10, 2000, 500))};
    auto& pages = answers_["board.getComments"];
    for (int p = 0; p < 20; ++p) {
        std::string items;
        for (int i = 0; i < 100; ++i) items += (i ? "," : "") + comment(2000 - p * 100 - i);
        pages.push_back(list(items));
    }
    pages.push_back(list(""));
    std::string cursor;
    std::size_t brought = 0;
    for (bool more = true; more;) {
        const auto before = asked().size();
        auto r = read("boards", "-55", cursor);
        EXPECT_LE(asked().size() - before, 8u);
        brought += r.posts.size(), cursor = r.cursor, more = r.more;
    }
    EXPECT_EQ(brought, 2001u);
    EXPECT_EQ(asked("board.getTopics").size(), 1u);
}

TEST_F(VkShelves, ManyTopicsAreListedToTheEndAtFirstAndByTheirFirstPageLater) {
    std::string moved = topic(1, 0, 5, R"(,"is_fixed":1)");
    for (int i = 0; i < 99; ++i) moved += "," + topic(100 + i, 1, 900);
    answers_["board.getTopics"] = {list(moved), list(topic(300, 1, 800))};
    answers_["board.getComments"] = {list(comment(3))};
    auto r = read_all("boards", "-55");
    EXPECT_EQ(asked("board.getTopics").size(), 2u);
    EXPECT_EQ(asked("board.getTopics").at(1).fields["offset"], "100");
    answers_["board.getTopics"] = {list(moved)};
    read_all("boards", "-55", r.cursor);
    EXPECT_EQ(asked("board.getTopics").size(), 3u);
}

TEST_F(VkShelves, AClosedTopicCostsItselfAndATroubleGoesOn) {
    answers_["board.getTopics"] = {list(topic(10, 2, 500) + "," + topic(11, 1, 400))};
    answers_["board.getComments"] = {error(15), error(10), list(comment(3))};
    auto r = read("boards", "-55");
    ASSERT_TRUE(r.failed);
    EXPECT_EQ(r.left_out.size(), 1u);
    r = read_all("boards", "-55", r.cursor);
    EXPECT_FALSE(r.failed);
    EXPECT_EQ(ids(r), (std::vector<std::string>{"vk:topic-55_11_3"}));
    EXPECT_EQ(asked("board.getTopics").size(), 1u);
}

TEST_F(VkShelves, VideosAreReadWithTheirThreadsAndSweptForWhatCountersHide) {
    answers_["video.get"] = {list(video(44, 13))};
    std::string replies, all;
    for (int i = 0; i < 10; ++i) replies += (i ? "," : "") + comment(20 + i);
    for (int i = 0; i < 12; ++i) all += (i ? "," : "") + comment(20 + i);
    answers_["video.getComments"] = {
        list(comment(5, 123, "Яма", R"(,"thread":{"count":12,"items":[)" + replies + "]}"), 1), list(all, 12)};
    auto r = read_all("videos", "-55");
    ASSERT_FALSE(r.failed) << r.failed->said;
    EXPECT_EQ(r.posts.size(), 1u + 1u + 10u + 12u);
    EXPECT_EQ(r.posts[0].id, "vk:video-55_44");
    EXPECT_EQ(r.posts[0].text, "Отчёт\n\nЗа год");
    EXPECT_TRUE(r.posts[0].own);
    EXPECT_EQ(r.posts[2].id, "vk:video-55_44_20");
    EXPECT_EQ(r.posts[2].kind, post_kind::reply);
    EXPECT_EQ(r.posts[2].reply_to, "vk:video-55_44_5");
    EXPECT_EQ(r.posts[2].link, "https://vk.com/video-55_44?reply=20&thread=5");
    EXPECT_EQ(asked("video.getComments").at(1).fields["comment_id"], "5");
    r = read_all("videos", "-55", r.cursor);
    EXPECT_EQ(asked("video.getComments").size(), 2u);
    time_.now_ += std::chrono::hours(6);
    read_all("videos", "-55", r.cursor);
    EXPECT_GT(asked("video.getComments").size(), 2u);
}

TEST_F(VkShelves, CommentsUnderPhotosAreReadNewestFirstBackToWhatWasSeen) {
    auto page = [](int from, int date) {
        std::string out;
        for (int i = 0; i < 100; ++i)
            out += (i ? "," : "") + (R"({"id":)" + std::to_string(from - i) + R"(,"from_id":123,"date":)" +
                                     std::to_string(date) + R"(,"text":"Яма","pid":33})");
        return list(out);
    };
    answers_["photos.getAllComments"] = {page(900, 1'699'999'000), page(800, 1'699'990'000), page(700, 1'600'000'000)};
    auto r = read_all("photos", "-55");
    ASSERT_FALSE(r.failed) << r.failed->said;
    EXPECT_EQ(r.posts.size(), 200u);
    EXPECT_EQ(r.posts[0].id, "vk:photo-55_33_900");
    EXPECT_EQ(r.posts[0].parent, "vk:photo-55_33");
    EXPECT_EQ(r.posts[0].author.name, "Анна Ветрова") << "the list names nobody: the names are asked for";
    EXPECT_EQ(asked("photos.getAllComments").back().fields["offset"], "200");
    answers_["photos.getAllComments"] = {page(901, 1'699'999'000), page(801, 1'699'990'000)};
    read_all("photos", "-55", r.cursor);
    EXPECT_EQ(asked("photos.getAllComments").size(), 5u) << "back to half an hour before the newest, no further";
}

TEST_F(VkShelves, MentionsAreReadWithTheWallTheyStandOn) {
    answers_["newsfeed.getMentions"] = {list(
        R"({"id":305,"from_id":123,"to_id":-77,"date":1699999000,"post_id":300,"post_type":"reply","text":"[club55|Мэрия], вопрос"},)"
        R"({"id":306,"from_id":-77,"to_id":-77,"date":1699999100,"post_type":"post","text":"[club55|Мэрия] отчиталась"})")};
    auto r = read_all("mentions", "-55");
    ASSERT_FALSE(r.failed) << r.failed->said;
    EXPECT_EQ(ids(r), (std::vector<std::string>{"vk:-77_305", "vk:-77_306"}));
    EXPECT_EQ(r.posts[0].text, "Мэрия, вопрос");
    EXPECT_EQ(r.posts[0].parent, "vk:-77_300");
    EXPECT_EQ(r.posts[1].author.name, "ЖКХ");
    auto q = asked("newsfeed.getMentions").at(0).fields;
    EXPECT_EQ(q["owner_id"], "-55");
    EXPECT_EQ(q["count"], "50");
    EXPECT_EQ(q["start_time"], std::to_string(1'700'000'000 - 24 * 3600));
    read_all("mentions", "-55", r.cursor);
    EXPECT_EQ(asked("newsfeed.getMentions").back().fields["start_time"], std::to_string(1'699'999'100 - 1800));
    answers_["newsfeed.getMentions"] = {error(100)};
    r = read("mentions", "-55", r.cursor);
    ASSERT_TRUE(r.failed);
    EXPECT_NE(r.failed->said.find("search"), std::string::npos);
}

TEST_F(VkShelves, WithoutAUserTokenTheseSourcesAreASettingAndAskNothing) {
    options_.erase("user_token");
    for (const char* kind : {"photos", "videos", "mentions"})
        EXPECT_EQ(read(kind, "-55").failed->kind, trouble::settings) << kind;
    for (const char* kind : {"boards", "photos", "videos", "mentions"})
        EXPECT_EQ(read(kind, "adm_akhtuba").failed->kind, trouble::settings) << kind;
    EXPECT_TRUE(asked().empty());
}

TEST_F(VkShelves, AnswersArePlacedEachInItsOwnWay) {
    using fields = std::map<std::string, std::string>;
    struct row {
        placement what;
        std::string method, answer, id, link;
        fields sent;
    };
    const row rows[] = {
        {to_board(), "board.createComment", response("6"), "vk:topic-55_10_6", "https://vk.com/topic-55_10?post=6",
         fields{{"group_id", "55"},
                {"topic_id", "10"},
                {"from_group", "1"},
                {"message", "[id123:bp-55_3|Анна], Вывезем завтра."},
                {"guid", "d-1"}}},
        {to("vk:topic-55_10", "", post_kind::post, "https://vk.com/topic-55_10"), "board.createComment", response("6"),
         "vk:topic-55_10_6", "https://vk.com/topic-55_10?post=6",
         fields{{"group_id", "55"},
                {"topic_id", "10"},
                {"from_group", "1"},
                {"message", "[id123|Анна], Вывезем завтра."},
                {"guid", "d-1"}}},
        {to_photo(), "photos.createComment", response("9"), "vk:photo-55_33_9", "https://vk.com/photo-55_33?reply=9",
         fields{{"owner_id", "-55"},
                {"photo_id", "33"},
                {"from_group", "1"},
                {"reply_to_comment", "7"},
                {"message", "[id123|Анна], Вывезем завтра."},
                {"guid", "d-1"}}},
        {to_video(), "video.createComment", response("9"), "vk:video-55_44_9",
         "https://vk.com/video-55_44?reply=9&thread=5",
         fields{{"owner_id", "-55"},
                {"video_id", "44"},
                {"from_group", "1"},
                {"reply_to_comment", "8"},
                {"message", "[id123|Анна], Вывезем завтра."},
                {"guid", "d-1"}}},
    };
    for (const auto& r : rows) {
        answers_[r.method] = {r.answer};
        auto outcome = place(r.what);
        ASSERT_EQ(name(outcome), "sent") << r.method;
        EXPECT_EQ(std::get<sent>(outcome).remote_id, r.id);
        EXPECT_EQ(std::get<sent>(outcome).link, r.link);
        auto q = asked().back();
        EXPECT_EQ(q.method, r.method);
        q.fields.erase("v"), q.fields.erase("lang");
        EXPECT_EQ(q.fields, r.sent);
        EXPECT_NE(q.head.find("Bearer vk1.u.SECRET"), std::string::npos) << r.method;
    }
    EXPECT_EQ(asked().size(), std::size(rows));
}

TEST_F(VkShelves, WithoutAUserTokenOrOnForeignShelvesAPersonAnswers) {
    auto foreign = to_board();
    foreign.to.id = "vk:topic-77_10_3", foreign.to.parent = "vk:topic-77_10";
    EXPECT_EQ(name(place(foreign)), "by hand");
    options_.erase("user_token");
    forget();
    for (const auto& what : {to_board(), to_photo(), to_video()}) {
        auto outcome = place(what);
        ASSERT_EQ(name(outcome), "by hand");
        EXPECT_NE(std::get<by_hand>(outcome).steps.at(0).find(what.to.link), std::string::npos);
    }
    EXPECT_TRUE(asked().empty());
}

TEST_F(VkShelves, OnlyANumberIsASuccessHere) {
    for (const auto& [answer, outcome] : {std::pair{response("0"), "unknown"},
                                          {response(R"({"comment_id":9})"), "unknown"},
                                          {error(801), "refused before write"},
                                          {error(204), "refused before write"},
                                          {error(1051), "by hand"},
                                          {std::string("cut"), "unknown"}}) {
        answers_["video.createComment"] = {answer};
        EXPECT_EQ(name(place(to_video())), outcome) << answer;
    }
}

TEST_F(VkShelves, ALookSeesTheMessageAndOurAnswerOnEveryShelf) {
    answers_["board.getTopics"] = {list(topic(10, 5, 500))};
    answers_["board.getComments"] = {list(comment(6, -55, "[id123:bp-55_3|Анна], Вывезем завтра.") + "," +
                                          comment(5, -55, "[id124:bp-55_4|Иван], другому") + "," + comment(3) + "," +
                                          comment(2, -55, "раньше"))};
    auto view = seen(to_board());
    EXPECT_EQ(view.text, "Яма");
    EXPECT_FALSE(view.closed);
    ASSERT_EQ(view.own_replies.size(), 1u);
    EXPECT_EQ(view.own_replies[0].remote_id, "vk:topic-55_10_6");
    EXPECT_EQ(view.own_replies[0].text, "Вывезем завтра.");
    EXPECT_EQ(asked("board.getComments").at(0).fields["sort"], "desc") << "from the newest back to the message";

    answers_["photos.getComments"] = {
        list(comment(9, -55, "[id123|Анна], Вывезем завтра.", R"(,"reply_to_comment":7)") + "," + comment(7))};
    view = seen(to_photo());
    EXPECT_EQ(view.text, "Яма");
    ASSERT_EQ(view.own_replies.size(), 1u);
    EXPECT_EQ(view.own_replies[0].link, "https://vk.com/photo-55_33?reply=9");

    answers_["video.get"] = {list(video(44, 3))};
    answers_["video.getComments"] = {
        list(comment(8) + "," + comment(9, -55, "Вывезем завтра.", R"(,"reply_to_comment":8)"), 2)};
    view = seen(to_video());
    EXPECT_EQ(view.text, "Яма");
    EXPECT_EQ(asked("video.getComments").at(0).fields["comment_id"], "5");
    ASSERT_EQ(view.own_replies.size(), 1u);
    EXPECT_EQ(view.own_replies[0].link, "https://vk.com/video-55_44?reply=9&thread=5");
}

TEST_F(VkShelves, ALookSeesWhatIsClosedAndWhatIsGone) {
    answers_["board.getTopics"] = {list(topic(10, 5, 500, R"(,"is_closed":1)"))};
    answers_["board.getComments"] = {list(comment(4))};
    auto view = seen(to_board());
    EXPECT_TRUE(view.closed);
    EXPECT_TRUE(view.gone);
    answers_["board.getTopics"] = {list("")};
    EXPECT_TRUE(seen(to_board()).gone);
    answers_["video.get"] = {list(video(44, 3))};
    answers_["video.getComments"] = {error(801)};
    EXPECT_TRUE(seen(to_video()).closed);
    answers_["photos.getComments"] = {error(10)};
    EXPECT_TRUE(std::holds_alternative<failure>(look(to_photo())));
}

TEST_F(VkShelves, LinksOfEveryShelfAreRead) {
    auto& links = dynamic_cast<reads_links&>(vk());
    auto read_link = [&](const char* link) -> post {
        auto found = bench_.finish(links.read_link(link));
        return std::holds_alternative<post>(found) ? std::get<post>(found) : post{};
    };
    answers_["board.getTopics"] = {list(topic(10, 5, 500))};
    answers_["board.getComments"] = {list(comment(3))};
    answers_["photos.getComments"] = {list(comment(7))};
    answers_["video.getComments"] = {list(comment(8))};
    EXPECT_EQ(read_link("https://vk.com/topic-55_10").id, "vk:topic-55_10");
    EXPECT_EQ(read_link("https://vk.com/topic-55_10?post=3").id, "vk:topic-55_10_3");
    EXPECT_EQ(read_link("https://vk.com/photo-55_33?reply=7").id, "vk:photo-55_33_7");
    EXPECT_EQ(read_link("https://vk.com/adm?z=video-55_44&reply=8").id, "vk:video-55_44_8");
    EXPECT_FALSE(links.understands("https://vk.com/photo-55_33"));
    EXPECT_FALSE(links.understands("https://vk.com/gim55?sel=123"));
}

}
