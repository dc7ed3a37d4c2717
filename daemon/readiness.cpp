#include "daemon/readiness.hpp"

#include <spdlog/spdlog.h>
#include <systemd/sd-daemon.h>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace otklik {

namespace asio = boost::asio;

void tell_ready() {
    sd_notify(0, "READY=1");
}
void tell_status(const std::string& status) {
    sd_notify(0, ("STATUS=" + status).c_str());
}
void tell_stopping() {
    sd_notify(0, "STOPPING=1");
}

asio::awaitable<void> keep_watchdog(std::function<bool()> alive) {
    std::uint64_t interval = 0;
    if (sd_watchdog_enabled(0, &interval) <= 0) co_return;
    asio::steady_timer timer(co_await asio::this_coro::executor);
    for (;;) {
        timer.expires_after(std::chrono::microseconds{interval / 3});
        co_await timer.async_wait(asio::use_awaitable);
        if (alive())
            sd_notify(0, "WATCHDOG=1");
        else
            spdlog::error("a loop has not finished a round for long; the watchdog is not pinged");
    }
}

}
