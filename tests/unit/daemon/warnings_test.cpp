#include "daemon/accounts/warnings.hpp"

#include "daemon/accounts/trouble_words.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace otklik {
namespace {

using namespace std::chrono_literals;
using std::chrono::days;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const moment now{1'800'000'000'000ms};

TEST(Names, AreTheSameButForCaseQuotesAndSpaces) {
    struct {
        std::string_view one, other;
        bool same;
    } pairs[] = {
        {"Администрация МО «Ахтубинский район»", "Администрация МО «Ахтубинский район»", true},
        {"Администрация МО «Ахтубинский район»", "АДМИНИСТРАЦИЯ  МО \"Ахтубинский район\"", true},
        {"Администрация МО «Ахтубинский район»", " администрация мо 'ахтубинский\u00a0район' ", true},
        {"Посёлок Щёлково", "Поселок Щелково", true},
        {"Администрация МО «Ахтубинский район»", "Администрация Ахтубинского района", false},
        {"Администрация МО «Ахтубинский район»", "Администрация МО «Ахтубинский район» 2", false},
        {"Администрация МО «Ахтубинский район»", "Ахтубинский район, администрация МО", false},
        {"Администрация", "", false},
    };
    for (auto& [one, other, same] : pairs) {
        EXPECT_EQ(same_name(one, other), same) << one << " | " << other;
        EXPECT_EQ(same_name(other, one), same) << other << " | " << one;
    }
}

struct Warnings : testing::Test {
    account about;
    account_report known;
    picture_confirmation confirmed;

