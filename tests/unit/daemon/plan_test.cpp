// The content plan over a real store, with two networks that a test can read at a glance.
#include "daemon/news/plan.hpp"

#include "tests/unit/hand_wound.hpp"
#include "tests/unit/storage/store_bench.hpp"

#include <gmock/gmock.h>

namespace otklik {
namespace {

using namespace std::chrono_literals;
using namespace storage;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

constexpr material_row rows[] = {
    {material::text, way::automatic, way::automatic, "Текст."},
    {material::photo, way::automatic, way::automatic, "Картинка."},
    {material::poll, way::by_hand, way::impossible, "Создайте опрос."},
    {material::contest, way::impossible, way::impossible, "Конкурсов нет."},
};

connector_kind network(std::string_view name, std::size_t longest_news) {
    connector_kind out{};
    out.name = name, out.title = "Сеть", out.materials = rows, out.longest_news = longest_news;
    return out;
}

actor coordinator() {
    return {"anna", role::coordinator, {}};
}

struct Plan : test::StoreTest {
    const connector_kind brief = network("brief", 20), roomy = network("roomy", 0);
    config settings;
    test::hand_wound time{now};
    content_plan plan{one, time, settings}, of_other_replica{two, time, settings}, of_unlucky{unlucky, time, settings};
    int keys = 0;

    Plan() {
        for (const auto* kind : {&brief, &roomy}) {
            auto& a = settings.accounts.emplace_back();
            a.id = kind->name, a.title = "Страница " + std::string(kind->name), a.kind = kind;
        }
    }

    std::string a_key() { return "key-" + std::to_string(++keys); }
    news_wish a_wish() {
        news_wish w;
        w.key = a_key(), w.title = "Ремонт", w.text = "Ремонтируют теплотрассу";
        w.parts = {{"brief", "Ремонт", {}}, {"roomy", "Ремонтируют теплотрассу", {}}};
        return w;
    }
    news_wish a_wish_about(const piece_of_news& known) {
        auto w = a_wish();
        w.id = known.id, w.version = known.version;
        return w;
    }
    part_wish about_part(const piece_of_news& known, const std::string& link, const std::string& account = "brief") {
        return {known.id, account, known.version, a_key(), link};
    }

    wish_outcome<piece_of_news> said_to_save(news_wish w) { return run(plan.save(coordinator(), std::move(w))); }
    wish_outcome<piece_of_news> said_to_plan(news_wish w) { return run(plan.plan(coordinator(), std::move(w))); }
    wish_outcome<piece_of_news> said_to_settle(part_wish w) { return run(plan.settle(coordinator(), std::move(w))); }
    wish_outcome<piece_of_news> said_to_withdraw(const piece_of_news& known, std::string key) {
        return run(plan.withdraw(coordinator(), known.id, known.version, std::move(key)));
    }
    template <class T>
    static T must(wish_outcome<T> outcome) {
        if (auto* why = std::get_if<refused_wish>(&outcome)) throw std::runtime_error(why->why);
        return std::get<T>(std::move(outcome));
    }
    template <class T>
    static std::string field_refused(const wish_outcome<T>& outcome) {
        auto* why = std::get_if<refused_wish>(&outcome);
        return why ? why->field : "it was not refused";
    }
    piece_of_news saved() { return must(said_to_save(a_wish())); }
    piece_of_news planned(moment at = {}) {
        auto w = a_wish();
        w.at = at;
        return must(said_to_plan(std::move(w)));
    }
    piece_of_news kept(const std::string& id) { return run(plan.find(id)).value(); }
    moderation_order kept_order() { return run(plan.orders(0, 10)).at(0); }

    delivery of(const piece_of_news& what, const std::string& account = "brief") {
        for (const auto& p : what.parts)
            if (p.account == account) return run(one.deliveries({p.delivery})).at(0);
        throw std::runtime_error("no such part");
    }
    // What the publisher would write: the delivery comes to rest in this state.
    void comes_to(const std::string& id, delivery_state state, std::optional<moment> due = {}) {
        for (;;) {
            auto taken = run(one.take_delivery(time.now(), 1min));
            if (!taken) throw std::runtime_error("no delivery to take");
            const bool it_is = taken->what.id == id;
            auto w = next_write(*taken, it_is ? state : taken->what.state, it_is ? due : time.now() + 1min);
            w.what.attempt = 2, w.what.reason = "почему", w.what.steps = {"шаг"};
            run(one.save_delivery(w));
            if (it_is) return;
        }
    }
    std::vector<std::string> due_at(moment at) {
        std::vector<std::string> out;
        while (auto taken = run(one.take_delivery(at, 1min))) out.push_back(taken->what.account);
        return out;
    }
    std::vector<std::string> audit_of(const std::string& kind, const std::string& id) {
        std::vector<std::string> out;
        const auto entries = server->say({"LRANGE", "otklik:document:" + kind + ":" + id + ":audit", "0", "-1"});
        for (const auto& e : entries.list()) {
            const auto entry = decode<audit_entry>(json::parse(e.text()).value());
            out.push_back(entry.who + " " + entry.action);
        }
        return out;
    }

    post one_of_ours(const std::string& account = "brief") {
        auto p = test::a_post("brief:1");
        p.network = "brief", p.account = account;
        run(one.ingest("wall", {p}, "c", now));
        return p;
    }
    moderation_wish an_order() { return {a_key(), "brief:1", "hide", "Реклама"}; }
    wish_outcome<moderation_order> said_to_order(moderation_wish w) {
        return run(plan.order(coordinator(), std::move(w)));
    }
};

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
