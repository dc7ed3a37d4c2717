#include "connectors/vk/execute.hpp"
#include "tests/unit/connectors/vk_stage.hpp"

#include <set>

namespace otklik::test {

struct VkTogether : VkStage {
    static std::string wall_post(int id, int comments) {
        return R"({"id":)" + std::to_string(id) + R"(,"owner_id":-55,"from_id":-55,"date":1699990000,"text":"Пост",)" +
               R"("comments":{"count":)" + std::to_string(comments) + "}}";
    }
    static std::string comments(std::string_view items, int level) {
        return R"({"count":9,"current_level_count":)" + std::to_string(level) + R"(,"items":[)" + std::string(items) +
               R"(],"profiles":[],"groups":[]})";
    }
    static std::string comment(int id, std::string_view more = "") {
        return R"({"id":)" + std::to_string(id) + R"(,"from_id":123,"date":1700000000,"text":"Яма")" +
               std::string(more) + "}";
    }
    static std::string executed(std::string_view results, std::string_view errors = "") {
        return R"({"response":[)" + std::string(results) + "]" +
               (errors.empty() ? "" : R"(,"execute_errors":[)" + std::string(errors) + "]") + "}";
    }
    void three_posts() {
        answers_["wall.get"] = {list(wall_post(30, 1) + "," + wall_post(20, 1) + "," + wall_post(10, 1))};
    }
};

TEST(VkExecute, WritesTheProgramThatAsksForAll) {
    EXPECT_EQ(vk::code_for({{"wall.getComments", {{"owner_id", "-1"}, {"sort", "desc"}}},
                            {"wall.getById", {{"posts", "-1_2"}}}}),
              R"(return [API.wall.getComments({"owner_id":-1,"sort":"desc"}),API.wall.getById({"posts":"-1_2"})];)");
    EXPECT_EQ(vk::code_for({{"a.b", {{"q", "\"});return 1;//"}}}}), R"(return [API.a.b({"q":"\"});return 1;//"})];)");
}

// Entries name no index, and sometimes a failed call has one of its own and one of `execute`.
TEST(VkExecute, EveryErrorIsGivenToItsCallOrToNone) {
    auto codes = [](std::string_view body, std::size_t calls) {
        std::vector<std::int64_t> out;  // 0: went well, -1: failed and nobody knows how
        for (const auto& e : vk::errors_in(*json::parse(body), calls))
            out.push_back(e.is_null() ? 0 : e["error_code"].integer_or(-1));
        return out;
    };
    using codes_of = std::vector<std::int64_t>;
    EXPECT_EQ(codes(R"({"response":[{},{}]})", 2), (codes_of{0, 0}));
    EXPECT_EQ(codes(R"({"response":[{},false,[],false],"execute_errors":[{"method":"wall.get","error_code":15},
        {"method":"wall.get","error_code":18}]})",
                    4),
              (codes_of{0, 15, 0, 18}));
    EXPECT_EQ(codes(R"({"response":[false,{},false],"execute_errors":[{"method":"wall.get","error_code":15},
        {"method":"execute","error_code":15},{"method":"wall.get","error_code":18},{"method":"execute","error_code":18}]})",
                    3),
              (codes_of{15, 0, 18}));
    EXPECT_EQ(codes(R"({"response":[false,false],"execute_errors":[{"method":"wall.get","error_code":15}]})", 2),
              (codes_of{-1, -1}));
    EXPECT_EQ(codes(R"({"response":[{},{}],"execute_errors":[{"method":"wall.get","error_code":15}]})", 2),
              (codes_of{0, 0}));
    EXPECT_EQ(codes(R"({"response":null})", 2), (codes_of{-1, -1}));
}

TEST_F(VkTogether, CommentsOfSeveralPostsAreReadInOneRequest) {
    three_posts();
    answers_["execute"] = {
        executed(comments(comment(31), 1) + "," + comments(comment(21), 1) + "," + comments(comment(11), 1))};
    auto r = read_all("wall", "-55");
    ASSERT_FALSE(r.failed);
    EXPECT_EQ(ids(r),
              (std::vector<std::string>{"vk:-55_30", "vk:-55_20", "vk:-55_10", "vk:-55_31", "vk:-55_21", "vk:-55_11"}));
    EXPECT_EQ(r.posts[4].parent, "vk:-55_20");
    ASSERT_EQ(asked().size(), 2u);
    EXPECT_EQ(asked("execute").at(0).fields["code"].substr(0, 57),
              R"(return [API.wall.getComments({"owner_id":-55,"post_id":30)");
    EXPECT_TRUE(read_all("wall", "-55", r.cursor).posts.empty());
    EXPECT_EQ(asked("execute").size(), 1u);
}

