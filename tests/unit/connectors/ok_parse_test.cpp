#include "connectors/ok/parse.hpp"

#include <gtest/gtest.h>

namespace otklik::test {

using namespace otklik::ok;

namespace {

const authors some_authors = authors_in(*json::parse(
    R"({"entities":{"users":[{"uid":"123","first_name":"Анна","last_name":"Ветрова"},{"uid":124,"name":"Пётр П."},{"uid":"x"},5],
        "groups":[{"uid":"555","name":"Администрация"},null]}})"));
const parsing with{"adm", "s1", "555", "777", &some_authors};

std::optional<post> parsed_topic(std::string_view item, std::vector<skipped>& left_out) {
    return parse_topic(*json::parse(item), with, "mediatopic.getTopics 777 items[0]", left_out);
}
std::optional<post> parsed_comment(std::string_view item, std::vector<skipped>& left_out) {
    return parse_comment(*json::parse(item), {"GROUP_TOPIC", "700"}, "ok:700", "https://ok.ru/group/777/topic/700",
                         with, "discussions.getComments 700 items[0]", left_out);
}

}

TEST(OkParse, ReadsATopic) {
    std::vector<skipped> left_out;
    auto p = parsed_topic(
        R"({"id":"62503929662320","created_ms":1700000000123,"author_ref":"user:123","owner_ref":"group:555","media":[
            {"type":"text","text":"Яма на {group:9}Ленина{group}"},{"type":"photo","photo_refs":["x"]},
            {"type":"text","text":"Вторая часть"},{"type":"link","url":"https://a.example/x"},{"type":"link","url":"javascript:x"},{"type":"новое"}],
            "discussion_summary":{"discussion_id":"62503929662320","discussion_type":"GROUP_TOPIC","comments_count":7}})",
        left_out);
    ASSERT_TRUE(p);
    EXPECT_EQ(p->id, "ok:62503929662320");
    EXPECT_EQ(p->network, "ok");
    EXPECT_EQ(p->account, "adm");
    EXPECT_EQ(p->source, "s1");
    EXPECT_EQ(p->kind, post_kind::post);
    EXPECT_EQ(p->link, "https://ok.ru/group/555/topic/62503929662320");
    EXPECT_EQ(p->author.id, "123");
    EXPECT_EQ(p->author.name, "Анна Ветрова");
    EXPECT_EQ(p->author.link, "https://ok.ru/profile/123");
    EXPECT_EQ(p->written, from_milliseconds(1700000000123));
    EXPECT_EQ(p->text, "Яма на Ленина\nВторая часть");
    EXPECT_EQ(p->attachments, (std::vector<std::string>{"фото", "https://a.example/x", "ссылка", "вложение"}));
    EXPECT_FALSE(p->own);
    EXPECT_EQ(comments_of(*json::parse(p->raw)), 7);
}

TEST(OkParse, ReadsACommentAsItWasOnceRecorded) {
    std::vector<skipped> left_out;
    auto p = parsed_comment(
        R"({"id":"MTM5NzIwNjM4MjQ3MTox","author_id":"538901295641","author_name":"Иван И.","author_ref":"user:538901295641",
            "text":"наверное и я так буду делать!","date":"2014-04-11 12:53:02","date_ms":1397206382471,"type":"ACTIVE_MESSAGE",
            "reply_to_comment_id":"MTM5NzIwNjMzNjI2MTox=","like_count":123,"liked_it":false,"attrs":{"flags":"l,s"}})",
        left_out);
    ASSERT_TRUE(p);
    EXPECT_EQ(p->id, "ok:700_MTM5NzIwNjM4MjQ3MTox");
    EXPECT_EQ(p->kind, post_kind::reply);
    EXPECT_EQ(p->parent, "ok:700");
    EXPECT_EQ(p->reply_to, "ok:700_MTM5NzIwNjMzNjI2MTox=");
    EXPECT_EQ(p->link, "https://ok.ru/group/777/topic/700");
    EXPECT_EQ(p->author.name, "Иван И.");
    EXPECT_EQ(p->author.id, "538901295641");
    EXPECT_EQ(p->written, from_milliseconds(1397206382471));
    EXPECT_TRUE(left_out.empty());
}

TEST(OkParse, KnowsTheGroupsOwnWords) {
    struct row {
        std::string_view author;
        bool own;
        std::string_view id;
    };
    const row rows[] = {
        {R"("author_id":"555","author_type":"GROUP","author_name":"Администрация")", true, "group:555"},
        {R"("author_ref":"group:555")", true, "group:555"},
        {R"("author_id":"555")", false, "555"},  // a person with that number
        {R"("author_id":"556","author_type":"GROUP")", false, "group:556"},
        {R"("author_id":124)", false, "124"},
    };
    for (const auto& r : rows) {
        std::vector<skipped> left_out;
        auto p =
            parsed_comment(R"({"id":"Q","text":"x","date_ms":1700000000000,)" + std::string(r.author) + "}", left_out);
        ASSERT_TRUE(p) << r.author;
        EXPECT_EQ(p->own, r.own) << r.author;
        EXPECT_EQ(p->author.id, r.id);
    }
}

