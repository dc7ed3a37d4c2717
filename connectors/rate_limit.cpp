#include "connectors/rate_limit.hpp"

#include "connectors/connector.hpp"

#include <algorithm>
#include <deque>
#include <map>

namespace otklik {

namespace asio = boost::asio;
using std::chrono::milliseconds;

namespace {

class in_process final : public rate_limit {
public:
    in_process(otklik::clock& time, std::vector<rate_window> windows, milliseconds longest_wait)
        : time_(time), longest_wait_(longest_wait) {
        for (const auto& w : windows) counted_.push_back({w, {}});
    }

    asio::awaitable<std::optional<milliseconds>> pass(std::string token, std::string method) override {
        const auto now = time_.now();
        const auto turn = first_free(token, method, now);
        if (turn - now > longest_wait_) co_return turn - now;
        // The turn is taken before the wait, so that whoever asks later comes later. A wait that is cancelled wastes
        // it.
        for (auto& c : counted_)
            if (covers(c.window, token, method)) c.turns.push_back(turn);
        if (turn > now) co_await time_.rest(turn - now);
        co_return std::nullopt;
    }

    void shut(std::string_view token, std::string_view method, milliseconds how_long) override {
        auto& until = shut_until_[{std::string(token), std::string(method)}];
        until = std::max(until, time_.now() + how_long);
    }

private:
    struct counted {
        rate_window window;
        std::deque<moment> turns;  // ascending; those that can still matter, at most `calls`
    };

    static bool covers(const rate_window& w, std::string_view token, std::string_view method) {
        return w.token == token && (w.method.empty() || w.method == method);
    }

    moment first_free(const std::string& token, const std::string& method, moment now) {
        auto turn = now;
        for (auto& c : counted_) {
            if (!covers(c.window, token, method)) continue;
            while (c.turns.size() > c.window.calls) c.turns.pop_front();
            if (!c.turns.empty()) turn = std::max(turn, c.turns.back());
            if (c.turns.size() == c.window.calls) turn = std::max(turn, c.turns.front() + c.window.length);
        }
        for (std::string_view m : {std::string_view(method), std::string_view()})
            if (auto found = shut_until_.find({token, std::string(m)}); found != shut_until_.end()) {
                turn = std::max(turn, found->second);
                if (found->second <= now) shut_until_.erase(found);
            }
        return turn;
    }

    otklik::clock& time_;
    milliseconds longest_wait_;
    std::vector<counted> counted_;
    std::map<std::pair<std::string, std::string>, moment> shut_until_;
};

}

std::unique_ptr<rate_limit> count_in_process(otklik::clock& time, std::vector<rate_window> windows,
                                             milliseconds longest_wait) {
    return std::make_unique<in_process>(time, std::move(windows), longest_wait);
}

std::unique_ptr<rate_limit> limits_of(const surroundings& around, std::vector<rate_window> windows) {
    return around.limits ? around.limits(std::move(windows)) : count_in_process(around.time, std::move(windows));
}

}
