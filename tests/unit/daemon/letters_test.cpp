#include "daemon/alerts/letters.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace otklik {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

struct Letters : testing::Test {
    config settings;
    incident about;

    Letters() {
        settings.administration = "Администрация";
        settings.people = {{"c", "К", role::coordinator, "", "c@adm.example", ""},
                           {"z", "З", role::executor, "zhkh", "z@adm.example", ""},
                           {"o", "О", role::executor, "obrazovanie", "o@adm.example", ""}};
        settings.executor_email["zhkh"] = "zhkh@adm.example";
        about.id = 7;
    }
    std::optional<letter_plan> in(incident_state s) {
        about.state = s;
        return letter_about(about, {"Когда вывезут мусор?", "", "https://otklik.example"}, settings);
    }
};

TEST_F(Letters, TellTheCoordinatorOfANewMessage) {
    auto letter = in(incident_state::fresh);
    ASSERT_TRUE(letter);
    EXPECT_THAT(letter->to, ElementsAre("c@adm.example"));
    EXPECT_THAT(letter->subject, HasSubstr("№ 7"));
    EXPECT_THAT(letter->text, HasSubstr("https://otklik.example/#/incidents/7"));
    EXPECT_THAT(letter->text, HasSubstr("«Когда вывезут мусор?»"));
}

TEST_F(Letters, TellTheAssignedUnitOfAReturnedDraft) {
    about.assignments.push_back({"zhkh", "c", "", {}});
    about.drafts.push_back({1, "z", "Вывезем.", {}, {}, draft_return{"c", "Назовите день", {}}});
    auto letter = in(incident_state::returned);
    ASSERT_TRUE(letter);
    EXPECT_THAT(letter->to, ElementsAre("z@adm.example", "zhkh@adm.example"));
    EXPECT_THAT(letter->text, HasSubstr("Замечания: Назовите день"));
}

TEST_F(Letters, SayNothingOfWhatIsAnswered) {
    EXPECT_FALSE(in(incident_state::answered));
}

TEST_F(Letters, AreNotWrittenToNobody) {
    settings.people.clear();
    EXPECT_FALSE(in(incident_state::fresh));
}

}
}
