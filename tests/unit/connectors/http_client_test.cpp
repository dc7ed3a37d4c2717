#include "connectors/http_client.hpp"

#include "tests/unit/bench.hpp"
#include "tests/unit/connectors/tiny_server.hpp"

#include <dlfcn.h>
#include <gtest/gtest.h>
#include <netdb.h>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/zlib/deflate_stream.hpp>
#include <boost/crc.hpp>

// A name server that never answers, as libcurl's resolver thread meets it: names under .blackhole.test are looked up
// for a minute. Works for everybody, root or not, and touches no file of the machine.
extern "C" int getaddrinfo(const char* node, const char* service, const addrinfo* hints, addrinfo** out) {
    static auto* real = reinterpret_cast<decltype(&getaddrinfo)>(dlsym(RTLD_NEXT, "getaddrinfo"));
    if (node && std::string_view(node).ends_with(".blackhole.test")) {
        std::this_thread::sleep_for(std::chrono::minutes(1));
        return EAI_AGAIN;
    }
    return real(node, service, hints, out);
}

namespace otklik::test {

using namespace std::chrono_literals;
using kind = http_failure::kind;
using std::chrono::steady_clock;

struct HttpClient : testing::Test {
    bench bench_;
    std::optional<http_client> client_{std::in_place, bench_.io.get_executor()};

