// Kept posts: looked through by words and by the rules in force, page by page, and taken into work at a word.
#include "daemon/intake/kept.hpp"

#include "daemon/intake/intake.hpp"
#include "tests/unit/hand_wound.hpp"
#include "tests/unit/rules/small_pack.hpp"
#include "tests/unit/storage/store_bench.hpp"

namespace otklik {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;
using ids = std::vector<std::string>;

rules::pack about_the_administration() {
    auto out = rules::pack_of("администрация");
    out.lists.push_back({"улицы", {rules::tree("щербакова"), rules::tree("франко")}});
    return out;
}

actor coordinator() {
    return {"anna", role::coordinator, {}};
}

struct Kept : test::StoreTest {
    test::hand_wound time{now};
    rules::pack pack = about_the_administration();
    rules::engine engine{pack};
    account_connectors accounts;
    std::vector<source> sources;
    std::vector<account> its_accounts;
    desk incidents{one, time, pack, its_accounts};
    intake entries{one, incidents, time, engine, accounts, sources};
    kept_posts kept{one, engine, [this](const post& p) { return entries.judge(p); }};

    // Written before its source was connected.
    post keep(const std::string& id, const std::string& text, std::function<void(post&)> more = {}) {
        auto p = test::a_post("vk:" + id);
        p.text = text, p.source = "wall";
        if (more) more(p);
        now += 1s;
        run(one.ingest(p.source, {p}, "c", now, now));
        return p;
    }
    std::variant<kept_page, unreadable_query> said_to(kept_search what) { return run(kept.search(std::move(what))); }
    kept_page page(kept_search what) { return std::get<kept_page>(said_to(std::move(what))); }
    static ids ids_of(const kept_page& p) {
        ids out;
        for (auto& i : p.items) out.push_back(i.what.id);
        return out;
    }
    ids found(const std::string& query) { return ids_of(page({query, {}, {}, 30})); }
    std::string why_unreadable(const std::string& query) {
        auto said = said_to({query, {}, {}, 30});
        auto* wrong = std::get_if<unreadable_query>(&said);
        return wrong ? wrong->why : "it was read";
    }
};

TEST_F(Kept, WhereNothingIsAskedTheRulesInForceChoose) {
    keep("1", "Администрация, почистите двор");
    keep("2", "Продаю гараж");
    keep("3", "Спасибо администрации!");
    const auto all = page({});
    EXPECT_EQ(ids_of(all), (ids{"vk:3", "vk:1"})) << "the latest found first";
    EXPECT_EQ(all.looked, 3u);
    EXPECT_EQ(all.next, "");
    EXPECT_TRUE(all.items[0].accepted);
    EXPECT_THAT(all.items[0].match["rules"].items()[0]["words"].items()[0].text(), "администрации");
}

TEST_F(Kept, WordsFindWhatTheRulesWouldNotTake) {
    keep("1", "Яма на дороге у школы");
    const auto one_page = page({"яма", {}, {}, 30});
    ASSERT_EQ(ids_of(one_page), (ids{"vk:1"}));
    EXPECT_FALSE(one_page.items[0].accepted) << "and it is said";
}

struct asked_for {
    const char* query;
    ids finds;
};

TEST_F(Kept, AQueryIsInTheLanguageOfRules) {
    keep("1", "Яма на дороге у школы");
    keep("2", "Дорогу чистят, ям не видно", [](post& p) { p.kind = post_kind::comment, p.parent = "vk:1"; });
    keep("3", "Вода на улице Щербакова", [](post& p) { p.network = "ok", p.author.id = "42"; });
    keep("4", "Водопровод, школа и глубокая яма", [](post& p) { p.source = "search"; });
    const asked_for all[] = {
        {"дорога", {"vk:2", "vk:1"}},
        {"!дороге", {"vk:1"}},
        {"\"яма на дороге\"", {"vk:1"}},
        {"яма /3 школа", {"vk:4"}},
        {"яма /+3 дорога", {"vk:1"}},
        {"яма школа", {"vk:4", "vk:1"}},
        {"яма -школа", {"vk:2"}},
        {"вода | школа", {"vk:4", "vk:3", "vk:1"}},
        {"водо*", {"vk:4"}},
        {"@улицы", {"vk:3"}},
        {"яма kind:comment", {"vk:2"}},
        {"network:ok", {"vk:3"}},
        {"author:42", {"vk:3"}},
        {"яма source:search", {"vk:4"}},
        {"марсиане", {}},
    };
    for (const auto& [query, finds] : all) EXPECT_EQ(found(query), finds) << query;
}

TEST_F(Kept, AQueryThatCannotBeReadIsToldWithItsPlace) {
    keep("1", "Администрация");
    EXPECT_THAT(why_unreadable("яма /3"), StartsWith("Строка 1, знак "));
    EXPECT_THAT(why_unreadable("яма\n(дорога"), StartsWith("Строка 2, знак "));
    EXPECT_THAT(why_unreadable("дорога )"), StartsWith("Строка 1, знак 8: ")) << "characters, not bytes";
    for (const char* wrong : {"\"", "ям*", "OR", "neizvestno:1", "# one remark alone"})
        EXPECT_THAT(why_unreadable(wrong), StartsWith("Строка ")) << wrong;
}

TEST_F(Kept, AListThatIsNotInThePackIsToldWithItsPlace) {
    keep("1", "Яма на улице Щербакова");
    EXPECT_THAT(why_unreadable("яма (дорога | @улиц)"), StartsWith("Строка 1, знак 15: Нет списка «улиц»"));
}

TEST_F(Kept, OneSourceIsLookedThroughWhereThatIsAsked) {
    keep("1", "яма");
    keep("2", "яма", [](post& p) { p.source = "search"; });
    EXPECT_EQ(ids_of(page({"яма", "search", {}, 30})), (ids{"vk:2"}));
    EXPECT_EQ(ids_of(page({"яма", "nowhere", {}, 30})), ids{});
}

TEST_F(Kept, OurOwnWordsAreNotShown) {
    keep("1", "администрация: яма засыпана", [](post& p) { p.own = true; });
    EXPECT_EQ(found("яма"), ids{});
    EXPECT_EQ(found(""), ids{});
}

TEST_F(Kept, PagesFollowOneAnotherUntilThereIsNoMore) {
    for (int i = 0; i < 7; ++i) keep(std::to_string(i), i % 2 ? "дорога" : "яма");
    ids seen;
    int pages = 0;
    for (std::string after;; ++pages) {
        const auto some = page({"яма", {}, after, 2});
        EXPECT_LE(some.items.size(), 2u);
        for (auto& id : ids_of(some)) seen.push_back(id);
        after = some.next;
        if (after.empty()) break;
        ASSERT_LT(pages, 10);
    }
    EXPECT_EQ(seen, (ids{"vk:6", "vk:4", "vk:2", "vk:0"}));
}

TEST_F(Kept, OnePageLooksThroughFiveThousandPostsAndSaysWhereItStopped) {
    keep("needle", "яма");
    std::vector<post> hay;
    for (int i = 0; i < 5'100; ++i) hay.push_back(test::a_post("vk:hay" + std::to_string(i)));
    now += 1s;
    run(one.ingest("wall", std::move(hay), "c", now, now));
    const auto first = page({"яма", {}, {}, 30});
    EXPECT_THAT(first.items, IsEmpty());
    EXPECT_EQ(first.looked, kept_posts_a_page);
    ASSERT_NE(first.next, "");
    const auto second = page({"яма", {}, first.next, 30});
    EXPECT_EQ(ids_of(second), (ids{"vk:needle"}));
    EXPECT_EQ(second.looked, 101u);
    EXPECT_EQ(second.next, "");
}

// ---- taken into work

TEST_F(Kept, APostIsTakenIntoWorkOnceWhateverTheRulesSay) {
    keep("1", "Яма на дороге");
    const auto id = std::get<std::int64_t>(run(entries.take(coordinator(), "vk:1")));
    EXPECT_EQ(std::get<std::int64_t>(run(entries.take(coordinator(), "vk:1"))), id) << "a second click";
    const auto taken = the_incident(id);
    EXPECT_EQ(taken.state, incident_state::fresh);
    EXPECT_EQ(taken.messages.at(0).post, "vk:1");
    EXPECT_EQ(taken.messages.at(0).match["because"].text(), "взято в работу из найденного раньше: anna");
    EXPECT_EQ(found("яма"), ids{}) << "it is no longer among the kept ones";
    EXPECT_EQ(run(one.history(id)).at(0).who, "anna");
}

TEST_F(Kept, OfTwoReplicasThatTakeAPostOneMakesTheIncident) {
    desk of_other{two, time, pack, its_accounts};
    intake other{two, of_other, time, engine, accounts, sources};
    keep("1", "Яма на дороге");
    run(two.find_post("vk:1"));  // both are connected
    auto left = start(entries.take(coordinator(), "vk:1")),
         right = start(other.take({"boris", role::coordinator, {}}, "vk:1"));
    const auto first = result(left), second = result(right);
    EXPECT_EQ(std::get<std::int64_t>(first), std::get<std::int64_t>(second));
    EXPECT_EQ(run(one.incidents({})).size(), 1u);
}

TEST_F(Kept, WhatIsGoneOrOurOwnIsNotTakenIntoWork) {
    keep("1", "яма засыпана", [](post& p) { p.own = true; });
    for (const char* id : {"vk:1", "vk:2", ""}) {
        const auto said = run(entries.take(coordinator(), id));
        ASSERT_TRUE(std::holds_alternative<intake::refused_entry>(said)) << id;
        EXPECT_EQ(std::get<intake::refused_entry>(said).field, "post");
    }
    EXPECT_TRUE(run(one.incidents({})).empty());
}

}
}
