#include "daemon/accounts/shared_limits.hpp"

#include <algorithm>

namespace otklik {

namespace asio = boost::asio;
using std::chrono::milliseconds;

namespace {

class in_store final : public rate_limit {
public:
    in_store(storage::store& store, clock& time, std::string account, std::vector<rate_window> windows,
             milliseconds longest_wait)
        : store_(store),
          time_(time),
          account_(std::move(account)),
          windows_(std::move(windows)),
          longest_wait_(longest_wait) {}

    asio::awaitable<std::optional<milliseconds>> pass(std::string token, std::string method) override {
        storage::store::turn_request what;
        what.account = account_, what.token = token, what.method = method;
        for (const auto& w : windows_)
            if (w.token == token && (w.method.empty() || w.method == method)) what.windows.push_back(named(w));
        what.shut = shut_;
        const auto told = shut_.size();
        const auto turn = co_await store_.take_turn(std::move(what), time_.now(), longest_wait_);
        // Others may have been added meanwhile, behind those that were told.
        shut_.erase(shut_.begin(), shut_.begin() + static_cast<std::ptrdiff_t>(std::min(told, shut_.size())));
        if (!turn.taken) co_return turn.wait;
        if (turn.wait > milliseconds::zero()) co_await time_.rest(turn.wait);
        co_return std::nullopt;
    }

    // Told to the store with the next call: until then no other replica can know better.
    void shut(std::string_view token, std::string_view method, milliseconds how_long) override {
        shut_.push_back({std::string(token) + "/" + std::string(method), time_.now() + how_long});
    }

private:
    static storage::store::limit_window named(const rate_window& w) {
        // The length belongs to the name: a token may have a window for a second and one for a day.
        return {std::string(w.token) + "/" + std::string(w.method) + "/" + std::to_string(w.length.count()), w.calls,
                w.length};
    }

    storage::store& store_;
    clock& time_;
    std::string account_;
    std::vector<rate_window> windows_;
    milliseconds longest_wait_;
    std::vector<storage::store::shut_until> shut_;  // emptied by every pass()
};

}

std::unique_ptr<rate_limit> count_in_store(storage::store& store, clock& time, std::string account,
                                           std::vector<rate_window> windows, milliseconds longest_wait) {
    return std::make_unique<in_store>(store, time, std::move(account), std::move(windows), longest_wait);
}

}
