#include "tests/unit/daemon/plan_bench.hpp"

namespace otklik::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

// ---- a piece of news

TEST_F(Plan, ADraftIsKeptAndNothingOfItIsDue) {
    const auto draft = saved();
    EXPECT_EQ(draft.state, news_state::draft);
    EXPECT_EQ(draft.version, 1);
    EXPECT_EQ(draft.by, "anna");
    EXPECT_EQ(draft.made, time.now());
    EXPECT_EQ(run(one.next_due()), std::nullopt);
    time.set(time.now() + 1h);
    auto w = a_wish_about(draft);
    w.title = "Иначе";
    const auto after = must(said_to_save(w));
    EXPECT_EQ(after.version, 2);
    EXPECT_EQ(after.title, "Иначе");
    EXPECT_EQ(after.made, now);
    EXPECT_EQ(after.changed, time.now());
    EXPECT_THAT(audit_of("news", draft.id), ElementsAre("anna save_news", "anna save_news"));
}

TEST_F(Plan, PlannedNewsIsDueInEachNetworkAtItsTimeInItsOwnWords) {
    const auto at = time.now() + 2h;
    const auto news = planned(at);
    EXPECT_EQ(news.state, news_state::planned);
    EXPECT_EQ(run(one.next_due()), at);
    EXPECT_THAT(due_at(at - 1ms), IsEmpty());
    const auto d = of(news, "roomy");
    EXPECT_EQ(d.kind, delivery_kind::news);
    EXPECT_EQ(d.document, news.id);
    EXPECT_EQ(d.text, "Ремонтируют теплотрассу");
    EXPECT_EQ(d.prepared, time.now());
    EXPECT_EQ(of(news, "brief").text, "Ремонт");
    EXPECT_THAT(due_at(at), UnorderedElementsAre("brief", "roomy"));
    EXPECT_THAT(audit_of("news", news.id), ElementsAre("anna plan_news"));
}

TEST_F(Plan, NewsWhoseTimeIsPastIsDueAtOnce) {
    planned(time.now() - 1h);
    EXPECT_EQ(run(one.next_due()), time.now());
}

TEST_F(Plan, TheNewestIsListedFirst) {
    const auto first = saved();
    time.set(time.now() + 1s);
    const auto second = saved();
    must(said_to_save(a_wish_about(first)));  // a change does not move it
    std::vector<std::string> ids;
    for (const auto& n : run(plan.list(0, 10))) ids.push_back(n.id);
    EXPECT_THAT(ids, ElementsAre(second.id, first.id));
    EXPECT_EQ(run(plan.list(1, 10)).size(), 1u);
    EXPECT_EQ(run(plan.list(0, 1)).size(), 1u);
}

TEST_F(Plan, ARepeatedClickMakesNothingTwice) {
    const auto w = a_wish();
    const auto first = must(said_to_plan(w)), again = must(said_to_plan(w));
    EXPECT_EQ(again.id, first.id);
    EXPECT_EQ(again.version, 1);
    EXPECT_EQ(run(plan.list(0, 10)).size(), 1u);
    EXPECT_EQ(due_at(time.now()).size(), 2u);

    auto change = a_wish_about(saved());
    change.title = "Иначе";
    EXPECT_EQ(must(said_to_save(change)).version, 2);
    EXPECT_EQ(must(said_to_save(change)).version, 2) << "though it names a version that is no more";
}

TEST_F(Plan, AWishWhoseReplyFromTheStoreWasLostIsDoneOnce) {
    const auto news = must(run_losing(of_unlucky.plan(coordinator(), a_wish())));
    EXPECT_EQ(news.version, 1);
    EXPECT_EQ(due_at(time.now()).size(), 2u);
    EXPECT_THAT(audit_of("news", news.id), ElementsAre("anna plan_news"));
}

TEST_F(Plan, AStaleVersionChangesNothing) {
    const auto stale = saved();
    auto w = a_wish_about(stale);
    w.title = "Иначе";
    must(said_to_save(w));
    for (bool to_plan : {false, true}) {
        auto late = a_wish_about(stale);
        const auto outcome = to_plan ? said_to_plan(late) : said_to_save(late);
        ASSERT_TRUE(std::holds_alternative<changed_meanwhile<piece_of_news>>(outcome));
        EXPECT_EQ(std::get<changed_meanwhile<piece_of_news>>(outcome).now.title, "Иначе") << "and is told what it is";
        EXPECT_EQ(kept(stale.id).version, 2);
    }
    EXPECT_EQ(run(one.next_due()), std::nullopt);

    auto news = planned();
    comes_to(news.parts[0].delivery, delivery_state::by_hand);
    news.version = 0;
    EXPECT_TRUE(std::holds_alternative<changed_meanwhile<piece_of_news>>(said_to_withdraw(news, a_key())));
    EXPECT_TRUE(
        std::holds_alternative<changed_meanwhile<piece_of_news>>(said_to_settle(about_part(news, "https://a"))));
    EXPECT_EQ(of(news).state, delivery_state::by_hand);
    EXPECT_EQ(kept(news.id).state, news_state::planned);
}

