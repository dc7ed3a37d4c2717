#include "tests/bench/town_of_sources.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

namespace otklik::bench {

namespace {

// How much people write in each hour: little at night, most in the evening.
constexpr std::array<double, 24> hours{0.45, 0.22, 0.12, 0.08, 0.08, 0.16, 0.40, 0.75, 1.05, 1.25, 1.35, 1.40,
                                       1.45, 1.40, 1.30, 1.25, 1.25, 1.35, 1.50, 1.70, 1.85, 1.75, 1.30, 0.59};

constexpr double quarrel = 30;          // posts that one draws, on average
constexpr double quarrel_lasts = 3600;  // seconds

std::vector<double> rates_of(const town_plan& plan, std::size_t sources, dice& d) {
    std::vector<double> out;
    for (std::size_t i = 0; i < sources; ++i)
        out.push_back(plan.kind == unequal::zipf ? std::pow(static_cast<double>(i + 1), -plan.how)
                                                 : std::exp(plan.how * d.normal()));
    const double sum = std::accumulate(out.begin(), out.end(), 0.0);
    for (auto& rate : out) rate *= plan.posts_a_day / sum;
    return out;
}

moment some_time_of(int day_number, dice& d) {
    static const double most = *std::ranges::max_element(hours);
    for (;;) {
        const double at = d.uniform() * 24;
        if (d.uniform() * most > hours[static_cast<std::size_t>(at)]) continue;
        return first_midnight + day_number * day + std::chrono::milliseconds{std::llround(at * 3'600'000)};
    }
}

void add_quarrel(std::vector<moment>& out, moment begins, dice& d) {
    const int posts = d.poisson(quarrel);
    for (int i = 0; i < posts; ++i)
        out.push_back(begins + std::chrono::milliseconds{std::llround(d.exponential() * quarrel_lasts * 1000)});
}

}

double dice::uniform() {
    return (static_cast<double>(engine_() >> 11) + 0.5) * 0x1.0p-53;
}
double dice::normal() {
    const double radius = std::sqrt(-2 * std::log(uniform()));
    return radius * std::cos(2 * std::numbers::pi * uniform());
}
double dice::exponential() {
    return -std::log(uniform());
}
int dice::poisson(double mean) {
    int out = 0;
    for (double left = mean - exponential(); left > 0; left -= exponential()) ++out;
    return out;
}

int hour_of(moment when) {
    const auto since = (when - first_midnight) % day;
    return static_cast<int>((since + day) % day / std::chrono::hours{1});
}

town make_town(const town_plan& plan, std::size_t sources, int days, std::uint64_t seed) {
    dice d(seed);
    town out{rates_of(plan, sources, d), {}};
    for (double rate : out.rates) {
        auto& written = out.written.emplace_back();
        for (int n = 0; n < days; ++n) {
            for (int i = d.poisson(rate * (1 - plan.in_quarrels)); i > 0; --i) written.push_back(some_time_of(n, d));
            for (int i = d.poisson(rate * plan.in_quarrels / quarrel); i > 0; --i)
                add_quarrel(written, some_time_of(n, d), d);
        }
        std::ranges::sort(written);
    }
    return out;
}

}
