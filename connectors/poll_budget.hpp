// How many requests a schedule may spend. Within any stretch of `stretch` never more than `requests`, and what is there
// is handed out evenly: a few at once, the others one by one.
#pragma once

#include <algorithm>
#include <chrono>

namespace otklik {

struct poll_budget {
    int requests = 0;
    std::chrono::milliseconds stretch{};
};

// Counts in milliseconds of its owner's time, which only moves forward.
class poll_purse {
public:
    // `at_once`: so many may be spent without a pause; what is spent evenly is that much less, so that the bound holds
    // for a stretch that begins with a full purse.
    poll_purse(poll_budget of, double at_once) : of_(of) { hold(at_once); }

    // Before anything was spent beyond it.
    void hold(double at_once) {
        most_ = std::clamp(at_once, 1.0, std::max(1.0, of_.requests / 2.0));
        per_ms_ = std::max(of_.requests - most_, 0.5) / static_cast<double>(std::max<long>(of_.stretch.count(), 1));
        left_ = std::min(left_, most_);
    }
    void fill() { left_ = most_; }
    void pass(double milliseconds) { left_ = std::min(most_, left_ + per_ms_ * milliseconds); }
    // What was not foreseen is spent all the same, and is missing then.
    void spend(double requests) { left_ = std::min(most_, left_ - requests); }
    void set(double left) { left_ = std::min(left, most_); }

    double left() const { return left_; }
    double most() const { return most_; }
    double per_ms() const { return per_ms_; }
    // Milliseconds until so many are there, at most as many as it holds.
    double until(double requests) const { return std::max(0.0, (std::min(requests, most_) - left_) / per_ms_); }

private:
    poll_budget of_;
    double most_ = 1, per_ms_ = 1, left_ = 0;
};

}
