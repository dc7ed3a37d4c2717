#include "daemon/intake/hooks.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>

namespace otklik {

namespace asio = boost::asio;

namespace {

constexpr int most_at_once = 16;

// Counts one for as long as it lives.
struct one_more {
    explicit one_more(int& count) : count_(count) { ++count_; }
    ~one_more() { --count_; }
    one_more(const one_more&) = delete;
    one_more& operator=(const one_more&) = delete;
    int& count_;
};

}

asio::awaitable<hook_reply> hooks::take(std::string account, hook_request what) {
    const auto network = accounts_.find(account);
    auto* taker = network == accounts_.end() ? nullptr : dynamic_cast<takes_hooks*>(network->second.get());
    const auto events = std::ranges::find_if(
        settings_.sources, [&](const source& s) { return s.account == account && s.how == pace::pushed; });
    if (!taker || events == settings_.sources.end()) co_return hook_reply{404, "no events are expected here\n"};
    if (under_way_ >= most_at_once) co_return hook_reply{503, "later\n"};
    one_more counted(under_way_);

    auto said = co_await taker->hook(std::move(what), *events);
    for (auto& s : said.left_out) spdlog::warn("events of {}: left out {}: {}", account, s.place, s.why);
    if (said.posts.empty()) co_return said;
    std::string no_cursor;
    const auto fresh = co_await store_.ingest(events->id, std::move(said.posts), std::move(no_cursor), time_.now());
    if (fresh) spdlog::info("events of {}: {} new", account, fresh);
    said.posts.clear();
    co_return said;
}

}
