// How many sources can be held at 1, 5 and 15 minutes inside the quotas of the networks. Nothing is measured: the
// limits are data, from the networks' own words or from what clients keep to, and the rest is division.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <limits>
#include <string_view>

namespace {

constexpr double no_end = std::numeric_limits<double>::infinity();
constexpr double day = 86'400, hours_24 = 24;

struct way_of_reading {
    std::string_view network, what;
    double calls_a_day;     // of the method
    double calls_a_second;  // of the token
    double batch;           // inner calls that one call of the token carries
    double sources_a_call;  // that one (inner) call of the method reads
    double calls_a_source;  // more calls for each source and reading
    double most_sources;    // whatever the calls
    std::string_view assumes;
};

constexpr way_of_reading ways[] = {
    {"VK", "walls, new posts: wall.get", 5000, 3, 1, 1, 0, no_end, "5000 wall.get a day; service key"},
    {"VK", "searches: newsfeed.search", 1000, 3, 1, 1, 0, no_end, "1000 newsfeed.search a day"},
    {"VK", "walls, comments: wall.getById", no_end, 3, 1, 2, 0, no_end,
     "100 posts a call, 50 watched on each wall; no daily quota is known"},
    {"VK", "the same inside execute", no_end, 3, 25, 2, 0, no_end,
     "25 inner calls, which count towards daily quotas; 5 MB an answer; needs a user or community token"},
    {"VK", "walls inside execute: wall.get", 5000, 3, 25, 1, 0, no_end,
     "the daily quota decides: execute buys nothing"},
    {"VK", "the own community: events", no_end, no_end, 1, 1, 0, no_end, "Long Poll or callback: no quota, no delay"},
    {"OK", "groups: topics and counters", no_end, 1, 1, 1, 1, no_end,
     "1 call a second is what clients keep to, OK says no number; 2 calls: topics, counters of the last"},
    {"Facebook", "pages: feed with totals, 3 engaged", 3 * 4800, no_end, 1, 1, 0, no_end,
     "4800 x engaged users in 24 h, for each page's own token: 3 engaged users"},
    {"Facebook", "the same, 1 engaged", 4800, no_end, 1, 1, 0, no_end, "the smallest page that has a quota at all"},
    {"Facebook", "by the app's limit", 200 * hours_24, no_end, 1, 1, 0, no_end,
     "200 x users of the app an hour: 1 user"},
    {"Instagram", "own media with counters", 100 * 4800, no_end, 1, 1, 0, no_end,
     "4800 x impressions in 24 h: 100 impressions"},
    {"Instagram", "hashtags: recent_media", 200 * hours_24, no_end, 1, 1, 0, 30,
     "the app's limit, 1 user; 30 different hashtags in 7 days"},
};

double sources_at(const way_of_reading& way, double minutes) {
    const double readings_a_day = day / (60 * minutes);
    const double calls = std::min(way.calls_a_day, way.calls_a_second * day * way.batch);
    return std::min(way.most_sources, calls / readings_a_day / (1 / way.sources_a_call + way.calls_a_source));
}

// By how many times more sources the learnt schedule holds the same mean delay, where their rates go by Zipf's law:
// n·Σλ / (Σ√λ)².
double gain_of_learning(double sources) {
    double sum = 0, roots = 0;
    for (int i = 1; i <= static_cast<int>(sources); ++i) sum += 1.0 / i, roots += std::sqrt(1.0 / i);
    return sources * sum / (roots * roots);
}

// Sources with the same mean delay as if each were read every so many minutes.
double learnt_at(const way_of_reading& way, double minutes) {
    const double equally = sources_at(way, minutes);
    if (equally < 1 || equally == way.most_sources) return equally;
    double out = equally;
    for (int round = 0; round < 20; ++round) out = std::min(way.most_sources, equally * gain_of_learning(out));
    return out;
}

void print(double sources) {
    if (sources == no_end)
        std::printf(" %9s", "any");
    else if (sources < 1)
        std::printf(" %9.1f", sources);
    else
        std::printf(" %9.0f", std::floor(sources));
}

}

int main() {
    constexpr double minutes[] = {1, 5, 15};
    std::printf(
        "Sources that can be read every so many minutes; and those with the same mean delay (half of it) by the "
        "learnt schedule, where rates go by Zipf's law.\n\n");
    std::printf("%-10s %-36s %9s %9s %9s %12s %9s %9s   %s\n", "", "", "1 min", "5 min", "15 min", "learnt: 1", "5",
                "15 min", "assumes");
    for (auto& way : ways) {
        std::printf("%-10s %-36s", way.network.data(), way.what.data());
        for (double m : minutes) print(sources_at(way, m));
        std::printf("   ");
        for (double m : minutes) print(learnt_at(way, m));
        std::printf("   %s\n", way.assumes.data());
    }
    std::printf(
        "\nA comment that is found costs a call more: wall.getComments and its like have no daily quota, so a town's "
        "thousand comments a day are 0.4 %% of three calls a second.\n");
}
