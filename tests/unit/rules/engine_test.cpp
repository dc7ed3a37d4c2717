// How a match is decided: territory, context, weights. With a pack of a few rules; the shipped one has its own test.
#include "rules/engine.hpp"

#include "small_pack.hpp"

#include <gtest/gtest.h>

#include <string>
#include <thread>

namespace otklik::rules {
namespace {

rule made(std::string id, meaning means, std::string_view query, double weight) {
    return {.id = id,
            .title = "Правило " + id,
            .means = means,
            .weight = weight,
            .query = tree(query),
            .subject = means == meaning::subject ? id : "",
            .executors = {},
            .why = {}};
}

pack town() {
    pack p;
    p.place = {.name = "Зареченский район",
               .ours = tree("район | деревня"),
               .streets = tree("садовая /1 улица"),
               .elsewhere = tree("столица")};
    p.executors = {
        {"first", "Первый", {}}, {"second", "Второй", {}}, {"third", "Третий", {}}, {"fourth", "Четвёртый", {}}};
    p.subjects = {{"water", "Вода", {"first", "second"}}, {"roads", "Дороги", {"second", "third", "fourth"}}};
    p.rules = {
        made("water", meaning::subject, "вода", 1),         made("roads", meaning::subject, "яма", 2),
        made("here", meaning::mention, "администрация", 3), made("name", meaning::mention, "райадминистрация", 3),
        made("sale", meaning::ignore, "продам", 2.5),       made("threat", meaning::prohibited, "убью", 1),
        made("bad", meaning::prohibited, "тварь", 1),       made("same", meaning::subject, "согласна /2 когда", 1)};
    p.rules[2].needs_territory = true;
    p.rules[5].why = ground::threat;
    p.rules[6].why = ground::insult;
    p.rules[7].subject.clear();
    p.rules[7].from_context = true;
    return p;
}

class Engine : public testing::Test {
protected:
    match say(std::string text, std::vector<std::string> above = {}) {
        in_.text = std::move(text);
        in_.context = std::move(above);
        return engine_.apply(in_);
    }

    match say_at_home(std::string text, std::vector<std::string> above = {}) {
        in_.local = true;
        return say(std::move(text), std::move(above));
    }

