#include "connectors/abilities.hpp"
#include "connectors/vk/errors.hpp"
#include "tests/unit/connectors/vk_stage.hpp"

#include <algorithm>

namespace otklik::test {

namespace {

std::string wall_post(int id, int comments, std::string_view more = "") {
    return R"({"id":)" + std::to_string(id) + R"(,"owner_id":-55,"from_id":-55,"date":)" +
           std::to_string(1'700'000'000 - 1000 + id) + R"(,"text":"Пост","comments":{"count":)" +
           std::to_string(comments) + "}" + std::string(more) + "}";
}
std::string comment(int id, std::string_view more = "") {
    return R"({"id":)" + std::to_string(id) + R"(,"from_id":123,"date":1700000000,"text":"Комментарий")" +
           std::string(more) + "}";
}
std::string many(int from, int to) {
    std::string out;
    for (int i = from; i < to; ++i) out += (out.empty() ? "" : ",") + comment(i);
    return out;
}

}

struct VkWall : VkStage {};

TEST_F(VkWall, BringsPostsCommentsAndThreads) {
    answers_["wall.get"] = {list(wall_post(765, 3) + "," + wall_post(700, 0))};
    answers_["wall.getComments"] = {list(
        comment(
            766,
            R"(,"thread":{"count":1,"items":[{"id":770,"from_id":-55,"date":1700000300,"text":"[id123|Анна], завтра","parents_stack":[766],"reply_to_comment":766}]})") +
            R"(,{"id":767,"deleted":true,"date":1700000050,"thread":{"count":1,"items":[)" +
            comment(768, R"(,"parents_stack":[767])") + "]}}",
        2)};
    auto r = read_all("wall", "-55");
    EXPECT_FALSE(r.failed);
    EXPECT_TRUE(r.left_out.empty());
    EXPECT_EQ(ids(r), (std::vector<std::string>{"vk:-55_765", "vk:-55_700", "vk:-55_766", "vk:-55_770", "vk:-55_768"}));
    EXPECT_EQ(r.posts[2].kind, post_kind::comment);
    EXPECT_EQ(r.posts[2].parent, "vk:-55_765");
    EXPECT_EQ(r.posts[3].kind, post_kind::reply);
    EXPECT_TRUE(r.posts[3].own);
    EXPECT_EQ(r.posts[3].text, "Анна, завтра");
    EXPECT_EQ(r.posts[4].reply_to, "vk:-55_767");
    auto q = asked("wall.getComments").at(0);
    EXPECT_EQ(q.fields["preview_length"], "0") << "or texts are cut short";
    EXPECT_EQ(q.fields["thread_items_count"], "10");
    EXPECT_EQ(asked("wall.getComments").size(), 1u);
}

TEST_F(VkWall, ReadsCommentsAgainOnlyWhereACounterMoved) {
    answers_["wall.get"] = {list(wall_post(765, 1) + "," + wall_post(700, 1))};
    answers_["wall.getComments"] = {list(comment(766), 1)};
    auto first = read_all("wall", "-55");
    EXPECT_EQ(asked("wall.getComments").size(), 2u);
    auto second = read_all("wall", "-55", first.cursor);
    EXPECT_TRUE(second.posts.empty());
    EXPECT_EQ(asked("wall.getComments").size(), 2u);
    EXPECT_EQ(asked("wall.get").size(), 2u);
    answers_["wall.get"] = {list(wall_post(765, 1) + "," + wall_post(700, 2))};
    read_all("wall", "-55", second.cursor);
    ASSERT_EQ(asked("wall.getComments").size(), 3u);
    EXPECT_EQ(asked("wall.getComments").at(2).fields["post_id"], "700");
}

TEST_F(VkWall, SweepsNowAndThenWhatCountersHide) {
    answers_["wall.get"] = {list(wall_post(765, 1) + "," + wall_post(700, 0))};
    answers_["wall.getComments"] = {list(comment(766), 1)};
    auto first = read_all("wall", "-55");
    time_.now_ += std::chrono::hours(5);
    first = read_all("wall", "-55", first.cursor);
    EXPECT_EQ(asked("wall.getComments").size(), 1u);
    time_.now_ += std::chrono::hours(1);
    read_all("wall", "-55", first.cursor);
    EXPECT_EQ(asked("wall.getComments").size(), 2u);
}

TEST_F(VkWall, ReadsAllPagesInBoundedSteps) {
    answers_["wall.get"] = {list(wall_post(765, 2000))};
    auto& pages = answers_["wall.getComments"];
    for (int i = 0; i < 20; ++i) pages.push_back(list(many(1000 + i * 100, 1100 + i * 100), 2000));
    pages.push_back(list("", 2000));
    std::string cursor;
    int steps = 0;
    std::size_t brought = 0;
    for (bool more = true; more; ++steps) {
        const auto before = asked().size();
        auto r = read("wall", "-55", cursor);
        EXPECT_LE(asked().size() - before, 8u);
        EXPECT_LE(r.posts.size(), 700u);
        brought += r.posts.size(), cursor = r.cursor, more = r.more;
    }
    EXPECT_EQ(brought, 2001u);
    EXPECT_GT(steps, 2);
    EXPECT_EQ(asked("wall.getComments").back().fields["offset"], "2000");
    EXPECT_EQ(asked("wall.get").size(), 1u) << "the wall is not probed again in the midst of the work";
}

TEST_F(VkWall, ReadsLongThreadsToTheirEndAndAgainOnlyWhenTheyGrew) {
    answers_["wall.get"] = {list(wall_post(765, 151)), list(wall_post(765, 152)), list(wall_post(765, 153))};
    auto root = [](int n) {
        return list(
            comment(766, R"(,"thread":{"count":)" + std::to_string(n) + R"(,"items":[)" + many(800, 810) + "]}"), 1);
    };
    answers_["wall.getComments"] = {root(150), list(many(800, 900), 150), list(many(900, 950), 150)};
    auto r = read_all("wall", "-55");
    EXPECT_EQ(r.posts.size(), 2u + 10u + 150u);
    auto q = asked("wall.getComments");
    ASSERT_EQ(q.size(), 3u);
    EXPECT_EQ(q[1].fields["comment_id"], "766");
    EXPECT_EQ(q[2].fields["offset"], "100");
    answers_["wall.getComments"] = {root(150)};
    r = read_all("wall", "-55", r.cursor);
    EXPECT_EQ(asked("wall.getComments").size(), 4u) << "the thread did not grow";
    answers_["wall.getComments"] = {root(151), list(many(800, 900), 151), list(many(900, 951), 151)};
    r = read_all("wall", "-55", r.cursor);
    EXPECT_EQ(asked("wall.getComments").size(), 7u);
}

TEST_F(VkWall, AStrangeItemCostsItselfAndNothingElse) {
    answers_["wall.get"] = {list(R"({"id":"x"},5,)" + wall_post(765, 2))};
    answers_["wall.getComments"] = {
        list(comment(766, R"(,"thread":[])") + R"(,{"id":767,"text":5},null,)" + comment(768), 4)};
    auto r = read_all("wall", "-55");
    EXPECT_EQ(ids(r), (std::vector<std::string>{"vk:-55_765", "vk:-55_766", "vk:-55_768"}));
    ASSERT_EQ(r.left_out.size(), 4u);
    EXPECT_EQ(r.left_out[2].place, "wall.getComments -55_765 items[1], id 767");
}

TEST_F(VkWall, InvalidUtf8SpoilsOneTextAndNotThePage) {
    answers_["wall.get"] = {list(wall_post(765, 0) + R"(,{"id":700,"owner_id":-55,"from_id":123,"date":1,"text":"яма)" +
                                 "\xff\xfe" + R"("})")};
    auto r = read_all("wall", "-55");
    ASSERT_EQ(r.posts.size(), 2u);
    EXPECT_EQ(r.posts[1].text, "яма\xEF\xBF\xBD\xEF\xBF\xBD");
}

TEST_F(VkWall, ATroubleKeepsWhatWasReadAndGoesOnFromThere) {
    answers_["wall.get"] = {list(wall_post(765, 300))};
    answers_["wall.getComments"] = {list(many(1000, 1100), 300), error(10), list(many(1100, 1200), 300),
                                    list(many(1200, 1300), 300), list("")};
    auto r = read("wall", "-55");
    ASSERT_TRUE(r.failed);
    EXPECT_EQ(r.failed->kind, trouble::unreachable);
    EXPECT_EQ(r.posts.size(), 101u);
    EXPECT_FALSE(r.more);
    r = read_all("wall", "-55", r.cursor);
    EXPECT_FALSE(r.failed);
    EXPECT_EQ(r.posts.size(), 200u);
    EXPECT_EQ(asked("wall.get").size(), 1u);
}

TEST_F(VkWall, ClosedCommentsOfOnePostDoNotStopTheOthers) {
    answers_["wall.get"] = {list(wall_post(765, 1) + "," + wall_post(700, 1))};
    answers_["wall.getComments"] = {error(212), list(comment(701), 1)};
    auto r = read_all("wall", "-55");
    EXPECT_FALSE(r.failed);
    EXPECT_EQ(ids(r).back(), "vk:-55_701");
    EXPECT_EQ(r.left_out.size(), 1u);
}

TEST_F(VkWall, ACounterWithoutCommentsIsNoted) {
    answers_["wall.get"] = {list(wall_post(765, 5))};
    answers_["wall.getComments"] = {list("", 0)};
    auto r = read_all("wall", "-55");
    ASSERT_EQ(r.left_out.size(), 1u);
    EXPECT_NE(r.left_out[0].why.find("5 comments"), std::string::npos);
}

TEST_F(VkWall, APageThatRepeatsEndsAndThePostIsReadAgain) {
    answers_["wall.get"] = {list(wall_post(765, 300))};
    answers_["wall.getComments"] = {list(many(1000, 1100), 300)};
    auto r = read_all("wall", "-55");
    EXPECT_EQ(r.left_out.size(), 1u);
    EXPECT_EQ(asked("wall.getComments").size(), 2u);
    read_all("wall", "-55", r.cursor);
    EXPECT_EQ(asked("wall.getComments").size(), 4u);
}

TEST_F(VkWall, AGapIsReadBackToWhatIsKnownAndAPinnedPostIsNotThatEnd) {
    options_["posts_watched"] = "2";
    const auto pinned = wall_post(5, 0, R"(,"is_pinned":1)");
    answers_["wall.get"] = {list(pinned + "," + wall_post(11, 0))};
    auto r = read_all("wall", "-55");
    answers_["wall.get"] = {list(pinned + "," + wall_post(15, 0)), list(wall_post(14, 0) + "," + wall_post(13, 0)),
                            list(wall_post(12, 0) + "," + wall_post(11, 0))};
    r = read_all("wall", "-55", r.cursor);
    EXPECT_EQ(ids(r), (std::vector<std::string>{"vk:-55_15", "vk:-55_14", "vk:-55_13", "vk:-55_12"}));
    EXPECT_EQ(asked("wall.get").back().fields["offset"], "4");
}

TEST_F(VkWall, TheSamePageOverlappingOrReorderedBringsNothingTwice) {
    answers_["wall.get"] = {list(wall_post(11, 0) + "," + wall_post(10, 0)),
                            list(wall_post(10, 0) + "," + wall_post(11, 0) + "," + wall_post(11, 0))};
    auto r = read_all("wall", "-55");
    EXPECT_EQ(r.posts.size(), 2u);
    EXPECT_TRUE(read_all("wall", "-55", r.cursor).posts.empty());
}

TEST_F(VkWall, AScreenNameIsAskedAsADomain) {
    answers_["wall.get"] = {list(wall_post(765, 1))};
    answers_["wall.getComments"] = {list(comment(766), 1)};
    read_all("wall", "https://vk.com/adm_akhtuba");
    EXPECT_EQ(asked("wall.get").at(0).fields["domain"], "adm_akhtuba");
    EXPECT_EQ(asked("wall.getComments").at(0).fields["owner_id"], "-55");
}

TEST_F(VkWall, ACursorThatCannotBeReadIsAStart) {
    answers_["wall.get"] = {list(wall_post(765, 0))};
    for (const char* strange : {"{", "5", "[]", R"({"posts":5,"work":[5],"offset":"x"})"}) {
        auto r = read("wall", "-55", strange);
        EXPECT_TRUE(r.failed || r.posts.size() <= 1) << strange;
    }
}

TEST_F(VkWall, EveryCodeIsAKindOfTrouble) {
    struct row {
        int code;
        trouble kind;
    };
    for (auto [code, kind] : {row{5, trouble::settings},
                              {6, trouble::throttled},
                              {9, trouble::braked},
                              {10, trouble::unreachable},
                              {14, trouble::braked},
                              {15, trouble::refused},
                              {18, trouble::gone},
                              {28, trouble::settings},
                              {29, trouble::throttled},
                              {987654, trouble::unreachable}}) {
        forget();
        answers_["wall.get"] = {error(code)};
        auto r = read("wall", "-55");
        ASSERT_TRUE(r.failed) << code;
        EXPECT_EQ(r.failed->kind, kind) << code;
        EXPECT_EQ(asked().back().method, "wall.get");
    }
}

TEST_F(VkWall, EveryRowOfTheTableIsTheTroubleOfARead) {
    for (const auto& row : vk::all_errors()) {
        forget();
        answers_["wall.get"] = {error(row.code)};
        const auto r = read("wall", "-55");
        ASSERT_TRUE(r.failed) << row.code;
        EXPECT_EQ(r.failed->kind, row.kind) << row.code;
        EXPECT_EQ(r.failed->after, row.after) << row.code;
        EXPECT_NE(r.failed->said.find(row.meaning), std::string::npos) << row.code;
    }
}

TEST_F(VkWall, AUsedUpQuotaIsNotAskedAgain) {
    answers_["wall.get"] = {error(29)};
    read("wall", "-55");
    const auto before = asked().size();
    auto r = read("wall", "-55");
    ASSERT_TRUE(r.failed);
    EXPECT_EQ(r.failed->kind, trouble::throttled);
    EXPECT_GT(r.failed->after, std::chrono::minutes(50));
    EXPECT_EQ(asked().size(), before);
}

TEST_F(VkWall, TransportTroubleIsAKindOfTroubleToo) {
    struct row {
        std::string answer;
        trouble kind;
    };
    for (const auto& [answer, kind] :
         {row{"HTTP/1.1 502 Bad\r\nContent-Length: 6\r\n\r\n<html>", trouble::unreachable},
          {"HTTP/1.1 429 Slow\r\nRetry-After: 7\r\nContent-Length: 0\r\n\r\n", trouble::throttled},
          {"HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n<html>", trouble::unreadable},
          {"HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n", trouble::unreadable},
          {"cut", trouble::unreachable}}) {
        answers_["wall.get"] = {answer};
        auto r = read("wall", "-55");
        ASSERT_TRUE(r.failed) << answer;
        EXPECT_EQ(r.failed->kind, kind) << answer;
        EXPECT_EQ(r.failed->said.find("SECRET"), r.failed->said.npos);
        if (kind == trouble::throttled) {
            EXPECT_EQ(r.failed->after, std::chrono::seconds(7));
        }
    }
}

TEST_F(VkWall, OnlyACommunityTokenReadsNothing) {
    options_.erase("service_token");
    auto r = read("wall", "-55");
    ASSERT_TRUE(r.failed);
    EXPECT_EQ(r.failed->kind, trouble::settings);
    EXPECT_TRUE(asked().empty());
}

TEST_F(VkWall, AnUnknownKindOfSourceIsSaid) {
    EXPECT_EQ(read("mentions", "-55").failed->kind, trouble::settings);
    EXPECT_EQ(read("wall", "два слова").failed->kind, trouble::settings);
}

// ---- the search

struct VkSearch : VkStage {
    static std::string page(std::string_view items, std::string_view next) {
        return response(R"({"count":2,"total_count":8000,"items":[)" + std::string(items) + "]" +
                        (next.empty() ? std::string() : R"(,"next_from":")" + std::string(next) + "\"") + "}");
    }
    static std::string hit(int id, int date) {
        return R"({"id":)" + std::to_string(id) + R"(,"owner_id":-77,"from_id":-77,"date":)" + std::to_string(date) +
               R"(,"text":"яма","post_type":"post"})";
    }
};

