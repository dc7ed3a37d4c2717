#include "daemon/incidents/desk.hpp"

#include "storage/redis.hpp"
#include "tests/unit/bench.hpp"
#include "tests/unit/hand_wound.hpp"
#include "tests/unit/storage/server.hpp"

#include <gtest/gtest.h>

namespace otklik {
namespace {

using namespace std::chrono_literals;

rules::pack two_units() {
    rules::pack p;
    p.executors = {{"zhkh", "Управление ЖКХ", {}}, {"obrazovanie", "Управление образованием", {}}};
    return p;
}

actor coordinator() {
    return {"c", role::coordinator, {}};
}
actor executor() {
    return {"z", role::executor, "zhkh"};
}

// A desk over a real Redis, and incidents brought by its own actions into any state.
struct Desk : testing::Test {
    static void SetUpTestSuite() { server = std::make_unique<test::redis_server>(); }
    static void TearDownTestSuite() { server.reset(); }
    static std::unique_ptr<test::redis_server> server;

    test::bench bench;
    storage::redis redis{bench.io.get_executor(), server->url()};
    storage::store store{redis};
    test::hand_wound time;
    rules::pack pack = two_units();
    // A network that takes photos with an answer, documents by hand, and no videos.
    static constexpr material_row rows[] = {{material::text, way::automatic, way::automatic, ""},
                                            {material::photo, way::automatic, way::automatic, ""},
                                            {material::document, way::automatic, way::by_hand, "приложите сами"},
                                            {material::video, way::automatic, way::impossible, "видео сюда нельзя"}};
    connector_kind network = [] {
        connector_kind k;
        k.name = "vk", k.title = "ВКонтакте", k.materials = rows;
        return k;
    }();
    std::vector<account> accounts = [this] {
        account a;
        a.id = "vk", a.title = "Стена", a.kind = &network;
        return std::vector{a};
    }();
    desk incidents{store, time, pack, accounts};
    static int numbers;

    Desk() {
        server->say({"FLUSHALL"});
        if (auto refusal = bench.finish(redis.open())) throw std::runtime_error(*refusal);
    }
    ~Desk() override { redis.close(); }

    incident find(std::int64_t id) { return bench.finish(store.find_incident(id)).value(); }

    std::int64_t a_new_one() {
        post p;
        p.id = "vk:-1_" + std::to_string(++numbers);
        p.network = "vk", p.account = "vk", p.text = "Когда вывезут мусор?";
        return bench.finish(incidents.accept(the_system(), {}, p, {})).incident;
    }

    // A wish with every field in order for the incident as it is.
    wish fitting(std::int64_t id, action what) {
        auto now = find(id);
        wish w;
        w.incident = id, w.version = now.version, w.what = what;
        w.key = "key-" + std::to_string(++numbers);
        w.executor = now.executor() == "zhkh" && what == action::route ? "obrazovanie" : "zhkh";
        w.text = "Вывезем завтра.", w.remarks = "Назовите день", w.reason = "thanks", w.ground = "insult";
        w.link = "https://vk.com/wall-1_2";
        w.draft = now.drafts.empty() ? 0 : now.drafts.back().version;
        return w;
    }
    act_outcome act(const actor& who, wish w) { return bench.finish(incidents.act(who, std::move(w))); }
    void must(std::int64_t id, const actor& who, action what) {
        auto outcome = act(who, fitting(id, what));
        if (auto* n = std::get_if<not_possible>(&outcome)) throw std::runtime_error(n->why);
        if (!std::holds_alternative<done>(outcome)) throw std::runtime_error("not done: " + std::string(name_of(what)));
    }
    void network_says(std::int64_t id, action what) {
        for (;;) {
            auto taken = bench.finish(store.take_delivery(time.now(), 1min));
            if (!taken) throw std::runtime_error("no delivery to take");
            auto is_ours = taken->what.incident == id;
            finding f{is_ours ? what : action::stop, {taken->what, taken->fence, std::nullopt}, {}};
            f.delivery.what.state = is_ours && what == action::sent ? delivery_state::sent : delivery_state::stopped;
            EXPECT_TRUE(bench.finish(incidents.note(f)));
            if (is_ours) return;
        }
    }

