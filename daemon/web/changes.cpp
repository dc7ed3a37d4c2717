#include "daemon/web/changes.hpp"

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace otklik::web {

namespace asio = boost::asio;

namespace {
constexpr std::size_t longest_queue = 256;
}

asio::awaitable<std::vector<storage::incident_event>> changes::listener::next(std::chrono::milliseconds patience) {
    if (queue_.empty() && !lost_) {
        bell_.expires_after(patience);
        boost::system::error_code rung;
        co_await bell_.async_wait(asio::redirect_error(asio::use_awaitable, rung));
    }
    std::vector<storage::incident_event> out(queue_.begin(), queue_.end());
    queue_.clear();
    co_return out;
}

void changes::listener::tell(const storage::incident_event& event) {
    if (queue_.size() < longest_queue)
        queue_.push_back(event);
    else
        lost_ = true;
    bell_.cancel();
}

std::shared_ptr<changes::listener> changes::listen(asio::any_io_executor executor) {
    auto made = std::make_shared<listener>(executor);
    listeners_.push_back(made);
    return made;
}

asio::awaitable<void> changes::work() {
    std::string position;
    for (;;) {
        bool pause_for_store = false;
        try {
            if (position.empty()) position = co_await store_.last_event();
            for (auto& event : co_await store_.events(position, std::chrono::seconds{1})) {
                position = event.position;
                for (auto& weak : listeners_)
                    if (auto l = weak.lock()) l->tell(event);
            }
            std::erase_if(listeners_, [](auto& l) { return l.expired(); });
        } catch (const storage::store_unavailable&) {
            pause_for_store = true;  // said in the log by those who work
        }
        if (!pause_for_store) continue;
        asio::steady_timer pause(co_await asio::this_coro::executor, std::chrono::seconds{1});
        co_await pause.async_wait(asio::use_awaitable);
    }
}

}
