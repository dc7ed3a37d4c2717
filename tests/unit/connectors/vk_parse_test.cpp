#include "connectors/vk/api.hpp"
#include "connectors/vk/parse.hpp"

#include <gtest/gtest.h>

namespace otklik::test {

using namespace otklik::vk;

namespace {

const authors some_authors = [] {
    return authors_in(*json::parse(R"({"profiles":[{"id":123,"first_name":"Анна","last_name":"Ветрова"},
        {"id":124,"first_name":"DELETED","last_name":"","deactivated":"deleted"},{"id":"x"},5],
        "groups":[{"id":55,"name":"Адм &amp; Ко"},{"id":77,"name":"ЖКХ","deactivated":"banned"}]})"));
}();

std::optional<post> parsed(std::string_view item, std::vector<skipped>& left_out) {
    const parsing with{"adm", "s1", 55, &some_authors};
    return parse_post(*json::parse(item), with, "wall.get items[0]", left_out);
}

}

TEST(VkParse, ReadsAPost) {
    std::vector<skipped> left_out;
    auto p = parsed(
        R"({"id":177,"owner_id":-55,"from_id":123,"date":1700000100,"text":"Яма &lt;на&gt; дороге","post_type":"post"})",
        left_out);
    ASSERT_TRUE(p);
    EXPECT_EQ(p->id, "vk:-55_177");
    EXPECT_EQ(p->network, "vk");
    EXPECT_EQ(p->account, "adm");
    EXPECT_EQ(p->source, "s1");
    EXPECT_EQ(p->kind, post_kind::post);
    EXPECT_EQ(p->link, "https://vk.com/wall-55_177");
    EXPECT_EQ(p->author.name, "Анна Ветрова");
    EXPECT_EQ(p->author.id, "123");
    EXPECT_EQ(p->author.link, "https://vk.com/id123");
    EXPECT_EQ(p->written, moment{std::chrono::seconds(1700000100)});
    EXPECT_EQ(p->text, "Яма <на> дороге");
    EXPECT_FALSE(p->own);
    EXPECT_EQ(json::parse(p->raw)->operator[]("id").integer(), 177);
}

TEST(VkParse, ReadsACommentFoundBySearch) {
    std::vector<skipped> left_out;
    auto p = parsed(
        R"({"id":770,"owner_id":-55,"post_id":765,"from_id":-55,"date":1,"text":"","post_type":"reply","parents_stack":[766],"reply_to_comment":768})",
        left_out);
    ASSERT_TRUE(p);
    EXPECT_EQ(p->id, "vk:-55_770");
    EXPECT_EQ(p->kind, post_kind::reply);
    EXPECT_EQ(p->parent, "vk:-55_765");
    EXPECT_EQ(p->reply_to, "vk:-55_768");
    EXPECT_EQ(p->link, "https://vk.com/wall-55_765?reply=770&thread=766");
    EXPECT_TRUE(p->own);
    EXPECT_EQ(p->author.name, "Адм & Ко");
}

TEST(VkParse, AStrangeItemIsLeftOutWithItsPlaceAndDeletedOnesSilently) {
    struct row {
        std::string_view item;
        bool noted;
    };
    const row rows[] = {
        {R"({"owner_id":-55,"from_id":1,"date":1,"text":""})", true},
        {R"({"id":"177","owner_id":-55,"from_id":1,"date":1,"text":""})", true},
        {R"({"id":1.5,"owner_id":-55,"from_id":1,"date":1,"text":""})", true},
        {R"({"id":-1,"owner_id":-55,"from_id":1,"date":1,"text":""})", true},
        {R"({"id":177,"from_id":1,"date":1,"text":""})", true},
        {R"({"id":177,"owner_id":-55,"date":1,"text":""})", true},
        {R"({"id":177,"owner_id":-55,"from_id":1,"text":""})", true},
        {R"({"id":177,"owner_id":-55,"from_id":1,"date":99999999999999,"text":""})", true},
        {R"({"id":177,"owner_id":-55,"from_id":1,"date":1,"text":5})", true},
        {R"({"id":177,"owner_id":-55,"from_id":1,"date":1,"post_type":"reply"})", true},
        {"5", true},
        {"null", true},
        {"[]", true},
        {R"({"id":177,"owner_id":-55,"is_deleted":true})", false},
        {R"({"id":177,"deleted":1,"date":1})", false},
    };
    for (const auto& r : rows) {
        std::vector<skipped> left_out;
        EXPECT_FALSE(parsed(r.item, left_out)) << r.item;
        ASSERT_EQ(left_out.size(), r.noted ? 1u : 0u) << r.item;
        if (r.noted) {
            EXPECT_TRUE(left_out[0].place.starts_with("wall.get items[0]"));
        }
    }
}

