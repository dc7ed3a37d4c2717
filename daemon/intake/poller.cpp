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
        std::optional<failure> trouble;
        try {
            trouble = co_await read_all();
        } catch (const storage::store_unavailable& e) {
            trouble = failure{trouble::unreachable, std::string("the store does not answer: ") + e.what(), {}};
        }
        auto pause = pause_after(trouble);
        report_.last_read = time_.now();
        report_.next_read = report_.last_read + pause;
        try {
            co_await store_.keep_state("source:" + source_.id, json::write(encode(report_)));
        } catch (const storage::store_unavailable&) {
            // told above, or by the next round
        }
        co_await time_.rest(pause);
    }
}

milliseconds poller::pause_after(const std::optional<failure>& failed) {
    if (!failed) {
        report_.trouble.clear(), report_.trouble_kind.clear();
        report_.troubles = 0;
        return source_.every;
    }
    spdlog::warn("source {}: {}: {}", source_.id, name_of(failed->kind), failed->said);
    report_.trouble = failed->said, report_.trouble_kind = name_of(failed->kind);
    report_.troubles = std::min(report_.troubles + 1, 10);
    auto backing_off = std::min<milliseconds>(source_.every * report_.troubles, longest_pause);
    return std::max(failed->after, backing_off);
}

// All pages from the cursor on. A trouble ends the round; what was read before it is kept.
asio::awaitable<std::optional<failure>> poller::read_all() {
    auto cursor = (co_await store_.cursor(source_.id)).value_or("");
    for (int page_number = 0; page_number < most_pages; ++page_number) {
        auto page = co_await network_.read(source_, cursor);
        for (auto& s : page.left_out) spdlog::warn("source {}: left out {}: {}", source_.id, s.place, s.why);
        co_await store_page(page);
        if (page.failed) co_return page.failed;
        if (!page.more) co_return std::nullopt;
        cursor = page.cursor;
    }
    co_return std::nullopt;
}

asio::awaitable<void> poller::store_page(const reading& page) {
    pass_point("ingest.before");
    auto fresh = co_await store_.ingest(source_.id, page.posts, page.cursor, time_.now());
    pass_point("ingest.after");
    report_.found += static_cast<std::int64_t>(fresh);
    if (fresh) spdlog::info("source {}: {} new", source_.id, fresh);
}

}