TEST_F(VkTogether, WhereItIsRefusedCallsAreMadeOneByOneAndItIsNotTriedAgain) {
    for (int code : {3, 15, 28, 1051}) {
        forget();
        three_posts();
        answers_["execute"] = {error(code)};
        answers_["wall.getComments"] = {response(comments(comment(31), 1)), response(comments(comment(21), 1)),
                                        response(comments(comment(11), 1))};
        const auto before = asked("execute").size();
        auto r = read_all("wall", "-55");
        ASSERT_FALSE(r.failed) << code;
        EXPECT_EQ(r.posts.size(), 6u) << code;
        read_all("wall", "-55");
        EXPECT_EQ(asked("execute").size(), before + 1) << code;
    }
}

TEST_F(VkTogether, AUserTokenMayWhereAServiceTokenMayNot) {
    options_["user_token"] = "vk1.u.SECRET";
    three_posts();
    answers_["execute"] = {error(28), executed(comments(comment(31), 1) + "," + comments(comment(21), 1) + "," +
                                               comments(comment(11), 1))};
    options_.erase("service_token");
    auto r = read_all("wall", "-55");
    EXPECT_NE(asked("execute").at(0).head.find("vk1.u.SECRET"), std::string::npos);
    EXPECT_EQ(asked("wall.getComments").size(), 1u);
}

TEST_F(VkTogether, ARequestThatIsTooLargeIsMadeOneByOneAndTriedAgainNextTime) {
    three_posts();
    answers_["execute"] = {error(13)};
    answers_["wall.getComments"] = {response(comments(comment(31), 1))};
    auto r = read_all("wall", "-55");
    ASSERT_FALSE(r.failed);
    EXPECT_EQ(asked("wall.getComments").size(), 3u);
    read_all("wall", "-55");
    EXPECT_EQ(asked("execute").size(), 2u);
}

TEST_F(VkTogether, OneThatFailsCostsItselfAndATroubleStopsThere) {
    three_posts();
    answers_["execute"] = {executed(comments(comment(31), 1) + ",false," + comments(comment(11), 1),
                                    R"({"method":"wall.getComments","error_code":212,"error_msg":"closed"},)"
                                    R"({"method":"execute","error_code":212,"error_msg":"closed"})")};
    auto r = read_all("wall", "-55");
    EXPECT_FALSE(r.failed);
    EXPECT_EQ(ids(r).back(), "vk:-55_11");
    EXPECT_EQ(r.posts.size(), 5u);
    EXPECT_EQ(r.left_out.size(), 1u);

    forget();
    answers_["execute"] = {executed(comments(comment(31), 1) + ",false," + comments(comment(11), 1),
                                    R"({"method":"wall.getComments","error_code":10,"error_msg":"x"})")};
    r = read("wall", "-55");
    ASSERT_TRUE(r.failed);
    EXPECT_EQ(r.posts.size(), 4u);
    answers_["execute"] = {executed(comments(comment(21), 1) + "," + comments(comment(11), 1))};
    r = read_all("wall", "-55", r.cursor);
    EXPECT_EQ(ids(r), (std::vector<std::string>{"vk:-55_21", "vk:-55_11"}));
    answers_["execute"] = {error(10)};
    EXPECT_EQ(read("wall", "-55").failed->kind, trouble::unreachable);
}

TEST_F(VkTogether, AThreadThatIsLongIsReadOnBeforeTheNextPost) {
    three_posts();
    answers_["execute"] = {executed(comments(comment(31, R"(,"thread":{"count":11,"items":[]})"), 1) + "," +
                                    comments(comment(21), 1) + "," + comments(comment(11), 1))};
    answers_["wall.getComments"] = {response(comments(comment(32), 1))};
    auto r = read_all("wall", "-55");
    EXPECT_EQ(ids(r), (std::vector<std::string>{"vk:-55_30", "vk:-55_20", "vk:-55_10", "vk:-55_31", "vk:-55_32",
                                                "vk:-55_21", "vk:-55_11"}));
}

TEST_F(VkTogether, AtMostTwentyFiveCallsAndFiveHundredComments) {
    std::string posts;
    for (int i = 0; i < 30; ++i) posts += (i ? "," : "") + wall_post(1000 - i, 1);
    answers_["wall.get"] = {list(posts)};
    answers_["execute"] = {error(10)};
    auto calls = [&] {
        const auto code = asked("execute").back().fields["code"];
        std::size_t n = 0;
        for (auto at = code.find("API."); at != code.npos; at = code.find("API.", at + 1)) ++n;
        return n;
    };
    read("wall", "-55");
    EXPECT_EQ(calls(), 25u);
    posts.clear();
    for (int i = 0; i < 30; ++i) posts += (i ? "," : "") + wall_post(1000 - i, 100);
    answers_["wall.get"] = {list(posts)};
    read("wall", "-55");
    EXPECT_EQ(calls(), 5u);
}

