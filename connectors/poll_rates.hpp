// What a poll schedule learns: how many posts a source is likely to hold that nobody has read yet.
//
// The rate of a source is Gamma–Poisson: what it was seen to write over how long, old days forgotten. Rates differ by
// orders of magnitude, so the first guess is a mixture of Gammas, from a post in a year to thousands a day; how many
// sources of the pool are of which kind is learnt from all of them (a few rounds of expectation–maximisation). The
// hours of the day are learnt from all sources together, since a quiet one alone would need months. Where posts draw
// further posts, as a quarrel under a post does, that is learnt too
// (`echo`): a source that has just written much is expected to go on for a while.
//
// Time here is seconds from an origin of the owner's; it only moves forward. Pure; no part of it looks at a clock.
#pragma once

#include <array>
#include <span>

namespace otklik {

// How much is written in each hour of the day, 1 on average.
class day_profile {
public:
    static constexpr int hours = 24;

    void pass(int hour, double seconds);  // so much of this hour went by
    void saw(int hour, double posts);
    // The weights as they are to be from now on; not at every post, since what is expected must not change backwards.
    void settle();
    double weight(int hour) const { return weights_[static_cast<std::size_t>(hour)]; }

    struct counted {
        std::array<double, hours> posts{}, seconds{};
    };
    const counted& so_far() const { return counted_; }
    void restore(const counted&);

private:
    counted counted_;
    std::array<double, hours> weights_ = filled_with_ones();
    static constexpr std::array<double, hours> filled_with_ones() {
        std::array<double, hours> out{};
        out.fill(1);
        return out;
    }
};

// Where the day stands: real seconds, seconds weighted by the profile, and the sum of those over the real ones. With
// the values at a source's last read, the index of any rate follows without walking through the hours again.
struct day_course {
    double real = 0, weighted = 0, summed = 0;

    void pass(double seconds, double weight) {
        summed += seconds * (weighted + weight * seconds / 2);
        weighted += weight * seconds;
        real += seconds;
    }
    // As it would have been so many seconds ago, had the profile been flat.
    day_course back(double seconds) const {
        return {real - seconds, weighted - seconds, summed - seconds * (weighted - seconds / 2)};
    }
    // a·N − ∫N for a rate of one post a (weighted) second, since `read`.
    double index_since(const day_course& read) const { return (real - read.real) * weighted - (summed - read.summed); }
};

struct source_history {
    double posts = 0, seconds = 0;  // weighted seconds; both forgotten in step
    double heat = 0;                // recent posts, each fading within the hour
};

// The rates of a pool of sources.
class poll_rates {
public:
    // Posts a second of a source with this history, in weighted seconds.
    double rate_of(const source_history&) const;
    // Posts beyond what a source usually has within the time that heat lasts; 0 where that is no more than chance.
    double excess(const source_history&, double weight) const;
    // What each post too many adds to the index of a source `seconds` after its last read.
    double echo_index(double seconds) const;

    // A source brought posts that were written so many seconds ago, `gap` seconds after the read before.
    // `excess`: as it was after that read.
    void learn(source_history& of, std::span<const double> ages, double gap, double weighted_gap, double excess);
    // The first guess for everybody, from all.
    void guess_from(std::span<const source_history* const> all);

    struct echoes {
        double seen = 0, expected = 0;
    };
    const echoes& so_far() const { return echoes_; }
    void restore(echoes kept) { echoes_ = kept; }

private:
    static constexpr std::size_t kinds = 14;
    using shares = std::array<double, kinds>;

    double echo() const;
    shares shares_of(const source_history&) const;

    shares shares_ = [] {
        shares out{};
        out.fill(1.0 / kinds);
        return out;
    }();
    echoes echoes_;
};

}