    std::int64_t in(incident_state s) {
        using enum incident_state;
        auto id = a_new_one();
        if (s == closed) must(id, coordinator(), action::close);
        if (s == set_aside) must(id, coordinator(), action::set_aside);
        if (s == fresh_state || s == closed || s == set_aside) return id;
        must(id, coordinator(), action::route);
        if (s == assigned) return id;
        must(id, executor(), action::submit);
        if (s == submitted) return id;
        if (s == returned) return must(id, coordinator(), action::give_back), id;
        must(id, coordinator(), action::approve);
        if (s == answered) network_says(id, action::sent);
        if (s == stopped) network_says(id, action::stop);
        if (s == by_hand) network_says(id, action::hand_over);
        return id;
    }
    static constexpr auto fresh_state = incident_state::fresh;
};

std::unique_ptr<test::redis_server> Desk::server;
int Desk::numbers = 0;

// Every action in every state in every role: what the table says is done, and nothing else is.
TEST_F(Desk, DoesWhatTheTableSaysAndNothingElse) {
    for (std::size_t s = 0; s < names_of(incident_state{}).size(); ++s) {
        auto state = static_cast<incident_state>(s);
        for (auto who_is : {role::coordinator, role::executor, role::head, role::administrator})
            for (std::size_t a = 0; a < names_of(action{}).size(); ++a) {
                auto what = static_cast<action>(a);
                auto id = in(state);
                ASSERT_EQ(find(id).state, state);
                actor who{"x", who_is, who_is == role::executor ? "zhkh" : ""};
                auto before = find(id);
                auto outcome = act(who, fitting(id, what));
                auto* row = find_transition(state, what, who_is);
                auto after = find(id);
                SCOPED_TRACE(std::string(title_of(state)) + ", " + std::string(name_of(what)) + ", " +
                             std::string(title_of(who_is)));
                EXPECT_EQ(std::holds_alternative<done>(outcome), row != nullptr);
                EXPECT_EQ(after.state, row ? row->to : before.state);
                EXPECT_EQ(after.version, before.version + (row ? 1 : 0));
                EXPECT_EQ(bench.finish(store.history(id)).size(), static_cast<std::size_t>(after.version));
            }
    }
}

TEST_F(Desk, TellsTheSecondWhatHasChanged) {
    auto id = in(incident_state::submitted);
    auto first = fitting(id, action::approve), second = fitting(id, action::approve);
    EXPECT_TRUE(std::holds_alternative<done>(act(coordinator(), first)));
    auto outcome = act({"d", role::coordinator, {}}, second);
    ASSERT_TRUE(std::holds_alternative<changed>(outcome));
    EXPECT_EQ(std::get<changed>(outcome).now.state, incident_state::placing);
    EXPECT_EQ(find(id).deliveries.size(), 1u);
}

TEST_F(Desk, AnswersARepeatedClickWithWhatWasDone) {
    auto id = in(incident_state::submitted);
    auto click = fitting(id, action::approve);
    EXPECT_TRUE(std::holds_alternative<done>(act(coordinator(), click)));
    EXPECT_TRUE(std::holds_alternative<done>(act(coordinator(), click)));
    EXPECT_EQ(find(id).deliveries.size(), 1u);
}

TEST_F(Desk, KeepsTheApproversEditApartFromTheDraft) {
    auto id = in(incident_state::submitted);
    auto w = fitting(id, action::approve);
    w.text = "Вывезем в пятницу.";
    act(coordinator(), w);
    auto now = find(id);
    EXPECT_EQ(now.answer->text, "Вывезем в пятницу.");
    EXPECT_TRUE(now.answer->edited);
    EXPECT_EQ(now.drafts.back().text, "Вывезем завтра.");
}

TEST_F(Desk, LetsAnExecutorWorkOnHisOwnOnly) {
    auto id = in(incident_state::assigned);
    actor other{"o", role::executor, "obrazovanie"};
    EXPECT_TRUE(std::holds_alternative<forbidden>(act(other, fitting(id, action::submit))));
    EXPECT_TRUE(incidents.possible(other, find(id)).empty());
    EXPECT_EQ(incidents.possible(executor(), find(id)).size(), 1u);
}

TEST_F(Desk, CountsReturnsAndKeepsEveryVersion) {
    auto id = in(incident_state::returned);
    must(id, executor(), action::submit);
    must(id, coordinator(), action::give_back);
    auto now = find(id);
    EXPECT_EQ(now.returns, 2);
    ASSERT_EQ(now.drafts.size(), 2u);
    EXPECT_EQ(now.drafts[0].returned->remarks, "Назовите день");
}

struct missing_field {
    const char* name;
    incident_state state;
    action what;
    std::string wish::*field;
};

class DeskAsks : public Desk, public testing::WithParamInterface<missing_field> {};

TEST_P(DeskAsks, ForWhatIsMissing) {
    auto& p = GetParam();
    auto id = in(p.state);
    auto w = fitting(id, p.what);
    (w.*p.field).clear();
    auto outcome = act(p.what == action::submit ? executor() : coordinator(), w);
    ASSERT_TRUE(std::holds_alternative<not_possible>(outcome));
    EXPECT_EQ(std::get<not_possible>(outcome).field, p.name);
    EXPECT_EQ(find(id).state, p.state);
}

INSTANTIATE_TEST_SUITE_P(
    , DeskAsks,
    testing::Values(missing_field{"executor", incident_state::fresh, action::route, &wish::executor},
                    missing_field{"text", incident_state::assigned, action::submit, &wish::text},
                    missing_field{"remarks", incident_state::submitted, action::give_back, &wish::remarks},
                    missing_field{"reason", incident_state::fresh, action::close, &wish::reason},
                    missing_field{"ground", incident_state::fresh, action::set_aside, &wish::ground},
                    missing_field{"link", incident_state::stopped, action::confirm_placed, &wish::link}),
    [](auto& one) { return std::string(one.param.name); });

delivery_file a_file(const char* id, const char* name, const char* is) {
    return {id, name, is};
}

struct DeskFiles : Desk {
    DeskFiles() {
        for (const char* id : {"photo", "paper", "film"}) keep(id);
    }
    void keep(const std::string& id) {
        storage::store::kept_file f{id, "image/png", "bytes"};
        bench.finish(store.keep_file(id, f, time.now() + 1h));
    }
    act_outcome submit(std::int64_t id, std::vector<delivery_file> files) {
        auto w = fitting(id, action::submit);
        w.files = std::move(files);
        return act(executor(), w);
    }
    std::vector<std::string> objected(const act_outcome& outcome) {
        auto* n = std::get_if<not_possible>(&outcome);
        return n ? std::vector{n->field, n->why} : std::vector<std::string>{};
    }
    delivery placed(std::int64_t id) { return bench.finish(store.deliveries(find(id).deliveries)).at(0); }
};

TEST_F(DeskFiles, OfTheDraftGoWithTheAnswer) {
    auto id = in(incident_state::assigned);
    const std::vector photo{a_file("photo", "двор.png", "photo")};
    EXPECT_TRUE(std::holds_alternative<done>(submit(id, photo)));
    must(id, coordinator(), action::approve);
    EXPECT_EQ(find(id).answer->files, photo);
    EXPECT_EQ(placed(id).files, photo);
    EXPECT_FALSE(find(id).answer->edited);
}

TEST_F(DeskFiles, AreTheApproversToChange) {
    auto id = in(incident_state::assigned);
    submit(id, {a_file("photo", "двор.png", "photo")});
    auto w = fitting(id, action::approve);
    w.files = std::vector<delivery_file>{};
    w.text.clear();
    act(coordinator(), w);
    EXPECT_TRUE(placed(id).files.empty());
    EXPECT_TRUE(find(id).answer->edited);
    EXPECT_EQ(find(id).drafts.back().files.size(), 1u);
}

TEST_F(DeskFiles, ThatTheNetworkKnowsNoWayForAreRefusedAtOnce) {
    auto id = in(incident_state::assigned);
    auto outcome = submit(id, {a_file("paper", "план.pdf", "document"), a_file("film", "двор.mp4", "video")});
    EXPECT_EQ(objected(outcome),
              (std::vector<std::string>{"files", "Стена: видео: видео сюда нельзя. Уберите этот файл"}));
    EXPECT_EQ(find(id).state, incident_state::assigned);
    EXPECT_TRUE(std::holds_alternative<done>(submit(id, {a_file("paper", "план.pdf", "document")})));
}

TEST_F(DeskFiles, ThatHaveGoneAreAskedForAgain) {
    auto id = in(incident_state::assigned);
    auto outcome = submit(id, {a_file("gone", "двор.png", "photo")});
    EXPECT_EQ(objected(outcome),
              (std::vector<std::string>{"files", "Файла «двор.png» больше нет: добавьте его снова"}));
}

TEST_F(DeskFiles, AreNotTooMany) {
    auto id = in(incident_state::assigned);
    EXPECT_EQ(objected(submit(id, std::vector(11, a_file("photo", "двор.png", "photo")))).at(0), "files");
    EXPECT_TRUE(std::holds_alternative<done>(submit(id, std::vector(10, a_file("photo", "двор.png", "photo")))));
}

TEST_F(DeskFiles, StayForAsLongAsTheAnswerMayNeedThem) {
    auto id = in(incident_state::assigned);
    submit(id, {a_file("photo", "двор.png", "photo")});
    bench.finish(store.tidy(time.now() + std::chrono::days(50)));
    EXPECT_TRUE(bench.finish(store.find_file("photo")));
    EXPECT_FALSE(bench.finish(store.find_file("paper")));
}

TEST_F(Desk, DoesNotApproveADraftThatWasReplaced) {
    auto id = in(incident_state::submitted);
    auto w = fitting(id, action::approve);
    w.draft = 0;
    EXPECT_TRUE(std::holds_alternative<not_possible>(act(coordinator(), w)));
}

TEST_F(Desk, PlacesAgainUnderTheSameDelivery) {
    auto id = in(incident_state::stopped);
    auto before = find(id).deliveries;
    must(id, coordinator(), action::place_again);
    EXPECT_EQ(find(id).deliveries, before);
    auto d = bench.finish(store.deliveries(before)).at(0);
    EXPECT_EQ(d.state, delivery_state::prepared);
    EXPECT_TRUE(d.insist);
    network_says(id, action::sent);
    EXPECT_EQ(find(id).state, incident_state::answered);
}

TEST_F(Desk, NotesAFindingUnderALostLeaseNowhere) {
    auto id = in(incident_state::placing);
    auto taken = bench.finish(store.take_delivery(time.now(), 1min)).value();
    time.set(time.now() + 2min);
    auto again = bench.finish(store.take_delivery(time.now(), 1min));
    ASSERT_TRUE(again);
    finding late{action::sent, {taken.what, taken.fence, std::nullopt}, {}};
    late.delivery.what.state = delivery_state::sent;
    EXPECT_FALSE(bench.finish(incidents.note(late)));
    EXPECT_EQ(find(id).state, incident_state::placing);
}

}
}