    http_outcome fetch(http_request what) { return bench_.finish(client_->fetch(std::move(what))); }
    http_outcome get(std::string url) { return fetch({"GET", std::move(url)}); }
    http_failure failed(http_request what) {
        auto outcome = fetch(std::move(what));
        if (outcome) throw std::runtime_error("it did not fail");
        return outcome.error();
    }
    static http_request writing(std::string url) {
        http_request r{"POST", std::move(url)};
        r.body = "message=1";
        r.writes = true;
        return r;
    }
    void TearDown() override {
        client_.reset();
        EXPECT_LT(bench_.runs_dry_after(5s), 500ms) << "a wait was left armed";
    }
};

static void always(conversation& c, std::string_view body) {
    while (!c.request().empty()) c.answer(body);
}

TEST_F(HttpClient, BringsStatusHeadersAndBody) {
    tiny_server server([](conversation& c) {
        c.request();
        c.say("HTTP/1.1 429 Slow\r\nretry-after: 7\r\nContent-Type:  application/json \r\nContent-Length: 2\r\n\r\n{}");
    });
    auto r = get(server.url("/a"));
    ASSERT_TRUE(r) << r.error().said;
    EXPECT_EQ(r->status, 429);
    EXPECT_EQ(r->header("Retry-After"), "7");
    EXPECT_EQ(r->header("content-type"), "application/json");
    EXPECT_EQ(r->header("x"), "");
    EXPECT_EQ(r->body, "{}");
}

TEST_F(HttpClient, SendsMethodHeadersAndBodyAsTold) {
    tiny_server server([](conversation& c) { always(c, "ok"); });
    http_request r{"PUT", server.url("/a")};
    r.headers = {{"Authorization", "Bearer secret"}, {"X-Empty", ""}};
    r.body = std::string("a\0b", 3);
    ASSERT_TRUE(fetch(r));
    auto asked = server.requests().at(0);
    EXPECT_TRUE(asked.starts_with("PUT /a HTTP/1.1\r\n")) << asked;
    EXPECT_NE(asked.find("\r\nAuthorization: Bearer secret\r\n"), asked.npos);
    EXPECT_NE(asked.find("\r\nX-Empty:\r\n"), asked.npos);
    EXPECT_NE(asked.find("\r\nAccept-Encoding: gzip\r\n"), asked.npos);
    EXPECT_EQ(asked.find("Expect"), asked.npos);
    EXPECT_TRUE(asked.ends_with(r.body));
}

TEST_F(HttpClient, ReadsAReplyThatComesByteByByte) {
    tiny_server server([](conversation& c) {
        c.request();
        c.say_byte_by_byte("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n");
    });
    EXPECT_EQ(get(server.url())->body, "abcde");
}

TEST_F(HttpClient, ReadsUseAConnectionAgain) {
    tiny_server server([](conversation& c) { always(c, "ok"); });
    for (int i = 0; i < 5; ++i) ASSERT_TRUE(get(server.url()));
    EXPECT_EQ(server.connections(), 1);
}

TEST_F(HttpClient, AnIdleConnectionKeepsNothingArmed) {
    tiny_server server([](conversation& c) { always(c, "ok"); });
    ASSERT_TRUE(get(server.url()));
    EXPECT_LT(bench_.runs_dry_after(3s), 500ms);
}

TEST_F(HttpClient, ReadsManyAtOnceOverFewConnections) {
    tiny_server server([](conversation& c) { always(c, "ok"); });
    std::vector<std::shared_ptr<bench::outcome<http_outcome>>> all;
    for (int i = 0; i < 100; ++i) all.push_back(bench_.start(client_->fetch({"GET", server.url()})));
    bench_.io.restart();
    bench_.io.run_for(5s);
    for (auto& one : all) ASSERT_TRUE(one->value && one->value->has_value());
    EXPECT_LE(server.connections(), 16);
}

TEST_F(HttpClient, NobodyListening) {
    int port;
    {
        port = tiny_server([](conversation&) {}).port();
    }
    auto f = failed({"POST", "http://127.0.0.1:" + std::to_string(port) + "/secret?token=1"});
    EXPECT_EQ(f.what, kind::not_connected);
    EXPECT_TRUE(f.nothing_was_sent);
    EXPECT_EQ(f.said.find("secret"), f.said.npos) << f.said;
}

TEST_F(HttpClient, NoSuchHost) {
    auto f = failed({"POST", "http://no-such-host.invalid/"});
    EXPECT_EQ(f.what, kind::not_connected);
    EXPECT_TRUE(f.nothing_was_sent);
    EXPECT_NE(f.said.find("no-such-host.invalid"), f.said.npos) << f.said;
}

TEST_F(HttpClient, ARequestThatWasReadAndNeverAnsweredMayHaveBeenCarriedOut) {
    tiny_server server([](conversation& c) { c.request(), c.hold(); });
    auto r = writing(server.url());
    r.limit = 200ms;
    auto f = failed(r);
    EXPECT_EQ(f.what, kind::timed_out);
    EXPECT_FALSE(f.nothing_was_sent);
    ASSERT_EQ(server.requests().size(), 1u);
}

TEST_F(HttpClient, AConnectionCutBeforeTheAnswerMayHaveBeenCarriedOut) {
    for (bool hard : {true, false}) {
        tiny_server server([hard](conversation& c) {
            c.request();
            if (hard) c.reset();
        });
        auto f = failed(writing(server.url()));
        EXPECT_EQ(f.what, kind::broken);
        EXPECT_FALSE(f.nothing_was_sent);
        EXPECT_EQ(server.requests().size(), 1u);
    }
}

TEST_F(HttpClient, AConnectionCutInTheBodyIsNoReply) {
    tiny_server server([](conversation& c) {
        c.request();
        c.say("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf");
    });
    auto f = failed(writing(server.url()));
    EXPECT_EQ(f.what, kind::broken);
    EXPECT_FALSE(f.nothing_was_sent);
}

// libcurl repeats a request by itself when a kept connection turns out to be dead: the server has read the second
// request of the first connection, and closes without a word.
static void dies_at_the_second_request(conversation& c) {
    c.request();
    c.answer("ok");
    if (c.number > 1) return always(c, "ok");
    c.request();
}

TEST_F(HttpClient, AReadIsRepeatedOnADeadConnection) {
    tiny_server server(dies_at_the_second_request);
    ASSERT_TRUE(get(server.url()));
    ASSERT_TRUE(get(server.url()));
    EXPECT_EQ(server.requests().size(), 3u) << "this is the danger the next test is about";
}

TEST_F(HttpClient, AWriteIsNeverRepeated) {
    tiny_server server(dies_at_the_second_request);
    ASSERT_TRUE(get(server.url()));
    ASSERT_TRUE(fetch(writing(server.url("/write"))));
    ASSERT_TRUE(get(server.url()));
    std::size_t writes = 0;
    for (auto& r : server.requests()) writes += r.starts_with("POST /write ");
    EXPECT_EQ(writes, 1u);
    EXPECT_EQ(server.connections(), 2) << "a write takes a connection of its own";
}

TEST_F(HttpClient, RedirectsAreNotFollowed) {
    tiny_server server([](conversation& c) {
        c.request();
        c.say("HTTP/1.1 307 There\r\nLocation: /there\r\nContent-Length: 0\r\n\r\n");
    });
    auto r = get(server.url());
    ASSERT_TRUE(r);
    EXPECT_EQ(r->status, 307);
    EXPECT_EQ(server.requests().size(), 1u);
}

TEST_F(HttpClient, RedirectsAreFollowedWhereAskedForButNeverByAWrite) {
    tiny_server server([](conversation& c) {
        for (std::string r; !(r = c.request()).empty();) {
            if (r.find(" /there ") != r.npos)
                c.answer("here");
            else
                c.say("HTTP/1.1 307 There\r\nLocation: /there\r\nX: old\r\nContent-Length: 0\r\n\r\n");
        }
    });
    http_request r{"GET", server.url()};
    r.redirects = 1;
    auto followed = fetch(r);
    ASSERT_TRUE(followed);
    EXPECT_EQ(followed->body, "here");
    EXPECT_EQ(followed->header("X"), "") << "the headers are those of the last reply";
    auto w = writing(server.url());
    w.redirects = 5;
    EXPECT_EQ(fetch(w)->status, 307);
}

TEST_F(HttpClient, ABodyOverTheCapIsRefusedWhetherItsLengthIsToldOrNot) {
    for (bool told : {true, false}) {
        tiny_server server([told](conversation& c) {
            c.request();
            std::string body(100'000, 'x');
            if (told) return c.answer(body);
            c.say("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + body);
        });
        http_request r{"GET", server.url()};
        r.body_limit = 99'999;
        auto f = failed(r);
        EXPECT_EQ(f.what, kind::too_large);
        EXPECT_NE(f.said.find("99999"), f.said.npos) << f.said;
        r.body_limit = 100'000;
        EXPECT_EQ(fetch(r)->body.size(), 100'000u);
    }
}

static std::string gzipped(const std::string& plain) {
    std::string out("\x1f\x8b\x08\0\0\0\0\0\0\xff", 10);
    std::string packed(plain.size() / 100 + 1000, '\0');
    boost::beast::zlib::deflate_stream z;
    boost::beast::zlib::z_params p;
    p.next_in = plain.data(), p.avail_in = plain.size();
    p.next_out = packed.data(), p.avail_out = packed.size();
    boost::system::error_code ec;
    z.write(p, boost::beast::zlib::Flush::finish, ec);
    out.append(packed, 0, p.total_out);
    boost::crc_32_type crc;
    crc.process_bytes(plain.data(), plain.size());
    for (auto n : {static_cast<std::uint32_t>(crc.checksum()), static_cast<std::uint32_t>(plain.size())})
        for (int shift = 0; shift < 32; shift += 8) out += static_cast<char>(n >> shift & 0xff);
    return out;
}

TEST_F(HttpClient, UnpacksGzip) {
    tiny_server server([](conversation& c) { c.request(), c.answer(gzipped("привет"), "Content-Encoding: gzip\r\n"); });
    EXPECT_EQ(get(server.url())->body, "привет");
}

TEST_F(HttpClient, AGzipBombStopsAtTheCap) {
    const auto bomb = gzipped(std::string(50'000'000, '0'));
    ASSERT_LT(bomb.size(), 100'000u);
    tiny_server server([&](conversation& c) { c.request(), c.answer(bomb, "Content-Encoding: gzip\r\n"); });
    http_request r{"GET", server.url()};
    r.body_limit = 1'000'000;
    EXPECT_EQ(failed(r).what, kind::too_large);
}

TEST_F(HttpClient, EndlessHeadersStopAtTheCap) {
    tiny_server server([](conversation& c) {
        c.request();
        c.say("HTTP/1.1 200 OK\r\n");
        for (int i = 0; i < 10'000; ++i) c.say("X-Long: 0123456789012345678901234567890123456789\r\n");
        c.hold();
    });
    EXPECT_EQ(failed({"GET", server.url()}).what, kind::too_large);
}

TEST_F(HttpClient, WhatIsNotHttpIsBroken) {
    tiny_server server([](conversation& c) { c.request(), c.say("SSH-2.0-OpenSSH\r\n"); });
    EXPECT_EQ(failed({"GET", server.url()}).what, kind::broken);
}

TEST_F(HttpClient, ACallerMayStopWaiting) {
    tiny_server server([](conversation& c) { c.request(), c.hold(); });
    boost::asio::cancellation_signal stop;
    auto end = bench_.start(client_->fetch(writing(server.url())), stop.slot());
    bench_.io.restart();
    while (!server.requests().size()) bench_.io.run_for(10ms);
    stop.emit(boost::asio::cancellation_type::terminal);
    bench_.run_all();
    ASSERT_TRUE(end->value && end->value->has_error());
    EXPECT_EQ(end->value->error().what, kind::cancelled);
    EXPECT_FALSE(end->value->error().nothing_was_sent) << "cancelling does not call a request back";
}

TEST_F(HttpClient, ACallerMayRaceItAgainstATimer) {
    using namespace boost::asio::experimental::awaitable_operators;
    tiny_server server([](conversation& c) { c.request(), c.hold(); });
    auto race = [](http_client& client, std::string url) -> boost::asio::awaitable<std::size_t> {
        boost::asio::steady_timer timer(co_await boost::asio::this_coro::executor, 100ms);
        http_request what{"GET", url};
        auto first = co_await (client.fetch(std::move(what)) || timer.async_wait(boost::asio::use_awaitable));
        co_return first.index();
    };
    EXPECT_EQ(bench_.finish(race(*client_, server.url())), 1u);
}

TEST_F(HttpClient, TransfersUnderWayEndWithTheClient) {
    tiny_server server([](conversation& c) { c.request(), c.hold(); });
    auto end = bench_.start(client_->fetch({"GET", server.url()}));
    bench_.io.restart();
    bench_.io.run_for(50ms);
    client_.reset();
    bench_.run_all();
    ASSERT_TRUE(end->value && end->value->has_error());
    EXPECT_EQ(end->value->error().what, kind::cancelled);
}

TEST_F(HttpClient, TheProgramMayEndWhileATransferWaits) {
    tiny_server server([](conversation& c) { c.request(), c.hold(); });
    {
        bench other;
        http_client client(other.io.get_executor());
        other.start(client.fetch({"GET", server.url()}));
        other.io.run_for(50ms);
    }
    SUCCEED() << "nothing leaked, nothing used after its end";
}

TEST_F(HttpClient, OnlyHttpIsSpoken) {
    for (const char* url : {"file:///etc/passwd", "ftp://127.0.0.1/", "gopher://127.0.0.1/", "not a url", ""}) {
        auto f = failed({"GET", url});
        EXPECT_EQ(f.what, kind::misused) << url;
        EXPECT_TRUE(f.nothing_was_sent);
        EXPECT_EQ(f.said.find("passwd"), f.said.npos);
    }
}

TEST_F(HttpClient, AHeaderCannotSmuggleAnother) {
    http_request r{"GET", "http://127.0.0.1:1/"};
    r.headers = {{"X", "a\r\nHost: evil"}};
    EXPECT_EQ(failed(r).what, kind::misused);
    EXPECT_EQ(failed({"GET / HTTP/1.0\r\nX: y\r\n", "http://127.0.0.1:1/"}).what, kind::misused);
}

TEST_F(HttpClient, GoesThroughTheProxyItWasGivenAndNoOther) {
    tiny_server proxy([](conversation& c) { always(c, "from the proxy"); });
    tiny_server server([](conversation& c) { always(c, "from the server"); });
    ::setenv("http_proxy", proxy.url().c_str(), 1);
    EXPECT_EQ(get(server.url())->body, "from the server");
    ::unsetenv("http_proxy");
    http_settings settings;
    settings.proxy = proxy.url();
    client_.emplace(bench_.io.get_executor(), settings);
    EXPECT_EQ(get("http://api.invalid/")->body, "from the proxy");
    EXPECT_TRUE(proxy.requests().at(0).starts_with("GET http://api.invalid/ "));
}

TEST_F(HttpClient, ANameServerThatNeverAnswersIsATimeOutAndHoldsNothing) {
    http_request r{"POST", "http://api.blackhole.test/"};
    r.connect_limit = 300ms;
    const auto began = steady_clock::now();
    auto f = failed(r);
    EXPECT_EQ(f.what, kind::timed_out);
    EXPECT_TRUE(f.nothing_was_sent);
    client_.reset();
    EXPECT_LT(steady_clock::now() - began, 1s);
}

TEST_F(HttpClient, ANameServerThatNeverAnswersDoesNotHoldACancellation) {
    boost::asio::cancellation_signal stop;
    auto end = bench_.start(client_->fetch({"GET", "http://api.blackhole.test/"}), stop.slot());
    bench_.io.restart();
    bench_.io.run_for(50ms);
    const auto began = steady_clock::now();
    stop.emit(boost::asio::cancellation_type::terminal);
    bench_.run_all();
    EXPECT_TRUE(end->value);
    EXPECT_LT(steady_clock::now() - began, 500ms);
}

TEST(HttpClientDeathTest, ANameServerThatNeverAnswersDoesNotHoldTheEndOfTheProgram) {
    testing::GTEST_FLAG(death_test_style) = "threadsafe";
    const auto began = steady_clock::now();
    EXPECT_EXIT(
        {
            {
                bench b;
                http_client client(b.io.get_executor());
                b.start(client.fetch({"GET", "http://api.blackhole.test/"}));
                b.io.run_for(50ms);
            }
            std::exit(0);
        },
        testing::ExitedWithCode(0), "");
    EXPECT_LT(steady_clock::now() - began, 5s) << "starting the child included";
}

TEST(FormEncoded, EscapesEverythingButTheUnreserved) {
    const http_header fields[] = {{"message", "а б&c=d+\n"}, {"v", "5.199"}, {"e", ""}};
    EXPECT_EQ(form_encoded(fields), "message=%D0%B0%20%D0%B1%26c%3Dd%2B%0A&v=5.199&e=");
}

}