    engine engine_{town()};
    input in_;
};

TEST_F(Engine, ASubjectAloneIsNotEnough) {
    const auto found = say("нет воды");
    EXPECT_FALSE(found.accepted);
    EXPECT_EQ(found.subjects, std::vector<std::string>{"water"});
    EXPECT_EQ(found.because, "Тема «Вода», но о нашей территории речи нет");
}

TEST_F(Engine, ASubjectWithItsTerritoryIsAccepted) {
    EXPECT_TRUE(say("нет воды в деревне").accepted);
    EXPECT_EQ(say("нет воды в деревне").because, "Тема «Вода», место: «деревне»");
    EXPECT_TRUE(say_at_home("нет воды").accepted);
    EXPECT_FALSE(say_at_home("в деревне хорошо").accepted);
}

TEST_F(Engine, SomebodyElsesTerritoryIsNotOurs) {
    EXPECT_FALSE(say_at_home("в столице нет воды").accepted);
    EXPECT_NE(say_at_home("в столице нет воды").because.find("«столице»"), std::string::npos);
    EXPECT_TRUE(say_at_home("в столице вода есть, а в деревне нет").accepted);
}

TEST_F(Engine, TheTextAboveGivesTheTerritory) {
    EXPECT_TRUE(say("и у нас нет воды", {"новости района"}).accepted);
    EXPECT_FALSE(say_at_home("и у нас нет воды", {"новости столицы"}).accepted);
    EXPECT_FALSE(say("согласна", {"в деревне нет воды"}).accepted);
}

TEST_F(Engine, ACommentThatDemandsTakesTheSubjectAbove) {
    const auto found = say("согласна, когда?", {"в деревне нет воды"});
    EXPECT_TRUE(found.accepted);
    EXPECT_EQ(found.subjects, std::vector<std::string>{"water"});
    EXPECT_FALSE(say_at_home("согласна, когда?", {"доброе утро"}).accepted);
}

TEST_F(Engine, AMentionIsAcceptedWhereverItIs) {
    EXPECT_TRUE(say("райадминистрация молчит").mention);
    EXPECT_TRUE(say("райадминистрация молчит").accepted);
}

TEST_F(Engine, ACommonWordIsAMentionAtHomeOnly) {
    EXPECT_FALSE(say("администрация молчит").mention);
    EXPECT_TRUE(say("администрация молчит").hits.empty());
    EXPECT_TRUE(say_at_home("администрация молчит").mention);
    EXPECT_FALSE(say_at_home("администрация столицы молчит").mention);
}

TEST_F(Engine, TheHeavierOfIgnoreAndTheRestWins) {
    const auto sale = say_at_home("продам дом, вода есть");
    EXPECT_TRUE(sale.ignored);
    EXPECT_FALSE(sale.accepted);
    EXPECT_EQ(sale.because, "Не нам: Правило sale («продам»)");
    EXPECT_TRUE(say_at_home("администрация, продам дом").accepted);
    EXPECT_FALSE(say_at_home("администрация, продам дом").ignored);
}

TEST_F(Engine, ExecutorsComeBestFirstWithTheirWords) {
    const auto found = say_at_home("Воды нет, на дороге ямы");
    EXPECT_EQ(found.subjects, (std::vector<std::string>{"roads", "water"}));
    ASSERT_EQ(found.executors.size(), 3U);
    EXPECT_EQ(found.executors[0].executor, "second");
    EXPECT_EQ(found.executors[0].words, (std::vector<std::string>{"ямы", "Воды"}));
    EXPECT_EQ(found.executors[1].executor, "third");
    EXPECT_EQ(found.executors[1].words, std::vector<std::string>{"ямы"});
    EXPECT_EQ(found.executors[2].executor, "first");
}

TEST_F(Engine, TheGravestGroundIsNamedAndAcceptanceStays) {
    const auto found = say_at_home("тварь, убью, где вода");
    EXPECT_EQ(found.prohibited, ground::threat);
    EXPECT_EQ(found.prohibited_words, (std::vector<std::string>{"убью", "тварь"}));
    EXPECT_TRUE(found.accepted);
    EXPECT_EQ(say("тварь").prohibited, ground::insult);
}

TEST_F(Engine, ACopyWorksOnAnotherThread) {
    std::thread other([by = engine(engine_)] {
        for (int i = 0; i < 1000; ++i) ASSERT_TRUE(judged(by, "райадминистрация " + std::to_string(i)).mention);
    });
    for (int i = 0; i < 1000; ++i) EXPECT_TRUE(say("райадминистрация " + std::to_string(-i)).mention);
    other.join();
}

TEST_F(Engine, ANewPackComesIntoForceByAssignment) {
    engine_ = engine(pack_of("яма"));
    EXPECT_TRUE(say("яма").mention);
    EXPECT_EQ(engine_.rules().rules.size(), 1U);
}

TEST_F(Engine, SaysNothingAboutNothing) {
    EXPECT_EQ(say("").because, "Ни упоминания, ни темы");
    EXPECT_FALSE(say(std::string(3U << 20, '\xFF')).accepted);
}

TEST_F(Engine, AStreetIsOursOnlyWhereSomethingElseSaysSo) {
    EXPECT_FALSE(say("Яма на улице Садовой").accepted);
    EXPECT_TRUE(say("Яма на улице Садовой", {"Наш район хорошеет"}).accepted);
    EXPECT_FALSE(say("Яма на улице Садовой", {"Столица хорошеет"}).accepted);
    const auto named = say_at_home("Яма на улице Садовой, а в столице чисто");
    EXPECT_TRUE(named.accepted);
    EXPECT_NE(named.because.find("«улице Садовой»"), std::string::npos) << named.because;
    EXPECT_FALSE(say_at_home("Яма на улице, а в столице чисто").accepted);
}

TEST_F(Engine, AnAuthorOfOursSpeaksOfOursUnlessHeSaysOtherwise) {
    in_.town = "Зареченский р-н";
    EXPECT_TRUE(say("Яма у дома").accepted);
    EXPECT_NE(say("Яма у дома").because.find("автор"), std::string::npos);
    EXPECT_FALSE(say("Яма у дома, столица").accepted);
    EXPECT_FALSE(say("Яма у дома", {"Столица хорошеет"}).accepted);
    in_.town = "Столица";
    EXPECT_FALSE(say("Яма у дома").accepted);
}

TEST_F(Engine, KnowsItsTerritoryByWhatPeopleCallIt) {
    for (const auto* ours : {"зареченский", "Зареченский район", "деревня Малая", "ЗАРЕЧЕНСКИЙ РАЙОН, деревня"})
        EXPECT_TRUE(engine_.is_ours(ours)) << ours;
    for (const auto* other : {"столица", "Столица, Зареченский проезд", "", "город"})
        EXPECT_FALSE(engine_.is_ours(other)) << other;
}

TEST_F(Engine, AMatchUsedAgainHoldsNothingOfTheTextBefore) {
    match again;
    in_.local = true;
    in_.text = "Яма и вода, тварь, администрация";
    engine_.apply(in_, again);
    ASSERT_TRUE(again.accepted && again.prohibited);
    in_.text = "Доброе утро";
    engine_.apply(in_, again);
    EXPECT_FALSE(again.accepted || again.mention || again.prohibited);
    EXPECT_TRUE(again.hits.empty() && again.subjects.empty() && again.executors.empty());
    EXPECT_TRUE(again.prohibited_words.empty());
}

}
}
