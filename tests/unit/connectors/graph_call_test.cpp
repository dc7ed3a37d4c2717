#include "connectors/graph/proof.hpp"
#include "tests/unit/connectors/facebook_stage.hpp"

namespace otklik::test {

struct GraphCall : FacebookStage {
    void SetUp() override { answers_["GET 100/feed"] = {list("")}; }
};

TEST_F(GraphCall, HasItsTokenInAHeaderAndItsProofBesideTheFields) {
    read();
    auto q = asked("GET 100/feed").at(0);
    EXPECT_EQ(q.version, "v25.0");
    EXPECT_EQ(q.header("Authorization"), "Bearer EAASECRET");
    EXPECT_EQ(q.fields["appsecret_proof"], graph::appsecret_proof("EAASECRET", "app-SECRET"));
    EXPECT_EQ(q.head.substr(0, q.head.find("\r\n")).find("SECRET"), q.head.npos) << "no secret in the address";
    EXPECT_FALSE(q.fields.contains("access_token"));
}

TEST_F(GraphCall, WithoutASecretGoesWithoutAProof) {
    options_.erase("app_secret"), options_.erase("verify_token");
    read();
    EXPECT_FALSE(asked("GET 100/feed").at(0).fields.contains("appsecret_proof"));
}

TEST_F(GraphCall, AWriteIsAFormAndOneRequestOfItsOwn) {
    answers_["POST 55_66/comments"] = {R"({"id":"55_77"})"};
    place(answer_to_comment());
    auto q = asked("POST 55_66/comments").at(0);
    EXPECT_EQ(q.header("Content-Type"), "application/x-www-form-urlencoded");
    EXPECT_EQ(q.header("Authorization"), "Bearer EAASECRET");
    EXPECT_EQ(q.head.find('?'), q.head.npos);
    EXPECT_EQ(q.fields, (fields_of_call{{"message", "Починим завтра."},
                                        {"appsecret_proof", graph::appsecret_proof("EAASECRET", "app-SECRET")}}));
    EXPECT_EQ(q.body.find("SECRET"), q.body.npos);
}

TEST_F(GraphCall, NothingThatIsSaidHoldsASecret) {
    const auto proof = graph::appsecret_proof("EAASECRET", "app-SECRET");
    answers_["GET 100/feed"] = {error(100, 0, "EAASECRET app-SECRET " + proof + " \\u0000\\nX")};
    const auto said = read().failed->said;
    EXPECT_EQ(said.find("SECRET"), said.npos) << said;
    EXPECT_EQ(said.find(proof), said.npos) << said;
    EXPECT_EQ(said.find('\n'), said.npos);
    EXPECT_NE(said.find("A1b2C3"), said.npos) << "Meta's own number of the trouble is told";
}

TEST_F(GraphCall, ACallWithoutAProofThatWasNeededIsATroubleOfTheSettings) {
    answers_["GET 100/feed"] = {error(100, 0, "API calls from the server require an appsecret_proof argument"),
                                error(100, 0, "The call requires either app secret proof or an app token"),
                                error(100, 0, "Invalid parameter")};
    EXPECT_EQ(read().failed->kind, trouble::settings);
    EXPECT_EQ(read().failed->kind, trouble::settings);
    EXPECT_EQ(read().failed->kind, trouble::refused);
}

TEST_F(GraphCall, WhatIsNoAnswerOfMetasIsATrouble) {
    struct row {
        std::string answer;
        trouble kind;
    };
    const row rows[] = {
        {"5", trouble::unreadable},
        {"[]", trouble::unreadable},
        {"null", trouble::unreadable},
        {"true", trouble::unreadable},
        {"{}", trouble::unreadable},
        {R"({"data":5})", trouble::unreadable},
        {R"({"data":{}})", trouble::unreadable},
        {R"({"error":"x"})", trouble::unreadable},
        {R"({"error":{"message":"x"}})", trouble::unreadable},
        {R"({"error":{"code":"190"}})", trouble::unreadable},
        {"<html>", trouble::unreadable},
        {"", trouble::unreadable},
        {"cut", trouble::unreachable},
        {"HTTP/1.1 502 Bad\r\nContent-Length: 6\r\n\r\n<html>", trouble::unreachable},
        {"HTTP/1.1 429 Slow\r\nContent-Length: 0\r\n\r\n", trouble::throttled},
        {"HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n", trouble::unreadable},
        {"HTTP/1.1 302 Found\r\nLocation: /x\r\nContent-Length: 0\r\n\r\n", trouble::unreadable},
        {error(190, 463), trouble::settings},
        {error(-1, 2207001), trouble::unreachable},
        {std::string(3'000'000, '['), trouble::unreadable},
    };
    for (const auto& r : rows) {
        forget();
        answers_["GET 100/feed"] = {r.answer};
        auto out = read();
        ASSERT_TRUE(out.failed) << r.answer.substr(0, 80);
        EXPECT_EQ(out.failed->kind, r.kind) << r.answer.substr(0, 80);
        EXPECT_TRUE(out.posts.empty());
    }
}

TEST_F(GraphCall, AfterALimitNothingIsAskedUntilItIsOver) {
    answers_["GET 100/feed"] = {error(80001), list("")};
    headers_ =
        "X-Business-Use-Case-Usage: "
        R"({"100":[{"type":"pages","call_count":101,"total_cputime":1,"total_time":1,"estimated_time_to_regain_access":19}]})"
        "\r\n";
    answers_["GET me"] = {R"({"id":"100"})"};
    read();  // «me» comes with the header too, and shuts
    const auto before = asked().size();
    auto out = read();
    EXPECT_EQ(out.failed->kind, trouble::throttled);
    EXPECT_EQ(out.failed->after, std::chrono::minutes(19));
    EXPECT_EQ(asked().size(), before);
    headers_.clear();
    time_.now_ += std::chrono::minutes(20);
    EXPECT_EQ(read().failed->kind, trouble::throttled);
    EXPECT_EQ(asked().size(), before + 1) << "80001 itself";
    time_.now_ += std::chrono::minutes(31);
    EXPECT_FALSE(read().failed);
}

TEST_F(GraphCall, NearALimitItPausesBetweenCalls) {
    headers_ = "X-App-Usage: {\"call_count\":80,\"total_time\":25,\"total_cputime\":25}\r\n";
    read();
    EXPECT_EQ(read().failed->after, std::chrono::seconds(30));
    time_.now_ += std::chrono::seconds(31);
    EXPECT_FALSE(read().failed);
}

TEST_F(GraphCall, NearALimitAnAnswerComesThroughAllTheSame) {
    headers_ = "X-App-Usage: {\"call_count\":99}\r\n";
    answers_["GET 55_66"] = {R"({"id":"55_66","message":"x"})"};
    answers_["GET 55_66/comments"] = {list("")};
    answers_["POST 55_66/comments"] = {R"({"id":"55_77"})"};
    EXPECT_FALSE(trouble_of(answer_to_comment())) << "three calls one after the other";
    EXPECT_EQ(name(place(answer_to_comment())), "sent");
    headers_ = "X-App-Usage: {\"call_count\":100}\r\n";
    EXPECT_TRUE(trouble_of(answer_to_comment()));
}

TEST_F(GraphCall, TheLimitOfOneCallShutsThatCallAlone) {
    answers_["GET 100/feed"] = {error(613)};
    answers_["GET 100/tagged"] = {list("")};
    EXPECT_EQ(read().failed->kind, trouble::throttled);
    const auto before = asked().size();
    EXPECT_EQ(read().failed->kind, trouble::throttled);
    EXPECT_EQ(asked().size(), before);
    EXPECT_FALSE(read_from(a_source("tagged", "")).failed);
}

TEST_F(GraphCall, WhatIsTakenForAbuseStopsWritesAndNotReads) {
    answers_["POST 55_66/comments"] = {error(368), R"({"id":"55_77"})"};
    EXPECT_EQ(name(place(answer_to_comment())), "unknown");
    auto outcome = place(answer_to_comment());
    ASSERT_EQ(name(outcome), "refused before write");
    EXPECT_EQ(std::get<refused_before_write>(outcome).why.kind, trouble::throttled);
    EXPECT_EQ(asked("POST 55_66/comments").size(), 1u);
    EXPECT_FALSE(read().failed);
}

TEST_F(GraphCall, IsCountedByItsEdge) {
    answers_["POST 55_66/comments"] = {error(2)};
    read(), place(answer_to_comment());
    EXPECT_EQ(counted_["GET feed ok"], 1);
    EXPECT_EQ(counted_["GET me ok"], 1);
    EXPECT_EQ(counted_["POST comments unreachable"], 1);
    for (auto& [name, count] : counted_)
        EXPECT_EQ(name.find("55_66"), name.npos) << "an id would be a series of its own";
}

// ---- paging

TEST_F(GraphCall, TheNextPageIsAskedForAnewAndWithoutTheTokenThatItsAddressHolds) {
    answers_["GET 100/published_posts"] = {list(feed_post("100_1", "", "", noon), "CUR%2F%3D"),
                                           list(feed_post("100_2", "", "", noon))};
    auto told = bench_.finish(able<publishes_news>().published_since(time_.now_ - std::chrono::hours(24)));
    ASSERT_EQ(std::get<0>(told).size(), 2u);
    auto q = asked("GET 100/published_posts");
    ASSERT_EQ(q.size(), 2u);
    EXPECT_FALSE(q[0].fields.contains("after"));
    EXPECT_EQ(q[1].fields["after"], "CUR/=");
    EXPECT_EQ(q[1].fields["fields"], q[0].fields["fields"]);
    EXPECT_FALSE(q[1].fields.contains("access_token"));
}

TEST_F(GraphCall, AnEmptyPageWithANextOneIsNoEnd) {
    answers_["GET 100/published_posts"] = {list("", "A1"), list("", "A2"), list(feed_post("100_2", "", "", noon))};
    auto told = bench_.finish(able<publishes_news>().published_since(time_.now_ - std::chrono::hours(24)));
    EXPECT_EQ(std::get<0>(told).size(), 1u);
}

TEST_F(GraphCall, ACursorWithoutANextPageIsAnEnd) {
    answers_["GET 100/published_posts"] = {R"({"data":[],"paging":{"cursors":{"before":"B","after":"A"}}})"};
    bench_.finish(able<publishes_news>().published_since(time_.now_ - std::chrono::hours(24)));
    EXPECT_EQ(asked("GET 100/published_posts").size(), 1u);
}

TEST_F(GraphCall, PagesByTimeGoOnByTime) {
    answers_["GET 100/published_posts"] = {
        R"({"data":[],"paging":{"next":"https://graph.facebook.com/x?access_token=T&until=1699000000&__paging_token=enc_1"}})",
        list("")};
    bench_.finish(able<publishes_news>().published_since(time_.now_ - std::chrono::hours(24)));
    auto q = asked("GET 100/published_posts").at(1);
    EXPECT_EQ(q.fields["until"], "1699000000");
    EXPECT_EQ(q.fields["__paging_token"], "enc_1");
}

TEST_F(GraphCall, APageThatRepeatsOrLeadsNowhereIsAFailureAndNotAnEnd) {
    for (const auto& bad : {list("", "A1"), std::string(R"({"data":[],"paging":{"next":"https://x/?limit=5"}})"),
                            std::string(R"({"data":[],"paging":{"next":"nonsense"}})")}) {
        answers_["GET 100/published_posts"] = {bad};
        auto told = bench_.finish(able<publishes_news>().published_since(time_.now_ - std::chrono::hours(24)));
        ASSERT_EQ(told.index(), 1u) << bad;
        EXPECT_EQ(std::get<1>(told).kind, trouble::unreadable);
    }
}

// ---- batches

struct GraphBatch : FacebookStage {
    static std::string delivered(int from, int to) {
        std::string changes;
        for (int i = from; i < to; ++i)
            changes +=
                (changes.empty() ? "" : ",") +
                std::string(
                    R"({"field":"feed","value":{"item":"comment","verb":"add","post_id":"100_55","comment_id":"55_)") +
                std::to_string(i) + R"("}})";
        return R"({"object":"page","entry":[{"id":"100","time":1,"changes":[)" + changes + "]}]}";
    }
    hook_reply take(const std::string& body) {
        hook_request request{"POST", {}, "sha256=" + graph::hmac_sha256_hex("app-SECRET", body), body};
        return bench_.finish(able<takes_hooks>().hook(std::move(request), a_source("events", "")));
    }
    void write_comments(int from, int to) {
        for (int i = from; i < to; ++i) answers_["GET 55_" + std::to_string(i)] = {comment("55_" + std::to_string(i))};
    }
};

