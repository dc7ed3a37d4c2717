#include "connectors/graph/proof.hpp"
#include "tests/unit/connectors/facebook_stage.hpp"

namespace otklik::test {

// ---- the check

struct FacebookCheck : FacebookStage {
    void SetUp() override {
        answers_["GET debug_token"] = {told(every_right)};
        answers_["GET 100"] = {R"({"id":"100","name":"Администрация района","link":"https://www.facebook.com/adm"})"};
        answers_["GET 100/picture"] = {R"({"data":{"url":"https://scontent.example/p.jpg","height":200}})"};
        answers_["GET 100/feed"] = {list(feed_post("100_55"))};
        answers_["GET 100/subscribed_apps"] = {R"({"data":[{"id":"900","subscribed_fields":["mention","feed"]}]})"};
    }
    static constexpr std::string_view every_right =
        R"("pages_show_list","pages_read_engagement","pages_read_user_content","pages_manage_engagement",)"
        R"("pages_manage_posts","pages_manage_metadata","pages_messaging")";
    static std::string told(std::string_view scopes, std::string_view more = R"("is_valid":true,"expires_at":0)") {
        return R"({"data":{"app_id":"900","type":"PAGE","scopes":[)" + std::string(scopes) + "]," + std::string(more) +
               "}}";
    }
    account_check check() { return bench_.finish(network().check()); }
    static bool says(const account_check& c, std::string_view words) {
        return std::ranges::any_of(c.failures, [&](auto& f) { return f.said.find(words) != f.said.npos; });
    }
};

TEST_F(FacebookCheck, AGoodAccountIsNamedWithWhatItCan) {
    headers_ = "facebook-api-version: v25.0\r\nX-App-Usage: {\"call_count\":12}\r\n";
    auto c = check();
    EXPECT_TRUE(c.connected);
    EXPECT_TRUE(c.failures.empty()) << c.failures.front().said;
    EXPECT_EQ(c.name, "Администрация района");
    EXPECT_EQ(c.link, "https://www.facebook.com/adm");
    EXPECT_EQ(c.picture, "https://scontent.example/p.jpg");
    EXPECT_EQ(c.abilities.size(), 6u);
    ASSERT_EQ(c.tokens.size(), 1u);
    EXPECT_EQ(c.tokens[0].kind, "page_token");
    EXPECT_FALSE(c.tokens[0].valid_until);
    EXPECT_EQ(c.tokens[0].rights.size(), 7u);
    ASSERT_EQ(c.quotas.size(), 1u);
    EXPECT_EQ(c.quotas[0].used, 12);
}

TEST_F(FacebookCheck, TheTokenIsAskedAboutByTheApplicationAndNeverInAnAddress) {
    check();
    auto q = asked("POST ").at(0);
    EXPECT_EQ(q.header("Authorization"), "Bearer 900|app-SECRET");
    EXPECT_FALSE(q.fields.contains("appsecret_proof")) << "the application's own token needs none";
    EXPECT_EQ(json::parse(q.fields["batch"])->items().at(0)["relative_url"].text(),
              "debug_token?input_token=EAASECRET");
    for (auto& each : asked()) EXPECT_EQ(each.head.substr(0, each.head.find('\r')).find("SECRET"), std::string::npos);
    options_["app_id"] = "";
    forget();
    check();
    EXPECT_EQ(asked("POST ").at(1).header("Authorization"), "Bearer EAASECRET");
}

TEST_F(FacebookCheck, ATokenThatEndsSaysWhen) {
    answers_["GET debug_token"] = {
        told(every_right, R"("is_valid":true,"expires_at":1800000000,"data_access_expires_at":1790000000)")};
    auto c = check();
    EXPECT_EQ(c.tokens.at(0).valid_until, moment{std::chrono::seconds(1'790'000'000)});
    EXPECT_TRUE(c.failures.empty());
    answers_["GET debug_token"] = {
        told(every_right, R"("is_valid":true,"expires_at":0,"data_access_expires_at":1600000000)")};
    EXPECT_TRUE(says(check(), "access to data has run out"));
}

TEST_F(FacebookCheck, WhatIsMissingIsNamed) {
    answers_["GET debug_token"] = {told(R"("pages_show_list","pages_read_engagement")")};
    auto c = check();
    EXPECT_TRUE(says(c, "pages_manage_engagement was not granted"));
    EXPECT_EQ(c.failures.size(), 5u);
    EXPECT_EQ(c.abilities,
              (std::vector<std::string>{"читает публикации страницы и комментарии под ними", "получает события"}));
    SetUp();
    answers_["GET debug_token"] = {told(every_right, R"("is_valid":false)")};
    EXPECT_TRUE(says(check(), "not valid"));
    SetUp();
    answers_["GET 100/subscribed_apps"] = {R"({"data":[{"id":"900","subscribed_fields":["mention"]}]})"};
    EXPECT_TRUE(says(check(), "not subscribed"));
    answers_["GET 100/subscribed_apps"] = {R"({"data":[{"id":"901","subscribed_fields":["feed"]}]})"};
    EXPECT_TRUE(says(check(), "not subscribed")) << "another application's subscription";
    options_.erase("verify_token");
    forget();
    EXPECT_TRUE(check().failures.empty()) << "who does not wait for events is not asked";
}

TEST_F(FacebookCheck, APersonsTokenIsExplained) {
    answers_["GET me"] = {R"({"id":"7890"})"};
    answers_["GET me/accounts"] = {
        list(R"({"id":"200"},{"id":"100","name":"Адм","tasks":["ANALYZE","CREATE_CONTENT"]})")};
    auto c = check();
    EXPECT_FALSE(c.connected);
    EXPECT_TRUE(says(c, "not the token of the page 100"));
    EXPECT_TRUE(says(c, "me/accounts"));
    EXPECT_TRUE(says(c, "lacks on the page MODERATE"));
    answers_["GET me/accounts"] = {list(R"({"id":"200"})")};
    EXPECT_TRUE(says(check(), "no role on the page"));
    answers_["GET me/accounts"] = {error(100)};
    EXPECT_EQ(check().failures.size(), 1u);
}

TEST_F(FacebookCheck, AnotherVersionThanAskedForIsNamed) {
    headers_ = "facebook-api-version: v26.0\r\n";
    EXPECT_TRUE(says(check(), "v25.0 was asked for and v26.0 answered"));
}

TEST_F(FacebookCheck, StrangeAnswersAreFailuresAndNeverAbilities) {
    for (const char* call : {"GET me", "GET debug_token", "GET 100", "GET 100/feed", "GET 100/subscribed_apps"})
        for (const auto& answer :
             {error(10), error(190, 463), std::string("5"), std::string("null"), std::string("cut")}) {
            if (answer == "cut" && std::string_view(call) == "GET debug_token")
                continue;  // it is not a call of its own
            SetUp();
            answers_["GET me"] = {R"({"id":"100"})"};
            forget();
            answers_[call] = {answer};
            auto c = check();
            EXPECT_FALSE(c.failures.empty()) << call << " " << answer;
            if (std::string_view(call) != "GET 100") {
                EXPECT_LT(c.abilities.size(), 6u) << call << " " << answer;
            }
        }
}

// ---- options

TEST(FacebookOptions, ThoseThatCannotWorkAreNamed) {
    using values = std::map<std::string, std::string, std::less<>>;
    const values good{{"page", "100"}, {"page_token", "t"}, {"app_secret", "s"}, {"verify_token", "w"}};
    EXPECT_FALSE(facebook::kind.objection(good));
    struct row {
        std::string name, value;
        std::string_view word;
    };
    const row rows[] = {
        {"page", "adm", "page"},
        {"page_token", "", "page_token_file"},
        {"posts_watched", "0", "posts_watched"},
        {"sweep_hours", "x", "sweep_hours"},
        {"version", "25", "version"},
        {"version", "v25", "version"},
        {"version", "v25.0/me", "version"},
        {"app_id", "x", "app_id"},
        {"app_secret", "", "app_secret_file"},
        {"api", "http://graph.example", "TLS"},
    };
    for (const auto& r : rows) {
        auto bad = good;
        bad[r.name] = r.value;
        auto why = facebook::kind.objection(bad);
        ASSERT_TRUE(why) << r.name << " " << r.value;
        EXPECT_NE(why->find(r.word), why->npos) << *why;
    }
}

TEST(FacebookOptions, WhatIsSecretIsMarkedSo) {
    expect_secrets_marked(facebook::kind);
}

TEST(FacebookOptions, EveryMaterialHasARowWithAReason) {
    expect_a_row_for_each_material(facebook::kind);
}

// ---- links

struct FacebookLinks : FacebookStage {
    std::variant<post, failure> follow(std::string link) {
        return bench_.finish(able<reads_links>().read_link(std::move(link)));
    }
};

TEST_F(FacebookLinks, APostAndACommentAreReadByTheirAddress) {
    EXPECT_TRUE(able<reads_links>().understands("https://www.facebook.com/100/posts/55"));
    EXPECT_FALSE(able<reads_links>().understands("https://www.facebook.com/share/p/1Ab/"));
    answers_["GET 100_55"] = {feed_post("100_55")};
    answers_["GET 55_66"] = {comment("55_66")};
    EXPECT_EQ(std::get<post>(follow("https://www.facebook.com/100/posts/55")).id, "facebook:100_55");
    EXPECT_EQ(std::get<post>(follow("https://www.facebook.com/adm/posts/55")).id, "facebook:100_55");
    auto read = std::get<post>(follow("https://www.facebook.com/adm/posts/55?comment_id=66"));
    EXPECT_EQ(read.id, "facebook:66");
    EXPECT_EQ(read.parent, "facebook:100_55");
}

TEST_F(FacebookLinks, WhatIsNotThereOrCannotBeReadIsAFailure) {
    struct row {
        std::string answer;
        trouble kind;
    };
    const row rows[] = {
        {error(100, 33), trouble::gone},
        {error(10), trouble::settings},
        {"{}", trouble::unreadable},
        {R"({"id":"100_55","created_time":"2023-11-14T12:00:00+0000","is_published":false})", trouble::gone},
        {"5", trouble::unreadable}};
    for (const auto& r : rows) {
        answers_["GET 100_55"] = {r.answer};
        auto read = follow("https://www.facebook.com/100_55");
        ASSERT_TRUE(std::holds_alternative<failure>(read)) << r.answer;
        EXPECT_EQ(std::get<failure>(read).kind, r.kind) << r.answer;
    }
    EXPECT_TRUE(std::holds_alternative<failure>(follow("https://www.facebook.com/")));
}

// ---- moderation

struct FacebookModerate : FacebookStage {
    write_outcome moderate(moderation what, const post& which) {
        return bench_.finish(able<moderates>().moderate(what, which));
    }
    std::variant<standing, failure> standing_now() {
        return bench_.finish(able<moderates>().standing_of(answer_to_comment().to));
    }
};

TEST_F(FacebookModerate, HidesShowsAndRemoves) {
    answers_["POST 55_66"] = answers_["DELETE 55_66"] = {R"({"success":true})"};
    const auto which = answer_to_comment().to;
    EXPECT_EQ(name(moderate(moderation::hide, which)), "sent");
    EXPECT_EQ(name(moderate(moderation::show, which)), "sent");
    EXPECT_EQ(asked("POST 55_66").at(0).fields["is_hidden"], "true");
    EXPECT_EQ(asked("POST 55_66").at(1).fields["is_hidden"], "false");
    EXPECT_FALSE(asked("POST 55_66").at(0).fields.contains("message")) << "that would be an edit";
    auto outcome = moderate(moderation::remove, which);
    EXPECT_EQ(std::get<sent>(outcome).remote_id, "facebook:66");
    EXPECT_TRUE(asked("DELETE 55_66").at(0).fields.contains("appsecret_proof"));
    EXPECT_EQ(name(moderate(moderation::restore, which)), "refused before write");
}

TEST_F(FacebookModerate, OnlyASaidSuccessIsDone) {
    const answer_row rows[] = {{R"({"success":false})", "unknown"},
                               {"{}", "unknown"},
                               {R"({"id":"55_66"})", "unknown"},
                               {"cut", "unknown"},
                               {error(1), "unknown"},
                               {error(200), "by hand"},
                               {error(100, 33), "refused before write"}};
    for (const auto& r : rows) {
        answers_["DELETE 55_66"] = {r.answered};
        forget();
        EXPECT_EQ(name(moderate(moderation::remove, answer_to_comment().to)), r.outcome) << r.answered;
    }
    answers_["DELETE 55_66"] = {error(200)};
    auto outcome = moderate(moderation::remove, answer_to_comment().to);
    EXPECT_EQ(std::get<by_hand>(outcome).steps.size(), 3u);
}

TEST_F(FacebookModerate, HowItStandsIsSeen) {
    answers_["GET 55_66"] = {R"({"id":"55_66","is_hidden":true})"};
    EXPECT_EQ(std::get<0>(standing_now()), standing::hidden);
    answers_["GET 55_66"] = {R"({"id":"55_66"})"};
    EXPECT_EQ(std::get<0>(standing_now()), standing::visible);
    answers_["GET 55_66"] = {error(100, 33)};
    EXPECT_EQ(std::get<0>(standing_now()), standing::gone);
    for (const auto& bad : {error(10), std::string("{}"), std::string("cut"), std::string("5")}) {
        answers_["GET 55_66"] = {bad};
        EXPECT_EQ(standing_now().index(), 1u) << bad;
    }
    forget();
    answers_["GET me"] = {R"({"id":"7890"})"};
    EXPECT_EQ(standing_now().index(), 1u);
}

// ---- news

struct FacebookNews : FacebookStage {
    void SetUp() override { answers_["POST 100/feed"] = {R"({"id":"100_88"})"}; }
    write_outcome publish(std::vector<file> files = {}) {
        news what{"d-9", "Сегодня откроют мост. #новости", std::move(files)};
        return bench_.finish(able<publishes_news>().publish(what));
    }
};

TEST_F(FacebookNews, AreAPostOfThePage) {
    auto outcome = publish();
    ASSERT_EQ(name(outcome), "sent");
    EXPECT_EQ(std::get<sent>(outcome).remote_id, "facebook:100_88");
    EXPECT_EQ(std::get<sent>(outcome).link, "https://www.facebook.com/100_88");
    auto q = asked("POST 100/feed").at(0);
    q.fields.erase("appsecret_proof");
    EXPECT_EQ(q.fields, (fields_of_call{{"message", "Сегодня откроют мост. #новости"}}));
}

TEST_F(FacebookNews, PicturesAreUploadedUnseenAndShownWithThePost) {
    answers_["POST 100/photos"] = {R"({"id":"331"})", R"({"id":"332"})"};
    auto by_address = picture("https://adm.example/plan.jpg");
    by_address.bytes.reset();
    EXPECT_EQ(name(publish({picture(), by_address})), "sent");
    EXPECT_EQ(asked("POST 100/photos").at(1).fields["url"], "https://adm.example/plan.jpg");
    EXPECT_EQ(asked("POST 100/photos").at(1).fields["published"], "false");
    auto q = asked("POST 100/feed").at(0);
    EXPECT_EQ(q.fields["attached_media[0]"], R"({"media_fbid":"331"})");
    EXPECT_EQ(q.fields["attached_media[1]"], R"({"media_fbid":"332"})");
}

TEST_F(FacebookNews, AnUploadThatFailsHasPublishedNothing) {
    answers_["POST 100/photos"] = {R"({"id":"331"})", error(1)};
    EXPECT_EQ(name(publish({picture(), picture()})), "refused before write");
    EXPECT_TRUE(asked("POST 100/feed").empty());
    auto video = picture();
    video.is = material::video;
    EXPECT_EQ(name(publish({video})), "by hand");
}

TEST_F(FacebookNews, OnlyAnIdIsASuccess) {
    for (const auto& answer : {std::string("{}"), std::string(R"({"success":true})"), std::string("cut"), error(506),
                               error(1), error(1609005)}) {
        forget();
        answers_["POST 100/feed"] = {answer};
        EXPECT_EQ(name(publish()), "unknown") << answer;
    }
    answers_["POST 100/feed"] = {error(200)};
    EXPECT_EQ(name(publish()), "by hand");
}

TEST_F(FacebookNews, WhatWasPublishedIsFoundAgain) {
    answers_["GET 100/published_posts"] = {list(feed_post("100_1", "", "", noon - 60) + "," +
                                                feed_post("100_2", "", "", noon) + "," +
                                                feed_post("100_3", "", "", noon - 90'000))};
    const auto since = moment{std::chrono::seconds(noon - 3600)};
    auto told = bench_.finish(able<publishes_news>().published_since(since));
    auto& posts = std::get<0>(told);
    ASSERT_EQ(posts.size(), 2u);
    EXPECT_EQ(posts[0].remote_id, "facebook:100_2") << "the newest first";
    EXPECT_EQ(posts[0].text, "Новость");
    EXPECT_EQ(posts[0].link, "https://www.facebook.com/adm/posts/100_2");
    EXPECT_EQ(asked("GET 100/published_posts").at(0).fields["since"], std::to_string(noon - 3600));
    for (const auto& bad : {error(10), std::string("{}"), list("5"), list(R"({"id":"100_1"})"), std::string("cut")}) {
        answers_["GET 100/published_posts"] = {bad};
        EXPECT_EQ(bench_.finish(able<publishes_news>().published_since(since)).index(), 1u) << bad;
    }
}

// ---- events

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
