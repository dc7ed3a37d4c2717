#include "daemon/intake/turns.hpp"

#include <spdlog/spdlog.h>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <cmath>

namespace otklik {

namespace asio = boost::asio;
using std::chrono::milliseconds;

namespace {

constexpr milliseconds keep_every = std::chrono::minutes{1};
constexpr milliseconds store_away = std::chrono::seconds{2};

}

turns::turns(asio::any_io_executor loop, storage::store& store, clock& time, std::string name, poll_budget budget,
             poll_schedule::hour_of_day hour)
    : loop_(std::move(loop)),
      store_(store),
      time_(time),
      name_(std::move(name)),
      budget_(budget),
      hour_(std::move(hour)) {}

void turns::add(const std::string& source, poll_bounds bounds) {
    seats_.emplace(source, seat{bounds, asio::steady_timer(loop_, asio::steady_timer::time_point::max())});
}

asio::awaitable<void> turns::work() {
    co_await take_up();
    for (;;) {
        auto turn = schedule_->next(time_.now());
        if (turn.source.empty()) {
            co_await keep();
            co_await time_.rest(turn.at - time_.now());
            continue;
        }
        auto& its = seats_.at(turn.source);
        its.called = true;
        its.bed.cancel();
    }
}

// Without the store nothing that is read could be kept, so it is waited for.
asio::awaitable<void> turns::take_up() {
    std::optional<poll_state> known;
    while (!known) {
        try {
            known.emplace();
            for (auto& [name, record] : co_await store_.states("schedule:" + name_))
                if (auto v = json::parse(record); v && name == "schedule:" + name_) known = decode<poll_state>(*v);
        } catch (const storage::store_unavailable& e) {
            spdlog::warn("the schedule of {}: the store does not answer: {}", name_, e.what());
            known.reset();
        }
        if (!known) co_await time_.rest(store_away);
    }
    const auto now = time_.now();
    schedule_.emplace(budget_, hour_, now, *known);
    for (auto& [source, its] : seats_) schedule_->add(source, its.bounds, now);
    kept_ = now;
}

asio::awaitable<void> turns::keep() {
    const auto now = time_.now();
    if (now - kept_ < keep_every) co_return;
    kept_ = now;
    if (schedule_->strained())
        spdlog::warn(
            "the schedule of {}: the budget of reads is too small, gaps are {:.1f} times longer than asked for", name_,
            schedule_->stretched());
    try {
        co_await store_.keep_state("schedule:" + name_, json::write(encode(schedule_->state())));
    } catch (const storage::store_unavailable& e) {
        spdlog::warn("the schedule of {} is not kept: {}", name_, e.what());
    }
}

asio::awaitable<void> turns::mine(const std::string& source) {
    auto& its = seats_.at(source);
    boost::system::error_code ec;
    if (!its.called) co_await its.bed.async_wait(asio::redirect_error(asio::use_awaitable, ec));
    if (!std::exchange(its.called, false)) throw boost::system::system_error(ec);
}

moment turns::was_read(const std::string& source, std::span<const moment> written, int cost) {
    schedule_->was_read(source, time_.now(), written, cost);
    return *schedule_->latest(source);
}

void turns::has_failed(const std::string& source, moment until, int cost) {
    schedule_->has_failed(source, time_.now(), until, cost);
}

poll_budget budget_of(const source_kind& kind, int an_hour, std::span<const source* const> sources) {
    constexpr double spared = 0.1;  // for what is read besides: gaps, restarts, links
    constexpr double least = 200, more = 1.5;
    constexpr int unbounded = 1'000'000;
    if (kind.how == pace::waiting) return {unbounded, std::chrono::hours{1}};  // the network ends each read in its time
    if (an_hour > 0) return {an_hour, std::chrono::hours{1}};
    if (kind.reads_a_day > 0) return {static_cast<int>(kind.reads_a_day * (1 - spared)), std::chrono::hours{24}};
    double asked = 0;
    for (auto* s : sources) asked += std::chrono::duration<double>(std::chrono::hours{1}) / s->every;
    return {static_cast<int>(std::ceil(std::max(least, more * asked))), std::chrono::hours{1}};
}

}
