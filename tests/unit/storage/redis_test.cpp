#include "storage/redis.hpp"

#include "storage/redis_address.hpp"
#include "storage/waiters.hpp"
#include "tests/unit/storage/server.hpp"

#include <gtest/gtest.h>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/use_awaitable.hpp>

using namespace otklik;
using namespace otklik::storage;
using namespace std::chrono_literals;
using test::words;

namespace {

struct Redis : testing::Test {
    static void SetUpTestSuite() { server = new test::redis_server; }
    static void TearDownTestSuite() { delete std::exchange(server, nullptr); }

    std::string opening(redis& r) { return bench.finish(r.open()).value_or("ready"); }
    redis_value say(redis& r, words what) { return bench.finish(r.command(std::move(what))); }
    // What an attempt to use it throws.
    std::string unavailable(redis& r) {
        try {
            say(r, {"PING"});
        } catch (const store_unavailable& e) {
            return e.what();
        }
        return "available";
    }

    static test::redis_server* server;
    test::bench bench;
};
test::redis_server* Redis::server = nullptr;

int free_port(asio::io_context& io) {
    asio::ip::tcp::acceptor any(io, {asio::ip::make_address("127.0.0.1"), 0});
    return any.local_endpoint().port();
}

}

// ---- addresses

TEST(RedisAddress, IsReadFromAUrl) {
    auto a = parse_redis_address("redis://:s%40cret@redis.example:7000/3");
    EXPECT_EQ(a.host, "redis.example");
    EXPECT_EQ(a.port, 7000);
    EXPECT_EQ(a.database, 3);
    EXPECT_EQ(a.password, "s@cret");
    EXPECT_EQ(a.shown(), "redis://redis.example:7000/3");
    a = parse_redis_address("redis://otklik:pass@[::1]");
    EXPECT_EQ(a.host, "::1");
    EXPECT_EQ(a.port, 6379);
    EXPECT_EQ(a.user, "otklik");
    EXPECT_EQ(a.shown(), "redis://[::1]:6379/0");
    a = parse_redis_address("unix:///var/lib/отклик/a b/s");
    EXPECT_EQ(a.socket, "/var/lib/отклик/a b/s");
    EXPECT_EQ(a.cli(), "redis-cli -s /var/lib/отклик/a b/s");
}

TEST(RedisAddress, ThatCannotBeReadIsRefusedWithoutThePassword) {
    for (std::string url :
         {"", "localhost:6379", "http://x", "redis://", "redis://:hush@h:99999/0", "redis://:hush@h/two",
          "rediss://:hush@h", "unix://relative", "unix:///", "redis://:hu sh@h", "redis://:hush@h:0"}) {
        try {
            parse_redis_address(url);
            ADD_FAILURE() << url << " was read";
        } catch (const std::invalid_argument& e) {
            EXPECT_EQ(std::string(e.what()).find("hush"), std::string::npos) << e.what();
            EXPECT_NE(std::string(e.what()).find("redis"), std::string::npos) << e.what();
        }
    }
}

// ---- opening

TEST_F(Redis, OpensAndLoadsItsFunctions) {
    redis r(bench.io.get_executor(), server->url());
    EXPECT_EQ(opening(r), "ready");
    EXPECT_EQ(bench.finish(r.call("otklik_build", {})).text().size(), 40u);
}

TEST_F(Redis, AWeakServerIsRefusedWithTheCommandThatMendsIt) {
    const std::vector<std::array<std::string, 3>> weaknesses{{"appendonly", "no", "yes"},
                                                             {"appendfsync", "everysec", "always"},
                                                             {"maxmemory-policy", "allkeys-lru", "noeviction"},
                                                             {"no-appendfsync-on-rewrite", "yes", "no"}};
    for (const auto& [name, weak, good] : weaknesses) {
        server->say({"CONFIG", "SET", name, weak});
        redis r(bench.io.get_executor(), server->url());
        auto refusal = opening(r);
        EXPECT_NE(refusal.find(name + " is " + weak + " and must be " + good), std::string::npos) << refusal;
        EXPECT_NE(refusal.find("redis-cli -s " + server->socket() + " CONFIG SET " + name + " " + good + " && "),
                  std::string::npos)
            << refusal;
        EXPECT_EQ(refusal.find('\n'), std::string::npos) << refusal;
        server->say({"CONFIG", "SET", name, good});
        EXPECT_EQ(opening(r), "ready") << "once mended, it opens";
    }
}

TEST_F(Redis, AReadOnlyReplicaIsRefused) {
    test::redis_server replica({"--replicaof", "127.0.0.1 1"});
    redis r(bench.io.get_executor(), replica.url());
    auto refusal = opening(r);
    EXPECT_NE(refusal.find("read-only replica of 127.0.0.1:1"), std::string::npos) << refusal;
}

