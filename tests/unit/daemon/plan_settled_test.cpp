// What becomes of news that is withdrawn, or that a person places; and moderation.
#include "tests/unit/daemon/plan_bench.hpp"

namespace otklik::test {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

// ---- withdrawn

TEST_F(Plan, WhatIsWithdrawnIsNeverDue) {
    const auto news = planned(time.now() + 1h);
    const auto key = a_key();
    const auto after = must(said_to_withdraw(news, key));
    EXPECT_EQ(after.state, news_state::withdrawn);
    EXPECT_EQ(run(one.next_due()), std::nullopt);
    EXPECT_THAT(due_at(time.now() + 24h), IsEmpty());
    for (const char* account : {"brief", "roomy"}) {
        EXPECT_EQ(of(news, account).state, delivery_state::stopped);
        EXPECT_EQ(of(news, account).reason, "Отозвано");
    }
    EXPECT_EQ(must(said_to_withdraw(news, key)).version, after.version) << "a repeated click";
    EXPECT_EQ(field_refused(said_to_withdraw(after, a_key())), "id");
    EXPECT_EQ(field_refused(said_to_settle(about_part(after, "https://a"))), "account") << "nor is it placed by hand";
    EXPECT_THAT(audit_of("news", news.id), ElementsAre("anna plan_news", "anna withdraw_news"));
}

TEST_F(Plan, WhatWasPlacedStaysPlacedWhenTheRestIsWithdrawn) {
    const auto news = planned();
    comes_to(news.parts[0].delivery, delivery_state::sent);
    time.set(time.now() + 5min);
    must(said_to_withdraw(news, a_key()));
    EXPECT_EQ(of(news, "brief").state, delivery_state::sent);
    EXPECT_EQ(of(news, "roomy").state, delivery_state::stopped);
}

TEST_F(Plan, WhatIsBeingPlacedIsNotWithdrawn) {
    for (auto state : {delivery_state::sending, delivery_state::unknown}) {
        const auto news = planned();
        comes_to(news.parts[0].delivery, state, time.now() + 1h);
        EXPECT_EQ(field_refused(said_to_withdraw(news, a_key())), "id");
        EXPECT_EQ(kept(news.id).state, news_state::planned);
        EXPECT_EQ(of(news, "roomy").state, delivery_state::prepared);
        time.set(time.now() + 2h);
    }
}

TEST_F(Plan, WhatThePublisherHoldsIsNotWithdrawnUnderItsHands) {
    const auto news = planned();
    const auto taken = run(one.take_delivery(time.now(), 1min)).value();
    EXPECT_EQ(field_refused(said_to_withdraw(news, a_key())), "id");
    EXPECT_EQ(kept(news.id).state, news_state::planned);
    EXPECT_TRUE(run(one.save_delivery(next_write(taken, delivery_state::sent, {})))) << "its lease holds";
    EXPECT_EQ(must(said_to_withdraw(news, a_key())).state, news_state::withdrawn);
}

TEST_F(Plan, ADraftCannotBeWithdrawn) {
    EXPECT_EQ(field_refused(said_to_withdraw(saved(), a_key())), "id");
    piece_of_news nowhere;
    nowhere.id = "news-1";
    EXPECT_EQ(field_refused(said_to_withdraw(nowhere, a_key())), "id");
}

// ---- by hand

TEST_F(Plan, WhatAPersonHasPlacedIsConfirmedWithItsLink) {
    for (auto state : {delivery_state::by_hand, delivery_state::stopped, delivery_state::refused}) {
        const auto news = planned();
        comes_to(news.parts[0].delivery, state);
        const auto confirmed = about_part(news, "https://net/1");
        const auto after = must(said_to_settle(confirmed));
        const auto d = of(news);
        EXPECT_EQ(d.state, delivery_state::sent) << name_of(state);
        EXPECT_EQ(d.link, "https://net/1");
        EXPECT_EQ(d.reason, "");
        EXPECT_THAT(d.steps, IsEmpty());
        EXPECT_THAT(audit_of("news", news.id), ElementsAre("anna plan_news", "anna confirm_placed"));
        EXPECT_EQ(must(said_to_settle(confirmed)).version, after.version) << "a repeated click";
        EXPECT_EQ(field_refused(said_to_settle(about_part(after, "https://net/2"))), "account") << "it is settled";
        time.set(time.now() + 5min);
    }
}

TEST_F(Plan, WhatIsNoLinkConfirmsNothing) {
    one_of_ours();
    const auto news = planned();
    comes_to(news.parts[0].delivery, delivery_state::by_hand);
    const auto order = must(said_to_order(an_order()));
    comes_to(order.delivery, delivery_state::by_hand);
    for (const char* link : {"javascript:alert(1)", "готово", " "}) {
        EXPECT_EQ(field_refused(said_to_settle(about_part(news, link))), "link") << link;
        const part_wish done{order.id, "", order.version, a_key(), link};
        EXPECT_EQ(field_refused(run(plan.settle_order(coordinator(), done))), "link") << link;
    }
    EXPECT_EQ(of(news).state, delivery_state::by_hand);
    EXPECT_EQ(run(one.deliveries({order.delivery})).at(0).state, delivery_state::by_hand);
}

TEST_F(Plan, WhatShallBeTriedAgainIsDueAtOnceAndInsistedOn) {
    const auto news = planned();
    comes_to(news.parts[0].delivery, delivery_state::stopped);
    time.set(time.now() + 30s);
    must(said_to_settle(about_part(news, "")));
    const auto d = of(news);
    EXPECT_EQ(d.state, delivery_state::prepared);
    EXPECT_TRUE(d.insist);
    EXPECT_EQ(d.attempt, 0);
    EXPECT_EQ(d.id, news.parts[0].delivery) << "the same delivery, so that it cannot stand twice";
    EXPECT_THAT(due_at(time.now()), Contains("brief"));
    EXPECT_THAT(audit_of("news", news.id), ElementsAre("anna plan_news", "anna place_again"));
}

TEST_F(Plan, WhatTheDaemonStillWorksOnIsNotSettledByAPerson) {
    const auto news = planned();
    EXPECT_EQ(field_refused(said_to_settle(about_part(news, "https://a"))), "account") << "prepared";
    for (auto state : {delivery_state::unknown, delivery_state::sending, delivery_state::sent}) {
        comes_to(news.parts[0].delivery, state, time.now() + 1min);
        EXPECT_EQ(field_refused(said_to_settle(about_part(news, "https://a"))), "account") << name_of(state);
        EXPECT_EQ(of(news).state, state);
        time.set(time.now() + 5min);
    }
    EXPECT_EQ(field_refused(said_to_settle(about_part(news, "https://a", "nobody"))), "account");
    EXPECT_EQ(field_refused(said_to_settle(about_part(saved(), "https://a"))), "account");
    EXPECT_EQ(field_refused(said_to_settle({"news-1", "brief", 1, a_key(), "https://a"})), "id");
}

// ---- moderation

TEST_F(Plan, AModerationIsDueAtOnceByItsAccount) {
    const auto about = one_of_ours();
    const auto w = an_order();
    const auto order = must(said_to_order(w));
    const auto d = run(one.deliveries({order.delivery})).at(0);
    EXPECT_EQ(d.kind, delivery_kind::moderation);
    EXPECT_EQ(d.account, "brief");
    EXPECT_EQ(d.post, about.id);
    EXPECT_EQ(d.text, "hide");
    EXPECT_EQ(d.original, about.text);
    EXPECT_EQ(run(one.next_due()), time.now());
    EXPECT_EQ(must(said_to_order(w)).id, order.id) << "a repeated click";
    EXPECT_EQ(run(plan.orders(0, 10)).size(), 1u);
    EXPECT_EQ(kept_order().reason, "Реклама");
    EXPECT_EQ(kept_order().by, "anna");
    EXPECT_THAT(audit_of("moderation", order.id), ElementsAre("anna moderate_hide"));
}

TEST_F(Plan, AModerationThatCannotBeOrderedIsRefusedWithItsField) {
    one_of_ours();
    const std::pair<const char*, std::function<void(moderation_wish&)>> wrong[] = {
        {"key", [](auto& w) { w.key.clear(); }},
        {"doing", [](auto& w) { w.doing = "explode"; }},
        {"reason", [](auto& w) { w.reason = " "; }},
        {"post", [](auto& w) { w.post = "brief:2"; }},
    };
    for (const auto& [field, makes_wrong] : wrong) {
        auto w = an_order();
        makes_wrong(w);
        EXPECT_EQ(field_refused(said_to_order(w)), field);
    }
    EXPECT_TRUE(run(plan.orders(0, 10)).empty());
    EXPECT_EQ(run(one.next_due()), std::nullopt);
}

TEST_F(Plan, WhatWasEnteredByHandCannotBeModerated) {
    one_of_ours("");
    EXPECT_EQ(field_refused(said_to_order(an_order())), "post");
}

TEST_F(Plan, AModerationDoneByAPersonIsConfirmedOnce) {
    one_of_ours();
    const auto order = must(said_to_order(an_order()));
    const part_wish early{order.id, "", order.version, a_key(), "https://net/1"};
    EXPECT_EQ(field_refused(run(plan.settle_order(coordinator(), early))), "id");
    comes_to(order.delivery, delivery_state::by_hand);
    part_wish done{order.id, "", order.version - 1, a_key(), "https://net/1"};
    EXPECT_TRUE(
        std::holds_alternative<changed_meanwhile<moderation_order>>(run(plan.settle_order(coordinator(), done))));
    EXPECT_EQ(run(one.deliveries({order.delivery})).at(0).state, delivery_state::by_hand);
    done.version = order.version;
    const auto after = must(run(plan.settle_order(coordinator(), done)));
    EXPECT_EQ(run(one.deliveries({order.delivery})).at(0).state, delivery_state::sent);
    EXPECT_EQ(must(run(plan.settle_order(coordinator(), done))).version, after.version);
    EXPECT_THAT(audit_of("moderation", order.id), ElementsAre("anna moderate_hide", "anna confirm_placed"));
}

}
}
