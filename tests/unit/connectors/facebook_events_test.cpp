#include "connectors/graph/proof.hpp"
#include "tests/unit/connectors/facebook_stage.hpp"

namespace otklik::test {

struct FacebookEvents : FacebookStage {
    hook_reply handshake(std::map<std::string, std::string, std::less<>> query) {
        hook_request request{"GET", std::move(query), {}, {}};
        return bench_.finish(able<takes_hooks>().hook(std::move(request), a_source("events", "")));
    }
    hook_reply take(const std::string& body, std::string_view secret = "app-SECRET") {
        hook_request request{"POST", {}, "sha256=" + graph::hmac_sha256_hex(secret, body), body};
        return bench_.finish(able<takes_hooks>().hook(std::move(request), a_source("events", "")));
    }
    static std::string change(std::string_view value, std::string_view field = "feed") {
        return R"({"field":")" + std::string(field) + R"(","value":{)" + std::string(value) + "}}";
    }
    static std::string delivered(std::string_view changes, std::string_view page = "100") {
        return R"({"object":"page","entry":[{"id":")" + std::string(page) + R"(","time":1699963300,"changes":[)" +
               std::string(changes) + "]}]}";
    }
    static constexpr std::string_view new_comment =
        R"("item":"comment","verb":"add","post_id":"100_55","comment_id":"777_66","parent_id":"100_55",)"
        R"("created_time":1699963200,"message":"\u041a\u043e\u0433\u0434\u0430?","from":{"id":"7890","name":"\u0410\u043d\u043d\u0430"})";
};

TEST_F(FacebookEvents, TheHandshakeGivesTheChallengeBackToWhoKnowsTheWord) {
    auto reply =
        handshake({{"hub.mode", "subscribe"}, {"hub.challenge", "1158201444"}, {"hub.verify_token", "word-SECRET"}});
    EXPECT_EQ(reply.status, 200u);
    EXPECT_EQ(reply.body, "1158201444");
    for (const auto& [name, value] : {std::pair{"hub.verify_token", "word"},
                                      {"hub.verify_token", ""},
                                      {"hub.mode", "unsubscribe"},
                                      {"hub.challenge", "<script>"},
                                      {"hub.challenge", ""}}) {
        std::map<std::string, std::string, std::less<>> query{
            {"hub.mode", "subscribe"}, {"hub.challenge", "1158201444"}, {"hub.verify_token", "word-SECRET"}};
        query[name] = value;
        EXPECT_EQ(handshake(query).status, 403u) << name << " " << value;
        EXPECT_EQ(handshake(query).body, "");
    }
    options_.erase("verify_token");
    forget();
    EXPECT_EQ(handshake({{"hub.mode", "subscribe"}, {"hub.challenge", "1"}, {"hub.verify_token", ""}}).status, 403u);
}

TEST_F(FacebookEvents, ANewCommentIsAPostThatNeedsNoFurtherCall) {
    auto out = take(delivered(change(new_comment)));
    EXPECT_EQ(out.status, 200u);
    ASSERT_EQ(out.posts.size(), 1u);
    const auto& p = out.posts[0];
    EXPECT_EQ(p.id, "facebook:66") << "the same as in the list, whatever it is called there";
    EXPECT_EQ(p.kind, post_kind::comment);
    EXPECT_EQ(p.parent, "facebook:100_55");
    EXPECT_EQ(p.text, "Когда?");
    EXPECT_EQ(p.author.name, "Анна");
    EXPECT_EQ(p.source, "s1");
    EXPECT_EQ(p.account, "adm");
    EXPECT_EQ(p.link, "https://www.facebook.com/100_55?comment_id=66");
    EXPECT_EQ(p.written, moment{std::chrono::seconds(1'699'963'200)});
    EXPECT_TRUE(asked().empty());
    answers_["POST 777_66/comments"] = {R"({"id":"777_77"})"};
    placement answer;
    answer.to = p, answer.text = "Завтра";
    EXPECT_EQ(name(place(answer)), "sent") << "and can be answered under the id it was delivered with";
}

TEST_F(FacebookEvents, BothFormsOfTheBodyAreRead) {
    EXPECT_EQ(take("[" + delivered(change(new_comment)) + "]").posts.size(), 1u);
    EXPECT_EQ(take("[]").status, 200u);
}

TEST_F(FacebookEvents, WhatIsNotSignedIsNotBelieved) {
    const auto body = delivered(change(new_comment));
    EXPECT_EQ(take(body, "another").status, 403u);
    EXPECT_TRUE(take(body, "another").posts.empty());
    hook_request unsigned_one{"POST", {}, "", body}, put{"PUT", {}, "", body};
    EXPECT_EQ(bench_.finish(able<takes_hooks>().hook(unsigned_one, a_source("events", ""))).status, 403u);
    EXPECT_EQ(bench_.finish(able<takes_hooks>().hook(put, a_source("events", ""))).status, 405u);
    options_["app_secret"] = "", options_["verify_token"] = "";
    forget();
    EXPECT_EQ(take(body, "").status, 403u) << "without a secret everybody could sign";
}

TEST_F(FacebookEvents, RepliesPostsAndOwnWordsAreToldApart) {
    auto out = take(delivered(
        change(
            R"("item":"comment","verb":"add","post_id":"100_55","comment_id":"55_67","parent_id":"55_66","created_time":1699963200,"message":"И мне","from":{"id":"7890"})") +
        "," +
        change(
            R"("item":"comment","verb":"add","post_id":"100_55","comment_id":"55_68","parent_id":"55_66","created_time":1699963200,"message":"Ответ","from":{"id":"100"})") +
        "," +
        change(
            R"("item":"photo","verb":"add","post_id":"100_56","created_time":"1699963200","message":"Яма","sender_id":7890,"sender_name":"Анна","photo_id":"9","post":{"permalink_url":"https://www.facebook.com/p/56"})")));
    ASSERT_EQ(out.posts.size(), 3u);
    EXPECT_EQ(out.posts[0].kind, post_kind::reply);
    EXPECT_EQ(out.posts[0].reply_to, "facebook:66");
    EXPECT_TRUE(out.posts[1].own);
    EXPECT_EQ(out.posts[2].id, "facebook:100_56");
    EXPECT_EQ(out.posts[2].author.id, "7890");
    EXPECT_EQ(out.posts[2].author.name, "Анна");
    EXPECT_EQ(out.posts[2].link, "https://www.facebook.com/p/56");
    EXPECT_EQ(out.posts[2].attachments, std::vector<std::string>{"фото"});
}

TEST_F(FacebookEvents, OnlyWhatIsAddedIsANewPost) {
    for (const char* verb :
         {"edit", "edited", "delete", "hide", "unhide", "remove", "update", "mute", "block", "", "x"}) {
        auto value = std::string(new_comment);
        value.replace(value.find("\"add\""), 5, "\"" + std::string(verb) + "\"");
        auto out = take(delivered(change(value)));
        EXPECT_TRUE(out.posts.empty()) << verb;
        EXPECT_TRUE(out.left_out.empty()) << verb;
        EXPECT_EQ(out.status, 200u);
    }
    for (const char* item : {"reaction", "like", "album", "event", ""}) {
        auto value = std::string(new_comment);
        value.replace(value.find("\"comment\""), 9, "\"" + std::string(item) + "\"");
        EXPECT_TRUE(take(delivered(change(value))).posts.empty()) << item;
    }
    EXPECT_TRUE(take(delivered(change(new_comment, "ratings"))).posts.empty());
    EXPECT_TRUE(asked().empty());
}

TEST_F(FacebookEvents, WhatTheDeliveryDoesNotTellIsFetched) {
    answers_["GET 55_66"] = {comment("55_66")};
    answers_["GET 7890_5"] = {feed_post("7890_5")};
    auto out = take(delivered(
        change(R"("item":"comment","verb":"add","post_id":"100_55","comment_id":"55_66","created_time":1699963200)") +
        "," + change(R"("item":"post","verb":"add","post_id":"7890_5")", "mention")));
    EXPECT_EQ(ids(out.posts), (std::vector<std::string>{"facebook:66", "facebook:7890_5"}));
    EXPECT_EQ(out.posts[0].text, "Когда починят?");
    EXPECT_EQ(asked().size(), 1u) << "in one batch";
    out = take(delivered(change(R"("verb":"add","post_id":"7890_5")", "mention")));
    EXPECT_EQ(out.posts.size(), 1u) << "a mention need not say what kind of thing it is";
}

TEST_F(FacebookEvents, AMentionThatCannotBeFetchedNowIsToBeToldOnceMore) {
    const auto mention =
        delivered(change(R"("item":"comment","verb":"add","post_id":"7890_5","comment_id":"5_6")", "mention"));
    answers_["GET 5_6"] = {error(2)};
    EXPECT_EQ(take(mention).status, 503u);
    answers_["GET 5_6"] = {error(100, 33)};
    EXPECT_EQ(take(mention).status, 200u) << "it will not get better";
    answers_["GET 55_66"] = {error(2)};
    EXPECT_EQ(
        take(delivered(change(R"("item":"comment","verb":"add","post_id":"100_55","comment_id":"55_66")"))).status,
        200u)
        << "this one is polled";
}

TEST_F(FacebookEvents, AThousandEntriesAreReadAndNoMore) {
    std::string entries;
    for (int i = 0; i < 1001; ++i) {
        auto value = std::string(new_comment);
        value.replace(value.find("777_66"), 6, "55_" + std::to_string(i + 1));
        entries += (i ? "," : "") + std::string(R"({"id":"100","time":1,"changes":[)") + change(value) + "]}";
    }
    auto out = take(R"({"object":"page","entry":[)" + entries + "]}");
    EXPECT_EQ(out.posts.size(), 1000u);
    EXPECT_EQ(out.left_out.size(), 1u);
    EXPECT_EQ(out.status, 200u);
}

TEST_F(FacebookEvents, WhatIsStrangeCostsItselfAndIsNotSentAgain) {
    for (
        const char* body :
        {"", "{", "5", "null", R"({"object":"instagram","entry":[]})", R"({"object":"page","entry":5})",
         R"({"object":"page","entry":[5,null,{"id":"100","changes":[5,{"field":"feed"},{"field":"feed","value":7}]}]})",
         R"({"entry":[{}]})"}) {
        auto out = take(body);
        EXPECT_EQ(out.status, 200u) << body;
        EXPECT_TRUE(out.posts.empty()) << body;
    }
    auto out = take(delivered(
        change(R"("item":"comment","verb":"add","message":"x","created_time":1699963200)") + "," +
        change(
            R"("item":"comment","verb":"add","post_id":"100_55","comment_id":"55_1","message":"x","created_time":-7)") +
        "," + change(new_comment)));
    EXPECT_EQ(out.posts.size(), 1u);
    EXPECT_EQ(out.left_out.size(), 2u);
    EXPECT_EQ(out.left_out[0].place, "entry[0].changes[0]");
    out = take(delivered(change(new_comment), "200"));
    EXPECT_TRUE(out.posts.empty()) << "another page's";
    EXPECT_EQ(out.left_out.size(), 1u);
}

}