TEST_F(VkTogether, OlderPostsAreWatchedByTheirCounters) {
    options_["posts_watched"] = "2";
    answers_["wall.get"] = {list(wall_post(11, 0) + "," + wall_post(10, 0))};
    auto r = read_all("wall", "-55");
    answers_["wall.get"] = {list(wall_post(13, 0) + "," + wall_post(12, 0)),
                            list(wall_post(11, 0) + "," + wall_post(10, 0))};
    r = read_all("wall", "-55", r.cursor);
    EXPECT_TRUE(asked("execute").empty());
    answers_["execute"] = {executed(R"({"items":[)" + wall_post(13, 0) + "," + wall_post(12, 0) + R"(]},{"items":[)" +
                                    wall_post(11, 1) + "," + wall_post(10, 0) + "]}")};
    answers_["wall.getComments"] = {list(comment(14), 1)};
    r = read_all("wall", "-55", r.cursor);
    EXPECT_EQ(
        asked("execute").at(0).fields["code"].find("wall.getById({\"posts\":\"-55_11,-55_10\"})") != std::string::npos,
        true)
        << asked("execute").at(0).fields["code"];
    EXPECT_EQ(ids(r), (std::vector<std::string>{"vk:-55_14"}));
    EXPECT_EQ(asked("wall.getComments").at(0).fields["post_id"], "11");
    EXPECT_EQ(asked("wall.getComments").size(), 1u);
    answers_["wall.get"] = {list(wall_post(13, 0) + "," + wall_post(12, 0))};
    r = read_all("wall", "-55", r.cursor);
    EXPECT_EQ(asked("execute").size(), 1u) << "not at every probe";
    time_.now_ += std::chrono::minutes(5);
    answers_["execute"] = {
        executed(R"({"items":[)" + wall_post(13, 0) + R"(]},false)", R"({"method":"wall.getById","error_code":10})")};
    r = read_all("wall", "-55", r.cursor);
    EXPECT_FALSE(r.failed);
    EXPECT_EQ(r.left_out.size(), 1u);
}

// Notes what was asked for, and shuts what it is told to.
struct noting_limit final : rate_limit {
    explicit noting_limit(std::vector<std::string>& to) : noted(to) {}
    boost::asio::awaitable<std::optional<std::chrono::milliseconds>> pass(std::string token,
                                                                          std::string method) override {
        noted.push_back(token + " " + method);
        if (shut_.contains(noted.back())) co_return std::chrono::hours(1);
        co_return std::nullopt;
    }
    void shut(std::string_view token, std::string_view method, std::chrono::milliseconds) override {
        shut_.insert(std::string(token) + " " + std::string(method));
    }
    std::vector<std::string>& noted;
    std::set<std::string> shut_;
};

TEST_F(VkTogether, InnerCallsCountForTheDaysQuotaAndNotForThePace) {
    std::vector<std::string> noted;
    limits_ = [&](std::vector<rate_window> windows) {
        EXPECT_TRUE(std::ranges::any_of(windows, [](const rate_window& w) {
            return w.token == "service/day" && w.method == "wall.get" && w.calls == 5000;
        }));
        return std::make_unique<noting_limit>(noted);
    };
    options_["posts_watched"] = "1";
    answers_["wall.get"] = {list(wall_post(11, 0)), list(wall_post(12, 0)), list(wall_post(11, 0))};
    auto r = read_all("wall", "-55");
    EXPECT_EQ(noted, (std::vector<std::string>{"service/day wall.get", "service wall.get"}));
    r = read_all("wall", "-55", r.cursor);
    noted.clear();
    answers_["execute"] = {executed(R"(false,{"items":[]})", R"({"method":"wall.get","error_code":29})")};
    r = read("wall", "-55", r.cursor);
    EXPECT_EQ(noted, (std::vector<std::string>{"service/day wall.get", "service execute"}));
    ASSERT_TRUE(r.failed);
    EXPECT_EQ(r.failed->kind, trouble::throttled);
    r = read("wall", "-55", r.cursor);
    EXPECT_EQ(r.failed->kind, trouble::throttled);
    EXPECT_EQ(asked("execute").size(), 1u) << "a quota that is used up is not asked again";
}

TEST_F(VkTogether, ATokenOfTheWrongKindGivesWayToTheOther) {
    options_["user_token"] = "vk1.u.SECRET";
    answers_["wall.get"] = {error(28), list(wall_post(11, 0))};
    auto r = read("wall", "-55");
    EXPECT_FALSE(r.failed);
    ASSERT_EQ(asked("wall.get").size(), 2u);
    EXPECT_NE(asked("wall.get").at(1).head.find("vk1.u.SECRET"), std::string::npos);
    read("wall", "-55", r.cursor);
    EXPECT_EQ(asked("wall.get").size(), 3u) << "the wrong one is not tried again";

    answers_["wall.createComment"] = {error(27), response(R"({"comment_id":771})")};
    auto outcome = place(answer_to_comment());
    ASSERT_TRUE(std::holds_alternative<refused_before_write>(outcome));
    EXPECT_EQ(std::get<refused_before_write>(outcome).why.kind, trouble::throttled);
    EXPECT_EQ(asked("wall.createComment").size(), 1u) << "a write is one request";
    EXPECT_TRUE(std::holds_alternative<sent>(place(answer_to_comment())));
    EXPECT_NE(asked("wall.createComment").at(1).head.find("vk1.u.SECRET"), std::string::npos);
}

}
