#include "daemon/intake/poller.hpp"

#include "daemon/points.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>

namespace otklik {

namespace asio = boost::asio;
using std::chrono::milliseconds;

namespace {

constexpr int most_pages = 200;  // of one round: a source that never ends must not keep the others' turn
constexpr milliseconds longest_pause = std::chrono::minutes{30};

}

asio::awaitable<void> poller::work() {
    for (;;) {
        co_await turns_.mine(source_.id);
        round now;
        try {
            co_await read_all(now);
        } catch (const storage::store_unavailable& e) {
            now.failed = failure{trouble::unreachable, std::string("the store does not answer: ") + e.what(), {}};
        }
        end_of(now);
        try {
            co_await store_.keep_state("source:" + source_.id, json::write(encode(report_)));
        } catch (const storage::store_unavailable&) {
            // told above, or by the next round
        }
    }
}

void poller::end_of(const round& now) {
    report_.last_read = time_.now();
    if (now.failed) {
        report_.next_read = report_.last_read + pause_after(*now.failed);
        return turns_.has_failed(source_.id, report_.next_read, now.reads);
    }
    report_.trouble.clear(), report_.trouble_kind.clear();
    report_.troubles = 0;
    report_.next_read = turns_.was_read(source_.id, now.written, now.reads);
}

milliseconds poller::pause_after(const failure& failed) {
    spdlog::warn("source {}: {}: {}", source_.id, name_of(failed.kind), failed.said);
    report_.trouble = failed.said, report_.trouble_kind = name_of(failed.kind);
    report_.troubles = std::min(report_.troubles + 1, 10);
    auto backing_off = std::min<milliseconds>(source_.every * report_.troubles, longest_pause);
    return std::max(failed.after, backing_off);
}

// All pages from the cursor on. A trouble ends the round; what was read before it is kept.
asio::awaitable<void> poller::read_all(round& now) {
    auto cursor = (co_await store_.cursor(source_.id)).value_or("");
    while (now.reads < most_pages) {
        ++now.reads;
        auto page = co_await network_.read(source_, cursor);
        for (auto& s : page.left_out) spdlog::warn("source {}: left out {}: {}", source_.id, s.place, s.why);
        co_await store_page(page, now);
        now.failed = page.failed;
        if (page.failed || !page.more) co_return;
        cursor = page.cursor;
    }
}

asio::awaitable<void> poller::store_page(const reading& page, round& now) {
    pass_point("ingest.before");
    auto fresh = co_await store_.ingest(source_.id, page.posts, page.cursor, time_.now());
    pass_point("ingest.after");
    report_.found += static_cast<std::int64_t>(fresh);
    if (!fresh) co_return;
    spdlog::info("source {}: {} new", source_.id, fresh);
    // Which of them were new only the store knows; those written last are taken for them.
    std::vector<moment> written;
    for (auto& p : page.posts) written.push_back(p.written);
    std::ranges::sort(written, std::greater{});
    written.resize(std::min(fresh, written.size()));
    now.written.insert(now.written.end(), written.begin(), written.end());
}

}