TEST_F(Redis, AClusterIsRefused) {
    test::redis_server node({"--cluster-enabled", "yes", "--port", std::to_string(free_port(bench.io)),
                             "--cluster-port", std::to_string(free_port(bench.io))});
    redis r(bench.io.get_executor(), node.url());
    EXPECT_NE(opening(r).find("cluster"), std::string::npos);
}

TEST_F(Redis, LogsInOverTcpAndSaysWhenItIsNotLetIn) {
    auto port = std::to_string(free_port(bench.io));
    test::redis_server guarded({"--bind", "127.0.0.1", "--port", port,    "--user", "otklik",  "on",
                                ">hush",  "~*",        "&*",     "+@all", "--user", "default", "on",
                                ">hush",  "~*",        "&*",     "+@all", "--user", "guest",   "on",
                                ">hush",  "~*",        "&*",     "+ping", "+select"});
    auto url = [&](std::string who) { return "redis://" + who + "127.0.0.1:" + port + "/2"; };
    redis by_password(bench.io.get_executor(), url(":hush@"));
    EXPECT_EQ(opening(by_password), "ready");
    redis by_name(bench.io.get_executor(), "redis://otklik:hush@localhost:" + port + "/2");
    EXPECT_EQ(opening(by_name), "ready");
    say(by_name, {"SET", "here", "1"});
    EXPECT_EQ(say(by_password, {"GET", "here"}).text(), "1");
    for (auto who : {":wrong@", "", "guest:hush@"}) {
        redis stranger(bench.io.get_executor(), url(who), 2s);
        auto refusal = opening(stranger);
        EXPECT_NE(refusal, "ready") << who;
        EXPECT_EQ(refusal.find("wrong"), std::string::npos) << refusal;
        EXPECT_EQ(refusal.find("hush"), std::string::npos) << refusal;
    }
}

TEST_F(Redis, NobodyThereIsSaidWithinThePatience) {
    redis r(bench.io.get_executor(), "unix:///tmp/otklik-no-such-socket", 200ms);
    auto began = std::chrono::steady_clock::now();
    EXPECT_THROW(opening(r), store_unavailable);
    auto said = unavailable(r);
    EXPECT_NE(said.find("unix:///tmp/otklik-no-such-socket"), std::string::npos) << said;
    EXPECT_NE(said.find("No such file"), std::string::npos) << said;
    EXPECT_LT(std::chrono::steady_clock::now() - began, 2s);
}

TEST_F(Redis, AnUnknownHostIsSaid) {
    redis r(bench.io.get_executor(), "redis://no-such-host.invalid", 300ms);
    auto said = unavailable(r);
    EXPECT_NE(said.find("no-such-host.invalid"), std::string::npos) << said;
}

// ---- functions

TEST_F(Redis, FunctionsFlushedMeanwhileAreLoadedAgain) {
    redis r(bench.io.get_executor(), server->url());
    ASSERT_EQ(opening(r), "ready");
    server->say({"FUNCTION", "FLUSH"});
    EXPECT_EQ(bench.finish(r.call("otklik_build", {})).text().size(), 40u);
}

TEST_F(Redis, AnotherVersionOfOurFunctionsIsReplaced) {
    server->say({"FUNCTION", "LOAD", "REPLACE",
                 "#!lua name=otklik\nredis.register_function{function_name='otklik_build', callback=function() return "
                 "'old' end}"});
    redis r(bench.io.get_executor(), server->url());
    ASSERT_EQ(opening(r), "ready");
    EXPECT_NE(bench.finish(r.call("otklik_build", {})).text(), "old");
    EXPECT_NE(bench.finish(r.call("otklik_counts", {"", "new"})).list().size(), 0u);
}

TEST_F(Redis, AFunctionThatDoesNotExistIsAnErrorAndNotAnEndlessWait) {
    redis r(bench.io.get_executor(), server->url());
    ASSERT_EQ(opening(r), "ready");
    try {
        bench.finish(r.call("otklik_nosuch", {}));
        ADD_FAILURE();
    } catch (const store_unavailable& e) {
        ADD_FAILURE() << e.what();
    } catch (const std::runtime_error& e) {
        EXPECT_NE(std::string(e.what()).find("otklik_nosuch"), std::string::npos) << e.what();
    }
}

// ---- healing

