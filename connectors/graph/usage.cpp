#include "connectors/graph/usage.hpp"

#include "storage/values/json.hpp"

#include <algorithm>

namespace otklik::graph {

using namespace std::chrono_literals;

namespace {

constexpr std::int64_t slow_from = 75, full = 100, beyond_belief = 100'000;
constexpr auto a_step = 5'000ms;  // for every percent from three quarters on
constexpr std::chrono::minutes unsaid = 15min, longest = 24h;

std::int64_t most_of(const json::value& counters) {
    std::int64_t out = -1;
    for (const char* name : {"call_count", "total_time", "total_cputime"})
        if (auto percent = counters[name].number(); percent && *percent >= 0)
            out = std::max(out, static_cast<std::int64_t>(std::min<double>(*percent, beyond_belief)));
    return out;
}

}

usage usage_in(const http_reply& reply, std::span<const std::string> kinds) {
    usage out;
    for (const char* name : {"x-app-usage", "x-page-usage"})
        if (auto told = json::parse(reply.header(name))) out.percent = std::max(out.percent, most_of(*told));
    const auto cases = json::parse(reply.header("x-business-use-case-usage"));
    if (!cases) return out;
    for (const auto& [id, rows] : cases->members())
        for (const auto& row : rows.items()) {
            if (std::ranges::find(kinds, row["type"].text()) == kinds.end()) continue;
            out.percent = std::max(out.percent, most_of(row));
            const std::chrono::minutes closed(
                std::clamp<std::int64_t>(row["estimated_time_to_regain_access"].integer_or(0), 0, longest.count()));
            out.closed_for = std::max(out.closed_for, closed);
        }
    return out;
}

bool is_used_up(const usage& used) {
    return used.closed_for > 0min || used.percent >= full;
}

std::chrono::milliseconds pause_for(const usage& used) {
    if (used.closed_for > 0min) return used.closed_for;
    if (used.percent >= full) return unsaid;
    if (used.percent < slow_from) return 0ms;
    return a_step * (used.percent - slow_from + 1);
}

}