TEST(OkParse, AnAuthorWhoIsGoneIsNobodyAndStillHeard) {
    for (std::string_view author : {R"("author_id":null)", R"("author_id":"")", R"("author_name":"Удалён")"}) {
        std::vector<skipped> left_out;
        auto p = parsed_comment(R"({"id":"Q","text":"Нет воды","date_ms":1700000000000,)" + std::string(author) + "}",
                                left_out);
        ASSERT_TRUE(p) << author;
        EXPECT_TRUE(p->author.gone);
        EXPECT_EQ(p->author.id, "");
        EXPECT_EQ(p->text, "Нет воды");
    }
}

TEST(OkParse, AStrangeItemIsLeftOutWithItsPlaceAndDeletedOnesSilently) {
    struct row {
        std::string_view item;
        bool noted;
    };
    const row rows[] = {
        {"5", true},
        {"null", true},
        {"[]", true},
        {R"({"author_id":"1","text":"x","date_ms":1700000000000})", true},
        {R"({"id":5,"author_id":"1","text":"x","date_ms":1700000000000})", true},
        {R"({"id":"a b","author_id":"1","text":"x","date_ms":1700000000000})", true},
        {R"({"id":"Q","author_id":{},"text":"x","date_ms":1700000000000})", true},
        {R"({"id":"Q","author_id":"-5","text":"x","date_ms":1700000000000})", true},
        {R"({"id":"Q","author_ref":"robot:5","text":"x","date_ms":1700000000000})", true},
        {R"({"id":"Q","author_id":"1","text":["x"],"date_ms":1700000000000})", true},
        {R"({"id":"Q","author_id":"1","text":"x"})", true},
        {R"({"id":"Q","author_id":"1","text":"x","date_ms":99999999999999999})", true},
        {R"({"id":"Q","author_id":"1","text":"x","date":"вчера"})", true},
        {R"({"id":"Q","author_id":"1","text":"x","date":"2024-13-01 10:00:00"})", true},
        {R"({"id":"Q","author_id":"1","text":"x","date":"2024-12-01 10:00:00 x"})", true},
        {R"({"id":"Q","author_id":"1","text":"x","date_ms":1700000000000,"reply_to_comment_id":7})", true},
        {R"({"id":"Q","type":"REMOVED_MESSAGE"})", false},
    };
    for (const auto& r : rows) {
        std::vector<skipped> left_out;
        EXPECT_FALSE(parsed_comment(r.item, left_out)) << r.item;
        ASSERT_EQ(left_out.size(), r.noted ? 1u : 0u) << r.item;
        if (r.noted) {
            EXPECT_TRUE(left_out[0].place.starts_with("discussions.getComments 700 items[0]"));
        }
    }
    const std::string_view strange_topics[] = {
        "5",
        R"({"created_ms":1700000000000,"media":[]})",
        R"({"id":"0","created_ms":1700000000000})",
        R"({"id":"7","media":[]})",
        R"({"id":"7","created_ms":1700000000000,"media":[{"type":"text","text":5}]})",
        R"({"id":"7","created_ms":1700000000000,"author_ref":"5"})",
    };
    for (auto item : strange_topics) {
        std::vector<skipped> left_out;
        EXPECT_FALSE(parsed_topic(item, left_out)) << item;
        EXPECT_EQ(left_out.size(), 1u) << item;
    }
}

TEST(OkParse, ATextThatNobodyCanHaveWrittenIsLeftOut) {
    std::vector<skipped> left_out;
    const std::string huge(300'000, 'x');
    EXPECT_FALSE(
        parsed_comment(R"({"id":"Q","author_id":"1","date_ms":1700000000000,"text":")" + huge + "\"}", left_out));
    ASSERT_EQ(left_out.size(), 1u);
    EXPECT_EQ(left_out[0].place, "discussions.getComments 700 items[0], id Q");
    EXPECT_NE(left_out[0].why.find("300000"), std::string::npos);
}

