// The door for events of networks: who is let in, and what is stored before an event is answered.
#include "daemon/intake/hooks.hpp"

#include "connectors/graph/proof.hpp"
#include "tests/unit/connectors/facebook_stage.hpp"
#include "tests/unit/hand_wound.hpp"
#include "tests/unit/storage/store_bench.hpp"

#include <boost/asio/redirect_error.hpp>

namespace otklik {
namespace {

using namespace std::chrono_literals;
namespace asio = boost::asio;
using testing::ElementsAre;
using testing::IsEmpty;

class deaf : public connector {
public:
    asio::awaitable<reading> read(const source&, std::string) override { co_return reading{}; }
    asio::awaitable<write_outcome> place(const placement&) override { co_return by_hand{}; }
    asio::awaitable<look_outcome> look(const placement&) override { co_return thread_view{}; }
    asio::awaitable<account_check> check() override { co_return account_check{}; }
};

// Says what the test wants, and remembers what it was handed; may keep the network waiting.
class listening final : public deaf, public takes_hooks {
public:
    explicit listening(asio::any_io_executor loop) : gate(loop, asio::steady_timer::time_point::max()) {}
    asio::awaitable<hook_reply> hook(hook_request what, const source& events) override {
        asked.push_back(std::move(what)), of.push_back(events.id);
        boost::system::error_code ec;
        if (holds) co_await gate.async_wait(asio::redirect_error(asio::use_awaitable, ec));
        co_return says;
    }

    hook_reply says{200, "ok", {}, {}};
    bool holds = false;
    asio::steady_timer gate;
    std::vector<hook_request> asked;
    std::vector<std::string> of;
};

source a_source(std::string id, std::string account, pace how) {
    source out;
    out.id = std::move(id), out.account = std::move(account), out.how = how;
    return out;
}

struct Hooks : test::StoreTest {
    config settings;
    test::hand_wound time{now};
    account_connectors accounts;
    listening* network = nullptr;
    hooks door{one, time, accounts, settings};

    Hooks() {
        for (const char* id : {"net", "polled"}) accounts[id] = std::make_unique<listening>(bench.io.get_executor());
        network = dynamic_cast<listening*>(accounts["net"].get());
        accounts["deaf"] = std::make_unique<deaf>();
        settings.sources = {a_source("polled/wall", "polled", pace::polled),
                            a_source("deaf/events", "deaf", pace::pushed), a_source("net/wall", "net", pace::polled),
                            a_source("net/events", "net", pace::pushed)};
    }

