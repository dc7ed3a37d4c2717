#include "connectors/poll_rates.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace otklik {

namespace {

constexpr double hour = 3600, day = 24 * hour;

constexpr double profile_remembers = 14 * day;
constexpr double profile_doubts = 10;  // posts of an hour, before its own weight is believed
constexpr double source_remembers = 10 * day;
constexpr double longest_gap = 2 * day;  // a longer one says more about us than about the source

constexpr double shape = 2;             // of each Gamma: how alike the sources of one kind are
constexpr double rarest = 0.003 / day;  // posts a second; the mean rate of the first kind
constexpr double step = 3;              // from kind to kind
constexpr int rounds = 20;

constexpr double heat_lasts = hour;
constexpr double chance = 2;              // standard deviations that are none
constexpr double least_heat = 0.2;        // posts
constexpr double echo_doubts = 5;         // in the units of the sum of squares below
constexpr double echo_remembers = 5'000;  // likewise

}

void day_profile::pass(int hour_of_day, double seconds) {
    counted_.seconds[static_cast<std::size_t>(hour_of_day)] += seconds;
}

void day_profile::saw(int hour_of_day, double posts) {
    counted_.posts[static_cast<std::size_t>(hour_of_day)] += posts;
}

void day_profile::settle() {
    auto& [posts, seconds] = counted_;
    const double all_posts = std::accumulate(posts.begin(), posts.end(), 0.0);
    const double all_seconds = std::accumulate(seconds.begin(), seconds.end(), 0.0);
    if (all_posts <= 0 || all_seconds <= 0) return;
    const double usual = all_posts / all_seconds;
    for (std::size_t h = 0; h < hours; ++h)
        weights_[h] = (posts[h] + profile_doubts) / (usual * seconds[h] + profile_doubts);
    const double sum = std::accumulate(weights_.begin(), weights_.end(), 0.0);
    for (auto& w : weights_) w *= hours / sum;
    if (all_seconds <= profile_remembers) return;
    for (auto* all : {&posts, &seconds})
        for (auto& n : *all) n *= profile_remembers / all_seconds;
}

void day_profile::restore(const counted& kept) {
    counted_ = kept;
    settle();
}

namespace {

double rarity(std::size_t kind) {  // the Gamma's second parameter, in seconds
    return shape / (rarest * std::pow(step, static_cast<double>(kind)));
}

}

// How likely it is that a source with this history is of each kind.
poll_rates::shares poll_rates::shares_of(const source_history& of) const {
    shares out{};
    double most = -1e300, sum = 0;
    for (std::size_t k = 0; k < kinds; ++k) {
        const double b = rarity(k);
        out[k] = std::log(shares_[k]) + shape * std::log(b) - (shape + of.posts) * std::log(b + of.seconds);
        most = std::max(most, out[k]);
    }
    for (auto& share : out) sum += share = std::exp(share - most);
    for (auto& share : out) share /= sum;
    return out;
}

double poll_rates::rate_of(const source_history& of) const {
    const auto likely = shares_of(of);
    double rate = 0;
    for (std::size_t k = 0; k < kinds; ++k) rate += likely[k] * (shape + of.posts) / (rarity(k) + of.seconds);
    return rate;
}

void poll_rates::guess_from(std::span<const source_history* const> all) {
    for (int round = 0; round < rounds; ++round) {
        shares next{};
        next.fill(1.0 / kinds);  // one source more, of which nothing is known
        for (auto* one : all) {
            const auto likely = shares_of(*one);
            for (std::size_t k = 0; k < kinds; ++k) next[k] += likely[k];
        }
        double change = 0;
        for (std::size_t k = 0; k < kinds; ++k) {
            next[k] /= static_cast<double>(all.size() + 1);
            change += std::abs(next[k] - shares_[k]);
        }
        shares_ = next;
        if (change < 0.01) break;
    }
}

double poll_rates::echo() const {
    return std::clamp(echoes_.seen / (echoes_.expected + echo_doubts), 0.0, 1.0);
}

double poll_rates::excess(const source_history& of, double weight) const {
    const double usual = rate_of(of) * weight * heat_lasts;
    const double more = of.heat - usual - chance * std::sqrt(usual / 2);
    return more < least_heat ? 0 : more;
}

// An excess adds echo·excess/heat_lasts posts a second, fading; this is a·N − ∫N of those.
double poll_rates::echo_index(double seconds) const {
    const double left = std::exp(-seconds / heat_lasts);
    return echo() * (heat_lasts * (1 - left) - seconds * left);
}

void poll_rates::learn(source_history& of, std::span<const double> ages, double gap, double weighted_gap,
                       double excess) {
    const double found = static_cast<double>(ages.size()), expected = rate_of(of) * weighted_gap;
    const double left = std::exp(-gap / heat_lasts);
    // How much of the excess came back as posts: a regression weighted by how uncertain each read is.
    if (excess > 0 && gap < longest_gap) {
        const double back = excess * (1 - left), doubt = expected + 0.3 * back + 1e-3;
        echoes_.seen += back * (found - expected) / doubt;
        echoes_.expected += back * back / doubt;
        if (const double forget = echo_remembers / echoes_.expected; forget < 1)
            echoes_.seen *= forget, echoes_.expected *= forget;
    }
    of.heat *= left;
    for (double age : ages) of.heat += std::exp(-std::max(age, 0.0) / heat_lasts);

    const double seconds = std::min(weighted_gap, longest_gap), keep = std::exp(-seconds / source_remembers);
    of.posts = of.posts * keep + found;
    of.seconds = of.seconds * keep + seconds;
}

}
