#include "connectors/graph/errors.hpp"
#include "tests/unit/connectors/instagram_stage.hpp"

namespace otklik::test {

// ---- placing

struct InstagramPlace : InstagramStage {
    void SetUp() override { answers_["POST 600/replies"] = {R"({"id":"677"})"}; }
    std::size_t posted() { return asked("POST 600/replies").size(); }
};

TEST_F(InstagramPlace, AnswersACommentUnderIt) {
    auto outcome = place(answer_to_comment());
    ASSERT_EQ(name(outcome), "sent");
    EXPECT_EQ(std::get<sent>(outcome).remote_id, "instagram:677");
    EXPECT_EQ(std::get<sent>(outcome).link, "https://www.instagram.com/p/500/");
    ASSERT_EQ(calls(), std::vector<std::string>{"POST 600/replies"});
    EXPECT_EQ(asked().at(0).fields["message"], "Починим завтра.");
    EXPECT_TRUE(asked().at(0).fields.contains("appsecret_proof"));
}

TEST_F(InstagramPlace, AReplyIsAnsweredUnderTheCommentAboveItAndByName) {
    place(answer_to_reply());
    auto what = answer_to_reply();
    what.text = "Да, @anna, завтра.";
    place(what);
    what.text = "Завтра.";
    what.to.author.name = "не имя";
    place(what);
    auto q = asked("POST 600/replies");
    ASSERT_EQ(q.size(), 3u);
    EXPECT_EQ(q[0].fields["message"], "@anna Починим завтра.");
    EXPECT_EQ(q[1].fields["message"], "Да, @anna, завтра.");
    EXPECT_EQ(q[2].fields["message"], "Завтра.");
    what.to.reply_to.clear();
    EXPECT_EQ(name(place(what)), "by hand");
}

TEST_F(InstagramPlace, CommentsAnOwnPublicationAndNoOther) {
    answers_["POST 500/comments"] = {R"({"id":"678"})"};
    EXPECT_EQ(name(place(answer_to_media())), "sent");
    auto what = answer_to_media();
    what.to.own = false;
    auto outcome = place(what);
    ASSERT_EQ(name(outcome), "by hand");
    EXPECT_EQ(std::get<by_hand>(outcome).steps.size(), 4u);
    EXPECT_EQ(asked().size(), 1u);
}

TEST_F(InstagramPlace, WhatIsNoMessageOfInstagramAPersonPlaces) {
    for (const char* id : {"facebook:66", "instagram:", "instagram:../me", "instagram:6/0"}) {
        auto what = answer_to_comment();
        what.to.id = id;
        EXPECT_EQ(name(place(what)), "by hand") << id;
    }
    auto what = answer_to_comment();
    what.to.kind = post_kind::direct;
    EXPECT_EQ(name(place(what)), "by hand");
    what = answer_to_comment();
    what.files = {picture()};
    EXPECT_EQ(name(place(what)), "by hand");
    EXPECT_TRUE(asked().empty());
}

TEST_F(InstagramPlace, OnlyAnIdIsASuccessAndOnlyAProofIsARefusal) {
    struct row {
        std::string answered;
        std::string_view outcome;
    };
    const row rows[] = {
        {R"({"id":"677"})", "sent"},
        {R"({"success":true})", "unknown"},
        {"true", "unknown"},
        {"{}", "unknown"},
        {"[]", "unknown"},
        {R"({"id":""})", "unknown"},
        {R"({"error":{"message":"x"}})", "unknown"},
        {"{not json", "unknown"},
        {"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 6\r\n\r\n<html>", "unknown"},
        {"HTTP/1.1 429 Too Many\r\nContent-Length: 0\r\n\r\n", "unknown"},
        {"HTTP/1.1 500 Bad\r\nContent-Length: 22\r\n\r\n{\"error\":{\"code\":190}}", "unknown"},
        {"cut", "unknown"},
        {error(-1, 2207001), "unknown"},
        {error(987654), "unknown"},
        {error(100, 33), "refused before write"},
        {error(10), "by hand"},
    };
    for (const auto& r : rows) {
        forget();
        answers_["POST 600/replies"] = {r.answered};
        const auto before = posted();
        EXPECT_EQ(name(place(answer_to_comment())), r.outcome) << r.answered;
        EXPECT_EQ(posted(), before + 1) << "exactly one request: " << r.answered;
    }
}

TEST_F(InstagramPlace, EveryCodeIsClassified) {
    for (const auto& row : graph::all_errors()) {
        const auto subcode = row.last_subcode == graph::most_subcode ? 0 : row.subcode;
        answers_["POST 600/replies"] = {error(row.code, subcode)};
        forget();
        const auto expected = row.of_write == proof::none        ? "unknown"
                              : row.of_write == proof::unwritten ? "refused before write"
                                                                 : "by hand";
        EXPECT_EQ(name(place(answer_to_comment())), expected) << row.code << "/" << subcode;
    }
}

TEST_F(InstagramPlace, WhatIsTakenForSpamStopsAllWrites) {
    answers_["POST 600/replies"] = {error(4, 2207051), R"({"id":"677"})"};
    EXPECT_EQ(name(place(answer_to_comment())), "unknown");
    EXPECT_EQ(name(place(answer_to_comment())), "refused before write");
    EXPECT_EQ(posted(), 1u);
}

// ---- what cannot be looked for afterwards

TEST_F(InstagramPlace, AMentionIsAnsweredWhereItStands) {
    answers_["POST 178/mentions"] = {R"({"id":"690"})"};
    auto outcome = place(answer_to_mention());
    ASSERT_EQ(name(outcome), "sent");
    auto q = asked("POST 178/mentions").at(0);
    q.fields.erase("appsecret_proof");
    EXPECT_EQ(q.fields, (fields_of_call{{"media_id", "550"}, {"comment_id", "700"}, {"message", "Починим завтра."}}));
    auto what = answer_to_mention();
    what.to.id = "instagram:550", what.to.kind = post_kind::post, what.to.parent.clear();
    what.to.raw = R"({"mentioned_media":{"id":"550"},"id":"178"})";
    EXPECT_EQ(name(place(what)), "sent");
    EXPECT_FALSE(asked("POST 178/mentions").at(1).fields.contains("comment_id"));
}

TEST_F(InstagramPlace, ThatAMentionWasTriedIsKeptUntilItsFateIsKnown) {
    answers_["POST 178/mentions"] = {"cut"};
    EXPECT_EQ(name(place(answer_to_mention())), "unknown");
    EXPECT_EQ(pocket_.kept["unseen_writes"], R"(["d-1"])");
    answers_["GET 178"] = {R"({"id":"178","username":"adm_akht"})",
                           R"({"mentioned_comment":{"id":"700","text":"где свет?"},"id":"178"})"};
    forget();
    auto why = trouble_of(answer_to_mention());
    ASSERT_TRUE(why) << "nothing is seen there, and that proves nothing";
    EXPECT_EQ(why->kind, trouble::settings);
    for (const auto& answer : {std::string(R"({"id":"690"})"), error(100, 33), error(10)}) {
        answers_["POST 178/mentions"] = {answer};
        place(answer_to_mention());
        EXPECT_EQ(pocket_.kept["unseen_writes"], "[]") << answer;
    }
}

TEST_F(InstagramPlace, WithoutAMemoryNothingIsWrittenThatCannotBeLookedFor) {
    secrets_ = nullptr;
    EXPECT_EQ(name(place(answer_to_mention())), "by hand");
    auto what = answer_to_comment();
    what.privately = true;
    EXPECT_EQ(name(place(what)), "by hand");
    EXPECT_TRUE(asked().empty());
}

TEST_F(InstagramPlace, WhatIsKeptDoesNotGrowForEver) {
    answers_["POST 178/mentions"] = {"cut"};
    json::array many;
    for (int i = 0; i < 500; ++i) many.push_back("old-" + std::to_string(i));
    pocket_.kept["unseen_writes"] = json::write(many);
    place(answer_to_mention());
    const auto kept = json::parse(pocket_.kept["unseen_writes"]);
    EXPECT_EQ(kept->items().size(), 500u);
    EXPECT_EQ(kept->items().back().text(), "d-1");
}

TEST_F(InstagramPlace, AnswersPrivatelyThroughThePageOrTheAccount) {
    answers_["POST 100/messages"] = answers_["POST 178/messages"] = {R"({"recipient_id":"5","message_id":"aWd"})"};
    auto what = answer_to_comment();
    what.privately = true;
    auto outcome = place(what);
    ASSERT_EQ(name(outcome), "sent");
    EXPECT_EQ(asked("POST 100/messages").at(0).body,
              R"({"recipient":{"comment_id":"600"},"message":{"text":"Починим завтра."}})");
    options_["page"] = "";
    forget();
    EXPECT_EQ(name(place(what)), "by hand");
    options_["login"] = "instagram";
    forget();
    EXPECT_EQ(name(place(what)), "sent");
    EXPECT_EQ(asked("POST 178/messages").size(), 1u);
    what.to.written = time_.now_ - std::chrono::hours(24 * 7 + 1);
    EXPECT_EQ(name(place(what)), "refused before write");
    answers_["POST 178/messages"] = {error(10900)};
    what = answer_to_comment();
    what.privately = true;
    EXPECT_EQ(name(place(what)), "unknown") << "the one that was sent already may be this one";
    answers_["GET 600"] = {comment("600")};
    EXPECT_TRUE(trouble_of(what));
}

// ---- looking

struct InstagramLook : InstagramStage {
    void SetUp() override {
        answers_["GET 600"] = {
            R"({"id":"600","text":"Когда починят фонарь?","media":{"id":"500","is_comment_enabled":true}})"};
        answers_["GET 601"] = {R"({"id":"601","text":"И мне","parent_id":"600","media":{"id":"500"}})"};
        answers_["GET 500"] = {R"({"id":"500","caption":"Новость","is_comment_enabled":true})"};
        replies(own("677", "Починим завтра."));
    }
    void replies(std::string_view items) { answers_["GET 600/replies"] = {list(items)}; }
};

TEST_F(InstagramLook, SeesTheMessageAndOurReply) {
    auto view = seen(answer_to_comment());
    EXPECT_FALSE(view.gone);
    EXPECT_FALSE(view.closed);
    EXPECT_EQ(view.text, "Когда починят фонарь?");
    ASSERT_EQ(view.own_replies.size(), 1u);
    EXPECT_EQ(view.own_replies[0].remote_id, "instagram:677");
    EXPECT_EQ(view.own_replies[0].text, "Починим завтра.");
    EXPECT_EQ(view.own_replies[0].link, "https://www.instagram.com/p/500/");
}

TEST_F(InstagramLook, TakesForOursOnlyWhatAnswersThisMessage) {
    struct row {
        std::string item;
        bool ours;
    };
    const row rows[] = {
        {own("677", "Другой ответ коллеги"), true},
        {own("677", "@anna починим"), true},
        {own("677", "@anna, починим"), true},
        {own("677", "@petr и у вас"), false},
        {own("677", "@petr"), false},
        {own("677", "Починим  завтра. "), true},
        {own("677", "раньше сообщения", noon - 600), false},
        {comment("677", noon + 600), false},
        {R"({"id":"677","text":"Кто-то","timestamp":"2023-11-14T12:10:00+0000"})", false},
        {R"({"id":"677","text":"без имени, но наш номер","timestamp":"2023-11-14T12:10:00+0000","from":{"id":"178"}})",
         true},
    };
    for (const auto& r : rows) {
        replies(r.item);
        EXPECT_EQ(seen(answer_to_comment()).own_replies.size(), r.ours ? 1u : 0u) << r.item;
    }
}

TEST_F(InstagramLook, OurWordsAreToldAsTheyWereApproved) {
    replies(own("677", "@anna Починим  завтра."));
    auto view = seen(answer_to_reply());
    EXPECT_EQ(view.text, "И мне");
    EXPECT_EQ(view.own_replies.at(0).text, "Починим завтра.") << "without the address that was put before them";
}

TEST_F(InstagramLook, ReadsAllPages) {
    answers_["GET 600/replies"] = {list(comment("690", noon + 700), "A1"), list("", "A2"),
                                   list(own("677", "Починим завтра."))};
    EXPECT_EQ(seen(answer_to_comment()).own_replies.size(), 1u);
}

TEST_F(InstagramLook, UnderAnOwnPublicationItsCommentsAreRead) {
    answers_["GET 500/comments"] = {list(own("678", "Наш ответ") + "," + comment("600"), "A1"),
                                    list(comment("599", noon - 60), "A2"), error(1)};
    auto view = seen(answer_to_media());
    EXPECT_EQ(view.text, "Новость");
    EXPECT_EQ(view.own_replies.size(), 1u);
    EXPECT_EQ(asked("GET 500/comments").size(), 2u) << "what is older than the publication's message ends it";
}

TEST_F(InstagramLook, AClosedOrHiddenOneIsClosed) {
    for (const char* answer : {R"({"id":"600","text":"x","hidden":true})",
                               R"({"id":"600","text":"x","media":{"is_comment_enabled":false}})"}) {
        answers_["GET 600"] = {answer};
        EXPECT_TRUE(seen(answer_to_comment()).closed) << answer;
    }
}

TEST_F(InstagramLook, GoneIsWhatIsNotThereWhileTheRestIsSeen) {
    answers_["GET 600"] = {error(100, 33)};
    EXPECT_TRUE(seen(answer_to_comment()).gone);
    EXPECT_TRUE(asked("GET 600/replies").empty());
    for (const auto& bad : {error(10), error(190), error(1), std::string("cut")}) {
        forget();
        answers_["GET 500"] = {bad};
        EXPECT_TRUE(trouble_of(answer_to_comment())) << bad;
    }
    SetUp();
    forget();
    answers_["GET 601"] = {error(100, 33)};
    replies(own("677", "@anna Починим завтра."));
    auto view = seen(answer_to_reply());
    EXPECT_TRUE(view.gone);
    EXPECT_EQ(view.own_replies.size(), 1u);
}

TEST_F(InstagramLook, WhatCannotBeReadIsAFailureAndNotAnEmptyThread) {
    const std::vector<std::string> bad{
        error(1), error(4), error(10), error(100), error(190),      error(987654),     "5.5", "null", "[]",
        "\"x\"",  "<html>", "{}",      "cut",      R"({"data":5})", R"({"error":"x"})"};
    for (const char* call : {"GET 178", "GET 600", "GET 600/replies"})
        for (const auto& answer : bad) {
            SetUp();
            answers_["GET 178"] = {R"({"id":"178","username":"adm_akht"})"};
            forget();
            answers_[call] = {answer};
            EXPECT_TRUE(trouble_of(answer_to_comment())) << call << " " << answer;
        }
    SetUp();
    answers_["GET 178"] = {R"({"id":"178","username":"adm_akht"})"};
    forget();
    answers_["GET 600"] = {R"({"id":"601","text":"x"})"};
    EXPECT_TRUE(trouble_of(answer_to_comment())) << "another thing than was asked for";
    auto what = answer_to_reply();
    what.to.reply_to.clear();
    answers_["GET 601"] = {R"({"id":"601","text":"И мне"})"};
    EXPECT_TRUE(trouble_of(what)) << "nobody says in which thread";
}

TEST_F(InstagramLook, ACommentThatMayBeOursAndCannotBeUnderstoodIsAFailure) {
    for (const char* strange :
         {"5", "null", R"({"id":"677","username":"adm_akht","text":5,"timestamp":"2023-11-14T12:10:00+0000"})",
          R"({"id":"677","username":"adm_akht","text":"x"})",
          R"({"username":"adm_akht","text":"x","timestamp":"2023-11-14T12:10:00+0000"})",
          R"({"id":"677","text":"Починим завтра.","timestamp":"2023-11-14T12:10:00+0000"})"}) {
        replies(strange);
        auto why = trouble_of(answer_to_comment());
        ASSERT_TRUE(why) << strange;
        EXPECT_EQ(why->kind, trouble::unreadable);
    }
}

TEST_F(InstagramLook, AMentionIsReadAgainByItsField) {
    answers_["GET 178"] = {R"({"id":"178","username":"adm_akht"})",
                           R"({"mentioned_comment":{"id":"700","text":"где свет?"},"id":"178"})"};
    auto view = seen(answer_to_mention());
    EXPECT_EQ(view.text, "где свет?");
    EXPECT_NE(asked("GET 178").back().fields["fields"].find("mentioned_comment.comment_id(700)"), std::string::npos);
    answers_["GET 178"] = {error(100, 33)};
    EXPECT_TRUE(seen(answer_to_mention()).gone);
    for (const auto& bad : {error(10), std::string("{}"), std::string(R"({"mentioned_comment":{"id":"701"}})")}) {
        answers_["GET 178"] = {bad};
        EXPECT_TRUE(trouble_of(answer_to_mention())) << bad;
    }
}

// ---- moderation

struct InstagramModerate : InstagramStage {
    write_outcome moderate(moderation what, const post& which) {
        return bench_.finish(able<moderates>().moderate(what, which));
    }
};

TEST_F(InstagramModerate, HidesShowsAndRemoves) {
    answers_["POST 600"] = answers_["DELETE 600"] = answers_["DELETE 500"] = {R"({"success":true})"};
    const auto which = answer_to_comment().to;
    EXPECT_EQ(name(moderate(moderation::hide, which)), "sent");
    EXPECT_EQ(name(moderate(moderation::show, which)), "sent");
    EXPECT_EQ(asked("POST 600").at(0).fields["hide"], "true");
    EXPECT_EQ(asked("POST 600").at(1).fields["hide"], "false");
    EXPECT_EQ(name(moderate(moderation::remove, which)), "sent");
    EXPECT_EQ(name(moderate(moderation::restore, which)), "refused before write");
    EXPECT_EQ(name(moderate(moderation::hide, answer_to_media().to)), "refused before write");
    EXPECT_EQ(name(moderate(moderation::remove, answer_to_media().to)), "sent");
}

TEST_F(InstagramModerate, OnlyASaidSuccessIsDone) {
    for (const auto& [answer, outcome] : {std::pair{std::string(R"({"success":false})"), "unknown"},
                                          {std::string("{}"), "unknown"},
                                          {std::string("cut"), "unknown"},
                                          {error(1), "unknown"},
                                          {error(10), "by hand"},
                                          {error(100, 33), "refused before write"}}) {
        answers_["POST 600"] = {answer};
        forget();
        EXPECT_EQ(name(moderate(moderation::hide, answer_to_comment().to)), outcome) << answer;
    }
}

TEST_F(InstagramModerate, HowItStandsIsSeen) {
    auto now = [&] { return bench_.finish(able<moderates>().standing_of(answer_to_comment().to)); };
    answers_["GET 600"] = {R"({"id":"600","hidden":true})"};
    EXPECT_EQ(std::get<0>(now()), standing::hidden);
    answers_["GET 600"] = {R"({"id":"600","hidden":false})"};
    EXPECT_EQ(std::get<0>(now()), standing::visible);
    answers_["GET 600"] = {error(100, 33)};
    EXPECT_EQ(std::get<0>(now()), standing::gone);
    for (const auto& bad : {error(10), std::string("{}"), std::string("cut")}) {
        answers_["GET 600"] = {bad};
        EXPECT_EQ(now().index(), 1u) << bad;
    }
}

// ---- news

struct InstagramNews : InstagramStage {
    void SetUp() override {
        answers_["GET 178/content_publishing_limit"] = {R"({"data":[{"quota_usage":2,"config":{"quota_total":50}}]})"};
        answers_["POST 178/media"] = {R"({"id":"801"})"};
        answers_["GET 801"] = {R"({"status_code":"FINISHED","id":"801"})"};
        answers_["POST 178/media_publish"] = {R"({"id":"503"})"};
        answers_["GET 503"] = {R"({"id":"503","permalink":"https://www.instagram.com/p/503/"})"};
    }
    write_outcome publish(std::vector<file> files = {picture()}) {
        news what{"d-9", "Сегодня откроют мост. #новости", std::move(files)};
        return bench_.finish(able<publishes_news>().publish(what));
    }
    bool published() { return !asked("POST 178/media_publish").empty(); }
};

TEST_F(InstagramNews, ArePreparedAwaitedAndShown) {
    answers_["GET 801"] = {R"({"status_code":"IN_PROGRESS"})", R"({"status_code":"FINISHED"})"};
    const auto began = time_.now_;
    auto outcome = publish();
    ASSERT_EQ(name(outcome), "sent");
    EXPECT_EQ(std::get<sent>(outcome).remote_id, "instagram:503");
    EXPECT_EQ(std::get<sent>(outcome).link, "https://www.instagram.com/p/503/");
    EXPECT_EQ(calls(), (std::vector<std::string>{"GET 178/content_publishing_limit", "POST 178/media", "GET 801",
                                                 "GET 801", "POST 178/media_publish", "GET 503"}));
    EXPECT_GE(time_.now_ - began, std::chrono::minutes(1));
    EXPECT_EQ(asked("POST 178/media").at(0).fields["image_url"], "https://adm.example/plan.jpg");
    EXPECT_EQ(asked("POST 178/media").at(0).fields["caption"], "Сегодня откроют мост. #новости");
    EXPECT_EQ(asked("POST 178/media_publish").at(0).fields["creation_id"], "801");
}

TEST_F(InstagramNews, ManyFilesAreACarousel) {
    auto video = picture("https://adm.example/v.mp4");
    video.is = material::video;
    answers_["POST 178/media"] = {R"({"id":"801"})", R"({"id":"802"})", R"({"id":"803"})"};
    answers_["GET 802"] = answers_["GET 803"] = {R"({"status_code":"FINISHED"})"};
    EXPECT_EQ(name(publish({picture(), video})), "sent");
    auto q = asked("POST 178/media");
    ASSERT_EQ(q.size(), 3u);
    EXPECT_EQ(q[0].fields["is_carousel_item"], "true");
    EXPECT_FALSE(q[0].fields.contains("caption"));
    EXPECT_EQ(q[1].fields["video_url"], "https://adm.example/v.mp4");
    EXPECT_EQ(q[1].fields["media_type"], "VIDEO");
    EXPECT_EQ(q[2].fields["media_type"], "CAROUSEL");
    EXPECT_EQ(q[2].fields["children"], "801,802");
    EXPECT_EQ(q[2].fields["caption"], "Сегодня откроют мост. #новости");
    EXPECT_EQ(asked("POST 178/media_publish").at(0).fields["creation_id"], "803");
    publish({video});
    EXPECT_EQ(asked("POST 178/media").back().fields["media_type"], "REELS");
}

TEST_F(InstagramNews, WhatInstagramCannotFetchAPersonPublishes) {
    EXPECT_EQ(name(publish({})), "by hand");
    EXPECT_EQ(name(publish({picture("")})), "by hand");
    EXPECT_EQ(name(publish(std::vector<file>(11, picture()))), "by hand");
    auto document = picture();
    document.is = material::document;
    EXPECT_EQ(name(publish({document})), "by hand");
    EXPECT_EQ(std::get<by_hand>(publish({})).steps.size(), 3u);
    EXPECT_TRUE(asked().empty());
}

TEST_F(InstagramNews, WhereTheDaysPublicationsAreUsedUpNothingIsTried) {
    answers_["GET 178/content_publishing_limit"] = {R"({"data":[{"quota_usage":50,"config":{"quota_total":50}}]})"};
    auto outcome = publish();
    ASSERT_EQ(name(outcome), "refused before write");
    EXPECT_EQ(std::get<refused_before_write>(outcome).why.kind, trouble::throttled);
    for (const auto& strange : {std::string("{}"), std::string(R"({"data":[]})"), error(10), std::string("cut")}) {
        answers_["GET 178/content_publishing_limit"] = {strange};
        EXPECT_EQ(name(publish()), "refused before write") << strange;
    }
    EXPECT_TRUE(asked("POST 178/media").empty());
}

TEST_F(InstagramNews, NothingIsPublishedThatIsNotReady) {
    struct row {
        std::string status;
        trouble kind;
    };
    const row rows[] = {{R"({"status_code":"ERROR","status":"Error: 2207026"})", trouble::refused},
                        {R"({"status_code":"EXPIRED"})", trouble::refused},
                        {R"({"status_code":"IN_PROGRESS"})", trouble::unreachable},
                        {R"({"status_code":"SOMETHING"})", trouble::unreachable},
                        {"{}", trouble::unreachable},
                        {error(24, 2207006), trouble::gone},
                        {error(2), trouble::unreachable}};
    for (const auto& r : rows) {
        answers_["GET 801"] = {r.status};
        auto outcome = publish();
        ASSERT_EQ(name(outcome), "refused before write") << r.status;
        EXPECT_EQ(std::get<refused_before_write>(outcome).why.kind, r.kind) << r.status;
    }
    EXPECT_FALSE(published());
    EXPECT_EQ(asked("GET 801").size(), 6u + 6u) << "six questions in five minutes, and no more";
}

TEST_F(InstagramNews, WhatFailsOnTheWayWasNeverPublished) {
    for (const auto& answer : {error(9004, 2207052), error(36000, 2207004), error(36001, 2207005),
                               error(36003, 2207009), error(36004, 2207010), error(352, 2207026), error(-2, 2207003),
                               error(100, 2207028), std::string("{}"), std::string("cut")}) {
        forget();
        answers_["POST 178/media"] = {answer};
        EXPECT_EQ(name(publish()), "refused before write") << answer;
    }
    answers_["POST 178/media"] = {error(10)};
    EXPECT_EQ(name(publish()), "by hand");
    EXPECT_FALSE(published());
}

TEST_F(InstagramNews, OnlyAnIdIsASuccess) {
    struct row {
        std::string answer;
        std::string_view outcome;
    };
    const row rows[] = {{"{}", "unknown"},
                        {R"({"success":true})", "unknown"},
                        {"cut", "unknown"},
                        {error(9, 2207042), "unknown"},
                        {error(24, 2207008), "unknown"},
                        {error(9007, 2207027), "refused before write"},
                        {error(10), "by hand"}};
    for (const auto& r : rows) {
        forget();
        answers_["POST 178/media_publish"] = {r.answer};
        const auto before = asked("POST 178/media_publish").size();
        EXPECT_EQ(name(publish()), r.outcome) << r.answer;
        EXPECT_EQ(asked("POST 178/media_publish").size(), before + 1);
    }
    forget();
    answers_["POST 178/media_publish"] = {R"({"id":"503"})"};
    answers_["GET 503"] = {error(2)};
    EXPECT_EQ(name(publish()), "sent") << "that its address is not told takes nothing from that";
}

TEST_F(InstagramNews, WhatWasPublishedIsFoundAgain) {
    answers_["GET 178/media"] = {list(media("1", 0, noon - 60) + "," + media("2", 0, noon) + "," + media("3", 0))};
    const auto since = moment{std::chrono::seconds(noon - 3600)};
    auto told = bench_.finish(able<publishes_news>().published_since(since));
    auto& posts = std::get<0>(told);
    ASSERT_EQ(posts.size(), 2u);
    EXPECT_EQ(posts[0].remote_id, "instagram:2") << "the newest first";
    EXPECT_EQ(posts[0].text, "Новость");
    for (const auto& bad : {error(10), std::string("{}"), list("5"), std::string("cut")}) {
        answers_["GET 178/media"] = {bad};
        EXPECT_EQ(bench_.finish(able<publishes_news>().published_since(since)).index(), 1u) << bad;
    }
}

// ---- the check

struct InstagramCheck : InstagramStage {
    void SetUp() override {
        answers_["GET 178"] = {
            R"({"id":"178","username":"adm_akht","name":"Администрация","profile_picture_url":"https://cdn.example/p.jpg"})"};
        answers_["GET debug_token"] = {told(every_right)};
        answers_["GET 178/media"] = {list(media("500", 1))};
        answers_["GET 500/comments"] = {list(comment("600"))};
        answers_["GET 178/content_publishing_limit"] = {R"({"data":[{"quota_usage":2,"config":{"quota_total":50}}]})"};
        answers_["GET 178/recently_searched_hashtags"] = {list(R"({"id":"1","name":"а"},{"id":"2","name":"б"})")};
    }
    static constexpr std::string_view every_right =
        R"("instagram_basic","pages_show_list","pages_read_engagement","instagram_manage_comments",)"
        R"("instagram_content_publish","instagram_manage_messages")";
    static std::string told(std::string_view scopes) {
        return R"({"data":{"app_id":"900","type":"PAGE","scopes":[)" + std::string(scopes) +
               R"(],"is_valid":true,"expires_at":0}})";
    }
    account_check check() { return bench_.finish(network().check()); }
};

TEST_F(InstagramCheck, AGoodAccountIsNamedWithWhatItCanAndHasLeft) {
    auto c = check();
    EXPECT_TRUE(c.connected);
    EXPECT_TRUE(c.failures.empty()) << c.failures.front().said;
    EXPECT_EQ(c.name, "Администрация");
    EXPECT_EQ(c.link, "https://www.instagram.com/adm_akht/");
    EXPECT_EQ(c.picture, "https://cdn.example/p.jpg");
    EXPECT_EQ(c.abilities.size(), 4u);
    EXPECT_EQ(c.tokens.at(0).rights.size(), 6u);
    ASSERT_EQ(c.quotas.size(), 2u);
    EXPECT_EQ(c.quotas[0].used, 2);
    EXPECT_EQ(c.quotas[0].most, 50) << "as Instagram itself says";
    EXPECT_EQ(c.quotas[1].used, 2);
    EXPECT_EQ(c.quotas[1].most, 30);
}

TEST_F(InstagramCheck, WhatIsMissingIsNamed) {
    answers_["GET debug_token"] = {told(R"("instagram_basic","pages_show_list","pages_read_engagement")")};
    auto c = check();
    EXPECT_EQ(c.failures.size(), 3u);
    EXPECT_EQ(c.abilities.size(), 1u);
    options_["page"] = "";
    forget();
    EXPECT_EQ(check().failures.size(), 2u) << "who has no page needs no right to write messages";
}

TEST_F(InstagramCheck, TheLoginByInstagramHasNothingToAskAboutItsToken) {
    options_["login"] = "instagram";
    auto c = check();
    EXPECT_TRUE(c.failures.empty());
    EXPECT_EQ(c.quotas.size(), 1u);
    EXPECT_TRUE(asked("POST ").empty());
    EXPECT_TRUE(asked("GET 178/recently_searched_hashtags").empty());
    EXPECT_EQ(c.tokens.size(), 1u);
}

TEST_F(InstagramCheck, StrangeAnswersAreFailuresAndNeverAbilities) {
    for (const char* call :
         {"GET 178", "GET debug_token", "GET 178/media", "GET 500/comments", "GET 178/content_publishing_limit"})
        for (const auto& answer : {error(10), error(190, 463), std::string("5"), std::string("{}")}) {
            SetUp();
            forget();
            answers_[call] = {answer};
            EXPECT_FALSE(check().failures.empty()) << call << " " << answer;
        }
    SetUp();
    forget();
    answers_["GET 178/recently_searched_hashtags"] = {error(10)};
    EXPECT_TRUE(check().failures.empty()) << "a right that few are granted";
}

// ---- options

TEST(InstagramOptions, ThoseThatCannotWorkAreNamed) {
    using values = std::map<std::string, std::string, std::less<>>;
    const values good{{"user", "178"}, {"access_token", "t"}, {"app_secret", "s"}, {"login", "instagram"}};
    EXPECT_FALSE(instagram::kind.objection(good));
    struct row {
        std::string name, value;
        std::string_view word;
    };
    const row rows[] = {
        {"user", "adm", "user"},      {"access_token", "", "access_token_file"}, {"login", "vk", "login"},
        {"page", "x", "page"},        {"media_watched", "101", "media_watched"}, {"sweep_hours", "0", "sweep_hours"},
        {"version", "25", "version"}, {"api", "http://graph.example", "TLS"},
    };
    for (const auto& r : rows) {
        auto bad = good;
        bad[r.name] = r.value;
        auto why = instagram::kind.objection(bad);
        ASSERT_TRUE(why) << r.name << " " << r.value;
        EXPECT_NE(why->find(r.word), why->npos) << *why;
    }
}

TEST(InstagramOptions, WhatIsSecretIsMarkedSo) {
    for (const auto& o : instagram::kind.options)
        EXPECT_EQ(o.secret, o.name.ends_with("_token") || o.name == "app_secret") << o.name;
}

TEST(InstagramOptions, EveryMaterialHasARowWithAReason) {
    const auto rows = instagram::kind.materials;
    ASSERT_EQ(rows.size(), 12u);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        EXPECT_EQ(rows[i].what, static_cast<material>(i));
        EXPECT_FALSE(rows[i].why.empty());
    }
}

}
