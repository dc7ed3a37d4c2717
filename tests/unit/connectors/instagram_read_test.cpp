#include "connectors/graph/proof.hpp"
#include "connectors/instagram/names.hpp"
#include "tests/unit/connectors/instagram_stage.hpp"

namespace otklik::test {

struct InstagramRead : InstagramStage {
    static std::string many(int first, int last, std::int64_t newest = noon) {
        std::string out;
        for (int i = first; i < last; ++i)
            out += (out.empty() ? "" : ",") + comment(std::to_string(6000 + i), newest - i);
        return out;
    }
};

TEST_F(InstagramRead, BringsPublicationsCommentsAndReplies) {
    answers_["GET 178/media"] = {list(media("500", 3) + "," + media("501", 0))};
    answers_["GET 500/comments"] = {
        list(comment("600", noon, replies(own("602", "Завтра") + "," + comment("601", noon + 60))))};
    auto r = read_whole();
    EXPECT_FALSE(r.failed);
    EXPECT_TRUE(r.left_out.empty());
    EXPECT_EQ(ids(r.posts), (std::vector<std::string>{"instagram:500", "instagram:501", "instagram:600",
                                                      "instagram:602", "instagram:601"}));
    EXPECT_TRUE(r.posts[0].own);
    EXPECT_EQ(r.posts[0].attachments, std::vector<std::string>{"фото"});
    EXPECT_EQ(r.posts[0].link, "https://www.instagram.com/p/500/");
    EXPECT_EQ(r.posts[2].kind, post_kind::comment);
    EXPECT_EQ(r.posts[2].parent, "instagram:500");
    EXPECT_EQ(r.posts[2].link, "https://www.instagram.com/p/500/") << "a comment has no address of its own";
    EXPECT_EQ(r.posts[2].author.name, "anna");
    EXPECT_EQ(r.posts[2].author.link, "https://www.instagram.com/anna/");
    EXPECT_EQ(r.posts[2].raw.find("replies"), std::string::npos);
    EXPECT_TRUE(r.posts[3].own);
    EXPECT_EQ(r.posts[4].kind, post_kind::reply);
    EXPECT_EQ(r.posts[4].reply_to, "instagram:600");
    auto q = asked("GET 500/comments").at(0);
    EXPECT_EQ(q.fields["limit"], "50");
    EXPECT_NE(q.fields["fields"].find(",replies{id,text,"), std::string::npos);
    EXPECT_EQ(q.header("Authorization"), "Bearer EAASECRET");
    EXPECT_EQ(q.fields["appsecret_proof"], graph::appsecret_proof("EAASECRET", "app-SECRET"));
}

TEST_F(InstagramRead, ReadsCommentsAgainOnlyWhereTheCounterMoved) {
    answers_["GET 178/media"] = {list(media("500", 1) + "," + media("501", 1))};
    answers_["GET 500/comments"] = answers_["GET 501/comments"] = {list(comment("600"))};
    auto r = read_whole();
    EXPECT_EQ(asked("GET 500/comments").size(), 1u);
    time_.now_ += std::chrono::hours(1);
    r = read_whole(r.cursor);
    EXPECT_TRUE(r.posts.empty());
    EXPECT_EQ(asked("GET 500/comments").size(), 1u);
    answers_["GET 178/media"] = {list(media("500", 2) + "," + media("501", 1))};
    answers_["GET 500/comments"] = {list(comment("609", noon + 3600) + "," + comment("600"))};
    r = read_whole(r.cursor);
    EXPECT_EQ(asked("GET 500/comments").size(), 2u);
    EXPECT_EQ(asked("GET 501/comments").size(), 1u);
    EXPECT_EQ(ids(r.posts), (std::vector<std::string>{"instagram:609", "instagram:600"}));
}

TEST_F(InstagramRead, AYoungPublicationIsReadAgainThoughItsCounterStands) {
    answers_["GET 178/media"] = {list(media("500", 1, noon))};
    answers_["GET 500/comments"] = {list(comment("600")), list(comment("609", noon + 3600))};
    auto r = read_whole();
    time_.now_ += std::chrono::minutes(5);
    r = read_whole(r.cursor);
    EXPECT_EQ(asked("GET 500/comments").size(), 1u) << "not every time";
    time_.now_ += std::chrono::minutes(15);
    r = read_whole(r.cursor);
    EXPECT_EQ(ids(r.posts), std::vector<std::string>{"instagram:609"}) << "one deleted, one added";
    time_.now_ += std::chrono::hours(80);
    read_whole(r.cursor);
    const auto before = asked("GET 500/comments").size();
    time_.now_ += std::chrono::hours(1);
    read_whole(r.cursor);
    EXPECT_EQ(asked("GET 500/comments").size(), before + 1) << "the sweep; it is not young any more";
}

TEST_F(InstagramRead, OneThatWasLatelyAnsweredIsReadAgainToo) {
    answers_["GET 178/media"] = {list(media("500", 2))};
    answers_["GET 500/comments"] = {list(comment("600", noon, replies(own("602", "Завтра"))))};
    auto r = read_whole();
    time_.now_ += std::chrono::minutes(20);
    read_whole(r.cursor);
    EXPECT_EQ(asked("GET 500/comments").size(), 2u);
}

TEST_F(InstagramRead, StopsAtWhatIsKnownWhenAsManyNewOnesWereMetAsTheCounterSays) {
    answers_["GET 178/media"] = {list(media("500", 120))};
    const auto second = list(many(1000, 1050), "A2"), third = list(many(2000, 2020));
    answers_["GET 500/comments"] = {list(many(0, 50), "A1"), second, third};
    auto r = read_whole();
    EXPECT_EQ(r.posts.size(), 121u);
    EXPECT_EQ(asked("GET 500/comments").at(1).fields["after"], "A1");

    answers_["GET 178/media"] = {list(media("500", 121))};
    answers_["GET 500/comments"] = {list(comment("9", noon + 60) + "," + many(0, 49), "A1"), second, third};
    r = read_whole(r.cursor);
    EXPECT_EQ(asked("GET 500/comments").size(), 5u) << "older than what is known on the second page";

    // A reply to an old comment: the newest pages do not show it.
    answers_["GET 178/media"] = {list(media("500", 122))};
    answers_["GET 500/comments"] = {list(comment("9", noon + 60) + "," + many(0, 49), "A1"), second,
                                    list(comment("8020", noon - 2020, replies(comment("10", noon + 120))))};
    r = read_whole(r.cursor);
    EXPECT_EQ(asked("GET 500/comments").size(), 8u);
    EXPECT_EQ(r.posts.back().id, "instagram:10");
}

TEST_F(InstagramRead, RepliesThatDidNotAllComeAlongAreReadOnTheirOwn) {
    answers_["GET 178/media"] = {list(media("500", 4))};
    answers_["GET 500/comments"] = {list(comment("600", noon, replies(comment("601", noon + 1), "R1")))};
    answers_["GET 600/replies"] = {list(comment("601", noon + 1), "R1"), list(comment("602", noon + 2))};
    auto r = read_whole();
    EXPECT_FALSE(r.failed);
    EXPECT_EQ(r.posts.back().id, "instagram:602");
    EXPECT_EQ(r.posts.back().reply_to, "instagram:600");
    EXPECT_EQ(asked("GET 600/replies").at(1).fields["after"], "R1");
    EXPECT_FALSE(asked("GET 600/replies").at(0).fields["fields"].find("replies{") != std::string::npos);
}

TEST_F(InstagramRead, FiftyWithoutANextPageAreSaidToBeNotAll) {
    answers_["GET 178/media"] = {list(media("500", 80))};
    answers_["GET 500/comments"] = {list(many(0, 50))};
    auto r = read_whole();
    ASSERT_EQ(r.left_out.size(), 1u);
    EXPECT_NE(r.left_out[0].why.find("80"), std::string::npos);
}

TEST_F(InstagramRead, SweepsNowAndThen) {
    answers_["GET 178/media"] = {list(media("500", 1) + "," + media("501", 0))};
    answers_["GET 500/comments"] = {list(comment("600", noon - 9'000'000))};
    auto r = read_whole();
    time_.now_ += std::chrono::hours(7);
    r = read_whole(r.cursor);
    EXPECT_EQ(ids(r.posts), std::vector<std::string>{"instagram:600"});
    EXPECT_TRUE(asked("GET 501/comments").empty());
}

TEST_F(InstagramRead, ReadsAllInBoundedSteps) {
    answers_["GET 178/media"] = {list(media("500", 1500))};
    auto& pages = answers_["GET 500/comments"];
    for (int i = 0; i < 30; ++i)
        pages.push_back(list(many(i * 50, i * 50 + 50), i < 29 ? "A" + std::to_string(i) : ""));
    std::string cursor;
    std::size_t brought = 0;
    for (bool more = true; more;) {
        const auto before = asked().size();
        auto r = read(cursor);
        ASSERT_FALSE(r.failed);
        EXPECT_LE(asked().size() - before, 12u);
        brought += r.posts.size(), cursor = r.cursor, more = r.more;
    }
    EXPECT_EQ(brought, 1501u);
    EXPECT_EQ(asked("GET 178/media").size(), 1u);
}

TEST_F(InstagramRead, ATroubleKeepsWhatWasReadAndGoesOnFromThere) {
    answers_["GET 178/media"] = {list(media("500", 80))};
    answers_["GET 500/comments"] = {list(many(0, 50), "A1"), error(2), list(many(50, 80))};
    auto r = read();
    ASSERT_TRUE(r.failed);
    EXPECT_EQ(r.posts.size(), 51u);
    r = read_whole(r.cursor);
    EXPECT_EQ(r.posts.size(), 30u);
    EXPECT_EQ(asked("GET 500/comments").back().fields["after"], "A1");
}

TEST_F(InstagramRead, AStalePlaceIsNotUsedAgain) {
    answers_["GET 178/media"] = {list(media("500", 80))};
    answers_["GET 500/comments"] = {list(many(0, 50), "A1"), error(2), list(many(0, 80))};
    auto r = read();
    time_.now_ += std::chrono::hours(1);
    read_whole(r.cursor);
    EXPECT_FALSE(asked("GET 500/comments").back().fields.contains("after"));
}

TEST_F(InstagramRead, GoesBackThroughThePagesToWhatIsKnown) {
    auto page_of = [&](int first, int last, std::string_view next) {
        std::string items;
        for (int i = first; i < last; ++i) items += (items.empty() ? "" : ",") + media(std::to_string(900 - i), 0);
        return list(items, next);
    };
    answers_["GET 178/media"] = {page_of(10, 14, "")};
    auto r = read_whole();
    answers_["GET 178/media"] = {page_of(0, 5, "A1"), page_of(5, 10, "A2"), page_of(10, 14, "A3"), error(1)};
    r = read_whole(r.cursor);
    EXPECT_FALSE(r.failed);
    EXPECT_EQ(r.posts.size(), 10u);
}

TEST_F(InstagramRead, ALostPublicationStandsInNobodysWay) {
    answers_["GET 178/media"] = {list(media("500", 2) + "," + media("501", 2))};
    answers_["GET 500/comments"] = {error(100, 33)};
    answers_["GET 501/comments"] = {list(comment("600"))};
    auto r = read_whole();
    EXPECT_FALSE(r.failed);
    EXPECT_EQ(r.posts.back().id, "instagram:600");
    EXPECT_EQ(r.left_out.size(), 1u);
    answers_["GET 500/comments"] = {error(10)};
    r = read();
    EXPECT_EQ(r.failed->kind, trouble::settings);
    r = read(r.cursor);
    EXPECT_EQ(r.posts.back().id, "instagram:600");
}

TEST_F(InstagramRead, AStrangeItemCostsItselfAndNothingElse) {
    answers_["GET 178/media"] = {list(
        R"(5,null,{"id":"x y"},{"id":"499","caption":7,"timestamp":"2023-11-14T12:00:00+0000"},)" + media("500", 5))};
    answers_["GET 499/comments"] = {list("")};
    answers_["GET 500/comments"] = {list(
        comment("605") + R"(,5,{"id":"604"},{"id":"603","text":[],"timestamp":"2023-11-14T12:00:00+0000"},)" +
        comment("602", noon, R"(,"replies":5)") + "," + comment("601", noon, replies("null,{}," + comment("606"))))};
    auto r = read_whole();
    EXPECT_FALSE(r.failed);
    EXPECT_EQ(ids(r.posts), (std::vector<std::string>{"instagram:500", "instagram:605", "instagram:602",
                                                      "instagram:601", "instagram:606"}));
    ASSERT_EQ(r.left_out.size(), 9u);
    EXPECT_EQ(r.left_out[5].place, "500/comments data[2], id 604");
}

TEST_F(InstagramRead, SomebodyWhomInstagramDoesNotNameIsNobody) {
    answers_["GET 178/media"] = {list(media("500", 1))};
    answers_["GET 500/comments"] = {list(R"({"id":"600","text":"Яма","timestamp":"2023-11-14T12:00:00+0000"})")};
    auto r = read_whole();
    EXPECT_EQ(r.posts.at(1).author.id, "");
    EXPECT_FALSE(r.posts.at(1).own);
}

TEST_F(InstagramRead, WhatIsNoListIsATroubleAndNotAnEmptyAccount) {
    for (const auto& strange : {std::string("5"), std::string("{}"), std::string(R"({"data":5})"),
                                std::string("<html>"), std::string("cut"), error(190, 463), error(80002)}) {
        forget();
        answers_["GET 178/media"] = {strange};
        auto r = read();
        EXPECT_TRUE(r.failed) << strange;
        EXPECT_TRUE(r.posts.empty());
    }
    forget();
    for (const auto& strange : {std::string("{}"), error(10), std::string(R"({"username":5})"), std::string("cut")}) {
        answers_["GET 178"] = {strange};
        EXPECT_TRUE(read().failed) << "who we are is not known: " << strange;
    }
    EXPECT_EQ(read_from(a_source("stories", "")).failed->kind, trouble::settings);
}

TEST_F(InstagramRead, ACursorOfAnotherTimeIsAStartFromTheBeginning) {
    answers_["GET 178/media"] = {list(media("500", 0))};
    for (const char* cursor : {"nonsense", "5", R"({"media":7,"work":"x"})", R"({"work":[{"i":"1"}]})"})
        EXPECT_FALSE(read_whole(cursor).failed) << cursor;
}

// ---- lists of others' publications

TEST_F(InstagramRead, WhereTheAccountIsTaggedIsReadBackToWhatIsKnown) {
    auto tagged = [](int id) {
        return R"({"id":")" + std::to_string(id) + R"(","caption":"Спасибо","timestamp":"2023-11-14T12:00:00+0000",)" +
               R"("permalink":"https://www.instagram.com/p/x/","username":"anna"})";
    };
    answers_["GET 178/tags"] = {list(tagged(3), "A1"), list(tagged(2))};
    auto r = read_all(a_source("tags", ""));
    EXPECT_EQ(ids(r.posts), (std::vector<std::string>{"instagram:3", "instagram:2"}));
    EXPECT_FALSE(r.posts[0].own);
    answers_["GET 178/tags"] = {list(tagged(4) + "," + tagged(3), "A1"), error(1)};
    r = read_all(a_source("tags", ""), r.cursor);
    EXPECT_EQ(ids(r.posts), std::vector<std::string>{"instagram:4"});
    EXPECT_FALSE(r.failed);
}

TEST_F(InstagramRead, WhatATroubleLeftUnreadIsReadAfterIt) {
    auto one = [](int id) { return media(std::to_string(id), 0); };
    answers_["GET 178/tags"] = {list(one(3), "A1"), error(2)};
    auto r = read_all(a_source("tags", ""));
    EXPECT_TRUE(r.failed);
    EXPECT_EQ(r.posts.size(), 1u);
    answers_["GET 178/tags"] = {list(one(3), "A1"), list(one(2))};
    r = read_all(a_source("tags", ""), r.cursor);
    EXPECT_EQ(r.posts.back().id, "instagram:2");
}

struct InstagramHashtag : InstagramStage {
    void SetUp() override {
        answers_["GET 178/recently_searched_hashtags"] = {list("")};
        answers_["GET ig_hashtag_search"] = {R"({"data":[{"id":"178430","name":"ахтубинск"}]})"};
        answers_["GET 178430/recent_media"] = {list(found)};
    }
    static constexpr const char* found =
        R"({"id":"901","caption":"Яма #ахтубинск","media_type":"IMAGE","permalink":"https://www.instagram.com/p/y/","timestamp":"2023-11-14T12:00:00+0000"})";
    reading search(std::string cursor = {}, std::string tag = "#ахтубинск") {
        return read_all(a_source("hashtag", std::move(tag)), std::move(cursor));
    }
    static std::string searched(int count) {
        std::string out;
        for (int i = 0; i < count; ++i)
            out += (i ? "," : "") + std::string(R"({"id":"55)") + std::to_string(i) + R"(","name":"тег)" +
                   std::to_string(i) + "\"}";
        return out;
    }
};

TEST_F(InstagramHashtag, IsSearchedOnceAndItsNumberRemembered) {
    auto r = search();
    EXPECT_FALSE(r.failed);
    ASSERT_EQ(ids(r.posts), std::vector<std::string>{"instagram:901"});
    EXPECT_EQ(r.posts[0].author.name, "") << "Instagram does not say whose it is";
    EXPECT_EQ(asked("GET ig_hashtag_search").at(0).fields["q"], "ахтубинск");
    EXPECT_EQ(asked("GET ig_hashtag_search").at(0).fields["user_id"], "178");
    EXPECT_EQ(asked("GET 178430/recent_media").at(0).fields["user_id"], "178");
    EXPECT_EQ(asked("GET 178430/recent_media").at(0).fields["fields"].find("username"), std::string::npos);
    r = search(r.cursor);
    EXPECT_TRUE(r.posts.empty());
    EXPECT_EQ(asked("GET ig_hashtag_search").size(), 1u);
    EXPECT_EQ(asked("GET 178/recently_searched_hashtags").size(), 1u);
    search(r.cursor, "другой");
    EXPECT_EQ(asked("GET ig_hashtag_search").size(), 2u);
}

TEST_F(InstagramHashtag, ABareNumberIsUnderstoodToo) {
    answers_["GET ig_hashtag_search"] = {R"({"id":"178430"})"};
    EXPECT_FALSE(search().failed);
    for (const auto& strange : {std::string("{}"), std::string(R"({"data":[]})"), std::string(R"({"data":[5]})")}) {
        answers_["GET ig_hashtag_search"] = {strange};
        EXPECT_EQ(search().failed->kind, trouble::unreadable) << strange;
    }
}

TEST_F(InstagramHashtag, OneThatWasSearchedThisWeekCostsNothing) {
    answers_["GET 178/recently_searched_hashtags"] = {list(searched(29) + R"(,{"id":"178430","name":"ахтубинск"})")};
    EXPECT_FALSE(search().failed);
    EXPECT_TRUE(asked("GET ig_hashtag_search").empty());
}

TEST_F(InstagramHashtag, TheThirtyFirstOfAWeekIsNotSearched) {
    answers_["GET 178/recently_searched_hashtags"] = {list(searched(30))};
    auto r = search();
    ASSERT_TRUE(r.failed);
    EXPECT_EQ(r.failed->kind, trouble::throttled);
    EXPECT_TRUE(asked("GET ig_hashtag_search").empty());
    answers_["GET 178/recently_searched_hashtags"] = {list(searched(3))};
    answers_["GET ig_hashtag_search"] = {error(18)};
    EXPECT_EQ(search().failed->kind, trouble::throttled);
    answers_["GET 178/tags"] = {list("")};
    EXPECT_FALSE(read_all(a_source("tags", "")).failed) << "18 says nothing of other calls";
}

TEST_F(InstagramHashtag, NeedsTheLoginByFacebookAndATag) {
    EXPECT_EQ(search({}, "два слова").failed->kind, trouble::settings);
    EXPECT_EQ(search({}, "").failed->kind, trouble::settings);
    options_["login"] = "instagram";
    forget();
    EXPECT_EQ(search().failed->kind, trouble::settings);
    EXPECT_TRUE(asked().empty());
}

// ---- events

struct InstagramEvents : InstagramStage {
    hook_reply take(const std::string& body, std::string_view secret = "app-SECRET") {
        hook_request request{"POST", {}, "sha256=" + graph::hmac_sha256_hex(secret, body), body};
        return bench_.finish(able<takes_hooks>().hook(std::move(request), a_source("events", "")));
    }
    static std::string delivered(std::string_view field, std::string_view value, std::string_view about = "178") {
        return R"({"object":"instagram","entry":[{"id":")" + std::string(about) +
               R"(","time":1699963300,"changes":[{"field":")" + std::string(field) + R"(","value":{)" +
               std::string(value) + "}}]}]}";
    }
    static constexpr std::string_view new_comment =
        R"("from":{"id":"id-anna","username":"anna"},"media":{"id":"500","media_product_type":"FEED"},"id":"600","text":"\u042f\u043c\u0430")";
    static constexpr std::string_view mention = R"("media_id":"550","comment_id":"700")";
    static constexpr const char* told_mention =
        R"({"mentioned_comment":{"id":"700","text":"@adm_akht, где свет?","timestamp":"2023-11-14T12:00:00+0000","username":"anna","media":{"id":"550","permalink":"https://www.instagram.com/p/z/"}},"id":"178"})";
};

TEST_F(InstagramEvents, ANewCommentIsFetchedForItsDateAndAddress) {
    answers_["GET 600"] = {
        comment("600", noon, R"(,"media":{"id":"500","permalink":"https://www.instagram.com/p/500/"})")};
    auto out = take(delivered("comments", new_comment));
    EXPECT_EQ(out.status, 200u);
    ASSERT_EQ(out.posts.size(), 1u);
    EXPECT_EQ(out.posts[0].id, "instagram:600");
    EXPECT_EQ(out.posts[0].link, "https://www.instagram.com/p/500/");
    EXPECT_EQ(out.posts[0].parent, "instagram:500");
    EXPECT_EQ(out.posts[0].text, "Когда починят фонарь?");
    EXPECT_EQ(out.posts[0].source, "s1");
}

TEST_F(InstagramEvents, OneThatCannotBeFetchedIsToldAsFarAsItGoes) {
    answers_["GET 600"] = {error(2)};
    auto out = take(delivered("comments", std::string(new_comment) + R"(,"parent_id":"599")"));
    ASSERT_EQ(out.posts.size(), 1u);
    EXPECT_EQ(out.posts[0].text, "Яма");
    EXPECT_EQ(out.posts[0].reply_to, "instagram:599");
    EXPECT_EQ(out.posts[0].written, moment{std::chrono::seconds(1'699'963'300)});
    EXPECT_EQ(out.posts[0].author.name, "anna");
    answers_["GET 600"] = {error(100, 33)};
    out = take(delivered("comments", new_comment));
    EXPECT_TRUE(out.posts.empty()) << "it was deleted meanwhile";
    EXPECT_EQ(out.left_out.size(), 1u);
}

TEST_F(InstagramEvents, AMentionIsFetchedByTheNumbersThatWereDelivered) {
    answers_["GET 178"] = {R"({"id":"178","username":"adm_akht"})", told_mention};
    auto out = take(delivered("mentions", mention));
    ASSERT_EQ(out.posts.size(), 1u);
    const auto& p = out.posts[0];
    EXPECT_EQ(p.id, "instagram:700");
    EXPECT_EQ(p.kind, post_kind::comment);
    EXPECT_EQ(p.parent, "instagram:550");
    EXPECT_EQ(p.link, "https://www.instagram.com/p/z/");
    EXPECT_EQ(p.text, "@adm_akht, где свет?");
    EXPECT_NE(p.raw.find("mentioned_comment"), std::string::npos)
        << "it must be known for a mention when it is answered";
    EXPECT_NE(asked("GET 178").back().fields["fields"].find("mentioned_comment.comment_id(700){id,text,"),
              std::string::npos);
}

TEST_F(InstagramEvents, AMentionInACaptionIsAPublication) {
    answers_["GET 178"] = {
        R"({"id":"178","username":"adm_akht"})",
        R"({"mentioned_media":{"id":"550","caption":"@adm_akht спасибо","media_type":"VIDEO","permalink":"https://www.instagram.com/p/z/","timestamp":"2023-11-14T12:00:00+0000","username":"anna"},"id":"178"})"};
    auto out = take(delivered("mentions", R"("media_id":"550")"));
    ASSERT_EQ(out.posts.size(), 1u);
    EXPECT_EQ(out.posts[0].kind, post_kind::post);
    EXPECT_EQ(out.posts[0].id, "instagram:550");
    EXPECT_FALSE(out.posts[0].own);
}

TEST_F(InstagramEvents, AMentionThatCannotBeFetchedNowIsToBeToldOnceMore) {
    answers_["GET 178"] = {R"({"id":"178","username":"adm_akht"})", error(2)};
    EXPECT_EQ(take(delivered("mentions", mention)).status, 503u) << "a missed mention is lost";
    answers_["GET 178"] = {error(100, 33)};
    EXPECT_EQ(take(delivered("mentions", mention)).status, 200u);
    answers_["GET 178"] = {R"({"id":"178"})"};
    auto out = take(delivered("mentions", mention));
    EXPECT_EQ(out.status, 200u);
    EXPECT_EQ(out.left_out.size(), 1u) << "a private account's";
}

TEST_F(InstagramEvents, MoreAtOnceThanCanBeFetchedComesAgainOrIsTakenAsTold) {
    std::string mentions, comments;
    for (int i = 0; i < 21; ++i)
        mentions += (i ? "," : "") + std::string(R"({"field":"mentions","value":{"media_id":"550"}})");
    for (int i = 0; i < 201; ++i)
        comments += (i ? "," : "") + std::string(R"({"field":"comments","value":{)") + std::string(new_comment) + "}}";
    auto with = [](const std::string& changes) {
        return R"({"object":"instagram","entry":[{"id":"178","time":1699963300,"changes":[)" + changes + "]}]}";
    };
    answers_["GET 178"] = {R"({"id":"178","username":"adm_akht"})", error(100, 33)};
    EXPECT_EQ(take(with(mentions)).status, 503u);
    answers_["GET 600"] = {comment("600")};
    auto out = take(with(comments));
    EXPECT_EQ(out.status, 200u);
    EXPECT_EQ(out.posts.size(), 201u);
    EXPECT_EQ(asked("POST ").size(), 4u);
}

TEST_F(InstagramEvents, AllFormsOfADeliveryAreRead) {
    answers_["GET 600"] = {comment("600")};
    EXPECT_EQ(take(R"({"object":"instagram","entry":[{"id":"178","time":1699963300,"field":"comments","value":{)" +
                   std::string(new_comment) + "}}]}")
                  .posts.size(),
              1u);
    auto other = std::string(new_comment);
    other.replace(other.find(R"("id":"600")"), 10, R"("comment_id":"600")");
    EXPECT_EQ(take("[" + delivered("comments", other) + "]").posts.size(), 1u);
    auto out = take(R"({"object":"instagram","entry":[{"id":"178","time":1,"messaging":[{"sender":{"id":"5"}}]}]})");
    EXPECT_TRUE(out.posts.empty());
    EXPECT_EQ(out.status, 200u);
}

TEST_F(InstagramEvents, OwnWordsAreMarkedAndOthersAccountsLeftOut) {
    answers_["GET 600"] = {own("600", "Завтра")};
    EXPECT_TRUE(take(delivered("comments", new_comment)).posts.at(0).own);
    EXPECT_TRUE(take(delivered("comments", new_comment, "179")).posts.empty());
    EXPECT_TRUE(take(delivered("live_comments", new_comment)).posts.empty());
}

TEST_F(InstagramEvents, WhatIsNotSignedOrStrangeIsNotBelieved) {
    EXPECT_EQ(take(delivered("comments", new_comment), "another").status, 403u);
    for (
        const char* body :
        {"", "{", "5", R"({"object":"page","entry":[]})", R"({"object":"instagram","entry":[5]})",
         R"({"object":"instagram","entry":[{"id":"178","changes":[{"field":"mentions","value":{}}]}]})",
         R"({"object":"instagram","entry":[{"id":"178","changes":[{"field":"mentions","value":{"media_id":"a/b"}}]}]})",
         R"({"object":"instagram","entry":[{"id":"178","changes":[{"field":"comments","value":{"id":{}}}]}]})"}) {
        auto out = take(body);
        EXPECT_EQ(out.status, 200u) << body;
        EXPECT_TRUE(out.posts.empty()) << body;
    }
    hook_request handshake{
        "GET", {{"hub.mode", "subscribe"}, {"hub.challenge", "77"}, {"hub.verify_token", "word-SECRET"}}, {}, {}};
    EXPECT_EQ(bench_.finish(able<takes_hooks>().hook(handshake, a_source("events", ""))).body, "77");
}

TEST_F(InstagramEvents, WhoDoesNotKnowHisOwnNameAsksForTheDeliveryOnceMore) {
    answers_["GET 178"] = {error(2)};
    EXPECT_EQ(take(delivered("comments", new_comment)).status, 503u);
}

// ---- names

TEST(InstagramNames, ATagIsOneWord) {
    EXPECT_EQ(instagram::hashtag_in("#ахтубинск"), "ахтубинск");
    EXPECT_EQ(instagram::hashtag_in("akht_2026"), "akht_2026");
    for (const char* bad : {"", "#", "a b", "#a#b", "a/b", "@a", "a\n"})
        EXPECT_FALSE(instagram::hashtag_in(bad)) << bad;
}

}
