#include "daemon/accounts/guard.hpp"

#include "connectors/abilities.hpp"
#include "connectors/http_client.hpp"
#include "storage/unavailable.hpp"
#include "tests/unit/bench.hpp"
#include "tests/unit/hand_wound.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/this_coro.hpp>

namespace otklik {
namespace {

namespace asio = boost::asio;
using namespace std::chrono_literals;
using testing::HasSubstr;

enum class manner { fine, throws, throws_number, throws_store, hangs, deaf, late };

// What the connector below does and what befell it; the tests set and read it.
struct conduct {
    manner how = manner::fine;
    reading page;
    std::string open_throws;
    int calls = 0, cancelled = 0;
} does;

asio::awaitable<void> behave(manner how) {
    ++does.calls;
    if (how == manner::throws) throw std::runtime_error("the token is top-secret");
    if (how == manner::throws_number) throw 42;
    if (how == manner::throws_store) throw storage::store_unavailable("away");
    if (how == manner::deaf || how == manner::late)
        co_await asio::this_coro::reset_cancellation_state(asio::disable_cancellation());
    if (how == manner::fine) co_return;
    asio::steady_timer never(co_await asio::this_coro::executor);
    never.expires_after(how == manner::late ? 60ms : std::chrono::milliseconds(1h));
    try {
        co_await never.async_wait(asio::use_awaitable);
    } catch (const boost::system::system_error&) {
        ++does.cancelled;
        throw;
    }
}

class plain : public connector {
public:
    asio::awaitable<reading> read(const source&, std::string) override {
        co_await behave(does.how);
        co_return does.page;
    }
    asio::awaitable<write_outcome> place(const placement& what) override {
        co_await behave(does.how);
        co_return sent{"net:" + what.text, {}};
    }
    asio::awaitable<look_outcome> look(const placement& what) override {
        co_await behave(does.how);
        thread_view out;
        out.text = what.to.text;
        co_return out;
    }
    asio::awaitable<account_check> check() override {
        co_await behave(does.how);
        account_check out;
        out.connected = true;
        co_return out;
    }
};

class able final : public plain, public reads_links, public publishes_news, public moderates, public takes_hooks {
public:
    bool understands(std::string_view link) const override {
        if (does.how == manner::throws) throw std::runtime_error("it throws");
        return link == "known";
    }
    asio::awaitable<std::variant<post, failure>> read_link(std::string link) override {
        co_await behave(does.how);
        post p;
        p.id = link;
        co_return p;
    }
    asio::awaitable<write_outcome> publish(const news& what) override {
        co_await behave(does.how);
        co_return sent{what.text, {}};
    }
    asio::awaitable<std::variant<std::vector<own_reply>, failure>> published_since(moment) override {
        co_await behave(does.how);
        co_return std::vector<own_reply>(2);
    }
    asio::awaitable<write_outcome> moderate(moderation, const post& which) override {
        co_await behave(does.how);
        co_return sent{which.id, {}};
    }
    asio::awaitable<std::variant<standing, failure>> standing_of(const post&) override {
        co_await behave(does.how);
        co_return standing::hidden;
    }
    asio::awaitable<hook_reply> hook(hook_request what, const source&) override {
        co_await behave(does.how);
        hook_reply out;
        out.body = what.body;
        co_return out;
    }
};

class links_and_hooks final : public plain, public reads_links, public takes_hooks {
public:
    bool understands(std::string_view) const override { return true; }
    asio::awaitable<std::variant<post, failure>> read_link(std::string) override { co_return post{}; }
    asio::awaitable<hook_reply> hook(hook_request, const source&) override { co_return hook_reply{}; }
};

template <class Connector>
std::unique_ptr<connector> open(surroundings) {
    if (!does.open_throws.empty()) throw std::runtime_error(does.open_throws);
    return std::make_unique<Connector>();
}

constexpr option options[] = {{"token", "a token", "", true, false}};

struct Guard : testing::Test {
    test::bench bench;
    test::hand_wound clock;
    std::unique_ptr<http_client> http = std::make_unique<http_client>(bench.io.get_executor());
    guard_limits limits;
    std::unique_ptr<connector> network;

    Guard() {
        does = {};
        limits.look = limits.place = limits.other = 40ms;
        limits.grace = 10ms;
        open_it<able>();
    }

    template <class Connector>
    void open_it(line_length in_line = {}) {
        surroundings around{*http, clock, "a", {{"token", "top-secret"}}, 30s};
        const connector_kind kind{connector_abi, "net", "Сеть", options, {}, {}, nullptr, open<Connector>};
        network = open_guarded(kind, std::move(around), limits, std::move(in_line));
    }

    reading read() { return bench.finish(network->read(source{}, "here")); }
    write_outcome place() {
        placement what;
        what.text = "words";
        return bench.finish(network->place(what));
    }
    template <class Ability>
    Ability& as() {
        return dynamic_cast<Ability&>(*network);
    }

