// What taking in a page costs, every one written to disk before it is acknowledged: posts a second, against plain round
// trips to the same Redis in the same run, which this machine and its disk allow.
#include "storage/redis.hpp"
#include "storage/store.hpp"
#include "tests/unit/storage/server.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <functional>

namespace {

using namespace otklik;
namespace asio = boost::asio;

constexpr int pages_at_most = 2'000, posts_at_most = 40'000;

post a_comment(int page, int number) {
    post out;
    out.id = "vk:" + std::to_string(page) + "_" + std::to_string(number);
    out.network = "vk", out.kind = post_kind::comment, out.parent = "vk:1";
    out.text = "Когда починят дорогу?", out.written = from_milliseconds(1'700'000'000'000);
    out.raw = std::string(500, 'x');
    return out;
}

// So many calls of `one`, `at_once` of them under way at any time; gives how many a second.
class load {
public:
    using call = std::function<asio::awaitable<void>(int)>;

    load(test::bench& bench, int calls, call one) : bench_(bench), calls_(calls), one_(std::move(one)) {}

    double calls_a_second(int at_once) {
        begun_ = done_ = 0;
        const auto began = std::chrono::steady_clock::now();
        for (int i = 0; i < at_once; ++i) bench_.start(go_on());
        while (done_ < calls_) bench_.io.restart(), bench_.io.run_one_for(std::chrono::seconds(1));
        return calls_ / std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
    }

private:
    asio::awaitable<void> go_on() {
        while (begun_ < calls_) {
            co_await one_(begun_++);
            ++done_;
        }
    }

    test::bench& bench_;
    int calls_, begun_ = 0, done_ = 0;
    call one_;
};

struct measured {
    double round_trips, posts;  // a second
};

measured measure(const test::redis_server& server, test::bench& bench, storage::redis& redis, int posts, int at_once) {
    server.say({"FLUSHALL"});
    bench.finish(redis.open());
    storage::store store(redis);
    const int pages = std::min(pages_at_most, posts_at_most / posts);
    load round_trips(bench, pages_at_most, [&redis](int) -> asio::awaitable<void> {
        std::vector<std::string> words{"SET", "otklik:bench", "x"};
        co_await redis.command(std::move(words));
    });
    load ingest(bench, pages, [&store, posts](int page) -> asio::awaitable<void> {
        std::vector<post> all;
        for (int i = 0; i < posts; ++i) all.push_back(a_comment(page, i));
        std::string source = "wall " + std::to_string(page % 50), cursor = "cursor";
        co_await store.ingest(std::move(source), std::move(all), std::move(cursor),
                              from_milliseconds(1'700'000'000'000));
    });
    const double plain = round_trips.calls_a_second(at_once);
    return {plain, ingest.calls_a_second(at_once) * posts};
}

}

int main() {
    const test::redis_server server;
    test::bench bench;
    storage::redis redis(bench.io.get_executor(), server.url());
    std::printf("| posts a page | pages at once | plain writes, a second | posts, a second | posts a plain write |\n");
    std::printf("|---|---|---|---|---|\n");
    for (int at_once : {1, 16})
        for (int posts : {1, 16, 64, 256}) {
            const auto out = measure(server, bench, redis, posts, at_once);
            std::printf("| %d | %d | %.0f | %.0f | **%.1f** |\n", posts, at_once, out.round_trips, out.posts,
                        out.posts / out.round_trips);
        }
    redis.close();
}