TEST_F(Redis, HealsWhenItsClientsAreKilled) {
    redis r(bench.io.get_executor(), server->url());
    ASSERT_EQ(opening(r), "ready");
    for (int round = 0; round < 5; ++round) {
        std::vector<std::shared_ptr<test::bench::outcome<redis_value>>> asked;
        for (int i = 0; i < 300; ++i)
            asked.push_back(bench.start(r.command({"SET", "k" + std::to_string(i), std::to_string(round)})));
        bench.io.restart();
        bench.io.poll_one();
        server->say({"CLIENT", "KILL", "TYPE", "normal"});
        EXPECT_EQ(say(r, {"PING"}).text(), "PONG");
        for (int i = 0; i < 500 && !asked.back()->ended(); ++i) bench.finish(test::nap(5ms));
        for (auto& a : asked) ASSERT_TRUE(a->value && !a->value->error());
    }
    EXPECT_EQ(say(r, {"GET", "k299"}).text(), "4");
}

TEST_F(Redis, HealsWhenTheServerIsKilledAndComesBack) {
    redis r(bench.io.get_executor(), server->url());
    ASSERT_EQ(opening(r), "ready");
    say(r, {"SET", "kept", "yes"});
    server->kill();
    auto asked = bench.start(r.command({"GET", "kept"}));
    bench.finish(test::nap(100ms));
    EXPECT_FALSE(asked->ended());
    server->start();
    EXPECT_EQ(say(r, {"PING"}).text(), "PONG");
    for (int i = 0; i < 500 && !asked->ended(); ++i) bench.finish(test::nap(5ms));
    ASSERT_TRUE(asked->value);
    EXPECT_EQ(asked->value->text(), "yes");
}

TEST_F(Redis, ACommandWhoseAnswerWasLostIsSentAgain) {
    test::lossy_proxy proxy(bench, *server);
    redis r(bench.io.get_executor(), proxy.url());
    ASSERT_EQ(opening(r), "ready");
    say(r, {"DEL", "n"});
    proxy.lose_answers(1);
    EXPECT_EQ(say(r, {"INCR", "n"}).integer(), 2) << "this is why only what can be repeated may be sent";
    EXPECT_EQ(proxy.left_to_lose(), 0);
}

TEST_F(Redis, AServerThatCameBackWeakIsNotUsed) {
    test::redis_server other;
    redis r(bench.io.get_executor(), other.url(), 500ms);
    ASSERT_EQ(opening(r), "ready");
    other.say({"CONFIG", "SET", "appendfsync", "no"});
    other.say({"CLIENT", "KILL", "TYPE", "normal"});
    auto said = unavailable(r);
    EXPECT_NE(said.find("appendfsync is no and must be always"), std::string::npos) << said;
    other.say({"CONFIG", "SET", "appendfsync", "always"});
    EXPECT_EQ(unavailable(r), "available");
}

TEST_F(Redis, WhatRedisCannotWriteNowIsTriedAgain) {
    test::redis_server other;
    redis r(bench.io.get_executor(), other.url(), 3s);
    ASSERT_EQ(opening(r), "ready");
    other.say({"CONFIG", "SET", "maxmemory", "1"});
    auto asked = bench.start(r.command({"SET", "k", "v"}));
    bench.finish(test::nap(100ms));
    EXPECT_FALSE(asked->ended()) << "no memory is a state that passes";
    other.say({"CONFIG", "SET", "maxmemory", "0"});
    for (int i = 0; i < 500 && !asked->ended(); ++i) bench.finish(test::nap(5ms));
    EXPECT_TRUE(asked->value);
}

TEST_F(Redis, ASilentServerIsGivenUpWithinThePatience) {
    asio::local::stream_protocol::acceptor mute(bench.io, (server->directory() / "mute").string());
    redis r(bench.io.get_executor(), "unix://" + (server->directory() / "mute").string(), 200ms);
    auto began = std::chrono::steady_clock::now();
    EXPECT_NE(unavailable(r), "available");
    EXPECT_LT(std::chrono::steady_clock::now() - began, 2s);
}

TEST_F(Redis, ACallerMayStopWaiting) {
    redis r(bench.io.get_executor(), "unix:///tmp/otklik-no-such-socket", 1min);
    asio::cancellation_signal stop;
    auto asked = bench.start(r.command({"PING"}), stop.slot());
    bench.finish(test::nap(50ms));
    stop.emit(asio::cancellation_type::terminal);
    bench.run_all();
    EXPECT_THROW(bench.take(*asked), boost::system::system_error);
}

TEST_F(Redis, ClosingEndsWhatWaitsAndLeavesNothingArmed) {
    auto r = std::make_unique<redis>(bench.io.get_executor(), server->url());
    ASSERT_EQ(opening(*r), "ready");
    auto blocked = bench.start(r->blocking({"BLPOP", "nothing", "0"}, 1min));
    auto lost = std::make_unique<redis>(bench.io.get_executor(), "unix:///tmp/otklik-no-such-socket", 1min);
    auto waiting = bench.start(lost->command({"PING"}));
    bench.finish(test::nap(50ms));
    r.reset();
    lost.reset();
    EXPECT_LT(bench.runs_dry_after(5s), 1s) << "a wait was left armed";
    EXPECT_THROW(bench.take(*blocked), store_unavailable);
    EXPECT_THROW(bench.take(*waiting), store_unavailable);
}