TEST(OkParse, WithoutMillisecondsTheDateIsMoscowsWallClock) {
    std::vector<skipped> left_out;
    auto p = parsed_comment(R"({"id":"Q","author_id":"1","text":"x","date":"2023-11-15 01:13:20"})", left_out);
    ASSERT_TRUE(p);
    EXPECT_EQ(p->written, moment{std::chrono::seconds(1'700'000'000)});
}

TEST(OkParse, WhatStandsUnderATopicIsWhatItsSummarySays) {
    struct row {
        std::string_view topic, type, id;
    };
    const row rows[] = {
        {R"({"id":"7"})", "GROUP_TOPIC", "7"},
        {R"({"id":"7","discussion_summary":{"discussion_id":"9","discussion_type":"GROUP_PHOTO"}})", "GROUP_PHOTO",
         "9"},
        {R"({"id":"7","discussion_summary":{"discussion_id":9,"discussion_type":"GROUP_MOVIE"}})", "GROUP_MOVIE", "9"},
        {R"({"id":"7","discussion_summary":{"discussion_id":"9","discussion_type":"NEW"}})", "GROUP_TOPIC", "7"},
        {R"({"id":"7","discussion_summary":5})", "GROUP_TOPIC", "7"},
    };
    for (const auto& r : rows)
        EXPECT_EQ(discussion_of(*json::parse(r.topic)), (discussion{std::string(r.type), std::string(r.id)}));
}

TEST(OkParse, MarkupIsShownAsItsWords) {
    struct row {
        std::string_view written, shown;
    };
    const row rows[] = {
        {"{user:1}Анна{user}, да", "Анна, да"},
        {"{group:123}Мэрия{group}", "Мэрия"},
        {"{user", "{user"},
        {"{users:1}", "{users:1}"},
        {"массив {0}", "массив {0}"},
        {"{media_topic:5}", ""},
        {"{user:}x", "x"},
        {"", ""},
    };
    for (const auto& r : rows) EXPECT_EQ(ok::shown(r.written), r.shown);
}

TEST(OkNames, IdsGoThereAndBack) {
    const item_key keys[] = {{{"GROUP_TOPIC", "700"}, ""},
                             {{"GROUP_TOPIC", "700"}, "MTM5_a+/="},
                             {{"GROUP_PHOTO", "5"}, "Q"},
                             {{"GROUP_MOVIE", "6"}, ""}};
    for (const auto& key : keys) EXPECT_EQ(item_key_of(post_id(key)), key) << post_id(key);
    EXPECT_EQ(post_id(keys[2]), "ok:photo5_Q");
    for (std::string_view strange : {"", "ok:", "vk:700", "ok:x", "ok:700_", "ok:700_a b", "ok:-7", "ok:album7"})
        EXPECT_FALSE(item_key_of(strange)) << strange;
}

TEST(OkNames, IdsOfPrivateMessagesGoThereAndBack) {
    const direct_key keys[] = {{"chat:C3ecb9d02a600", "mid:C3ecb9d02a600.15cea67d78d2059"}, {"chat:C_1", ""}};
    for (const auto& key : keys) {
        EXPECT_EQ(direct_key_of(direct_id(key)), key) << direct_id(key);
        EXPECT_FALSE(item_key_of(direct_id(key))) << "nothing to comment on";
    }
    for (std::string_view strange : {"", "ok:", "ok:700", "ok:chat:", "vk:chat:C1", "ok:chat:a/b",
                                     "ok:chat:C1_mid:", "ok:chat:C1_mid:a b", "ok:chat:C1?x"})
        EXPECT_FALSE(direct_key_of(strange)) << strange;
}

TEST(OkNames, AGroupIsNamedInAllItsForms) {
    struct row {
        std::string_view target, number, short_name;
    };
    const row rows[] = {
        {"53245288710321", "53245288710321", ""},
        {"https://ok.ru/group/53245288710321", "53245288710321", ""},
        {"m.ok.ru/group/53245288710321/", "53245288710321", ""},
        {"https://ok.ru/group/53245288710321/topic/5", "53245288710321", ""},
        {"https://ok.ru/adm.akhtuba", "", "adm.akhtuba"},
        {" adm_akhtuba ", "", "adm_akhtuba"},
    };
    for (const auto& r : rows) {
        auto name = group_name_of(r.target);
        ASSERT_TRUE(name) << r.target;
        EXPECT_EQ(name->number, r.number);
        EXPECT_EQ(name->short_name, r.short_name);
    }
    for (std::string_view strange : {"", "https://vk.com/adm", "https://ok.ru/profile/5", "https://ok.ru/group/x",
                                     "https://ok.ru.evil/adm", "имя", "a b", "https://ok.ru/"})
        EXPECT_FALSE(group_name_of(strange)) << strange;
}

TEST(OkNames, ATopicIsFoundInItsAddress) {
    EXPECT_EQ(topic_in("https://ok.ru/group/555/topic/700"), "700");
    EXPECT_EQ(topic_in(" m.ok.ru/group/555/topic/700?x=1#y "), "700");
    EXPECT_EQ(topic_in("https://ok.ru/adm_akhtuba/topic/700"), "700");
    EXPECT_EQ(topic_in("http://www.odnoklassniki.ru/group/555/topic/700"), "700");
    for (std::string_view strange :
         {"https://ok.ru/group/555", "https://ok.ru/group/555/album/700", "https://vk.com/wall-5_7",
          "https://ok.ru/profile/5/topic/7", "https://ok.ru/group/555/topic/x", "topic/700", ""})
        EXPECT_FALSE(topic_in(strange)) << strange;
}

}
