#include "daemon/clock.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>

namespace otklik {

namespace asio = boost::asio;
using std::chrono::milliseconds;

daemon_clock::daemon_clock(asio::io_context& loop) : loop_(loop), alarm_(loop) {}

moment daemon_clock::system_now() {
    return std::chrono::time_point_cast<milliseconds>(std::chrono::system_clock::now());
}

moment daemon_clock::now() const {
    return frozen_ ? stands_at_ : system_now() + wound_;
}

asio::awaitable<void> daemon_clock::rest(milliseconds how_long) {
    timer bed(co_await asio::this_coro::executor, timer::time_point::max());
    auto place = sleepers_.emplace(now() + std::max(how_long, milliseconds{0}), &bed);
    arm();
    boost::system::error_code ec;
    co_await bed.async_wait(asio::redirect_error(asio::use_awaitable, ec));
    bool woken = bed.expiry() != timer::time_point::max();
    if (woken) co_return;
    sleepers_.erase(place);
    throw boost::system::system_error(ec);
}

void daemon_clock::arm() {
    if (frozen_ || sleepers_.empty()) return;
    // A wait longer than an hour is looked at again: the system's time may have been set meanwhile.
    auto left = std::clamp<milliseconds>(sleepers_.begin()->first - now(), milliseconds{0}, std::chrono::hours{1});
    alarm_.expires_after(left);
    alarm_.async_wait([this](boost::system::error_code ec) {
        if (ec || frozen_) return;
        wake_due();
        arm();
    });
}

void daemon_clock::wake_due() {
    auto until = now();
    while (!sleepers_.empty() && sleepers_.begin()->first <= until) {
        auto* bed = sleepers_.begin()->second;
        sleepers_.erase(sleepers_.begin());
        bed->expires_at(timer::time_point::min());  // ends the wait
    }
}

void daemon_clock::freeze() {
    stands_at_ = now();
    frozen_ = true;
    alarm_.cancel();
}

void daemon_clock::flow() {
    if (!frozen_) return;
    wound_ = stands_at_ - system_now();
    frozen_ = false;
    arm();
}

asio::awaitable<void> daemon_clock::wind(milliseconds how_far) {
    bool was_frozen = frozen_;
    freeze();
    auto until = stands_at_ + how_far;
    while (!sleepers_.empty() && sleepers_.begin()->first <= until) {
        stands_at_ = std::max(stands_at_, sleepers_.begin()->first);
        wake_due();
        for (int turn = 0; turn < 8; ++turn) co_await asio::post(loop_, asio::use_awaitable);
    }
    stands_at_ = until;
    if (!was_frozen) flow();
}

}