// ---- blocking reads

TEST_F(Redis, ABlockingReadHoldsNobodyUp) {
    redis r(bench.io.get_executor(), server->url());
    ASSERT_EQ(opening(r), "ready");
    auto blocked = bench.start(r.blocking({"BLPOP", "list", "5"}, 5s));
    auto began = std::chrono::steady_clock::now();
    bench.finish(test::nap(20ms));
    say(r, {"PING"});
    EXPECT_LT(std::chrono::steady_clock::now() - began, 1s);
    say(r, {"RPUSH", "list", "x"});
    for (int i = 0; i < 500 && !blocked->ended(); ++i) bench.finish(test::nap(5ms));
    ASSERT_TRUE(blocked->value);
    EXPECT_EQ((*blocked->value)[1].text(), "x");
}

TEST_F(Redis, ABlockingReadThatFindsNothingGivesNothing) {
    redis r(bench.io.get_executor(), server->url());
    EXPECT_TRUE(bench.finish(r.blocking({"BLPOP", "nothing", "0.05"}, 50ms)).is_null());
}

TEST_F(Redis, ABlockingReadOutlivesAKilledLink) {
    redis r(bench.io.get_executor(), server->url());
    auto blocked = bench.start(r.blocking({"BLPOP", "later", "5"}, 5s));
    bench.finish(test::nap(50ms));
    server->say({"CLIENT", "KILL", "TYPE", "normal"});
    bench.finish(test::nap(100ms));
    say(r, {"RPUSH", "later", "x"});
    for (int i = 0; i < 500 && !blocked->ended(); ++i) bench.finish(test::nap(5ms));
    ASSERT_TRUE(blocked->value);
}

TEST_F(Redis, ACancelledBlockingReadLeavesNoClientBehind) {
    redis r(bench.io.get_executor(), server->url());
    ASSERT_EQ(opening(r), "ready");
    asio::cancellation_signal stop;
    auto blocked = bench.start(r.blocking({"BLPOP", "nothing", "0"}, 1min), stop.slot());
    bench.finish(test::nap(50ms));
    auto clients = [&] { return server->say({"INFO", "clients"}).text(); };
    EXPECT_NE(clients().find("blocked_clients:1"), std::string::npos);
    stop.emit(asio::cancellation_type::terminal);
    bench.finish(test::nap(50ms));
    EXPECT_THROW(bench.take(*blocked), boost::system::system_error);
    EXPECT_NE(clients().find("blocked_clients:0"), std::string::npos);
}

// ---- bounds

TEST_F(Redis, ThousandsOfCallsAtOnceAreServedInTurn) {
    redis r(bench.io.get_executor(), server->url());
    say(r, {"DEL", "n"});
    std::vector<std::shared_ptr<test::bench::outcome<redis_value>>> asked;
    for (int i = 0; i < 3000; ++i) asked.push_back(bench.start(r.command({"INCR", "n"})));
    bench.finish(test::nap(0ms));
    for (int i = 0; i < 1000 && !asked.back()->ended(); ++i) bench.finish(test::nap(5ms));
    for (auto& a : asked) ASSERT_TRUE(a->value);
    EXPECT_EQ(say(r, {"GET", "n"}).text(), "3000");
}

TEST(Room, LetsInAsManyAsItHasPlacesFor) {
    test::bench bench;
    room r(bench.io.get_executor(), 2);
    auto in = [](room& where, std::chrono::milliseconds patience) {
        return where.enter(std::chrono::steady_clock::now() + patience);
    };
    EXPECT_TRUE(bench.finish(in(r, 1s)));
    auto first = std::make_unique<room::place>(r);
    EXPECT_TRUE(bench.finish(in(r, 1s)));
    auto second = std::make_unique<room::place>(r);
    EXPECT_FALSE(bench.finish(in(r, 20ms))) << "full";
    asio::cancellation_signal stop;
    auto third = bench.start(in(r, 10s), stop.slot()), fourth = bench.start(in(r, 10s));
    bench.run_all();
    stop.emit(asio::cancellation_type::terminal);  // arrives first: the third is woken, and is not coming
    first.reset();
    bench.finish(test::nap(20ms));
    EXPECT_TRUE(fourth->ended()) << "a place that nobody took is offered on";
    EXPECT_TRUE(third->ended());
}
