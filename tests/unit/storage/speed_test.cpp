// How fast pages are taken in, every one written to disk before it is acknowledged. Not a test; to be run in a build
// without sanitizers: otklik_unit --gtest_also_run_disabled_tests --gtest_filter='Speed.*'
#include "tests/unit/storage/store_bench.hpp"

#include <cstdio>

using namespace otklik;
using namespace otklik::storage;
using namespace otklik::test;

namespace {

struct Speed : StoreTest {
    int pages_done = 0, pages_begun = 0;

    asio::awaitable<void> reader(int pages, int posts) {
        while (pages_begun < pages) {
            const int page = pages_begun++;
            std::vector<post> all;
            for (int i = 0; i < posts; ++i) {
                all.push_back(a_post(
                    "vk:" + std::to_string(posts) + "_" + std::to_string(page) + "_" + std::to_string(i), "vk:1"));
                all.back().raw = std::string(500, 'x');
            }
            co_await one.ingest("wall " + std::to_string(page % 50), std::move(all), "cursor", now);
            ++pages_done;
        }
    }
};

}

TEST_F(Speed, DISABLED_Ingest) {
    for (int at_once : {1, 16})
        for (int posts : {1, 16, 64, 256}) {
            server->say({"FLUSHALL"});
            run(connection.open());
            pages_done = pages_begun = 0;
            const int pages = std::min(2000, 40'000 / posts);
            auto began = std::chrono::steady_clock::now();
            for (int i = 0; i < at_once; ++i) start(reader(pages, posts));
            while (pages_done < pages) bench.io.restart(), bench.io.run_one_for(1s);
            const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
            std::printf("%3d posts a page, %2d pages at once: %7.0f posts/s, %6.2f ms a page\n", posts, at_once,
                        pages * posts / seconds, 1000 * seconds * at_once / pages);
        }
}