    hook_reply take(const std::string& account, hook_request what = {"POST", {}, {}, {}}) {
        return run(door.take(account, std::move(what)));
    }
    std::vector<std::string> in_line() {
        std::vector<std::string> out;
        for (auto& w : run(one.next_posts("intake", 10, 0ms))) out.push_back(w.what.id);
        return out;
    }
};

TEST_F(Hooks, AnEventReachesItsAccountsConnectorAsItWasReceived) {
    const hook_request event{"POST", {{"hub.mode", "x"}}, "sha256=00", "{\"a\": \"\xd1\\u0431\"} \r\n"};
    take("net", event);
    ASSERT_EQ(network->asked.size(), 1u);
    EXPECT_EQ(network->asked[0].method, "POST");
    EXPECT_EQ(network->asked[0].query, event.query);
    EXPECT_EQ(network->asked[0].signature, "sha256=00");
    EXPECT_EQ(network->asked[0].body, event.body) << "a signature is of bytes";
    EXPECT_THAT(network->of, ElementsAre("net/events")) << "not the source that is polled";
}

TEST_F(Hooks, TheConnectorsAnswerIsGivenWithoutThePosts) {
    network->says = {403, "no", {}, {}};
    const auto said = take("net");
    EXPECT_EQ(said.status, 403u);
    EXPECT_EQ(said.body, "no");
    network->says = {200, "1158201444", {test::a_post("net:1")}, {{"changes[1]", "no id"}}};
    EXPECT_EQ(take("net").body, "1158201444");
    EXPECT_THAT(take("net").posts, IsEmpty());
}

TEST_F(Hooks, WhatAnEventBringsIsInLineWhenItIsAnswered) {
    network->says.posts = {test::a_post("net:1"), test::a_post("net:2", "net:1")};
    EXPECT_EQ(take("net").status, 200u);
    EXPECT_EQ(run(one.find_post("net:2")).value().found, now);
    EXPECT_THAT(in_line(), ElementsAre("net:1", "net:2"));
}

TEST_F(Hooks, WhoWaitsForPostsIsWokenByAnEvent) {
    const auto waits = start(one.next_posts("intake", 10, 10s));
    bench.finish(test::nap(20ms));
    ASSERT_FALSE(waits->ended());
    network->says.posts = {test::a_post("net:1")};
    take("net");
    const auto woken = result(waits);
    ASSERT_EQ(woken.size(), 1u);
    EXPECT_EQ(woken[0].what.id, "net:1");
}

TEST_F(Hooks, WhatPollingOrAnotherReplicaHasBroughtIsNotBroughtAgain) {
    run(two.ingest("net/wall", {test::a_post("net:1")}, "c", now));
    network->says.posts = {test::a_post("net:1"), test::a_post("net:2")};
    take("net"), take("net");
    EXPECT_THAT(in_line(), ElementsAre("net:1", "net:2"));
    EXPECT_EQ(run(one.cursor("net/wall")), "c") << "an event moves no cursor";
}

TEST_F(Hooks, WhereNoEventsAreExpectedNobodyIsLetIn) {
    network->says.posts = {test::a_post("net:1")};
    for (const char* account : {"nobody", "", "polled", "deaf"}) {
        const auto said = take(account);
        EXPECT_EQ(said.status, 404u) << account;
        EXPECT_THAT(said.posts, IsEmpty());
    }
    EXPECT_THAT(dynamic_cast<listening&>(*accounts["polled"]).asked, IsEmpty()) << "it was not even asked";
    EXPECT_THAT(in_line(), IsEmpty());
}

TEST_F(Hooks, AnEventThatCannotBeStoredIsNotAnswered) {
    network->says.posts = {test::a_post("net:1")};
    connection.close();
    EXPECT_THROW(take("net"), storage::store_unavailable) << "the network comes again";
}

TEST_F(Hooks, TooManyAtOnceAreAskedToComeLater) {
    network->holds = true;
    std::vector<std::shared_ptr<test::bench::outcome<hook_reply>>> under_way;
    for (int i = 0; i < 16; ++i) {
        hook_request what{"POST", {}, {}, std::to_string(i)};
        under_way.push_back(start(door.take("net", std::move(what))));
    }
    bench.run_all();
    EXPECT_EQ(network->asked.size(), 16u);
    EXPECT_EQ(take("net").status, 503u);
    EXPECT_EQ(network->asked.size(), 16u);
    EXPECT_EQ(take("nobody").status, 404u);
    network->holds = false;
    network->gate.cancel();
    for (auto& one_of_them : under_way) EXPECT_EQ(result(one_of_them).status, 200u);
    EXPECT_EQ(take("net").status, 200u) << "there is room again";
}

// ---- with a real connector

struct facebook_page final : test::FacebookStage {
    void TestBody() override {}
};

TEST_F(Hooks, OnlyWhatIsSignedIsStored) {
    facebook_page page;
    page.network();
    accounts["adm"] = std::move(page.network_);
    settings.sources.push_back(a_source("adm/events", "adm", pace::pushed));
    const std::string body =
        R"({"object":"page","entry":[{"id":"100","changes":[{"field":"feed","value":{"item":"comment","verb":"add",)"
        R"("post_id":"100_55","comment_id":"777_66","parent_id":"100_55","created_time":1699963200,)"
        R"("message":"Когда?","from":{"id":"7890","name":"Анна"}}}]}]})";
    const auto signature = "sha256=" + graph::hmac_sha256_hex("app-SECRET", body);
    const std::pair<std::string, std::string> strangers[] = {
        {"", body}, {"sha256=" + graph::hmac_sha256_hex("a guess", body), body}, {signature, body + " "}};
    for (const auto& [signed_as, sent] : strangers) {
        EXPECT_EQ(take("adm", {"POST", {}, signed_as, sent}).status, 403u) << signed_as;
        EXPECT_THAT(in_line(), IsEmpty());
    }
    EXPECT_EQ(take("adm", {"POST", {}, signature, body}).status, 200u);
    EXPECT_THAT(in_line(), ElementsAre("facebook:66"));
    accounts.erase("adm");  // before its page
}

}
}
