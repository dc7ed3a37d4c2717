// Who waits for whom at the one call a second that OK is asked.
#include "connectors/ok/queue.hpp"
#include "tests/unit/connectors/ok_stage.hpp"

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace otklik::test {

namespace asio = boost::asio;

// A limit that lets nobody pass until the test says so.
struct gate {
    struct waiting {
        std::string token, method;
        asio::steady_timer* bed;
    };
    std::deque<waiting> line;

    void open() {
        auto first = line.front();
        line.pop_front();
        first.bed->cancel();
    }
    std::vector<std::string> methods() const {
        std::vector<std::string> out;
        for (auto& w : line) out.push_back(w.method);
        return out;
    }
};

class gated final : public rate_limit {
public:
    explicit gated(gate& at) : at_(at) {}
    asio::awaitable<std::optional<std::chrono::milliseconds>> pass(std::string token, std::string method) override {
        const auto executor = co_await asio::this_coro::executor;
        asio::steady_timer bed(executor, asio::steady_timer::time_point::max());
        at_.line.push_back({std::move(token), std::move(method), &bed});
        boost::system::error_code ec;
        co_await bed.async_wait(asio::redirect_error(asio::use_awaitable, ec));
        co_return std::nullopt;
    }
    void shut(std::string_view, std::string_view, std::chrono::milliseconds) override {}

private:
    gate& at_;
};

struct OkPace : OkStage {
    gate gate_;
    std::vector<rate_window> windows_;

    void SetUp() override {
        limits_ = [this](std::vector<rate_window> all) {
            windows_ = std::move(all);
            return std::make_unique<gated>(gate_);
        };
        answers_["mediatopic.getTopics"] = {topics("")};
        answers_["discussions.get"] = {"{}"};
        answers_["discussions.addDiscussionComment"] = {R"("MTM5NzIwNjM4")"};
    }
    std::shared_ptr<bench::outcome<reading>> start_read(std::string target) {
        source from;
        from.id = target, from.account = "adm", from.kind = "group", from.target = std::move(target);
        return bench_.start(read_of(std::move(from)));
    }
    // The source lives as long as its reading.
    asio::awaitable<reading> read_of(source from) { co_return co_await ok().read(from, {}); }
    template <class T>
    void until_ended(bench::outcome<T>& end) {
        const auto late = std::chrono::steady_clock::now() + std::chrono::seconds(10);
        while (!end.ended() && std::chrono::steady_clock::now() < late) {
            bench_.io.restart();
            bench_.io.run_one_until(late);
        }
        ASSERT_TRUE(end.ended());
    }
};

TEST_F(OkPace, AnAnswerWaitsBehindOneReadAtMost) {
    std::vector<std::shared_ptr<bench::outcome<reading>>> reads;
    for (const char* group : {"1", "2", "3", "4", "5"}) reads.push_back(start_read(group));
    bench_.run_all();
    const auto what = answer_to_comment();
    auto look = bench_.start(ok().look(what));
    auto place = bench_.start(ok().place(what));
    bench_.run_all();
    EXPECT_EQ(gate_.methods(), (std::vector<std::string>{"mediatopic.getTopics", "discussions.get",
                                                         "discussions.addDiscussionComment"}));
    gate_.open();
    gate_.open();
    until_ended(*look);
    gate_.open();
    until_ended(*place);
    EXPECT_EQ(gate_.methods(), (std::vector<std::string>{"mediatopic.getTopics"})) << "the next read";
    for (auto& read : reads)
        while (!read->ended()) {
            if (!gate_.line.empty()) gate_.open();
            bench_.io.restart();
            bench_.io.run_one_for(std::chrono::seconds(10));
        }
    EXPECT_EQ(asked("mediatopic.getTopics").size(), 5u);
}

TEST_F(OkPace, AllCallsOfATokenKeepToOneWindow) {
    ok();
    ASSERT_EQ(windows_.size(), 2u);
    for (auto& w : windows_) {
        EXPECT_EQ(w.method, "");
        EXPECT_EQ(w.calls, 1u);
        EXPECT_EQ(w.length, std::chrono::seconds(1));
    }
}

// ---- the queue

struct OkQueue : testing::Test {
    bench bench_;
    ok::one_at_a_time queue_;
    std::vector<int> in_;
    std::map<int, asio::steady_timer*> inside_;

    asio::awaitable<void> visit(int who) {
        const auto head = co_await queue_.enter();
        in_.push_back(who);
        const auto executor = co_await asio::this_coro::executor;
        asio::steady_timer stay(executor, asio::steady_timer::time_point::max());
        inside_[who] = &stay;
        boost::system::error_code ec;
        co_await stay.async_wait(asio::redirect_error(asio::use_awaitable, ec));
        inside_.erase(who);
    }
    void leaves(int who) {
        inside_.at(who)->cancel();
        bench_.run_all();
    }
};

TEST_F(OkQueue, LetsOneInAfterTheOtherInTheOrderOfComing) {
    for (int who : {1, 2, 3}) bench_.start(visit(who));
    bench_.run_all();
    EXPECT_EQ(in_, std::vector<int>{1});
    leaves(1);
    EXPECT_EQ(in_, (std::vector<int>{1, 2}));
    leaves(2);
    leaves(3);
    EXPECT_EQ(in_, (std::vector<int>{1, 2, 3}));
    bench_.start(visit(4));
    bench_.run_all();
    EXPECT_EQ(in_.back(), 4) << "an empty queue is open";
    leaves(4);
}

TEST_F(OkQueue, WhoGivesUpIsPassedOver) {
    asio::cancellation_signal stop;
    bench_.start(visit(1));
    auto second = bench_.start(visit(2), stop.slot());
    bench_.start(visit(3));
    bench_.run_all();
    stop.emit(asio::cancellation_type::terminal);
    bench_.run_all();
    EXPECT_TRUE(second->thrown);
    leaves(1);
    EXPECT_EQ(in_, (std::vector<int>{1, 3}));
    leaves(3);
}

TEST(OkQueueAtTheEnd, ALoopThatIsTornDownLeavesNobodyStanding) {
    auto queue = std::make_unique<ok::one_at_a_time>();
    bench b;
    auto visit = [](ok::one_at_a_time& q) -> asio::awaitable<void> {
        const auto head = co_await q.enter();
        const auto executor = co_await asio::this_coro::executor;
        asio::steady_timer stay(executor, asio::steady_timer::time_point::max());
        co_await stay.async_wait(asio::use_awaitable);
    };
    for (int i = 0; i < 3; ++i) b.start(visit(*queue));
    b.run_all();
    queue.reset();
}

}
