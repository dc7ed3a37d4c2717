#include "daemon/accounts/request_counter.hpp"

namespace otklik {

namespace asio = boost::asio;

namespace {
constexpr std::chrono::milliseconds every = std::chrono::seconds{5};
}

asio::awaitable<void> request_counter::work() {
    for (;;) {
        co_await time_.rest(every);
        if (since_.empty()) continue;
        std::vector<storage::store::requests> more;
        for (const auto& [of, count] : since_)
            more.push_back({std::get<0>(of), std::get<1>(of), std::get<2>(of), count});
        since_.clear();
        try {
            co_await store_.count_requests(more, time_.now());
        } catch (const storage::store_unavailable&) {
            for (const auto& r : more) since_[{r.account, r.method, r.outcome}] += r.count;
        }
    }
}

}
