#include "connectors/facebook/names.hpp"
#include "tests/unit/connectors/facebook_stage.hpp"

namespace otklik::test {

struct FacebookRead : FacebookStage {
    static std::string many(int first, int last, std::int64_t newest = noon) {
        std::string out;
        for (int i = first; i < last; ++i)
            out += (out.empty() ? "" : ",") + comment("55_" + std::to_string(i), newest - i);
        return out;
    }
};

TEST_F(FacebookRead, BringsPostsAndTheirCommentsInOneCall) {
    answers_["GET 100/feed"] = {list(
        feed_post(
            "100_55",
            along(3, own("55_68", "Завтра", "55_66") + "," + comment("55_67", noon, R"(,"parent":{"id":"55_66"})") +
                         "," + comment("55_66", noon - 60, R"(,"permalink_url":"https://www.facebook.com/p/66")"))) +
        R"(,{"id":"100_54","message":"Яма на Ленина","created_time":"2023-11-14T09:00:00+0000","from":{"id":"7890","name":"Анна Ветрова"},"permalink_url":"https://www.facebook.com/p/54"})")};
    answers_["GET 100_54/comments"] = {list("")};
    auto r = read_whole();
    EXPECT_FALSE(r.failed);
    EXPECT_TRUE(r.left_out.empty());
    EXPECT_EQ(ids(r.posts), (std::vector<std::string>{"facebook:100_55", "facebook:68", "facebook:67", "facebook:66",
                                                      "facebook:100_54"}));
    EXPECT_TRUE(r.posts[0].own);
    EXPECT_EQ(r.posts[0].kind, post_kind::post);
    EXPECT_EQ(r.posts[0].link, "https://www.facebook.com/adm/posts/100_55");
    EXPECT_EQ(r.posts[0].raw.find("summary"), std::string::npos) << "the comments are not part of the post";
    EXPECT_TRUE(r.posts[1].own);
    EXPECT_EQ(r.posts[2].kind, post_kind::reply);
    EXPECT_EQ(r.posts[2].reply_to, "facebook:66");
    EXPECT_EQ(r.posts[2].link, "https://www.facebook.com/100_55?comment_id=66&reply_comment_id=67");
    EXPECT_EQ(r.posts[3].kind, post_kind::comment);
    EXPECT_EQ(r.posts[3].parent, "facebook:100_55");
    EXPECT_EQ(r.posts[3].link, "https://www.facebook.com/p/66");
    EXPECT_EQ(r.posts[3].author.name, "Анна Ветрова");
    EXPECT_EQ(r.posts[3].author.link, "https://www.facebook.com/7890");
    EXPECT_EQ(r.posts[3].written, moment{std::chrono::seconds(noon - 60)});
    EXPECT_FALSE(r.posts[4].own);
    EXPECT_EQ(calls(), (std::vector<std::string>{"GET me", "GET 100/feed", "GET 100_54/comments"}))
        << "one call brings all that is told; what is not told is asked for";
    auto q = asked("GET 100/feed").at(0);
    EXPECT_EQ(q.fields["limit"], "50");
    EXPECT_NE(
        q.fields["fields"].find("comments.filter(stream).order(reverse_chronological).limit(10).summary(true){id,"),
        std::string::npos);
}

TEST_F(FacebookRead, ATokenThatIsNotThePagesIsATroubleAndNotAnEmptyPage) {
    answers_["GET me"] = {R"({"id":"7890"})"};
    answers_["GET 100/feed"] = {list("")};
    auto r = read();
    ASSERT_TRUE(r.failed);
    EXPECT_EQ(r.failed->kind, trouble::settings);
    EXPECT_EQ(asked().size(), 1u);
    answers_["GET me"] = {R"({"name":"x"})", R"({"id":"100"})"};
    EXPECT_EQ(read().failed->kind, trouble::unreadable);
    EXPECT_FALSE(read().failed);
    read();
    EXPECT_EQ(asked("GET me").size(), 3u) << "seen once is enough";
}

TEST_F(FacebookRead, ReadsOnlyWhatCameSinceAndWhereTheCounterMoved) {
    answers_["GET 100/feed"] = {list(feed_post("100_55", along(1, comment("55_66"))))};
    auto r = read_whole();
    EXPECT_EQ(r.posts.size(), 2u);
    r = read_whole(r.cursor);
    EXPECT_EQ(ids(r.posts), std::vector<std::string>{"facebook:66"}) << "within the overlap";
    answers_["GET 100/feed"] = {
        list(feed_post("100_55", along(2, comment("55_70", noon + 3600) + "," + comment("55_66"))))};
    r = read_whole(r.cursor);
    EXPECT_EQ(ids(r.posts), (std::vector<std::string>{"facebook:70", "facebook:66"}));
    r = read_whole(r.cursor);
    EXPECT_EQ(ids(r.posts), std::vector<std::string>{"facebook:70"});
    EXPECT_TRUE(asked("GET 100_55/comments").empty());
}

TEST_F(FacebookRead, ADeletionAndANewCommentLeaveTheCounterEqualAndAreSeenAllTheSame) {
    answers_["GET 100/feed"] = {list(feed_post("100_55", along(1, comment("55_66")))),
                                list(feed_post("100_55", along(1, comment("55_70", noon + 3600))))};
    auto r = read_whole();
    r = read_whole(r.cursor);
    EXPECT_EQ(ids(r.posts), std::vector<std::string>{"facebook:70"});
}

TEST_F(FacebookRead, GoesOnWhereMoreCommentsStandThanCameAlong) {
    answers_["GET 100/feed"] = {list(feed_post("100_55", along(150, many(0, 10), true)))};
    answers_["GET 100_55/comments"] = {list(many(0, 100), "A1"), list(many(100, 150))};
    auto r = read_whole();
    EXPECT_EQ(r.posts.size(), 1u + 10 + 150);
    auto q = asked("GET 100_55/comments");
    ASSERT_EQ(q.size(), 2u);
    EXPECT_EQ(q[0].fields["filter"], "stream");
    EXPECT_EQ(q[0].fields["order"], "reverse_chronological");
    EXPECT_EQ(q[0].fields["limit"], "100");
    EXPECT_EQ(q[1].fields["after"], "A1");

    const auto newer = many(0, 30, noon + 7200);
    answers_["GET 100/feed"] = {list(feed_post("100_55", along(180, many(0, 10, noon + 7200), true)))};
    answers_["GET 100_55/comments"] = {list(newer + "," + many(0, 70) + "," + many(1000, 1001), "A1"), error(1)};
    r = read_whole(r.cursor);
    EXPECT_FALSE(r.failed) << "stops at what is known";
    EXPECT_EQ(asked("GET 100_55/comments").size(), 3u);
}

TEST_F(FacebookRead, WhereMoreWereAddedThanAreSeenAllAreRead) {
    answers_["GET 100/feed"] = {list(feed_post("100_55", along(20, many(0, 10), true)))};
    answers_["GET 100_55/comments"] = {list(many(0, 20))};
    auto r = read_whole();
    // A reply deep in the thread: the counter says so, the newest ten do not.
    answers_["GET 100/feed"] = {list(feed_post("100_55", along(21, many(0, 10), true)))};
    answers_["GET 100_55/comments"] = {list(many(0, 20), "A1"), list(comment("55_999", noon - 90'000))};
    r = read_whole(r.cursor);
    EXPECT_EQ(r.posts.back().id, "facebook:999");
}

TEST_F(FacebookRead, SweepsToTheEndNowAndThen) {
    answers_["GET 100/feed"] = {list(feed_post("100_55", along(150, many(0, 10), true)))};
    answers_["GET 100_55/comments"] = {list(many(0, 100), "A1"), list(many(100, 150)), list(many(0, 100), "A1"),
                                       list(many(100, 150))};
    auto r = read_whole();
    r = read_whole(r.cursor);
    EXPECT_EQ(asked("GET 100_55/comments").size(), 2u);
    time_.now_ += std::chrono::hours(7);
    r = read_whole(r.cursor);
    EXPECT_EQ(asked("GET 100_55/comments").size(), 4u);
}

TEST_F(FacebookRead, GoesBackThroughThePagesToWhatIsKnown) {
    auto page_of = [&](int first, int last, std::string_view next) {
        std::string items;
        for (int i = first; i < last; ++i)
            items += (items.empty() ? "" : ",") + feed_post("100_" + std::to_string(1000 - i));
        return list(items, next);
    };
    answers_["GET 100/feed"] = {page_of(10, 12, "")};
    auto r = read_whole();
    answers_["GET 100/feed"] = {page_of(0, 4, "A1"), page_of(4, 8, "A2"), page_of(8, 12, "A3"), error(1)};
    r = read_whole(r.cursor);
    EXPECT_FALSE(r.failed);
    EXPECT_EQ(r.posts.size(), 10u);
    EXPECT_EQ(asked("GET 100/feed").back().fields["after"], "A2");
}

TEST_F(FacebookRead, GoesNoFurtherBackThanTheSourceNeeds) {
    answers_["GET 100/feed"] = {list(feed_post("100_1", "", "", noon), "A1"),
                                list(feed_post("100_2", "", "", noon - 90'000), "A2"), error(1)};
    auto from = a_source("page", "");
    from.since = moment{std::chrono::seconds(noon - 86'400)};
    answers_["GET 100/feed"].push_front(list(feed_post("100_9", "", "", noon + 9)));
    auto r = read_all(from);
    r = read_all(from, r.cursor);
    EXPECT_FALSE(r.failed);
    EXPECT_EQ(asked("GET 100/feed").size(), 3u);
}

TEST_F(FacebookRead, AStalePlaceIsNotUsedAgain) {
    answers_["GET 100/feed"] = {list(feed_post("100_55", along(150, many(0, 10), true)))};
    answers_["GET 100_55/comments"] = {list(many(0, 100), "A1"), error(2), list(many(0, 150))};
    auto r = read();
    ASSERT_TRUE(r.failed);
    EXPECT_EQ(r.posts.size(), 111u) << "what was read beside the trouble is kept";
    EXPECT_FALSE(r.more);
    time_.now_ += std::chrono::hours(1);
    r = read_whole(r.cursor);
    EXPECT_FALSE(asked("GET 100_55/comments").back().fields.contains("after"));
    EXPECT_EQ(r.posts.size(), 150u);
}

TEST_F(FacebookRead, ATroubleGoesOnFromWhereItStood) {
    answers_["GET 100/feed"] = {list(feed_post("100_55", along(150, many(0, 10), true)))};
    answers_["GET 100_55/comments"] = {list(many(0, 100), "A1"), error(2), list(many(100, 150))};
    auto r = read();
    time_.now_ += std::chrono::seconds(11);
    r = read_whole(r.cursor);
    EXPECT_EQ(asked("GET 100_55/comments").back().fields["after"], "A1");
    EXPECT_EQ(r.posts.size(), 50u);
}

TEST_F(FacebookRead, ReadsAllPagesInBoundedSteps) {
    answers_["GET 100/feed"] = {list(feed_post("100_55", along(3000, many(0, 10), true)))};
    auto& pages = answers_["GET 100_55/comments"];
    for (int i = 0; i < 30; ++i)
        pages.push_back(list(many(i * 100, i * 100 + 100), i < 29 ? "A" + std::to_string(i) : ""));
    std::string cursor;
    std::size_t brought = 0;
    for (bool more = true; more;) {
        const auto before = asked().size();
        auto r = read(cursor);
        ASSERT_FALSE(r.failed);
        EXPECT_LE(asked().size() - before, 11u);
        EXPECT_LE(r.posts.size(), 700u);
        brought += r.posts.size(), cursor = r.cursor, more = r.more;
    }
    EXPECT_EQ(brought, 3011u);
    EXPECT_EQ(asked("GET 100/feed").size(), 1u) << "not probed again in the midst of the work";
}

TEST_F(FacebookRead, AClosedOrLostPostStandsInNobodysWay) {
    const auto two = along(20, "", true);
    answers_["GET 100/feed"] = {list(feed_post("100_55", two) + "," + feed_post("100_54", two))};
    answers_["GET 100_55/comments"] = {error(100, 33)};
    answers_["GET 100_54/comments"] = {list(comment("54_1"))};
    auto r = read_whole();
    EXPECT_FALSE(r.failed);
    EXPECT_EQ(r.posts.back().id, "facebook:1");
    EXPECT_EQ(r.left_out.size(), 1u);
    // A right that is missing for one alone: the other one is read when it is asked again.
    answers_["GET 100_55/comments"] = {error(10)};
    r = read();
    ASSERT_TRUE(r.failed);
    EXPECT_EQ(r.failed->kind, trouble::settings);
    r = read(r.cursor);
    EXPECT_EQ(r.posts.back().id, "facebook:1");
}

TEST_F(FacebookRead, AStrangeItemCostsItselfAndNothingElse) {
    answers_["GET 100/feed"] = {list(
        R"({"id":"a/b"},5,null,{"id":"100_9","message":7,"created_time":"2023-11-14T12:00:00+0000"},)"
        R"({"id":"100_8","message":"x","created_time":"soon"},)" +
        feed_post(
            "100_55",
            along(
                4,
                comment("55_4") + R"(,{"id":"55_3","message":5},null,)" +
                    comment("55_1", noon - 9, R"(,"attachment":5)") +
                    R"(,{"id":"55_2","message":"x","created_time":"2023-11-14T12:00:00+0000","parent":{"id":{}}})")))};
    answers_["GET 100_9/comments"] = answers_["GET 100_8/comments"] = {list("")};
    auto r = read_whole();
    EXPECT_FALSE(r.failed);
    EXPECT_EQ(ids(r.posts), (std::vector<std::string>{"facebook:100_55", "facebook:4", "facebook:1"}));
    ASSERT_EQ(r.left_out.size(), 8u);
    EXPECT_EQ(r.left_out[3].place, "100/feed data[3], id 100_9");
    EXPECT_EQ(r.left_out[5].place, "100/feed data[5].comments data[1], id 55_3");
}

TEST_F(FacebookRead, WhatIsNotPublishedIsNobodysPost) {
    answers_["GET 100/feed"] = {
        list(R"({"id":"100_7","message":"черновик","created_time":"2023-11-14T12:00:00+0000","is_published":false},)" +
             feed_post("100_55"))};
    auto r = read_whole();
    EXPECT_EQ(ids(r.posts), std::vector<std::string>{"facebook:100_55"});
    EXPECT_TRUE(r.left_out.empty());
}

TEST_F(FacebookRead, AnAuthorWhomFacebookDoesNotNameIsNobody) {
    answers_["GET 100/feed"] = {list(feed_post(
        "100_55", along(1, R"({"id":"55_66","message":"Когда?","created_time":"2023-11-14T12:00:00+0000"})")))};
    auto r = read_whole();
    EXPECT_EQ(r.posts.at(1).author.id, "");
    EXPECT_FALSE(r.posts.at(1).own);
}

TEST_F(FacebookRead, InvalidUtf8SpoilsOneTextAndNotThePage) {
    answers_["GET 100/feed"] = {
        list(feed_post("100_55", along(1, R"({"id":"55_66","message":"яма)" + std::string("\xff") +
                                              R"( \ud83d","created_time":"2023-11-14T12:00:00+0000"})")))};
    EXPECT_EQ(read_whole().posts.at(1).text, "яма\xEF\xBF\xBD \xEF\xBF\xBD");
}

TEST_F(FacebookRead, ADateInTheFutureDoesNotHideWhatIsToCome) {
    answers_["GET 100/feed"] = {list(feed_post("100_55", along(1, comment("55_66", noon + 10 * 86'400)))),
                                list(feed_post("100_55", along(2, comment("55_66", noon + 10 * 86'400) + "," +
                                                                      comment("55_70", noon + 40'000))))};
    auto r = read_whole();
    time_.now_ += std::chrono::hours(1);
    r = read_whole(r.cursor);
    EXPECT_EQ(r.posts.size(), 2u);
}

TEST_F(FacebookRead, ACursorOfAnotherTimeIsAStartFromTheBeginning) {
    answers_["GET 100/feed"] = {list(feed_post("100_55"))};
    for (const char* cursor : {"nonsense", "5", R"({"posts":7,"work":"x"})", R"({"work":[{"i":"100_1"}]})"}) {
        auto r = read_whole(cursor);
        EXPECT_FALSE(r.failed) << cursor;
    }
}

TEST_F(FacebookRead, AnothersPageIsReadWithoutComments) {
    answers_["GET podslushano/feed"] = {list(feed_post("200_1"))};
    auto r = read_all(a_source("page", "https://www.facebook.com/podslushano/"));
    EXPECT_EQ(ids(r.posts), std::vector<std::string>{"facebook:200_1"});
    EXPECT_EQ(asked("GET podslushano/feed").at(0).fields["fields"].find("comments."), std::string::npos);
    EXPECT_EQ(read_from(a_source("page", "https://vk.com/x")).failed->kind, trouble::settings);
    EXPECT_EQ(read_from(a_source("page", "../me")).failed->kind, trouble::settings);
    EXPECT_EQ(read_from(a_source("wall", "")).failed->kind, trouble::settings);
}

TEST_F(FacebookRead, WhatTagsThePageIsReadToo) {
    answers_["GET 100/tagged"] = {list(
        R"({"id":"7890_5","message":"@Администрация, где свет?","created_time":"2023-11-14T09:00:00+0000","from":{"id":"7890","name":"Анна"}})")};
    auto r = read_all(a_source("tagged", ""));
    EXPECT_EQ(ids(r.posts), std::vector<std::string>{"facebook:7890_5"});
    EXPECT_EQ(r.posts[0].link, "https://www.facebook.com/7890_5");
    r = read_all(a_source("tagged", ""), r.cursor);
    EXPECT_TRUE(r.posts.empty());
}

TEST_F(FacebookRead, PicturesAndLinksHangOnIt) {
    answers_["GET 100/feed"] = {list(feed_post(
        "100_55",
        along(1, comment("55_66", noon, R"(,"attachment":{"type":"photo","url":"https://www.facebook.com/ph"})")),
        R"(,"attachments":{"data":[{"media_type":"photo","type":"photo"},{"type":"video_inline"},{"media_type":"link","url":"https://example.org/"},{"type":"new"},5]})"))};
    auto r = read_whole();
    EXPECT_EQ(r.posts.at(0).attachments,
              (std::vector<std::string>{"фото", "видео", "https://example.org/", "вложение"}));
    EXPECT_EQ(r.posts.at(1).attachments, std::vector<std::string>{"https://www.facebook.com/ph"});
}

// ---- names

TEST(FacebookNames, ACommentIsTheSameUnderWhateverItStands) {
    EXPECT_EQ(facebook::our_comment_id("55_66"), "facebook:66");
    EXPECT_EQ(facebook::our_comment_id("777_66"), "facebook:66");
    EXPECT_EQ(facebook::our_comment_id("66"), "facebook:66");
}

TEST(FacebookNames, MetasIdComesFromWhatWasReadOrIsMadeUp) {
    post p;
    p.network = "facebook", p.id = "facebook:66", p.kind = post_kind::comment, p.parent = "facebook:100_55";
    EXPECT_EQ(facebook::meta_id_of(p), "55_66");
    p.raw = R"({"id":"777_66"})";
    EXPECT_EQ(facebook::meta_id_of(p), "777_66");
    p.raw = R"({"comment_id":"888_66","post_id":"100_55"})";
    EXPECT_EQ(facebook::meta_id_of(p), "888_66");
    for (const char* strange : {"{", "5", R"({"id":"777_99"})", R"({"id":"../66"})"}) {
        p.raw = strange;
        EXPECT_EQ(facebook::meta_id_of(p), "55_66") << strange;
    }
    p.parent = "vk:-5_6";
    EXPECT_FALSE(facebook::meta_id_of(p));
    p.kind = post_kind::direct, p.parent = "facebook:100_55";
    EXPECT_FALSE(facebook::meta_id_of(p));
    p.kind = post_kind::comment, p.id = "facebook:../me";
    EXPECT_FALSE(facebook::meta_id_of(p));
}

TEST(FacebookNames, AddressesThatNameAnId) {
    struct row {
        const char *link, *page, *story, *comment;
    };
    const row good[] = {
        {"https://www.facebook.com/100_55", "100", "55", ""},
        {"https://www.facebook.com/100/posts/55", "100", "55", ""},
        {"facebook.com/adm.akht/posts/55?comment_id=66", "", "55", "66"},
        {"https://m.facebook.com/adm/posts/some-words/55/", "", "55", ""},
        {"https://www.facebook.com/permalink.php?story_fbid=55&id=100", "100", "55", ""},
        {"https://www.facebook.com/story.php?story_fbid=55&id=100&comment_id=66&reply_comment_id=67", "100", "55",
         "67"},
        {"https://www.facebook.com/photo/?fbid=55", "", "55", ""},
    };
    for (const auto& r : good) {
        auto at = facebook::address_in(r.link);
        ASSERT_TRUE(at) << r.link;
        EXPECT_EQ(at->page, r.page) << r.link;
        EXPECT_EQ(at->story, r.story) << r.link;
        EXPECT_EQ(at->comment, r.comment) << r.link;
    }
    for (const char* bad : {"", "https://www.facebook.com/", "https://www.facebook.com/adm",
                            "https://www.facebook.com/adm/posts/pfbid02AbC", "https://www.facebook.com/share/p/1AbC/",
                            "https://vk.com/wall-5_6", "https://facebook.com.evil.example/100_55",
                            "https://www.facebook.com/permalink.php?story_fbid=pfbid02&id=100",
                            "https://www.facebook.com/groups/5/posts/6/"})
        EXPECT_FALSE(facebook::address_in(bad)) << bad;
}

}
