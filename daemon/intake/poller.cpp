#include "daemon/intake/poller.hpp"

#include "daemon/points.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>

namespace otklik {

namespace asio = boost::asio;
using std::chrono::milliseconds;

namespace {

constexpr int most_pages = 200;             // of one round: a source that never ends must not keep the others' turn
constexpr milliseconds between_waits{100};  // though the network should not let us wait at all
constexpr milliseconds shortest_back_off{1000};  // of a source that waits at the network and has no interval
constexpr milliseconds longest_pause = std::chrono::minutes{30};

}

asio::awaitable<void> poller::work() {
    for (;;) {
        if (turns_) co_await turns_->mine(source_.id);
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
        if (!turns_) co_await time_.rest(std::max(report_.next_read - report_.last_read, between_waits));
    }
}

void poller::end_of(const round& now) {
    report_.last_read = time_.now();
    if (now.failed) {
        report_.next_read = report_.last_read + pause_after(*now.failed);
        if (turns_) turns_->has_failed(source_.id, report_.next_read, now.reads);
        return;
    }
    report_.trouble.clear(), report_.trouble_kind.clear();
    report_.troubles = 0;
    report_.next_read = turns_ ? turns_->was_read(source_.id, now.written, now.reads) : report_.last_read;
}

milliseconds poller::pause_after(const failure& failed) {
    spdlog::warn("source {}: {}: {}", source_.id, name_of(failed.kind), failed.said);
    report_.trouble = failed.said, report_.trouble_kind = name_of(failed.kind);
    report_.troubles = std::min(report_.troubles + 1, 10);
    auto backing_off =
        std::min<milliseconds>(std::max(source_.every, shortest_back_off) * report_.troubles, longest_pause);
    return std::max(failed.after, backing_off);
}

// The moment of the first reading is kept before anything is stored, so that a crash in its midst does not make the
// rest of the history news.
asio::awaitable<void> poller::connect() {
    if (report_.connected != moment{}) co_return;
    const auto name = "source:" + source_.id;
    moment known{};
    for (auto& [key, record] : co_await store_.states(name))
        if (auto v = json::parse(record); v && key == name) known = decode<source_report>(*v).connected;
    if (known == moment{}) {
        known = time_.now();
        auto first = report_;
        first.connected = known;
        co_await store_.keep_state(name, json::write(encode(first)));
    }
    report_.connected = known;
    source_.since = report_.connected - history_.reach;
}

// All pages from the cursor on. A trouble ends the round; what was read before it is kept.
asio::awaitable<void> poller::read_all(round& now) {
    co_await connect();
    auto cursor = (co_await store_.cursor(source_.id)).value_or("");
    while (now.reads < most_pages) {
        ++now.reads;
        auto page = co_await network_.read(source_, cursor);
        for (auto& s : page.left_out) spdlog::warn("source {}: left out {}: {}", source_.id, s.place, s.why);
        cursor = page.cursor;
        now.failed = page.failed;
        const bool more = page.more;
        co_await store_page(std::move(page), now);
        if (now.failed || !more) co_return;
    }
}

// Old comments are left out; an old post is kept even so, for what is new under it needs it.
asio::awaitable<void> poller::store_page(reading page, round& now) {
    std::erase_if(page.posts, [this](const post& p) {
        return p.kind != post_kind::post && p.written != moment{} && p.written < source_.since;
    });
    std::vector<moment> written;
    for (const auto& p : page.posts) written.push_back(p.written);
    pass_point("ingest.before");
    const auto bound = history_.to_queue ? moment{} : report_.connected;
    auto fresh = co_await store_.ingest(source_.id, std::move(page.posts), std::move(page.cursor), time_.now(), bound);
    pass_point("ingest.after");
    report_.found += static_cast<std::int64_t>(fresh);
    if (!fresh) co_return;
    spdlog::info("source {}: {} new", source_.id, fresh);
    // Which of them were new only the store knows; those written last are taken for them.
    std::ranges::sort(written, std::greater{});
    written.resize(std::min(fresh, written.size()));
    now.written.insert(now.written.end(), written.begin(), written.end());
}

}
