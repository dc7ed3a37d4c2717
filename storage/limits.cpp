#include "storage/records.hpp"
#include "storage/redis.hpp"
#include "storage/store.hpp"

#include <spdlog/fmt/fmt.h>
#include <algorithm>
#include <tuple>

namespace otklik::storage {

namespace {

std::string day_name(std::chrono::sys_days day) {
    const std::chrono::year_month_day d{day};
    return fmt::format("{:04}-{:02}-{:02}", int(d.year()), unsigned(d.month()), unsigned(d.day()));
}

}

asio::awaitable<store::turn> store::take_turn(turn_request what, moment now, std::chrono::milliseconds longest_wait) {
    std::vector<std::string> arguments{std::move(what.account),      std::move(what.token),
                                       std::move(what.method),       number(now),
                                       number(longest_wait.count()), number(what.shut.size())};
    for (auto& s : what.shut) arguments.push_back(std::move(s.name)), arguments.push_back(number(s.until));
    for (auto& w : what.windows) {
        arguments.push_back(std::move(w.name));
        arguments.push_back(number(w.calls));
        arguments.push_back(number(w.length.count()));
    }
    auto given = co_await redis_.call("otklik_turn", std::move(arguments));
    turn out;
    out.taken = given[0].integer() == 1;
    out.wait = std::chrono::milliseconds(given[1].integer());
    co_return out;
}

asio::awaitable<void> store::count_requests(std::vector<requests> more, moment now) {
    const auto day = std::chrono::floor<std::chrono::days>(now);
    std::vector<std::string> arguments{day_name(day), number(std::int64_t{day.time_since_epoch().count()})};
    for (auto& r : more) {
        arguments.push_back(r.account + '\n' + r.method + '\n' + r.outcome);
        arguments.push_back(number(r.count));
    }
    co_await redis_.call("otklik_requests_add", std::move(arguments));
}

asio::awaitable<std::vector<store::requests>> store::requests_of(moment day) {
    std::vector<std::string> words{"HGETALL",
                                   "otklik:requests:" + day_name(std::chrono::floor<std::chrono::days>(day))};
    auto all = co_await redis_.command(std::move(words));
    std::vector<requests> out;
    for (std::size_t i = 0; i + 1 < all.list().size(); i += 2) {
        const auto& name = all[i].text();
        const auto first = name.find('\n'), second = name.rfind('\n');
        if (first == second) continue;
        out.push_back({name.substr(0, first), name.substr(first + 1, second - first - 1), name.substr(second + 1),
                       whole_number(all[i + 1]).value_or(0)});
    }
    std::ranges::sort(out, {}, [](const requests& r) { return std::tie(r.account, r.method, r.outcome); });
    co_return out;
}

}
