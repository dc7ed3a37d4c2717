#include "daemon/materials.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace otklik {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr material_row rows[] = {
    {material::text, way::automatic, way::automatic, "Текст."},
    {material::photo, way::automatic, way::by_hand, "Приложите картинку."},
    {material::poll, way::by_hand, way::impossible, "Создайте опрос."},
    {material::test, way::impossible, way::by_hand, "Тестов нет."},
};

connector_kind with_rows(std::span<const material_row> its) {
    connector_kind out{};
    out.name = "net", out.title = "Сеть", out.materials = its;
    return out;
}

verdict judged(delivery_kind use, std::vector<std::string> others, std::vector<delivery_file> files = {}) {
    return judge_materials(with_rows(rows), use, files, others);
}

// Every cell of the table material × network, of all connectors that are built in.
TEST(Materials, AreJudgedByTheTableOfTheirNetwork) {
    for (const auto* network : connectors()) {
        SCOPED_TRACE(std::string(network->name));
        const auto text = std::ranges::find(network->materials, material::text, &material_row::what);
        ASSERT_NE(text, network->materials.end());
        for (std::size_t i = 0; i < names_of(material{}).size(); ++i) {
            const auto what = static_cast<material>(i);
            ASSERT_EQ(std::ranges::count(network->materials, what, &material_row::what), 1);
            const auto& row = *std::ranges::find(network->materials, what, &material_row::what);
            const std::vector<std::string> named{std::string(name_of(what))};
            for (auto use : {delivery_kind::news, delivery_kind::answer}) {
                SCOPED_TRACE(named.front() + " in " + std::string(name_of(use)));
                const auto its = use == delivery_kind::news ? row.news : row.answer;
                const auto alone = use == delivery_kind::news ? text->news : text->answer;
                const auto said = judge_materials(*network, use, {}, named);
                EXPECT_EQ(said.how, std::max(its, alone));
                if (its == way::automatic) continue;
                ASSERT_FALSE(said.reasons.empty());
                EXPECT_EQ(its > alone ? said.reasons.front() : said.reasons.back(),
                          std::string(title_of(what)) + ": " + std::string(row.why));
            }
        }
    }
}

TEST(Materials, TheWorstOfAllCounts) {
    EXPECT_EQ(judged(delivery_kind::news, {}).how, way::automatic);
    EXPECT_EQ(judged(delivery_kind::news, {"photo"}).how, way::automatic);
    EXPECT_THAT(judged(delivery_kind::news, {"photo"}).reasons, IsEmpty());
    EXPECT_EQ(judged(delivery_kind::news, {"poll", "photo"}).how, way::by_hand);
    const auto said = judged(delivery_kind::news, {"poll", "photo", "test", "poll"});
    EXPECT_EQ(said.how, way::impossible);
    EXPECT_THAT(said.reasons, ElementsAre("тест: Тестов нет.", "опрос: Создайте опрос.", "опрос: Создайте опрос."));
}

TEST(Materials, AnAnswerAndAPieceOfNewsHaveTheirOwnColumns) {
    EXPECT_EQ(judged(delivery_kind::answer, {"photo"}).how, way::by_hand);
    EXPECT_EQ(judged(delivery_kind::answer, {"poll"}).how, way::impossible);
    EXPECT_EQ(judged(delivery_kind::answer, {"test"}).how, way::by_hand);
    EXPECT_EQ(judged(delivery_kind::news, {"test"}).how, way::impossible);
}

TEST(Materials, AFileCountsAsWhatItIs) {
    EXPECT_EQ(judged(delivery_kind::answer, {}, {{"f", "схема.png", "photo"}}).how, way::by_hand);
    EXPECT_EQ(judged(delivery_kind::news, {}, {{"f", "схема.png", "photo"}}).how, way::automatic);
}

TEST(Materials, TextIsJudgedWhereItStandsAlone) {
    constexpr material_row wants_a_picture[] = {{material::text, way::by_hand, way::automatic, "Добавьте фото."},
                                                {material::photo, way::automatic, way::automatic, ""}};
    const auto network = with_rows(wants_a_picture);
    const std::vector<delivery_file> photo{{"f", "схема.png", "photo"}};
    EXPECT_EQ(judge_materials(network, delivery_kind::news, {}, {}).how, way::by_hand);
    EXPECT_EQ(judge_materials(network, delivery_kind::news, photo, {}).how, way::automatic);
}

TEST(Materials, WhatIsNoMaterialIsImpossible) {
    for (const char* nonsense : {"magic", "", "Photo", "photo "}) {
        const auto said = judged(delivery_kind::news, {nonsense});
        EXPECT_EQ(said.how, way::impossible) << nonsense;
        EXPECT_THAT(said.reasons, ElementsAre(HasSubstr("«" + std::string(nonsense) + "»")));
    }
    EXPECT_EQ(judged(delivery_kind::news, {}, {{"f", "x", "magic"}}).how, way::impossible);
}

TEST(Materials, AConnectorThatSaysNothingAnswersWithTextAlone) {
    const auto silent = with_rows({});
    const std::vector<std::string> photo{"photo"};
    EXPECT_EQ(judge_materials(silent, delivery_kind::answer, {}, {}).how, way::automatic);
    EXPECT_EQ(judge_materials(silent, delivery_kind::news, {}, {}).how, way::by_hand);
    EXPECT_EQ(judge_materials(silent, delivery_kind::answer, {}, photo).how, way::by_hand);
    EXPECT_THAT(judge_materials(silent, delivery_kind::answer, {}, photo).reasons,
                ElementsAre("фотография: добавьте на странице сети"));
}

TEST(Materials, HaveTitlesOfTheirOwn) {
    std::set<std::string_view> titles;
    for (std::size_t i = 0; i < names_of(material{}).size(); ++i) titles.insert(title_of(static_cast<material>(i)));
    EXPECT_EQ(titles.size(), names_of(material{}).size());
    EXPECT_EQ(title_of(material::geolocation), "геолокация");
}

}
}