    Warnings() {
        about.id = "vk", about.title = "ВКонтакте", about.official_name = "Администрация";
        known.at = now;
        known.said.connected = true;
        known.said.name = "администрация";
    }
    std::vector<std::string> ids() const {
        std::vector<std::string> out;
        for (auto& w : warnings_of(about, known, confirmed, now)) {
            out.push_back(w.id.substr(0, w.id.find('-')));
            EXPECT_FALSE(w.what.empty());
            EXPECT_FALSE(w.what_to_do.empty());
        }
        return out;
    }
    std::string first() const { return warnings_of(about, known, confirmed, now).at(0).what; }
    void token(std::optional<moment> end, std::vector<right> rights = {}) {
        known.said.tokens = {token_check{"community_token", end, std::move(rights)}};
    }
};

TEST_F(Warnings, AreNoneWhenAllIsWell) {
    token(now + days{90}, {{"wall", "отвечать", true}});
    known.picture = "d1", confirmed.digest = "d1";
    EXPECT_THAT(ids(), IsEmpty());
}

TEST_F(Warnings, AreNoneOfAnAccountThatWasNeverChecked) {
    known = {};
    EXPECT_THAT(ids(), IsEmpty());
}

TEST_F(Warnings, TellOfATokenFourteenDaysBeforeItsEnd) {
    struct {
        std::optional<moment> end;
        std::vector<std::string> warned;
        std::string said;
    } ends[] = {
        {std::nullopt, {}, ""},
        {now + days{14} + 1ms, {}, ""},
        {now + days{14}, {"ends"}, "через 14 дней"},
        {now + days{1}, {"ends"}, "через 1 день"},
        {now + days{2} + 5h, {"ends"}, "через 2 дня"},
        {now + days{11}, {"ends"}, "через 11 дней"},
        {now + 23h, {"ends"}, "меньше чем через сутки"},
        {now, {"ended"}, "больше не действует"},
        {now - days{3}, {"ended"}, "больше не действует"},
    };
    for (auto& [end, warned, said] : ends) {
        token(end);
        ASSERT_EQ(ids(), warned) << said;
        if (!warned.empty()) {
            EXPECT_THAT(first(), HasSubstr(said));
        }
    }
}

TEST_F(Warnings, NameTheMissingRightAndWhatItIsFor) {
    token(std::nullopt, {{"manage", "читать", true}, {"wall", "отвечать на комментарии", false}});
    EXPECT_THAT(ids(), ElementsAre("right"));
    EXPECT_THAT(first(), HasSubstr("«wall»: отвечать на комментарии"));
}

TEST_F(Warnings, TellOfAnotherNameAndKeepTheirIdAsLongAsItIsThatName) {
    known.said.name = "Ахтубинск 24";
    EXPECT_THAT(ids(), ElementsAre("name"));
    EXPECT_THAT(first(), HasSubstr("Аккаунт называется: Ахтубинск 24."));
    auto id = warnings_of(about, known, confirmed, now).at(0).id;
    EXPECT_EQ(warnings_of(about, known, confirmed, now + days{3}).at(0).id, id);
    known.said.name = "Ахтубинск 25";
    EXPECT_NE(warnings_of(about, known, confirmed, now).at(0).id, id);
}

TEST_F(Warnings, WaitForAPersonToConfirmThePictureAndEachNewOne) {
    known.picture = "d1";
    EXPECT_THAT(ids(), ElementsAre("picture"));
    EXPECT_THAT(first(), HasSubstr("не подтвердил"));
    EXPECT_TRUE(warnings_of(about, known, confirmed, now).at(0).for_coordinator);
    confirmed.digest = "d1";
    EXPECT_THAT(ids(), IsEmpty());
    known.picture = "d2";
    EXPECT_THAT(first(), HasSubstr("сменилась"));
}

TEST_F(Warnings, LeaveOutTroublesThatPass) {
    known.said.connected = false;
    for (std::size_t i = 0; i < names_of(trouble{}).size(); ++i) {
        auto kind = static_cast<trouble>(i);
        known.said.failures = {failure{kind, "so it was", {}}};
        bool stays = kind == trouble::settings || kind == trouble::refused || kind == trouble::gone;
        EXPECT_EQ(ids().size(), stays ? 1u : 0u) << name_of(kind);
        EXPECT_FALSE(words_of(kind).what_to_do.empty());
    }
}

// ---- what is known after a check

account_check answer() {
    account_check said;
    said.connected = true;
    said.name = "Администрация", said.link = "https://vk.com/adm";
    said.tokens = {token_check{"community_token", now + days{3}, {{"wall", "отвечать", false}}}};
    said.quotas = {{"публикаций за сутки", 3, 50}};
    return said;
}

TEST(Report, OfANetworkThatDoesNotAnswerStillKnowsWhatItKnew) {
    for (auto kind : {trouble::unreachable, trouble::throttled, trouble::unreadable, trouble::braked}) {
        account_report before = after_check({}, answer(), now);
        account_check nothing;
        nothing.failures = {failure{kind, "no", {}}};
        auto after = after_check(before, nothing, now + 1h);
        EXPECT_EQ(after.at, now + 1h);
        EXPECT_FALSE(after.said.connected);
        EXPECT_EQ(after.said.name, "Администрация");
        EXPECT_EQ(after.said.tokens.size(), 1u) << name_of(kind);
        EXPECT_EQ(after.said.failures.size(), 1u);
    }
}

TEST(Report, OfARevokedTokenForgetsItsRightsButNotTheName) {
    account_report before = after_check({}, answer(), now);
    account_check revoked;
    revoked.failures = {failure{trouble::settings, "revoked", {}}};
    auto after = after_check(before, revoked, now + 1h);
    EXPECT_EQ(after.said.name, "Администрация");
    EXPECT_TRUE(after.said.tokens.empty());
}

TEST(Report, IsKeptWholeButForThePicturesAddress) {
    account_report known = after_check({}, answer(), now);
    known.said.picture = "https://example.org/signed";
    known.said.failures = {failure{trouble::refused, "no", 5s}};
    known.picture = "d1", known.picture_kept = true;
    known.noted = {{"name-1", now, true}};
    auto text = json::write(encode(known));
    EXPECT_EQ(text.find("signed"), std::string::npos);
    auto again = decode<account_report>(*json::parse(text));
    EXPECT_EQ(json::write(encode(again)), text);
    EXPECT_EQ(again.said.tokens.at(0).valid_until, now + days{3});
    EXPECT_EQ(again.said.failures.at(0).kind, trouble::refused);
    EXPECT_EQ(again.said.quotas.at(0).most, 50);
}

// ---- letters

TEST(AccountLetters, GoToTheAdministratorsAndOfThePictureToTheCoordinatorToo) {
    config settings;
    settings.address = "https://otklik.example";
    settings.people = {{"c", "К", role::coordinator, "", "c@adm.example", ""},
                       {"h", "Г", role::head, "", "h@adm.example", ""},
                       {"a", "А", role::administrator, "", "a@adm.example", ""}};
    account_warning what{"id", "Срок выйдет.", "Получите новый.", false};
    auto letter = letter_of_account("ВКонтакте", what, settings);
    ASSERT_TRUE(letter);
    EXPECT_THAT(letter->to, ElementsAre("a@adm.example"));
    EXPECT_THAT(letter->text, HasSubstr("Срок выйдет."));
    EXPECT_THAT(letter->text, HasSubstr("Получите новый."));
    EXPECT_THAT(letter->text, HasSubstr("https://otklik.example/#/accounts"));
    what.for_coordinator = true;
    EXPECT_THAT(letter_of_account("ВКонтакте", what, settings)->to, ElementsAre("a@adm.example", "c@adm.example"));
    what.for_coordinator = false;
    settings.people.pop_back();
    letter = letter_of_account("ВКонтакте", what, settings);
    ASSERT_TRUE(letter) << "where there is no administrator";
    EXPECT_THAT(letter->to, ElementsAre("c@adm.example"));
    settings.people.clear();
    EXPECT_FALSE(letter_of_account("ВКонтакте", what, settings));
}

}
}
