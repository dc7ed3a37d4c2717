// Sources that write, for the polling bench: rates as unequal as real ones, a day with its night, and quarrels that
// draw further posts. Everything follows from the seed.
#pragma once

#include "storage/values/clock.hpp"

#include <array>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace otklik::bench {

// The standard's distributions differ between libraries; its engine does not.
class dice {
public:
    explicit dice(std::uint64_t seed) : engine_(seed) {}
    double uniform();  // in (0, 1)
    double normal();
    double exponential();  // mean 1
    int poisson(double mean);

private:
    std::mt19937_64 engine_;
};

enum class unequal { zipf, log_normal };

struct town_plan {
    std::string name;
    unequal kind = unequal::zipf;
    double how = 1;  // Zipf's exponent, or σ
    double posts_a_day = 20'000;
    double in_quarrels = 0;   // this share of the posts is drawn by others
    double most_ratio = 1.1;  // the aim
    int towns = 1;            // measured together, where a day of one says little
};

struct town {
    std::vector<double> rates;                 // posts a day of each source
    std::vector<std::vector<moment>> written;  // by each source, ascending
};

inline constexpr moment first_midnight = from_milliseconds(1'767'211'200'000);  // where the people live
inline constexpr std::chrono::milliseconds day = std::chrono::hours{24};

int hour_of(moment when);
town make_town(const town_plan& plan, std::size_t sources, int days, std::uint64_t seed);

}
