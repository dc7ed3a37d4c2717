#include "tests/unit/connectors/ok_stage.hpp"

#include "connectors/ok/errors.hpp"

namespace otklik::test {

struct OkGroup : OkStage {
    static constexpr std::int64_t noon = 1'699'990'000;  // seconds; before the clock of the tests

    static std::string many(int from, int to, std::int64_t newest = noon) {
        std::string out;
        for (int i = from; i < to; ++i) out += (out.empty() ? "" : ",") + comment("C" + std::to_string(i), newest - i);
        return out;
    }
    static std::string counted(std::string_view id, int comments) { return topic(id, comments); }
};

TEST_F(OkGroup, BringsTopicsAndTheirComments) {
    answers_["mediatopic.getTopics"] = {topics(topic("700", 3) + "," + topic("650", 0))};
    answers_["discussions.getComments"] = {comments(own("C3", "C2", "Завтра") + "," + comment("C2") + "," +
                                                    comment("C1") + R"(,{"id":"C0","type":"REMOVED_MESSAGE"})")};
    auto r = read_all("555");
    EXPECT_FALSE(r.failed);
    EXPECT_TRUE(r.left_out.empty());
    EXPECT_EQ(ids(r), (std::vector<std::string>{"ok:700", "ok:650", "ok:700_C3", "ok:700_C2", "ok:700_C1"}));
    EXPECT_TRUE(r.posts[0].own);
    EXPECT_EQ(r.posts[0].author.name, "Администрация");
    EXPECT_EQ(r.posts[2].kind, post_kind::reply);
    EXPECT_EQ(r.posts[2].reply_to, "ok:700_C2");
    EXPECT_TRUE(r.posts[2].own);
    EXPECT_EQ(r.posts[3].kind, post_kind::comment);
    EXPECT_EQ(r.posts[3].parent, "ok:700");
    EXPECT_EQ(r.posts[3].link, "https://ok.ru/group/555/topic/700");
    EXPECT_EQ(r.posts[3].author.name, "Анна Ветрова");
    auto q = asked("discussions.getComments");
    ASSERT_EQ(q.size(), 1u);
    EXPECT_EQ(q[0].fields["discussionId"], "700");
    EXPECT_EQ(q[0].fields["discussionType"], "GROUP_TOPIC");
    EXPECT_EQ(q[0].fields["anchor"], "LAST");
    EXPECT_EQ(q[0].fields["direction"], "BACKWARD");
    EXPECT_FALSE(q[0].fields.contains("mark_as_read"));
}

TEST_F(OkGroup, AsksForCountersThatDidNotComeAlong) {
    answers_["mediatopic.getTopics"] = {topics(topic("700", -1) + "," + topic("650", -1))};
    answers_["mediatopic.getByIds"] = {topics(counted("700", 1) + "," + counted("650", 0))};
    answers_["discussions.getComments"] = {comments(comment("C1"))};
    auto r = read_all("555");
    EXPECT_EQ(r.posts.size(), 3u);
    auto q = asked("mediatopic.getByIds");
    ASSERT_EQ(q.size(), 1u);
    EXPECT_EQ(q[0].fields["topic_ids"], "700,650");
    EXPECT_EQ(q[0].fields["media_limit"], "3");
    EXPECT_NE(r.posts[0].raw.find("discussion_summary"), std::string::npos);
}

TEST_F(OkGroup, ReadsCommentsAgainOnlyWhereACounterMoved) {
    answers_["mediatopic.getTopics"] = {topics(topic("700", 1) + "," + topic("650", 1))};
    answers_["discussions.getComments"] = {comments(comment("C1"))};
    auto first = read_all("555");
    EXPECT_EQ(asked("discussions.getComments").size(), 2u);
    auto second = read_all("555", first.cursor);
    EXPECT_TRUE(second.posts.empty());
    EXPECT_EQ(asked("discussions.getComments").size(), 2u);
    answers_["mediatopic.getTopics"] = {topics(topic("700", 1) + "," + topic("650", 2))};
    read_all("555", second.cursor);
    ASSERT_EQ(asked("discussions.getComments").size(), 3u);
    EXPECT_EQ(asked("discussions.getComments").at(2).fields["discussionId"], "650");
}

TEST_F(OkGroup, StopsAtCommentsThatAreKnownAndSweepsToTheEnd) {
    answers_["mediatopic.getTopics"] = {topics(topic("700", 250))};
    const auto older = comments(many(1000, 1100), R"(,"has_more":true,"anchor":"A2")");
    const auto oldest = comments(many(2000, 2050), R"(,"has_more":false,"anchor":"A3")");
    answers_["discussions.getComments"] = {comments(many(0, 100), R"(,"has_more":true,"anchor":"A1")"), older, oldest};
    auto r = read_all("555");
    EXPECT_EQ(r.posts.size(), 251u);
    EXPECT_EQ(asked("discussions.getComments").at(1).fields["anchor"], "A1");
    EXPECT_EQ(asked("discussions.getComments").size(), 3u);

    answers_["mediatopic.getTopics"] = {topics(topic("700", 251))};
    answers_["discussions.getComments"] = {
        comments(comment("NEW", noon + 60) + "," + many(0, 99), R"(,"has_more":true,"anchor":"A1")"), older, oldest};
    r = read_all("555", r.cursor);
    EXPECT_EQ(asked("discussions.getComments").size(), 5u) << "the second page is older than what is known";

    time_.now_ += std::chrono::hours(7);
    answers_["discussions.getComments"] = {comments(many(0, 100), R"(,"has_more":true,"anchor":"A1")"), older, oldest};
    read_all("555", r.cursor);
    EXPECT_EQ(asked("discussions.getComments").size(), 8u) << "a sweep reads all of them";
}

TEST_F(OkGroup, ShouldTheOldestComeFirstNothingNewIsMissed) {
    answers_["mediatopic.getTopics"] = {topics(topic("700", 2))};
    const auto old =
        comments(comment("C1", noon - 5000) + "," + comment("C2", noon - 4000), R"(,"has_more":true,"anchor":"A1")");
    answers_["discussions.getComments"] = {old, comments(comment("C3", noon), R"(,"has_more":false)")};
    auto r = read_all("555");
    answers_["mediatopic.getTopics"] = {topics(topic("700", 4))};
    answers_["discussions.getComments"] = {
        old, comments(comment("C3", noon) + "," + comment("NEW", noon + 60), R"(,"has_more":false)")};
    r = read_all("555", r.cursor);
    EXPECT_EQ(ids(r).back(), "ok:700_NEW");
}

TEST_F(OkGroup, GoesOnByAnchorWhereNobodySaysWhetherThereIsMore) {
    answers_["mediatopic.getTopics"] = {topics(topic("700", 9))};
    answers_["discussions.getComments"] = {comments(comment("C3"), R"(,"anchor":"A1")"),
                                           comments(comment("C2"), R"(,"anchor":"A2")"),
                                           R"({"anchor":"A3","discussionId":"700"})"};
    auto r = read_all("555");
    EXPECT_EQ(ids(r), (std::vector<std::string>{"ok:700", "ok:700_C3", "ok:700_C2"})) << "fewer than the counter says";
    EXPECT_FALSE(r.failed);
    EXPECT_TRUE(r.left_out.empty());
}

TEST_F(OkGroup, ListsCommentsInTheOldWayWhereTheNewOneIsRefused) {
    answers_["mediatopic.getTopics"] = {topics(topic("700", 3) + "," + topic("650", 1))};
    answers_["discussions.getComments"] = {error(3)};
    answers_["discussions.getDiscussionComments"] = {comments(comment("C3") + "," + comment("C2")),
                                                     comments(comment("C1")), comments(""), "[" + comment("D1") + "]",
                                                     "[]"};
    auto r = read_all("555");
    EXPECT_FALSE(r.failed);
    EXPECT_EQ(ids(r),
              (std::vector<std::string>{"ok:700", "ok:650", "ok:700_C3", "ok:700_C2", "ok:700_C1", "ok:650_D1"}));
    EXPECT_EQ(asked("discussions.getComments").size(), 1u) << "the way that worked is the first one from then on";
    auto q = asked("discussions.getDiscussionComments");
    ASSERT_EQ(q.size(), 5u);
    EXPECT_EQ(q[1].fields["entityId"], "700");
    EXPECT_EQ(q[1].fields["entityType"], "GROUP_TOPIC");
    EXPECT_EQ(q[1].fields["offset"], "2");
    EXPECT_EQ(q[2].fields["offset"], "3");
}

TEST_F(OkGroup, WhereBothWaysAreRefusedTheTroubleIsTold) {
    answers_["mediatopic.getTopics"] = {topics(topic("700", 3))};
    answers_["discussions.getComments"] = {error(10)};
    answers_["discussions.getDiscussionComments"] = {error(10)};
    auto r = read("555");
    ASSERT_TRUE(r.failed);
    EXPECT_EQ(r.failed->kind, trouble::settings);
    EXPECT_EQ(r.posts.size(), 1u);
}

TEST_F(OkGroup, ListsTopicsByTheStreamWhereTheOtherWayIsRefused) {
    answers_["mediatopic.getTopics"] = {error(3)};
    answers_["stream.get"] = {
        R"({"feeds":[{"pattern":"POST","message":"{media_topic:700}"}],"anchor":"A","entities":{"media_topics":[)" +
        topic("700", 0) + "]}}"};
    auto r = read_all("555");
    EXPECT_FALSE(r.failed);
    EXPECT_EQ(ids(r), std::vector<std::string>{"ok:700"});
    EXPECT_EQ(asked("stream.get").at(0).fields["patterns"], "POST");
    read_all("555", r.cursor);
    EXPECT_EQ(asked("mediatopic.getTopics").size(), 1u);
}

TEST_F(OkGroup, AGroupWithoutTopicsIsNoTrouble) {
    for (const char* nothing : {R"({"media_topics":[]})", "{}", R"({"media_topics":null,"anchor":"A"})"}) {
        answers_["mediatopic.getTopics"] = {nothing};
        auto r = read("555");
        EXPECT_FALSE(r.failed) << nothing;
        EXPECT_FALSE(r.more);
    }
}

TEST_F(OkGroup, WhatIsNoListIsATroubleAndNotAnEmptyGroup) {
    for (const char* strange :
         {"5", "null", "true", "\"x\"", "[]", R"({"media_topics":5})", R"({"media_topics":{}})", R"({"anything":1})",
          R"({"error":"x"})", R"({"error_code":"x"})", "<html>", "", "HTTP/1.1 502 Bad\r\nContent-Length: 0\r\n\r\n",
          "HTTP/1.1 429 Slow\r\nContent-Length: 0\r\n\r\n", "HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n", "cut"}) {
        answers_["mediatopic.getTopics"] = {strange};
        auto r = read("555");
        EXPECT_TRUE(r.failed) << strange;
        EXPECT_TRUE(r.posts.empty());
        EXPECT_EQ(asked().back().method, "mediatopic.getTopics") << "no other way: " << strange;
    }
}

TEST_F(OkGroup, AStrangeItemCostsItselfAndNothingElse) {
    answers_["mediatopic.getTopics"] = {topics(R"({"id":"x"},5,)" + topic("700", 4))};
    answers_["discussions.getComments"] = {comments(comment("C4") +
                                                    R"(,{"id":"C3","text":5,"date_ms":1699999500000},null,)" +
                                                    comment("C1", 1'699'999'400, R"(,"attachments":5)"))};
    auto r = read_all("555");
    EXPECT_EQ(ids(r), (std::vector<std::string>{"ok:700", "ok:700_C4", "ok:700_C1"}));
    ASSERT_EQ(r.left_out.size(), 4u);
    EXPECT_EQ(r.left_out[0].place, "mediatopic.getTopics 555 items[0], id x");
    EXPECT_EQ(r.left_out[2].place, "discussions.getComments 700 items[1], id C3");
}

TEST_F(OkGroup, InvalidUtf8SpoilsOneTextAndNotThePage) {
    answers_["mediatopic.getTopics"] = {topics(topic("700", 2))};
    answers_["discussions.getComments"] = {
        comments(comment("C2") + R"(,{"id":"C1","author_id":"123","date_ms":1699999500000,"text":"яма)" + "\xff" +
                 R"( \ud83d"})")};
    auto r = read_all("555");
    ASSERT_EQ(r.posts.size(), 3u);
    EXPECT_EQ(r.posts[2].text, "яма\xEF\xBF\xBD \xEF\xBF\xBD");
}

TEST_F(OkGroup, ReadsAllPagesInBoundedSteps) {
    answers_["mediatopic.getTopics"] = {topics(topic("700", 2000))};
    auto& pages = answers_["discussions.getComments"];
    for (int i = 0; i < 20; ++i)
        pages.push_back(comments(many(i * 100, i * 100 + 100), R"(,"anchor":"A)" + std::to_string(i) + "\""));
    pages.push_back(comments(""));
    std::string cursor;
    std::size_t brought = 0;
    for (bool more = true; more;) {
        const auto before = asked().size();
        auto r = read("555", cursor);
        EXPECT_LE(asked().size() - before, 6u);
        EXPECT_FALSE(r.failed);
        brought += r.posts.size(), cursor = r.cursor, more = r.more;
    }
    EXPECT_EQ(brought, 2001u);
    EXPECT_EQ(asked("mediatopic.getTopics").size(), 1u) << "not probed again in the midst of the work";
}

TEST_F(OkGroup, ATroubleKeepsWhatWasReadAndGoesOnFromThere) {
    answers_["mediatopic.getTopics"] = {topics(topic("700", 150))};
    answers_["discussions.getComments"] = {comments(many(0, 100), R"(,"has_more":true,"anchor":"A1")"), error(2),
                                           comments(many(100, 150), R"(,"has_more":false)")};
    auto r = read("555");
    ASSERT_TRUE(r.failed);
    EXPECT_EQ(r.failed->kind, trouble::unreachable);
    EXPECT_EQ(r.posts.size(), 101u);
    EXPECT_FALSE(r.more);
    r = read_all("555", r.cursor);
    EXPECT_EQ(r.posts.size(), 50u);
    EXPECT_EQ(asked("discussions.getComments").back().fields["anchor"], "A1");
}

TEST_F(OkGroup, AnAnchorThatIsOldIsNotUsedAgain) {
    answers_["mediatopic.getTopics"] = {topics(topic("700", 150))};
    answers_["discussions.getComments"] = {comments(many(0, 100), R"(,"has_more":true,"anchor":"A1")"), error(2),
                                           comments(many(0, 100), R"(,"has_more":false)")};
    auto r = read("555");
    time_.now_ += std::chrono::hours(1);
    read_all("555", r.cursor);
    EXPECT_EQ(asked("discussions.getComments").back().fields["anchor"], "LAST");
}

TEST_F(OkGroup, AnAnchorThatIsRefusedBeginsTheDiscussionAnew) {
    answers_["mediatopic.getTopics"] = {topics(topic("700", 150))};
    answers_["discussions.getComments"] = {comments(many(0, 100), R"(,"has_more":true,"anchor":"A1")"), error(100),
                                           comments(many(0, 150), R"(,"has_more":false)")};
    auto r = read_all("555");
    EXPECT_EQ(r.left_out.size(), 1u);
    r = read_all("555", r.cursor);
    EXPECT_EQ(r.posts.size(), 150u);
}

TEST_F(OkGroup, OneDiscussionThatCannotBeReadDoesNotStopTheOthers) {
    answers_["mediatopic.getTopics"] = {topics(topic("700", 1) + "," + topic("650", 1))};
    answers_["discussions.getComments"] = {error(456), comments(comment("D1"))};
    auto r = read_all("555");
    EXPECT_FALSE(r.failed);
    EXPECT_EQ(ids(r).back(), "ok:650_D1");
    EXPECT_EQ(r.left_out.size(), 1u);

    answers_["mediatopic.getTopics"] = {topics(topic("700", 2) + "," + topic("650", 2))};
    answers_["discussions.getComments"] = {"5", comments(comment("D2"))};
    r = read_all("555", r.cursor);
    ASSERT_TRUE(r.failed);
    EXPECT_EQ(r.failed->kind, trouble::unreadable);
    r = read_all("555", r.cursor);
    EXPECT_EQ(ids(r).front(), "ok:650_D2") << "the other one has its turn";
}

TEST_F(OkGroup, ACounterWithoutCommentsIsNoted) {
    answers_["mediatopic.getTopics"] = {topics(topic("700", 5))};
    answers_["discussions.getComments"] = {comments("")};
    auto r = read_all("555");
    ASSERT_EQ(r.left_out.size(), 1u);
    EXPECT_NE(r.left_out[0].why.find("5 comments"), std::string::npos);
}

TEST_F(OkGroup, APageThatRepeatsEndsAndTheTopicIsReadAgain) {
    answers_["mediatopic.getTopics"] = {topics(topic("700", 300))};
    answers_["discussions.getComments"] = {comments(many(0, 100), R"(,"anchor":"A1")"),
                                           comments(many(0, 100), R"(,"anchor":"A2")")};
    auto r = read_all("555");
    EXPECT_EQ(r.left_out.size(), 1u);
    EXPECT_EQ(asked("discussions.getComments").size(), 2u);
    read_all("555", r.cursor);
    EXPECT_GT(asked("discussions.getComments").size(), 2u);
}

TEST_F(OkGroup, AGapIsReadBackToWhatIsKnownAndAPinnedTopicIsNotThatEnd) {
    options_["topics_watched"] = "2";
    answers_["mediatopic.getTopics"] = {topics(topic("5", 0) + "," + topic("11", 0))};
    auto r = read_all("555");
    answers_["mediatopic.getTopics"] = {topics(topic("5", 0) + "," + topic("15", 0), R"(,"anchor":"A1")"),
                                        topics(topic("14", 0) + "," + topic("13", 0), R"(,"anchor":"A2")"),
                                        topics(topic("12", 0) + "," + topic("11", 0), R"(,"anchor":"A3")")};
    r = read_all("555", r.cursor);
    EXPECT_EQ(ids(r), (std::vector<std::string>{"ok:15", "ok:14", "ok:13", "ok:12"}));
    EXPECT_EQ(asked("mediatopic.getTopics").back().fields["anchor"], "A2");
}

TEST_F(OkGroup, TheSamePageOverlappingOrReorderedBringsNothingTwice) {
    answers_["mediatopic.getTopics"] = {topics(topic("11", 0) + "," + topic("10", 0)),
                                        topics(topic("10", 0) + "," + topic("11", 0) + "," + topic("11", 0))};
    auto r = read_all("555");
    EXPECT_EQ(r.posts.size(), 2u);
    EXPECT_TRUE(read_all("555", r.cursor).posts.empty());
}

TEST_F(OkGroup, AnothersGroupIsReadLikeTheOwnAndAShortNameIsResolvedOnce) {
    answers_["url.getInfo"] = {R"({"objectId":777,"objectIdStr":"777","type":"GROUP"})"};
    answers_["mediatopic.getTopics"] = {
        topics(R"({"id":"700","created_ms":1699999000000,"author_ref":"group:777","media":[]})")};
    answers_["mediatopic.getByIds"] = {topics("")};
    auto r = read_all("https://ok.ru/podslushano");
    ASSERT_EQ(r.posts.size(), 1u);
    EXPECT_FALSE(r.posts[0].own);
    EXPECT_EQ(r.posts[0].link, "https://ok.ru/group/777/topic/700");
    EXPECT_EQ(asked("url.getInfo").at(0).fields["url"], "https://ok.ru/podslushano");
    EXPECT_EQ(asked("mediatopic.getTopics").at(0).fields["gid"], "777");
    read_all("https://ok.ru/podslushano", r.cursor);
    EXPECT_EQ(asked("url.getInfo").size(), 1u);
    answers_["url.getInfo"] = {R"({"objectId":777,"type":"PROFILE"})"};
    EXPECT_EQ(read("somebody").failed->kind, trouble::settings);
    EXPECT_EQ(read("не имя").failed->kind, trouble::settings);
    EXPECT_EQ(read("555", {}, "wall").failed->kind, trouble::settings);
}

TEST_F(OkGroup, CommentsUnderAPhotoThatIsATopicAreReadWhereTheyStand) {
    answers_["mediatopic.getTopics"] = {topics(
        R"({"id":"700","created_ms":1699999000000,"media":[{"type":"photo"}],"discussion_summary":{"discussion_id":"900","discussion_type":"GROUP_PHOTO","comments_count":1}})")};
    answers_["discussions.getComments"] = {comments(comment("C1"))};
    auto r = read_all("555");
    EXPECT_EQ(ids(r), (std::vector<std::string>{"ok:700", "ok:photo900_C1"}));
    EXPECT_EQ(r.posts[1].parent, "ok:700");
    EXPECT_EQ(asked("discussions.getComments").at(0).fields["discussionType"], "GROUP_PHOTO");
}

TEST_F(OkGroup, TheAccountsDiscussionsBringCommentsUnderPhotosAndVideosToo) {
    auto told = [](std::string_view type, int id, int count) {
        return R"({"object_id":")" + std::to_string(id) + R"(","object_type":")" + std::string(type) +
               R"(","title":"Фото","message":"с {group:555}площади{group}","creation_date":"2023-11-15 01:13:20","total_comments_count":)" +
               std::to_string(count) + R"(,"ref_objects":[{"type":"GROUP","id":"555"}]})";
    };
    auto list = [&](int count) {
        return R"({"discussions":[)" + told("GROUP_PHOTO", 900, count) + "," + told("GROUP_MOVIE", 901, 0) + "," +
               told("GROUP_TOPIC", 700, 0) + "," + told("USER_PHOTO", 5, 9) + R"(,5],"entities":{}})";
    };
    answers_["discussions.getList"] = {list(1)};
    answers_["discussions.getComments"] = {comments(comment("C1"))};
    auto r = read("GROUP", {}, "discussions");
    EXPECT_FALSE(r.failed);
    EXPECT_EQ(ids(r), (std::vector<std::string>{"ok:photo900", "ok:movie901", "ok:700", "ok:photo900_C1"}));
    EXPECT_EQ(r.posts.at(0).text, "Фото\nс площади");
    EXPECT_EQ(r.posts.at(0).written, moment{std::chrono::seconds(1'700'000'000)});
    EXPECT_TRUE(r.posts.at(0).own);
    EXPECT_EQ(r.posts.at(1).link, "https://ok.ru/video/901");
    EXPECT_EQ(r.posts.at(2).link, "https://ok.ru/group/555/topic/700");
    EXPECT_EQ(r.posts.at(3).parent, "ok:photo900");
    EXPECT_EQ(r.posts.at(3).link, "https://ok.ru/group/555");
    EXPECT_EQ(r.left_out.size(), 2u);
    EXPECT_EQ(asked("discussions.getList").at(0).fields["category"], "GROUP");
    EXPECT_EQ(asked("discussions.getComments").at(0).fields["discussionType"], "GROUP_PHOTO");

    read("GROUP", r.cursor, "discussions");
    EXPECT_EQ(asked("discussions.getComments").size(), 1u);
    answers_["discussions.getList"] = {list(2)};
    read("GROUP", r.cursor, "discussions");
    EXPECT_EQ(asked("discussions.getComments").size(), 2u);
    EXPECT_EQ(read("555", {}, "discussions").failed->kind, trouble::settings);
}

TEST_F(OkGroup, DiscussionsThatAreNoListAreATrouble) {
    for (const char* strange : {"5", "[]", R"({"discussions":5})", "<html>"}) {
        answers_["discussions.getList"] = {strange};
        EXPECT_TRUE(read("MY", {}, "discussions").failed) << strange;
    }
    answers_["discussions.getList"] = {"{}"};
    EXPECT_FALSE(read("MY", {}, "discussions").failed);
}

TEST_F(OkGroup, ACursorThatCannotBeReadIsAStart) {
    answers_["mediatopic.getTopics"] = {topics(topic("700", 0))};
    for (const char* strange : {"{", "5", "[]", R"({"topics":5,"work":[5],"at":"x","gap":{"a":5}})",
                                R"({"group":"555","work":[{"i":"1"},{"i":5}]})"}) {
        auto r = read_all("555", strange);
        EXPECT_FALSE(r.failed) << strange;
        EXPECT_LE(r.posts.size(), 1u) << strange;
    }
}

TEST_F(OkGroup, ADateInTheFutureDoesNotHideWhatIsToCome) {
    answers_["mediatopic.getTopics"] = {topics(topic("700", 1))};
    answers_["discussions.getComments"] = {comments(comment("C1", 4'000'000'000))};
    auto r = read_all("555");
    answers_["mediatopic.getTopics"] = {topics(topic("700", 3))};
    answers_["discussions.getComments"] = {comments(comment("C2", 1'700'000'100), R"(,"has_more":true,"anchor":"A")"),
                                           comments(comment("C0", noon), R"(,"has_more":false)")};
    time_.now_ += std::chrono::minutes(5);
    r = read_all("555", r.cursor);
    EXPECT_EQ(r.posts.size(), 2u);
}

TEST_F(OkGroup, EveryCodeIsAKindOfTrouble) {
    for (const auto& row : ok::all_errors()) {
        forget();
        answers_["mediatopic.getTopics"] = answers_["stream.get"] = {error(row.code)};
        auto r = read("555");
        ASSERT_TRUE(r.failed) << row.code;
        EXPECT_EQ(r.failed->kind, row.kind) << row.code;
        EXPECT_EQ(r.failed->after, row.after) << row.code;
        EXPECT_NE(r.failed->said.find(row.meaning), std::string::npos) << row.code;
    }
}

TEST_F(OkGroup, NoTroubleHoldsASecret) {
    answers_["mediatopic.getTopics"] = {
        R"({"error_code":104,"error_msg":"sig with tkn-SECRET\n","error_data":"session-SECRET"})"};
    auto r = read("555");
    ASSERT_TRUE(r.failed);
    EXPECT_EQ(r.failed->said.find("SECRET"), std::string::npos) << r.failed->said;
    EXPECT_EQ(r.failed->said.find('\n'), std::string::npos);
}

}
