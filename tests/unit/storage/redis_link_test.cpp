#include "storage/redis_link.hpp"

#include "tests/unit/storage/server.hpp"

#include <gtest/gtest.h>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/use_awaitable.hpp>

using namespace otklik;
using namespace otklik::storage;
using namespace std::chrono_literals;
using asio::use_awaitable;
using boost::system::error_code;
using test::words;

namespace {

struct RedisLink : testing::Test {
    static void SetUpTestSuite() { server = new test::redis_server; }
    static void TearDownTestSuite() { delete std::exchange(server, nullptr); }

    redis_value say(words what) { return bench.finish(link.async_command(std::move(what), 5s, use_awaitable)); }

    // Blocks inside Redis until the link ends.
    struct heard {
        error_code ec;
        bool yes = false;
    };
    std::shared_ptr<heard> ask_in_vain(redis_link& over, std::chrono::milliseconds limit = 1min) {
        auto out = std::make_shared<heard>();
        over.async_command(words{"BLPOP", "nothing", "0"}, limit,
                           [out](error_code ec, redis_value) { out->ec = ec, out->yes = true; });
        return out;
    }

    static test::redis_server* server;
    test::bench bench;
    redis_link link{bench.io.get_executor(), server->endpoint()};
};
test::redis_server* RedisLink::server = nullptr;

}

TEST_F(RedisLink, AnswersInOrder) {
    std::vector<std::int64_t> got;
    say({"DEL", "n"});
    for (int i = 0; i < 1000; ++i)
        link.async_command(words{"INCR", "n"}, 5s, [&](error_code ec, redis_value v) {
            ASSERT_FALSE(ec);
            got.push_back(v.integer());
        });
    EXPECT_EQ(say({"GET", "n"}).text(), "1000");
    ASSERT_EQ(got.size(), 1000u);
    for (std::size_t i = 0; i < got.size(); ++i) ASSERT_EQ(got[i], static_cast<std::int64_t>(i + 1));
}

TEST_F(RedisLink, AnErrorIsAValue) {
    auto v = say({"NOSUCH"});
    ASSERT_TRUE(v.error());
    EXPECT_TRUE(v.error()->text.starts_with("ERR unknown command")) << v.error()->text;
    EXPECT_EQ(say({"PING"}).text(), "PONG");
}

TEST_F(RedisLink, RepliesOfEveryKindAreOurOwn) {
    auto v = say({"EVAL", "return {1, 'a\\0b', false, {2, {}}}", "0"});
    EXPECT_EQ(v[0].integer(), 1);
    EXPECT_EQ(v[1].text(), std::string("a\0b", 3));
    EXPECT_TRUE(v[2].is_null());
    EXPECT_EQ(v[3][0].integer(), 2);
    EXPECT_TRUE(v[3][1].list().empty());
    EXPECT_TRUE(v[9].is_null()) << "beyond the end there is nothing, not a crash";
}

TEST_F(RedisLink, WordsMayHoldAnyBytes) {
    std::string bytes(100'000, '\0');
    for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<char>(i);
    say({"SET", "bytes", bytes});
    EXPECT_EQ(say({"GET", "bytes"}).text(), bytes);
}

TEST_F(RedisLink, ACallerMayStopWaiting) {
    asio::cancellation_signal stop;
    auto waiting = bench.start(link.async_command(words{"BLPOP", "nothing", "0.1"}, 5s, use_awaitable), stop.slot());
    bench.finish(test::nap(20ms));
    ASSERT_FALSE(waiting->ended());
    stop.emit(asio::cancellation_type::terminal);
    bench.run_all();
    EXPECT_THROW(bench.take(*waiting), boost::system::system_error);
    EXPECT_EQ(say({"PING"}).text(), "PONG") << "the late answer of BLPOP was dropped, and only that";
}

TEST_F(RedisLink, TheServerHangsUp) {
    auto id = say({"CLIENT", "ID"}).integer();
    auto waiting = ask_in_vain(link);
    bench.finish(test::nap(20ms));
    server->say({"CLIENT", "KILL", "ID", std::to_string(id)});
    bench.finish(test::nap(50ms));
    EXPECT_TRUE(waiting->yes);
    EXPECT_EQ(waiting->ec, asio::error::connection_reset);
    EXPECT_TRUE(link.broken());
    EXPECT_FALSE(link.why().empty());
    EXPECT_THROW(say({"PING"}), boost::system::system_error) << "a broken link stays broken";
    EXPECT_LT(bench.runs_dry_after(2s), 500ms) << "a wait was left armed";
}

TEST_F(RedisLink, NobodyListensOnTheSocket) {
    redis_endpoint nowhere;
    nowhere.socket = "/tmp/otklik-no-such-socket";
    redis_link other(bench.io.get_executor(), nowhere);
    EXPECT_THROW(bench.finish(other.async_command(words{"PING"}, 5s, use_awaitable)), boost::system::system_error);
    EXPECT_NE(other.why().find("No such file"), std::string::npos) << other.why();
}

TEST_F(RedisLink, NobodyListensOnThePort) {
    redis_endpoint nowhere;
    nowhere.host = "127.0.0.1";
    {
        asio::ip::tcp::acceptor free(bench.io, {asio::ip::make_address("127.0.0.1"), 0});
        nowhere.port = free.local_endpoint().port();
    }
    redis_link other(bench.io.get_executor(), nowhere);
    EXPECT_THROW(bench.finish(other.async_command(words{"PING"}, 5s, use_awaitable)), boost::system::system_error);
    EXPECT_NE(other.why().find("refused"), std::string::npos) << other.why();
}

TEST_F(RedisLink, AServerThatNeverAnswersBreaksTheLink) {
    auto waiting = ask_in_vain(link, 100ms);
    auto behind = ask_in_vain(link, 1min);
    bench.finish(test::nap(300ms));
    EXPECT_TRUE(waiting->yes && behind->yes);
    EXPECT_EQ(link.why(), "no answer in time");
}

TEST_F(RedisLink, AnAnswerInTimeKeepsTheLinkForTheNext) {
    bench.finish(link.async_command(words{"PING"}, 50ms, use_awaitable));
    bench.finish(test::nap(150ms));
    EXPECT_EQ(say({"PING"}).text(), "PONG");
}

TEST_F(RedisLink, WhatIsUnansweredEndsWithTheLinkAndNothingIsLeftArmed) {
    auto other = std::make_unique<redis_link>(bench.io.get_executor(), server->endpoint());
    auto waiting = ask_in_vain(*other);
    bench.finish(test::nap(20ms));
    other.reset();
    link.close();
    EXPECT_LT(bench.runs_dry_after(2s), 500ms) << "a wait was left armed";
    EXPECT_TRUE(waiting->yes);
    EXPECT_EQ(waiting->ec, asio::error::connection_reset);
}

TEST_F(RedisLink, ALinkThatWasNeverUsedGoesQuietly) {
    { redis_link unused(bench.io.get_executor(), server->endpoint()); }
    link.close();
    EXPECT_LT(bench.runs_dry_after(2s), 500ms);
}
