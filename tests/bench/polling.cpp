// What a budget of requests buys: sources that write very unequally, read for a day after one learnt day. Three
// schedules: every source equally often, ours, and the least mean delay that known rates allow (a formula:
// (Σ√λ)² / (2·B·Σλ), for a budget that is spent evenly). Time is simulated, so the figures are the same on every
// machine; only the last line is measured. Ends with 1 when ours misses an aim.
#include "connectors/poll_schedule.hpp"
#include "tests/bench/town_of_sources.hpp"

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <string>

namespace otklik::bench {

namespace {

constexpr std::uint64_t seed = 20'260'101;
constexpr std::size_t sources = 1000;
constexpr poll_budget budget{10'800, std::chrono::hours{1}};  // three a second
constexpr poll_bounds bounds{std::chrono::seconds{1}, std::chrono::hours{1}};

const town_plan plans[] = {
    {"Zipf 0.8", unequal::zipf, 0.8},
    {"Zipf 1.0", unequal::zipf, 1.0},
    {"Zipf 1.2", unequal::zipf, 1.2},
    {"Zipf 1.5", unequal::zipf, 1.5, 20'000, 0, 1.1, 3},
    {"log-normal 2", unequal::log_normal, 2, 20'000, 0, 1.1, 3},
    {"Zipf 1.0, a third in quarrels", unequal::zipf, 1.0, 20'000, 1.0 / 3},
    {"log-normal 2, a third in quarrels", unequal::log_normal, 2, 20'000, 1.0 / 3},
    {"Zipf 1.0, few posts", unequal::zipf, 1.0, 2'000, 0, 1.25, 3},
    {"log-normal 2, few posts", unequal::log_normal, 2, 2'000, 0, 1.25, 3},
};

constexpr moment measured_from = first_midnight + day, measured_until = measured_from + day;
constexpr moment all_found = measured_until + 2 * bounds.longest;

struct outcome {
    std::int64_t requests = 0, found = 0;  // of the measured day
    double delay = 0;                      // seconds, the sum
    double oldest = 0;                     // seconds: the longest that a source stayed unread

    void add(const outcome& o) {
        requests += o.requests, found += o.found, delay += o.delay;
        oldest = std::max(oldest, o.oldest);
    }
    double mean_delay() const { return delay / static_cast<double>(found); }
};

// What is read, and what of it is new; keeps the count.
class reader {
public:
    explicit reader(const town& what)
        : town_(what), upto_(what.rates.size(), 0), read_(what.rates.size(), first_midnight) {}

    std::span<const moment> read(std::size_t source, moment now) {
        const auto& written = town_.written[source];
        const auto begin = upto_[source];
        auto& at = upto_[source];
        for (; at < written.size() && written[at] <= now; ++at) {
            if (written[at] < measured_from || written[at] >= measured_until) continue;
            ++out_.found;
            out_.delay += seconds(now - written[at]);
        }
        if (now >= measured_from && now < measured_until) {
            ++out_.requests;
            out_.oldest = std::max(out_.oldest, seconds(now - read_[source]));
        }
        read_[source] = now;
        return {written.data() + begin, at - begin};
    }
    const outcome& so_far() const { return out_; }

private:
    static double seconds(std::chrono::milliseconds d) { return static_cast<double>(d.count()) / 1000; }

    const town& town_;
    std::vector<std::size_t> upto_;
    std::vector<moment> read_;
    outcome out_;
};

outcome read_equally(const town& what) {
    reader reads(what);
    for (std::int64_t n = 0;; ++n) {
        const auto now = first_midnight + n * budget.stretch / budget.requests;
        if (now >= all_found) return reads.so_far();
        reads.read(static_cast<std::size_t>(n) % sources, now);
    }
}

outcome read_by_schedule(const town& what) {
    reader reads(what);
    poll_schedule schedule(budget, hour_of, first_midnight);
    for (std::size_t i = 0; i < sources; ++i) schedule.add(std::to_string(i), bounds, first_midnight);
    for (auto now = first_midnight; now < all_found;) {
        const auto turn = schedule.next(now);
        if (turn.source.empty())
            now = turn.at;
        else
            schedule.was_read(turn.source, now, reads.read(std::stoul(turn.source), now));
    }
    return reads.so_far();
}

double least_mean_delay(const town& what) {
    double sum = 0, sum_of_roots = 0;
    for (double rate : what.rates) sum += rate, sum_of_roots += std::sqrt(rate);
    const double reads_a_second = budget.requests * 1000.0 / static_cast<double>(budget.stretch.count());
    return sum_of_roots * sum_of_roots / (2 * reads_a_second * sum);
}

void print(const char* who, const outcome& o, double least) {
    std::printf("  %-28s %7lld  %14.2f  %12.1f  %9.2f  %14.1f\n", who, static_cast<long long>(o.found),
                static_cast<double>(o.requests) / static_cast<double>(o.found), o.mean_delay(), o.mean_delay() / least,
                o.oldest / 60);
}

bool compare(const town_plan& plan) {
    outcome equally, ours;
    double least = 0;
    for (int n = 0; n < plan.towns; ++n) {
        const auto what = make_town(plan, sources, 3, seed + static_cast<std::uint64_t>(n));
        equally.add(read_equally(what)), ours.add(read_by_schedule(what));
        least += least_mean_delay(what) / plan.towns;
    }
    const bool reached = ours.mean_delay() / least <= plan.most_ratio;
    std::printf("%s%s\n", plan.name.c_str(), plan.towns > 1 ? ", three towns" : "");
    print("every source equally often", equally, least);
    print("ours, after one learnt day", ours, least);
    std::printf("  %-28s %7s  %14s  %12.1f  %9.2f   aim for ours: %.2f, %s\n", "the least, rates known", "", "", least,
                1.0, plan.most_ratio, reached ? "reached" : "MISSED");
    return reached && ours.found == equally.found;
}

void measure_choosing() {
    const auto what = make_town(plans[5], sources, 1, seed);
    reader reads(what);
    poll_schedule schedule({100'000'000, std::chrono::hours{1}}, hour_of, first_midnight);
    for (std::size_t i = 0; i < sources; ++i)
        schedule.add(std::to_string(i), {std::chrono::milliseconds{1}, std::chrono::hours{1}}, first_midnight);
    constexpr int turns = 200'000;
    const auto began = std::chrono::steady_clock::now();
    for (int n = 0; n < turns; ++n) {
        const auto now = first_midnight + std::chrono::milliseconds{n * 300};
        const auto turn = schedule.next(now);
        schedule.was_read(turn.source, now, reads.read(std::stoul(turn.source), now));
    }
    const std::chrono::duration<double, std::micro> took = std::chrono::steady_clock::now() - began;
    std::printf("\nChoosing one of %zu sources and learning from its read takes %.1f µs here.\n", sources,
                took.count() / turns);
}

int run() {
    std::printf(
        "%zu sources, %d reads an hour, one day measured after one learnt; a source is read again after 1 s at "
        "the soonest, 1 h at the latest; seed %llu\n\n",
        sources, budget.requests, static_cast<unsigned long long>(seed));
    std::printf("  %-28s %7s  %14s  %12s  %9s  %14s\n", "", "posts", "requests a post", "mean delay, s", "to least",
                "oldest unread, min");
    bool all = true;
    for (auto& plan : plans) all = compare(plan) && all;
    measure_choosing();
    return all ? EXIT_SUCCESS : EXIT_FAILURE;
}

}

}

int main() {
    return otklik::bench::run();
}