TEST(VkParse, WhatIsMissingWithoutHarmIsNotMissed) {
    struct row {
        std::string_view item, name;
        bool gone;
    };
    const row rows[] = {
        {R"({"id":177.0,"owner_id":-55.0,"from_id":123,"date":1700000100.000})", "Анна Ветрова", false},
        {R"({"id":177,"owner_id":-55,"from_id":124,"date":1,"text":""})", "DELETED", true},
        {R"({"id":177,"owner_id":-55,"from_id":-77,"date":1,"text":""})", "ЖКХ", true},
        {R"({"id":177,"owner_id":-55,"from_id":999,"date":1,"text":"","attachments":5,"copy_history":{}})", "id999",
         false},
        {R"({"id":177,"to_id":-55,"from_id":-999,"date":1,"text":"","attachments":[null,5,{}]})", "club999", false},
    };
    for (const auto& r : rows) {
        std::vector<skipped> left_out;
        auto p = parsed(r.item, left_out);
        ASSERT_TRUE(p) << r.item;
        EXPECT_EQ(p->author.name, r.name);
        EXPECT_EQ(p->author.gone, r.gone);
        EXPECT_EQ(p->text, "");
    }
}

TEST(VkParse, ARepostIsReadWithWhatItRepeats) {
    std::vector<skipped> left_out;
    auto p = parsed(
        R"({"id":1,"owner_id":9,"from_id":9,"date":1,"text":"Смотрите","copy_history":[{"text":"Нет воды","attachments":[{"type":"photo","photo":{"sizes":[
        {"url":"https://p/s.jpg","width":75,"height":50},{"url":"https://p/l.jpg","width":1280,"height":900},{"url":"javascript:x","width":9999,"height":9999}]}}]}]})",
        left_out);
    ASSERT_TRUE(p);
    EXPECT_EQ(p->text, "Смотрите\n\nНет воды");
    EXPECT_EQ(p->attachments, std::vector<std::string>{"https://p/l.jpg"});
}

TEST(VkParse, AttachmentsAreLinksOrWords) {
    std::vector<skipped> left_out;
    auto p = parsed(
        R"({"id":1,"owner_id":9,"from_id":9,"date":1,"text":"","attachments":[{"type":"video","video":{"id":44,"owner_id":-55}},
        {"type":"link","link":{"url":"https://a.example/x"}},{"type":"link","link":{"url":"javascript:x"}},{"type":"poll","poll":{}},{"type":"новое"}]})",
        left_out);
    ASSERT_TRUE(p);
    EXPECT_EQ(p->attachments, (std::vector<std::string>{"https://vk.com/video-55_44", "https://a.example/x", "ссылка",
                                                        "опрос", "вложение"}));
}

TEST(VkParse, EntitiesAreDecodedOnce) {
    struct row {
        std::string_view written, read;
    };
    const row rows[] = {
        {"&lt;b&gt; &amp; &quot;x&quot;", "<b> & \"x\""},
        {"&amp;lt;", "&lt;"},
        {"a<br>b<br/>c", "a\nb\nc"},
        {"&#10071;&#x2757;", "❗❗"},
        {"&#0;&#55296;&#1114112;&#;&#x;&#9999999999999;&#12", "&#0;&#55296;&#1114112;&#;&#x;&#9999999999999;&#12"},
        {"AT&T & Co <i>", "AT&T & Co <i>"},
        {"&", "&"},
        {"", ""},
    };
    for (const auto& r : rows) EXPECT_EQ(unescaped(r.written), r.read);
}

