#include "rules/text.hpp"

#include "rules/pack.hpp"
#include "rules/stems.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <ctime>
#include <limits>
#include <string>

namespace otklik::rules {
namespace {

std::string folded(std::string_view text) {
    std::string made;
    for (const auto& word : folded_words(text)) made += (made.empty() ? "" : " ") + to_utf8(word);
    return made;
}

std::string originals(std::string_view text) {
    tokens read;
    read.read(text, text.size());
    std::string made;
    for (const auto& word : read.words())
        made.append(made.empty() ? "" : "|").append(text.substr(word.begin, word.end - word.begin));
    return made;
}

TEST(Text, FoldsCaseAndYo) {
    EXPECT_EQ(folded("ЁЖИК Ёлка Ещё"), "ежик елка еще");
    EXPECT_EQ(folded("Йод МОЙ"), "йод мой");
}

TEST(Text, DropsStressMarksAndKeepsShortI) {
    EXPECT_EQ(folded("доро\u0301га"), "дорога");
    EXPECT_EQ(folded("мои\u0306 е\u0308лка"), "мой елка");
}

TEST(Text, UnfoldsCompatibilityLetters) {
    EXPECT_EQ(folded("ﬁнал"), "fiнал");
    EXPECT_EQ(folded("\U0001D400\U0001D401 ① Ａ"), "ab 1 a");
}

TEST(Text, TakesLookAlikesForRussianInsideARussianWord) {
    EXPECT_EQ(folded("дoрoга"), "дорога");      // Latin o
    EXPECT_EQ(folded("ВОДA HЕТ"), "вода нет");  // Latin A and H
    EXPECT_EQ(folded("пρоблема"), "проблема");  // Greek rho
    EXPECT_EQ(folded("Bода"), "вода");
}

TEST(Text, LeavesForeignWordsAlone) {
    EXPECT_EQ(folded("water HOT"), "water hot");
    EXPECT_EQ(folded("wiгwam"), "wiгwam");
}

TEST(Text, DropsInvisibleAndDirectionMarks) {
    EXPECT_EQ(folded("до\u200Bро\u00ADга"), "дорога");
    EXPECT_EQ(folded("\u202Eдорога\u202C \uFEFFяма"), "дорога яма");
}

TEST(Text, ShowsTheVisibleWordsOfMarkup) {
    const std::string text = "[id42|Иван], [club7|Наш район]!";
    EXPECT_EQ(folded(text), "иван наш район");
    tokens read;
    read.read(text, text.size());
    ASSERT_EQ(read.addressees().size(), 2U);
    const auto& club = read.addressees()[1];
    EXPECT_EQ(text.substr(club.begin, club.end - club.begin), "club7");
}

TEST(Text, KnowsTheReplyFormOfMarkup) {
    const std::string text = "[id42:bp-1_2|Иван], да";
    tokens read;
    read.read(text, text.size());
    ASSERT_EQ(read.addressees().size(), 1U);
    EXPECT_EQ(text.substr(read.addressees()[0].begin, read.addressees()[0].end - read.addressees()[0].begin), "id42");
    EXPECT_EQ(folded(text), "иван да");
}

TEST(Text, LeavesOtherBracketsAlone) {
    EXPECT_EQ(folded("[дом|двор] [[[ [id"), "дом двор id");
    EXPECT_EQ(folded("[id5] дом|двор"), "id5 дом двор");
}

TEST(Text, SignsAreNotWords) {
    EXPECT_EQ(folded("дом №5™"), "дом 5");
}

TEST(Text, KnowsACharacterFromBytesThatAreNone) {
    EXPECT_EQ(character_at("\xE2\x82\xAC", 0).code, U'€');
    EXPECT_EQ(character_at("\xF0\x9F\x9A\x97", 0).code, U'🚗');
    for (const std::string_view none : {"\xC0\xAF", "\xE0\x9F\xBF", "\xED\xA0\x80", "\xF0\x8F\xBF\xBF",
                                        "\xF4\x90\x80\x80", "\xE2\x82", "\xD0", "\x80", "\xFF"}) {
        EXPECT_EQ(character_at(none, 0).code, 0xFFFDU) << none;
        EXPECT_EQ(character_at(none, 0).bytes, 1U) << none;
    }
}

TEST(Text, PassesOverLinks) {
    EXPECT_EQ(folded("смотри https://vk.com/дорога?яма=1 тут"), "смотри тут");
    EXPECT_EQ(folded("vk.com/club1 и www.сайт и mail.ru."), "и и");
    EXPECT_EQ(folded("версия 2.5"), "версия 2 5");
}

TEST(Text, ALinkKeepsItsPlaceBetweenWords) {
    tokens read;
    const std::string text = "глава https://a.ru района";
    read.read(text, text.size());
    ASSERT_EQ(read.words().size(), 2U);
    EXPECT_EQ(read.words()[1].place - read.words()[0].place, 2U);
}

TEST(Text, CutsAtEmoji) {
    EXPECT_EQ(originals("яма🚗дорога"), "яма|дорога");
}

TEST(Text, CutsHashtagsIntoWords) {
    EXPECT_EQ(folded("#мусор_Ахтубинск #АхтубинскийРайон #ЖКХ"), "мусор ахтубинск ахтубинский район жкх");
    EXPECT_EQ(folded("ПривеТ"), "привет");
}

TEST(Text, PositionsAreThoseOfTheOriginal) {
    EXPECT_EQ(originals("За\u0301мок, [id1|Ян] ﬁ"), "За\u0301мок|Ян|ﬁ");
    EXPECT_EQ(originals("до\u200Bм\u200B да"), "до\u200Bм|да");
    EXPECT_EQ(originals("да\u0301 нет"), "да\u0301|нет");
}

TEST(Text, InvalidBytesAreBoundaries) {
    EXPECT_EQ(originals("дом\xFFяма\xD0"), "дом|яма");
    EXPECT_EQ(originals("\xC0\xAFда\xED\xA0\x80нет\xF5\x80\x80\x80"), "да|нет");
    EXPECT_EQ(originals(std::string_view("а\0б", 5)), "а|б");
}

// Time of the processor for one reading of 32 KB of this over and over: the least of several.
std::clock_t work_of(std::string_view unit) {
    std::string text;
    while (text.size() < 1U << 15) text += unit;
    tokens read;
    auto least = std::numeric_limits<std::clock_t>::max();
    for (int i = 0; i < 5; ++i) {
        const auto began = std::clock();
        read.read(text, text.size());
        least = std::min(least, std::clock() - began);
    }
    for (const auto& word : read.words()) EXPECT_LE(word.end, text.size());
    return least;
}

// What is read again and again from every place would take thousands of times as long as plain words.
TEST(Text, HostileTextTakesAboutAsMuchWorkAsPlainWords) {
    const auto plain = work_of("дом ");
    for (const std::string_view unit : {"a.b.", "[", "@", "[id1", "x", "д", "й\u0306", "#Аа", "http", "\xF0"}) {
        EXPECT_LT(work_of(unit), 100 * plain) << unit;  // links are looked for from every letter: thirty times
    }
}

TEST(Text, ReadsNoFurtherThanAsked) {
    tokens read;
    read.read("раз два три", 13);
    EXPECT_EQ(read.words().size(), 2U);
}

std::vector<std::string> names_of(stems& with, std::u16string_view word) {
    std::vector<std::string> made;
    with.of(word, made);
    return made;
}

TEST(Stems, BringFormsTogether) {
    stems with({});
    for (const auto* forms :
         {"дорога дороги дорогу дорог", "Ахтубинск Ахтубинска Ахтубинском Ахтубинску Ахтубинске",
          "администрация администрации администрацией администрациями", "батаевка батаевке батаевку батаевкой",
          "капустин капустина капустину капустином", "яр яра яру яром яре"}) {
        const auto words = folded_words(forms);
        for (const auto& word : words) EXPECT_EQ(names_of(with, word), names_of(with, words.front())) << to_utf8(word);
    }
}

TEST(Stems, ARowOfTheSameWordBringsItsStemsTogether) {
    const word_forms forms{.same = {{"посёлок", "посёлка"}}, .apart = {}};
    stems with(forms);
    EXPECT_EQ(names_of(with, u"поселками"), names_of(with, u"поселок"));
    stems without({});
    EXPECT_NE(names_of(without, u"поселками"), names_of(without, u"поселок"));
}

TEST(Stems, ARowApartIsNotTheWordItResembles) {
    const word_forms forms{.same = {}, .apart = {{"дорогой", "дорогие"}}};
    stems with(forms);
    EXPECT_NE(names_of(with, u"дорогие"), names_of(with, u"дорога"));
    EXPECT_EQ(names_of(with, u"дорогие"), names_of(with, u"дорогой"));
}

}
}