TEST_F(Plan, OfTwoReplicasOnePlansIt) {
    const auto draft = saved();
    run(of_other_replica.find(draft.id));  // both are connected, so that both decide on what they have read
    auto left = start(plan.plan(coordinator(), a_wish_about(draft)));
    auto right = start(of_other_replica.plan({"boris", role::coordinator, {}}, a_wish_about(draft)));
    const bool first = std::holds_alternative<piece_of_news>(result(left));
    const bool second = std::holds_alternative<piece_of_news>(result(right));
    EXPECT_NE(first, second);
    EXPECT_EQ(kept(draft.id).version, 2);
    EXPECT_EQ(due_at(time.now()).size(), 2u);
}

TEST_F(Plan, WhatIsPlannedIsNotChangedUntilItIsWithdrawn) {
    const auto news = planned(time.now() + 1h);
    EXPECT_EQ(field_refused(said_to_save(a_wish_about(news))), "id");
    EXPECT_EQ(field_refused(said_to_plan(a_wish_about(news))), "id");
    EXPECT_EQ(kept(news.id).version, 1);
}

struct wrong_news {
    const char* name;
    const char* field;
    std::function<void(news_wish&)> makes_wrong;
};

class PlanRefuses : public Plan, public testing::WithParamInterface<wrong_news> {};

TEST_P(PlanRefuses, AndKeepsNothing) {
    auto w = a_wish();
    GetParam().makes_wrong(w);
    EXPECT_EQ(field_refused(said_to_plan(w)), GetParam().field);
    EXPECT_EQ(field_refused(said_to_save(w)), GetParam().field);
    EXPECT_TRUE(run(plan.list(0, 10)).empty());
    EXPECT_EQ(run(one.next_due()), std::nullopt);
}

INSTANTIATE_TEST_SUITE_P(
    , PlanRefuses,
    testing::Values(wrong_news{"no_key", "key", [](auto& w) { w.key.clear(); }},
                    wrong_news{"an_unknown_piece", "id", [](auto& w) { w.id = "news-1"; }},
                    wrong_news{"no_title", "title", [](auto& w) { w.title = " \n"; }},
                    wrong_news{"no_network", "parts", [](auto& w) { w.parts.clear(); }},
                    wrong_news{"an_unknown_account", "parts", [](auto& w) { w.parts[1].account = "nobody"; }},
                    wrong_news{"an_account_twice", "parts", [](auto& w) { w.parts[1].account = "brief"; }},
                    wrong_news{"no_text", "parts", [](auto& w) { w.parts[1].text = " "; }},
                    wrong_news{"a_text_too_long", "parts", [](auto& w) { w.parts[0].text = "двадцать один знак!!!"; }},
                    wrong_news{"what_a_network_cannot_carry", "parts",
                               [](auto& w) {
                                   w.materials = {"poll", "contest"};
                               }},
                    wrong_news{"what_is_no_material", "parts", [](auto& w) { w.materials = {"magic"}; }},
                    wrong_news{"a_file_that_is_gone", "files",
                               [](auto& w) {
                                   w.files = {{"f", "схема.png", "photo"}};
                               }},
                    wrong_news{"a_time_too_far", "at",
                               [](auto& w) { w.at = from_milliseconds(1'700'000'000'001) + std::chrono::days{50}; }}),
    [](auto& one) { return std::string(one.param.name); });

TEST_F(Plan, TellsWhatANetworkCannotCarryAndInWhichAccount) {
    auto w = a_wish();
    w.materials = {"poll", "contest"};
    const auto outcome = said_to_plan(w);
    EXPECT_THAT(std::get<refused_wish>(outcome).why, HasSubstr("Страница brief"));
    EXPECT_THAT(std::get<refused_wish>(outcome).why, HasSubstr("Уберите этот материал"));
}

TEST_F(Plan, TakesWhatIsJustWithinTheBounds) {
    auto w = a_wish();
    w.parts[0].text = "ровно двадцать букв!";  // more bytes than that
    w.at = time.now() + std::chrono::days{50};
    w.materials = {"poll"};  // by hand is no objection
    EXPECT_EQ(must(said_to_plan(w)).state, news_state::planned);
}

TEST_F(Plan, AFileStandsForATextAndIsKeptLongBeyondItsTime) {
    run(one.keep_file("f", {"схема.png", "image/png", "bytes"}, time.now() + 24h));
    auto w = a_wish();
    w.parts[0].text.clear();
    w.files = {{"f", "схема.png", "photo"}};
    w.at = time.now() + std::chrono::days{40};
    const auto news = must(said_to_plan(w));
    EXPECT_EQ(of(news).files.at(0).id, "f");
    run(one.tidy(w.at + std::chrono::days{59}));
    EXPECT_TRUE(run(one.find_file("f")));
    run(one.tidy(w.at + std::chrono::days{61}));
    EXPECT_FALSE(run(one.find_file("f")));
}

}
}