TEST_F(VkSearch, ReadsPageByPageAndOverlapsNextTime) {
    answers_["newsfeed.search"] = {page(hit(2, 1'699'999'000), "3/x"), page(hit(1, 1'699'998'000), ""), page("", "")};
    auto r = read_all("search", "Ахтубинск яма");
    EXPECT_EQ(r.posts.size(), 2u);
    auto q = asked("newsfeed.search");
    ASSERT_EQ(q.size(), 2u);
    EXPECT_EQ(q[0].fields["q"], "Ахтубинск яма");
    EXPECT_EQ(q[0].fields["count"], "200");
    EXPECT_EQ(q[0].fields["start_time"], std::to_string(1'700'000'000 - 24 * 3600));
    EXPECT_EQ(q[1].fields["start_from"], "3/x");
    EXPECT_EQ(q[1].fields["start_time"], q[0].fields["start_time"]);
    read_all("search", "Ахтубинск яма", r.cursor);
    EXPECT_EQ(asked("newsfeed.search").back().fields["start_time"], std::to_string(1'699'999'000 - 30 * 60));
}

TEST_F(VkSearch, APageMarkThatRepeatsEnds) {
    answers_["newsfeed.search"] = {page(hit(2, 1'699'999'000), "3/x")};
    read_all("search", "яма");
    EXPECT_EQ(asked().size(), 2u);
}

TEST_F(VkSearch, ATroubleGoesOnFromThePageItMet) {
    answers_["newsfeed.search"] = {page(hit(2, 1'699'999'000), "3/x"), error(10), page(hit(1, 1'699'998'000), "")};
    auto r = read("search", "яма");
    EXPECT_TRUE(r.failed);
    EXPECT_EQ(r.posts.size(), 1u);
    r = read("search", "яма", r.cursor);
    EXPECT_EQ(asked().back().fields["start_from"], "3/x");
    EXPECT_FALSE(r.failed);
}

TEST_F(VkSearch, ADateInTheFutureDoesNotMoveTheWindowThere) {
    answers_["newsfeed.search"] = {page(hit(2, 2'000'000'000), "")};
    auto r = read_all("search", "яма");
    read_all("search", "яма", r.cursor);
    EXPECT_EQ(asked().back().fields["start_time"], std::to_string(1'700'000'000 - 30 * 60));
}

// ---- links, the account, the descriptor

struct VkAccount : VkStage {};

TEST_F(VkAccount, ReadsALink) {
    answers_["wall.getById"] = {list(R"({"id":765,"owner_id":-55,"from_id":123,"date":1700000000,"text":"Яма"})")};
    answers_["wall.getComments"] = {list(comment(766) + "," + comment(770, R"(,"parents_stack":[766])"), 2)};
    auto* links = dynamic_cast<reads_links*>(&vk());
    ASSERT_TRUE(links);
    EXPECT_TRUE(links->understands("https://vk.com/wall-55_765"));
    EXPECT_FALSE(links->understands("https://ok.ru/group/1"));
    auto post_read = bench_.finish(links->read_link("https://vk.com/wall-55_765"));
    ASSERT_TRUE(std::holds_alternative<post>(post_read));
    EXPECT_EQ(std::get<post>(post_read).author.name, "Анна Ветрова");
    auto comment_read = bench_.finish(links->read_link("https://vk.com/wall-55_765?reply=770&thread=766"));
    ASSERT_TRUE(std::holds_alternative<post>(comment_read));
    EXPECT_EQ(std::get<post>(comment_read).id, "vk:-55_770");
    answers_["wall.getById"] = {list("")};
    EXPECT_EQ(std::get<failure>(bench_.finish(links->read_link("https://vk.com/wall-55_765"))).kind, trouble::gone);
}

TEST_F(VkAccount, IsChecked) {
    answers_["groups.getById"] = {
        response(R"({"groups":[{"id":55,"name":"Администрация","screen_name":"adm_akhtuba"}]})")};
    answers_["groups.getTokenPermissions"] = {
        response(R"({"mask":8192,"permissions":[{"setting":8192,"name":"wall"}]})")};
    answers_["wall.getById"] = {list("")};
    auto c = bench_.finish(vk().check());
    EXPECT_TRUE(c.connected);
    EXPECT_EQ(c.name, "Администрация");
    EXPECT_EQ(c.link, "https://vk.com/adm_akhtuba");
    EXPECT_EQ(c.abilities.size(), 3u);
    EXPECT_TRUE(c.failures.empty());
}

TEST_F(VkAccount, ACheckSaysWhatIsWrong) {
    answers_["groups.getById"] = {response(R"({"groups":[{"id":55,"name":"Администрация"}]})"),
                                  response(R"({"groups":[{"id":56,"name":"Чужая"}]})")};
    answers_["wall.getById"] = {list("")};
    auto c = bench_.finish(vk().check());
    ASSERT_EQ(c.failures.size(), 0u + (c.link.empty() ? 1u : 1u));
    forget();
    answers_["groups.getById"] = {error(5)};
    c = bench_.finish(vk().check());
    EXPECT_FALSE(c.connected);
    ASSERT_EQ(c.failures.size(), 2u);
    EXPECT_EQ(c.failures[0].kind, trouble::settings);
    EXPECT_TRUE(c.failures[0].said.starts_with("service_token: "));
}

TEST_F(VkAccount, ATokenWithoutTheRightToTheWallIsSaid) {
    answers_["groups.getById"] = {response(R"({"groups":[{"id":55,"name":"Администрация"}]})")};
    answers_["groups.getTokenPermissions"] = {
        response(R"({"mask":4096,"permissions":[{"setting":4096,"name":"messages"}]})")};
    answers_["wall.getById"] = {list("")};
    auto c = bench_.finish(vk().check());
    ASSERT_EQ(c.failures.size(), 1u);
    EXPECT_NE(c.failures[0].said.find("wall"), std::string::npos);
}

TEST(VkKind, ObjectsToOptionsThatCannotWork) {
    using options = std::map<std::string, std::string, std::less<>>;
    auto objects = [](options o) { return vk::kind.objection(o).has_value(); };
    EXPECT_FALSE(objects({{"community", "55"}}));
    EXPECT_FALSE(objects({{"community", "55"}, {"api", "https://api.vk.ru"}, {"posts_watched", "100"}}));
    EXPECT_FALSE(objects({{"community", "55"}, {"api", "http://127.0.0.1:8080"}}));
    EXPECT_TRUE(objects({}));
    EXPECT_TRUE(objects({{"community", "-55"}}));
    EXPECT_TRUE(objects({{"community", "adm"}}));
    EXPECT_TRUE(objects({{"community", "55"}, {"api", "http://api.vk.com"}}));
    EXPECT_TRUE(objects({{"community", "55"}, {"api", "http://127.0.0.1.evil.example"}}));
    EXPECT_TRUE(objects({{"community", "55"}, {"posts_watched", "101"}}));
    EXPECT_TRUE(objects({{"community", "55"}, {"sweep_hours", "x"}}));
}

TEST(VkKind, IsInTheList) {
    auto all = connectors();
    ASSERT_TRUE(std::ranges::find(all, &vk::kind) != all.end());
    EXPECT_EQ(vk::kind.abi, connector_abi);
    for (auto& o : vk::kind.options)
        if (o.name.ends_with("token")) {
            EXPECT_TRUE(o.secret) << o.name;
        }
}

}