TEST_F(GraphBatch, AsksFiftyAtOnceInTheirOrder) {
    write_comments(0, 60);
    auto out = take(delivered(0, 60));
    ASSERT_EQ(out.posts.size(), 60u);
    EXPECT_EQ(out.posts[59].id, "facebook:59");
    auto q = asked("POST ");
    ASSERT_EQ(q.size(), 2u);
    EXPECT_EQ(q[0].version, "v25.0");
    EXPECT_EQ(json::parse(q[0].fields["batch"])->items().size(), 50u);
    EXPECT_EQ(q[0].fields["include_headers"], "false");
    EXPECT_EQ(q[0].header("Authorization"), "Bearer EAASECRET");
    EXPECT_EQ(q[0].body.find("EAASECRET"), q[0].body.npos);
}

TEST_F(GraphBatch, WhatHadNoTimeIsAskedAgain) {
    write_comments(0, 3);
    answers_["GET 55_1"].push_front("null");
    auto out = take(delivered(0, 3));
    EXPECT_EQ(ids(out.posts), (std::vector<std::string>{"facebook:0", "facebook:1", "facebook:2"}));
    EXPECT_EQ(asked("POST ").size(), 2u);
}

TEST_F(GraphBatch, WhatNeverHasTimeIsATroubleInTheEnd) {
    answers_["GET 55_0"] = {"null"};
    auto out = take(delivered(0, 1));
    EXPECT_TRUE(out.posts.empty());
    EXPECT_EQ(out.left_out.size(), 1u);
    EXPECT_LE(asked("POST ").size(), 4u);
}

TEST_F(GraphBatch, OneThatFailsTakesNoOtherWithIt) {
    write_comments(0, 3);
    answers_["GET 55_1"] = {error(100, 33)};
    auto out = take(delivered(0, 3));
    EXPECT_EQ(out.posts.size(), 2u);
    ASSERT_EQ(out.left_out.size(), 1u);
    EXPECT_NE(out.left_out[0].why.find("100/33"), std::string::npos);
}

TEST_F(GraphBatch, AnswersThatDoNotFitTheQuestionsAreNoAnswers) {
    for (const char* strange :
         {"[]", "[null,null,null]", "{}", "5", "[5]", R"([{"code":200}])", R"([{"code":200,"body":"5"}])",
          R"([{"code":200,"body":"{"}])", R"([{"code":"x","body":"{}"}])", R"([{"code":500,"body":"{}"}])"}) {
        answers_["POST "] = {strange};
        auto out = take(delivered(0, 1));
        EXPECT_TRUE(out.posts.empty()) << strange;
        EXPECT_EQ(out.left_out.size(), 1u) << strange;
    }
}

}