    static post good_post(std::string key = "1") {
        post p;
        p.id = "net:" + key, p.network = "net", p.account = "a";
        return p;
    }
};

TEST_F(Guard, LetsThroughWhatIsFine) {
    does.page.cursor = "there";
    does.page.posts = {good_post()};
    EXPECT_EQ(read().cursor, "there");
    EXPECT_EQ(read().posts.size(), 1u);
    EXPECT_EQ(std::get<sent>(place()).remote_id, "net:words");
    EXPECT_TRUE(bench.finish(network->check()).connected);
    EXPECT_EQ(std::get<post>(bench.finish(as<reads_links>().read_link("l"))).id, "l");
    EXPECT_EQ(std::get<sent>(bench.finish(as<publishes_news>().publish(news{"d", "n", {}}))).remote_id, "n");
    EXPECT_EQ(std::get<0>(bench.finish(as<publishes_news>().published_since({}))).size(), 2u);
    EXPECT_EQ(std::get<sent>(bench.finish(as<moderates>().moderate(moderation::hide, good_post()))).remote_id, "net:1");
    EXPECT_EQ(std::get<standing>(bench.finish(as<moderates>().standing_of(good_post()))), standing::hidden);
    hook_request event;
    event.body = "b";
    EXPECT_EQ(bench.finish(as<takes_hooks>().hook(event, {})).body, "b");
}

TEST_F(Guard, HidesNoAbilityAndInventsNone) {
    EXPECT_TRUE(as<reads_links>().understands("known"));
    EXPECT_FALSE(as<reads_links>().understands("unknown"));
    open_it<plain>();
    EXPECT_FALSE(dynamic_cast<reads_links*>(network.get()));
    EXPECT_FALSE(dynamic_cast<publishes_news*>(network.get()));
    EXPECT_FALSE(dynamic_cast<moderates*>(network.get()));
    EXPECT_FALSE(dynamic_cast<takes_hooks*>(network.get()));
    open_it<links_and_hooks>();
    EXPECT_TRUE(dynamic_cast<reads_links*>(network.get()));
    EXPECT_FALSE(dynamic_cast<publishes_news*>(network.get()));
    EXPECT_FALSE(dynamic_cast<moderates*>(network.get()));
    EXPECT_TRUE(dynamic_cast<takes_hooks*>(network.get()));
}

TEST_F(Guard, MakesAnOutcomeOfWhateverIsThrown) {
    for (auto how : {manner::throws, manner::throws_number}) {
        does.how = how;
        const auto page = read();
        ASSERT_TRUE(page.failed);
        EXPECT_EQ(page.failed->kind, trouble::unreadable);
        EXPECT_EQ(page.cursor, "here");
        EXPECT_EQ(std::get<failure>(bench.finish(network->look({}))).kind, trouble::unreadable);
        EXPECT_EQ(std::get<fate_unknown>(place()).why.kind, trouble::unreadable);
        EXPECT_EQ(bench.finish(network->check()).failures.size(), 1u);
        EXPECT_TRUE(std::holds_alternative<failure>(bench.finish(as<reads_links>().read_link("l"))));
        EXPECT_TRUE(std::holds_alternative<fate_unknown>(bench.finish(as<publishes_news>().publish({}))));
        EXPECT_TRUE(std::holds_alternative<failure>(bench.finish(as<publishes_news>().published_since({}))));
        EXPECT_TRUE(
            std::holds_alternative<fate_unknown>(bench.finish(as<moderates>().moderate(moderation::hide, post{}))));
        EXPECT_TRUE(std::holds_alternative<failure>(bench.finish(as<moderates>().standing_of(post{}))));
        EXPECT_EQ(bench.finish(as<takes_hooks>().hook({}, {})).status, 503u);
    }
    does.how = manner::throws;
    EXPECT_FALSE(as<reads_links>().understands("known"));
}

TEST_F(Guard, TellsWhatWasThrownWithoutTheToken) {
    does.how = manner::throws;
    const auto said = read().failed->said;
    EXPECT_THAT(said, HasSubstr("the token is ***"));
    EXPECT_THAT(said, HasSubstr("«net»"));
}

TEST_F(Guard, LetsTheStoreBeAway) {
    does.how = manner::throws_store;
    EXPECT_THROW(read(), storage::store_unavailable);
    EXPECT_THROW(place(), storage::store_unavailable);
}

TEST_F(Guard, EndsACallThatHangs) {
    does.how = manner::hangs;
    EXPECT_EQ(read().failed->kind, trouble::unreachable);
    EXPECT_EQ(std::get<fate_unknown>(place()).why.kind, trouble::unreachable);
    EXPECT_THAT(std::get<failure>(bench.finish(network->look({}))).said, HasSubstr("не ответил"));
    EXPECT_EQ(does.cancelled, 3);
}

TEST_F(Guard, TakesAnAnswerThatComesAtTheLastMoment) {
    limits.grace = 5s;
    open_it<able>();
    does.how = manner::late;
    EXPECT_EQ(std::get<sent>(place()).remote_id, "net:words");
}

TEST_F(Guard, LeavesBehindWhatHeedsNoCancellationAndThenCallsNoMore) {
    does.how = manner::deaf;
    for (int i = 0; i < 3; ++i) EXPECT_TRUE(std::holds_alternative<fate_unknown>(place()));
    EXPECT_EQ(does.calls, 3);
    does.how = manner::fine;
    EXPECT_TRUE(std::holds_alternative<refused_before_write>(place()));
    EXPECT_THAT(read().failed->said, HasSubstr("больше не обращаемся"));
    EXPECT_EQ(does.calls, 3);
}

TEST_F(Guard, CallsAgainWhenWhatWasLeftBehindHasEnded) {
    does.how = manner::late;
    for (int i = 0; i < 3; ++i) place();
    EXPECT_TRUE(std::holds_alternative<refused_before_write>(place()) || does.calls == 4);
    bench.runs_dry_after(200ms);
    does.how = manner::fine;
    EXPECT_TRUE(std::holds_alternative<sent>(place()));
}

TEST_F(Guard, PassesACancellationOn) {
    limits.other = 1h;
    limits.grace = 5s;
    open_it<able>();
    does.how = manner::hangs;
    asio::cancellation_signal stop;
    const source from;
    auto end = bench.start(network->read(from, "here"), stop.slot());
    bench.run_all();
    EXPECT_FALSE(end->ended());
    stop.emit(asio::cancellation_type::terminal);
    bench.runs_dry_after(1s);
    EXPECT_EQ(does.cancelled, 1);
    ASSERT_TRUE(end->thrown);
    EXPECT_THROW(test::bench::take(*end), boost::system::system_error);
}

TEST_F(Guard, AnswersForAConnectorThatCannotBeOpened) {
    does.open_throws = "no such thing";
    open_it<able>();
    EXPECT_THAT(read().failed->said, HasSubstr("no such thing"));
    EXPECT_TRUE(std::holds_alternative<refused_before_write>(place()));
    EXPECT_EQ(does.calls, 0);
}

TEST_F(Guard, LeavesOutWhatIsTooLongOrNotItsOwn) {
    auto page = std::vector<post>{good_post("good"), good_post("long"), good_post(), good_post(), good_post()};
    page[1].text = std::string(limits.bytes_of_post + 1, '.');
    page[2].id = "vk:1";
    page[3].network = "vk";
    page[4].account = "b";
    does.page.posts = page;
    const auto got = read();
    ASSERT_EQ(got.posts.size(), 1u);
    EXPECT_EQ(got.posts[0].id, "net:good");
    ASSERT_EQ(got.left_out.size(), 4u);
    EXPECT_THAT(got.left_out[0].why, HasSubstr("too long"));
    EXPECT_FALSE(got.failed);
}

TEST_F(Guard, NamesAHundredOfWhatWasLeftOut) {
    does.page.left_out.resize(1000);
    const auto got = read();
    EXPECT_EQ(got.left_out.size(), 101u);
    EXPECT_EQ(got.left_out.back().why, "900 others");
}

TEST_F(Guard, StaysBeforeAPageThatIsTooLarge) {
    limits.posts_of_page = 2;
    open_it<able>();
    does.page.cursor = "there";
    does.page.more = true;
    does.page.posts.resize(3, good_post());
    auto got = read();
    EXPECT_EQ(got.failed->kind, trouble::unreadable);
    EXPECT_TRUE(got.posts.empty());
    EXPECT_FALSE(got.more);
    EXPECT_EQ(got.cursor, "here");

    limits.posts_of_page = 10, limits.bytes_of_page = 1000;
    open_it<able>();
    does.page.posts[0].text = std::string(1000, '.');
    EXPECT_TRUE(read().failed);
}

TEST_F(Guard, MakesBrokenCharactersWhole) {
    does.page.posts = {good_post()};
    does.page.posts[0].text = "\xff!";
    EXPECT_EQ(read().posts[0].text, "\uFFFD!");
}

TEST_F(Guard, HoldsBackAFloodUntilTheLineIsShort) {
    int in_line = 5000, asked = 0;
    limits.posts_at_once = 20;
    open_it<able>([&]() -> asio::awaitable<std::int64_t> {
        ++asked;
        co_return in_line -= 2000;
    });
    does.page.posts.resize(10, good_post());
    read();
    EXPECT_EQ(asked, 0);
    read();
    EXPECT_EQ(in_line, -1000);
    read();
    EXPECT_EQ(asked, 3);
}

}
}