TEST(VkParse, MentionsAreShownAsTheirWords) {
    struct row {
        std::string_view written, shown;
    };
    const row rows[] = {
        {"[id123|Анна], завтра", "Анна, завтра"},
        {"[club55|Мэрия] и [public5|Ещё]", "Мэрия и Ещё"},
        {"[https://vk.com/wall-1_2|тут]", "тут"},
        {"[id77:bp-1_5|Имя]", "Имя"},
        {"[x|y] [id|z] [id5|", "[x|y] [id|z] [id5|"},
        {"[[id1|a]]", "[a]"},
        {"массив[0]", "массив[0]"},
    };
    for (const auto& r : rows) EXPECT_EQ(shown(r.written), r.shown);
}

TEST(VkParse, AnAddressingIsRemovedOnlyWhereItIsOne) {
    EXPECT_EQ(without_address("[id123|Анна], завтра"), "завтра");
    EXPECT_EQ(without_address("[club55|Мэрия], завтра"), "завтра");
    EXPECT_EQ(without_address("[id123|Анна] завтра"), "[id123|Анна] завтра");
    EXPECT_EQ(without_address("Анна, завтра"), "Анна, завтра");
    EXPECT_EQ(without_address(address_of({"123", "Анна Ветрова", "", false}) + "завтра"), "завтра");
}

TEST(VkLinks, AreUnderstoodInAllTheirForms) {
    struct row {
        std::string_view address, canonical;
    };
    const row rows[] = {
        {"https://vk.com/wall-55_177", "https://vk.com/wall-55_177"},
        {"http://vk.com/wall123_177", "https://vk.com/wall123_177"},
        {"vk.com/wall-55_177", "https://vk.com/wall-55_177"},
        {" https://vk.ru/wall-55_177 ", "https://vk.com/wall-55_177"},
        {"https://m.vk.com/wall-55_765?reply=766", "https://vk.com/wall-55_765?reply=766"},
        {"https://vk.com/wall-55_765?reply=770&thread=766", "https://vk.com/wall-55_765?reply=770&thread=766"},
        {"https://vk.com/wall-55_765?thread=766&reply=770#x", "https://vk.com/wall-55_765?reply=770&thread=766"},
        {"https://vk.com/adm_akhtuba?w=wall-55_177", "https://vk.com/wall-55_177"},
        {"https://vk.com/feed?section=search&w=wall-55_765_r770", "https://vk.com/wall-55_765?reply=770"},
        {"https://vk.com/adm?w=wall-55_177%2Fall", "https://vk.com/wall-55_177"},
    };
    for (const auto& r : rows) {
        auto link = wall_link_of(r.address);
        ASSERT_TRUE(link) << r.address;
        EXPECT_EQ(link_to(*link), r.canonical);
    }
    for (std::string_view no :
         {"", "https://vk.com/", "https://vk.com/adm", "https://ok.ru/wall-55_177", "https://evilvk.com/wall-55_177",
          "https://vk.com.evil/wall-55_177", "https://vk.com/wall-55_", "https://vk.com/wall_5",
          "https://vk.com/wall-55_0", "https://vk.com/wall-55_99999999999999999999", "https://vk.com/photo-55_33",
          "javascript:vk.com/wall-55_177"})
        EXPECT_FALSE(wall_link_of(no)) << no;
}

TEST(VkLinks, AWallIsNamedInManyWays) {
    for (std::string_view name :
         {"-55", "club55", "public55", "event55", "https://vk.com/club55", "https://m.vk.com/public55/"}) {
        ASSERT_TRUE(wall_name_of(name)) << name;
        EXPECT_EQ(wall_name_of(name)->owner, -55) << name;
    }
    EXPECT_EQ(wall_name_of("123")->owner, 123);
    EXPECT_EQ(wall_name_of("id123")->owner, 123);
    EXPECT_EQ(wall_name_of("https://vk.com/adm_akhtuba")->screen_name, "adm_akhtuba");
    EXPECT_EQ(wall_name_of("clubbers")->screen_name, "clubbers");
    for (std::string_view no : {"", "0", "два слова", "a&b=c", "https://vk.com/"}) EXPECT_FALSE(wall_name_of(no)) << no;
}

}
