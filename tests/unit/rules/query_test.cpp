#include "rules/query.hpp"

#include "small_pack.hpp"

#include <gtest/gtest.h>

#include <string>

namespace otklik::rules {
namespace {

std::string read(std::string_view query) {
    return to_string(tree(query));
}

mistake wrong(std::string_view query) {
    auto read = read_query(query);
    if (const auto* why = std::get_if<mistake>(&read)) return *why;
    ADD_FAILURE() << "read as " << to_string(std::get<node>(read));
    return {};
}

// Where a query is wrong, as line:column.
std::string place(std::string_view query) {
    const auto at = wrong(query).at;
    return std::to_string(at.line) + ":" + std::to_string(at.column);
}

std::string times(std::string_view unit, std::size_t count) {
    std::string made;
    for (; count > 0; --count) made += unit;
    return made;
}

TEST(Query, ReadsWordsAsAll) {
    EXPECT_EQ(read("Яма дорога"), "(all яма дорога)");
    EXPECT_EQ(read("яма AND дорога"), "(all яма дорога)");
    EXPECT_EQ(read("яма"), "яма");
}

TEST(Query, ReadsChoice) {
    EXPECT_EQ(read("яма | ухаб OR колея"), "(any яма ухаб колея)");
    EXPECT_EQ(read("яма дорога | ухаб"), "(any (all яма дорога) ухаб)");
    EXPECT_EQ(read("яма (дорога | ухаб)"), "(all яма (any дорога ухаб))");
}

TEST(Query, ReadsNegation) {
    EXPECT_EQ(read("яма -продам"), "(all яма (none продам))");
    EXPECT_EQ(read("яма NOT (продам | куплю)"), "(all яма (none (any продам куплю)))");
}

TEST(Query, ReadsExactWordsAndPhrases) {
    EXPECT_EQ(read("!Главе"), "!главе");
    EXPECT_EQ(read("\"глава района\""), "(near !глава /+1 !района)");
    EXPECT_EQ(read("«глава района»"), "(near !глава /+1 !района)");
    EXPECT_EQ(read("Ново-Николаевка"), "(near ново /+1 николаевка)");
}

TEST(Query, ReadsDistances) {
    EXPECT_EQ(read("яма /3 дорога"), "(near яма /3 дорога)");
    EXPECT_EQ(read("глава /+1 район /5 (дорога | яма)"), "(near глава /+1 район /5 (any дорога яма))");
}

TEST(Query, ReadsPrefixesListsAndFilters) {
    EXPECT_EQ(read("администр*"), "администр*");
    EXPECT_EQ(read("@улицы яма"), "(all @улицы яма)");
    EXPECT_EQ(read("яма network:vk kind:comment"), "(all яма network:vk kind:comment)");
    EXPECT_EQ(read("author:\"Иван Иванов\""), "author:Иван Иванов");
}

TEST(Query, PassesOverCommentsAndLines) {
    EXPECT_EQ(read("# про дороги (\nяма # и\n дорога"), "(all яма дорога)");
}

TEST(Query, SaysWhereABracketIsNotClosed) {
    EXPECT_EQ(place("яма (дорога"), "1:5");
    EXPECT_EQ(place("яма\n  (дорога | (ухаб)"), "2:3");
    EXPECT_EQ(place("яма) дорога"), "1:4");
    EXPECT_EQ(wrong("яма) дорога").message, "Закрывающая скобка без открывающей");
}

TEST(Query, CountsColumnsInCharacters) {
    EXPECT_EQ(place("ёжик ♥"), "1:6");
}

TEST(Query, SaysWhatIsMissing) {
    EXPECT_EQ(place(""), "1:1");
    EXPECT_EQ(place("  # одно пояснение"), "1:19");
    EXPECT_EQ(place("яма |"), "1:6");
    EXPECT_EQ(place("| яма"), "1:1");
    EXPECT_EQ(place("яма /3"), "1:7");
    EXPECT_EQ(place("яма / дорога"), "1:5");
    EXPECT_EQ(place("яма /0 дорога"), "1:5");
    EXPECT_EQ(place("яма /999999999999999999999 дорога"), "1:5");
    EXPECT_EQ(place("яма @ дорога"), "1:5");
    EXPECT_EQ(place("яма ! дорога"), "1:5");
    EXPECT_EQ(place("яма \"дорога"), "1:5");
    EXPECT_EQ(place("яма ()"), "1:5");
    EXPECT_EQ(place("яма \"!!\""), "1:5");
    EXPECT_EQ(place("яма AND"), "1:8");
    EXPECT_EQ(place("яма network:"), "1:5");
}

TEST(Query, RefusesWhatWouldFindEverything) {
    EXPECT_EQ(place("-яма"), "1:1");
    EXPECT_EQ(place("NOT яма -дорога"), "1:1");
    EXPECT_EQ(place("яма | -дорога"), "1:7");
    EXPECT_NE(wrong("-яма").hint, "");
}

TEST(Query, RefusesShortPrefixes) {
    EXPECT_EQ(place("дор*"), "1:1");
    EXPECT_EQ(place("яма * дорога"), "1:5");
    EXPECT_EQ(place("яма !дорог*"), "1:5");
}

TEST(Query, RefusesUnknownFiltersWithTheKnownOnes) {
    EXPECT_EQ(place("яма сеть:vk"), "1:5");
    EXPECT_NE(wrong("сеть:vk").hint.find("network:"), std::string::npos);
}

TEST(Query, RefusesRussianOperators) {
    EXPECT_EQ(place("яма ИЛИ дорога"), "1:5");
    EXPECT_NE(wrong("яма НЕ дорога").hint.find("NOT"), std::string::npos);
    EXPECT_EQ(read("яма !или"), "(all яма !или)");
}

TEST(Query, OnlyWordsStandBesideADistance) {
    EXPECT_EQ(place("яма /3 (дорога ухаб)"), "1:9");
    EXPECT_EQ(place("яма /3 network:vk"), "1:8");
}

TEST(Query, SurvivesHostileInput) {
    EXPECT_EQ(place(times("(", 4'000'000)), "1:1");
    EXPECT_EQ(place(times("(", 60'000)), "1:51");
    EXPECT_EQ(place(times("-", 60'000)), "1:51");
    EXPECT_EQ(place(times("NOT ", 10'000) + "яма"), "1:201");
    for (const auto* unit : {"\"", "!", "@", "/", "*", "|", ":", "\xFF", "яма /1 ", "a:", "«", "#", "\\"})
        read_query(times(unit, 60'000 / std::string_view(unit).size()));
}

TEST(Query, ReadsALongQueryWithoutDeepTrees) {
    EXPECT_EQ(tree("\"" + times("яма ", 3'000) + "\"").children.size(), 3'000U);
    EXPECT_EQ(tree(times("яма | ", 3'000) + "яма").children.size(), 3'001U);
}

TEST(Query, RefusesLongChains) {
    EXPECT_EQ(tree(times("яма /2 ", 19) + "яма").children.size(), 20U);
    EXPECT_EQ(place(times("яма /2 ", 20) + "яма"), "1:138");
}

TEST(Query, EntriesOfListsAreWordsOnly) {
    EXPECT_EQ(to_string(std::get<node>(read_entry("Капустин Яр"))), "(near капустин /+1 яр)");
    EXPECT_EQ(to_string(std::get<node>(read_entry("!удачное"))), "!удачное");
    EXPECT_TRUE(std::holds_alternative<mistake>(read_entry("яма | дорога")));
    EXPECT_TRUE(std::holds_alternative<mistake>(read_entry("@улицы")));
    EXPECT_TRUE(std::holds_alternative<mistake>(read_entry("")));
}

TEST(Query, FindsAPhraseInAnyForm) {
    EXPECT_TRUE(meets("глава /+1 район", "спросите у Главы Района"));
    EXPECT_FALSE(meets("глава /+1 район", "район главы"));
}

TEST(Query, FindsAnExactFormOnly) {
    EXPECT_TRUE(meets("!главе", "К главе"));
    EXPECT_FALSE(meets("!главе", "К главам"));
    EXPECT_TRUE(meets("главе", "К главам"));
}

TEST(Query, FindsAnExactPhrase) {
    EXPECT_TRUE(meets("\"доброе утро\"", "Всем: Доброе, утро"));
    EXPECT_FALSE(meets("\"доброе утро\"", "доброго утра"));
    EXPECT_FALSE(meets("\"доброе утро\"", "доброе и утро"));
    EXPECT_FALSE(meets("\"доброе утро\"", "утро доброе"));
}

TEST(Query, FindsNeighbours) {
    EXPECT_TRUE(meets("яма /3 дорога", "дорога, а на ней яма") == false);
    EXPECT_TRUE(meets("яма /4 дорога", "дорога, а на ней яма"));
    EXPECT_FALSE(meets("яма /+4 дорога", "дорога, а на ней яма"));
    EXPECT_TRUE(meets("яма /+2 дорога", "ямы на дороге"));
    EXPECT_FALSE(meets("яма /3 яма", "одна яма"));
    EXPECT_TRUE(meets("яма /3 яма", "яма за ямой"));
    EXPECT_TRUE(meets("(яма | ухаб) /2 дорога /2 \"у дома\"", "ухабы на дороге у дома"));
    EXPECT_FALSE(meets("яма /1 дорога", "яма https://a.ru дорога"));
}

TEST(Query, NeighboursChainFromLeftToRight) {
    EXPECT_TRUE(meets("a /+1 b /+1 c", "x a b c"));
    EXPECT_FALSE(meets("a /+1 b /+1 c", "a b x c"));
    EXPECT_TRUE(meets("a /2 b /2 c", "c a x b"));  // the pair reaches from a to b
}

TEST(Query, FindsPrefixes) {
    EXPECT_TRUE(meets("администр*", "администратор"));
    EXPECT_FALSE(meets("администр*", "админ"));
}

TEST(Query, NegationLooksAtTheWholeText) {
    EXPECT_TRUE(meets("яма -продам", "яма"));
    EXPECT_FALSE(meets("яма -продам", "яма. Продам дом"));
    EXPECT_TRUE(meets("яма NOT (продам /2 дом)", "яма, продам весь дом") == false);
    EXPECT_TRUE(meets("яма NOT (продам /2 дом)", "яма, продам дачу, а не дом") == true);
}

TEST(Query, FiltersLookAtWhereTheTextIs) {
    const engine by(pack_of("яма network:vk -kind:comment"));
    input in;
    in.text = "яма";
    in.network = "VK";
    in.kind = "post";
    EXPECT_TRUE(by.apply(in).mention);
    in.kind = "comment";
    EXPECT_FALSE(by.apply(in).mention);
    in.kind = "post";
    in.network = "ok";
    EXPECT_FALSE(by.apply(in).mention);
}

TEST(Query, AFilterAloneIsARule) {
    const engine by(pack_of("author:club*"));
    input in;
    in.author = "club7";
    EXPECT_TRUE(by.apply(in).mention);
    in.author = "id7";
    EXPECT_FALSE(by.apply(in).mention);
}

TEST(Query, AFilterFindsWhoIsAddressed) {
    EXPECT_TRUE(meets("mention:club7", "[club7|Район], ответьте"));
    EXPECT_FALSE(meets("mention:club7", "[club77|Район], ответьте"));
}

TEST(Query, AListStandsForItsEntries) {
    const auto entry = [](std::string_view text) { return std::get<node>(read_entry(text)); };
    const std::vector<named_list> lists{{"сёла", {entry("Батаевка"), entry("Капустин Яр")}}};
    const engine by(pack_of("в /+1 @сёла", lists));
    EXPECT_TRUE(judged(by, "у нас в Батаевке").mention);
    EXPECT_TRUE(judged(by, "в Капустином Яру").mention);
    EXPECT_FALSE(judged(by, "Капустин").mention);
    EXPECT_FALSE(judged(by, "из Батаевки").mention);
}

TEST(Match, ShowsTheWordsThatHit) {
    using words = std::vector<std::string>;
    EXPECT_EQ(words_of("яма дорога -продам", "Ямы, а не дороги!"), (words{"Ямы", "дороги"}));
    EXPECT_EQ(words_of("яма | дорога", "одни ямы"), (words{"ямы"}));
    EXPECT_EQ(words_of("(яма дорога) | ухаб", "ухаб и яма"), (words{"ухаб"}));
    EXPECT_EQ(words_of("глава /+1 район", "🚗 у гла\u0301вы  района; глава"), (words{"гла\u0301вы  района"}));
    EXPECT_EQ(words_of("яма /2 дорога", "яма. Тут на дороге яма у дома"), (words{"дороге яма"}));
    EXPECT_EQ(words_of("район", "[club1|Наш рaйон]"), (words{"рaйон"}));
}

TEST(Match, SpansAreInOrderAndDoNotOverlap) {
    std::string text = times("яма на дороге, ", 500);
    const auto found = judged(engine(pack_of("яма /3 дорога | яма /9 дорога")), text);
    ASSERT_EQ(found.hits.size(), 1U);
    std::size_t last = 0;
    for (const auto& [begin, end] : found.hits[0].spans) {
        EXPECT_LT(begin, end);
        EXPECT_GE(begin, last);
        last = end;
    }
    EXPECT_LE(found.hits[0].spans.size(), 64U);
}

TEST(Match, ShowsNoMoreWordsThanAPersonReads) {
    EXPECT_EQ(words_of("яма", times("яма и ", 500)).size(), 32U);
}

TEST(Match, HostileTextsAreQuick) {
    const engine by(pack_of("яма /50 дорога /50 яма /50 дорога | дорога /+100 дорога /100 (яма | дорога)"));
    for (const auto* unit : {"яма дорога ", "дорога ", "я", "[id1|яма]", "\xD0", "яма\u0301\u0301 дорога"})
        judged(by, times(unit, (2U << 20) / std::string_view(unit).size()));
}

TEST(Match, ForgetsWordsWhenThereAreTooMany) {
    const engine by(pack_of("яма"));
    for (int round = 0; round < 60; ++round) {
        std::string text;
        for (int word = 0; word < 10'000; ++word) text += "w" + std::to_string(round * 10'000 + word) + " ";
        EXPECT_TRUE(judged(by, text + " ямы").mention);
        EXPECT_FALSE(judged(by, "яблоко").mention);
    }
}

}
}
