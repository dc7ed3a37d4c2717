#include "connectors/poll_schedule.hpp"

#include <algorithm>
#include <cmath>

namespace otklik {

using std::chrono::milliseconds;

namespace {

constexpr double at_once = 0.005;                                // of the budget, without a pause
constexpr double never_read = 86'400;                            // seconds: as if it had been a day ago
constexpr double nobody_to_read = 60.0;                          // seconds until it is asked again
constexpr milliseconds most_of_a_step = std::chrono::hours{48};  // walked hour by hour
constexpr milliseconds found_late = std::chrono::hours{1};       // a network's index lags
constexpr double cost_learns = 1.0 / 8;

double seconds_in(milliseconds d) {
    return static_cast<double>(d.count()) / 1000;
}
std::int64_t thousandths(double x) {
    return std::llround(x * 1000);
}
double from_thousandths(std::int64_t n) {
    return static_cast<double>(n) / 1000;
}

}

poll_schedule::poll_schedule(poll_budget budget, hour_of_day hour, moment now, const poll_state& known)
    : budget_(budget),
      purse_(budget, at_once * budget.requests),
      hour_(std::move(hour)),
      now_(now),
      hour_now_(hour_(now)) {
    for (auto& s : known.sources) remembered_.emplace(s.source, s);
    if (known.at == moment{}) {
        purse_.fill();
        return;
    }
    purse_.set(from_thousandths(known.left));
    purse_.pass(seconds_in(std::max(now - known.at, milliseconds{0})) * 1000);
    rates_.restore({from_thousandths(known.echo_seen), from_thousandths(known.echo_expected)});
    if (known.hours.size() != day_profile::hours) return;
    day_profile::counted counted;
    for (std::size_t h = 0; h < day_profile::hours; ++h) {
        counted.posts[h] = from_thousandths(known.hours[h].posts);
        counted.seconds[h] = static_cast<double>(known.hours[h].seconds);
    }
    profile_.restore(counted);
}

poll_state poll_schedule::state() const {
    poll_state out;
    out.at = now_;
    out.left = thousandths(purse_.left());
    out.echo_seen = thousandths(rates_.so_far().seen), out.echo_expected = thousandths(rates_.so_far().expected);
    for (std::size_t h = 0; h < day_profile::hours; ++h)
        out.hours.push_back({thousandths(profile_.so_far().posts[h]), std::llround(profile_.so_far().seconds[h])});
    for (auto& [name, s] : slots_) {
        auto& d = details_[s];
        out.sources.push_back({name, d.read_at.value_or(moment{}), thousandths(d.history.posts),
                               std::llround(d.history.seconds), thousandths(d.history.heat),
                               thousandths(candidates_[s].cost)});
    }
    return out;
}

// ---- sources

void poll_schedule::add(const std::string& source, poll_bounds bounds, moment now) {
    pass_to(now);
    remove(source);
    const auto s = free_slot();
    slots_[source] = s;
    auto& c = candidates_[s] = {};
    auto& d = details_[s] = {};
    c.known = true;
    c.cost = std::max(bounds.cost, 1);
    c.eligible = d.since = day_.real;
    d.name = source;
    d.longest = std::max(seconds_in(bounds.longest), 0.001);
    d.soonest = std::clamp(seconds_in(bounds.soonest), 0.001, d.longest);
    double unread_for = never_read;
    if (auto known = remembered_.extract(source)) {
        auto& r = known.mapped();
        d.history = {from_thousandths(r.posts), static_cast<double>(r.seconds), from_thousandths(r.heat)};
        if (r.cost > 0) c.cost = from_thousandths(r.cost);
        if (r.read != moment{}) {
            d.read_at = r.read;
            unread_for = seconds_in(std::max(now - r.read, milliseconds{0}));
            d.since -= unread_for;
            c.eligible = d.since + d.soonest;
        }
    }
    c.read = day_.back(unread_for);
    total_cost_ += c.cost;
    changed_ = true;
}

void poll_schedule::remove(std::string_view source) {
    auto at = slots_.find(source);
    if (at == slots_.end()) return;
    const auto s = at->second;
    deadlines_.erase({details_[s].deadline, s});
    total_cost_ -= candidates_[s].cost;
    candidates_[s].known = false;
    slots_.erase(at);
    changed_ = true;
}

poll_schedule::slot poll_schedule::free_slot() {
    auto free = std::ranges::find(candidates_, false, &candidate::known);
    if (free != candidates_.end()) return static_cast<slot>(free - candidates_.begin());
    candidates_.emplace_back();
    details_.emplace_back();
    return candidates_.size() - 1;
}

std::optional<poll_schedule::slot> poll_schedule::find(std::string_view source) const {
    auto at = slots_.find(source);
    if (at == slots_.end()) return std::nullopt;
    return at->second;
}

// ---- time

// An hour of the day has one weight, so a longer step is walked hour by hour.
void poll_schedule::pass_to(moment now) {
    purse_.pass(std::max(0.0, seconds_in(now - now_) * 1000));
    const auto walked = std::min(now, now_ + most_of_a_step);
    auto at = now_;
    while (at < walked) {
        const auto until = std::min<moment>(std::chrono::floor<std::chrono::hours>(at) + std::chrono::hours{1}, walked);
        profile_.pass(hour_now_, seconds_in(until - at));
        day_.pass(seconds_in(until - at), profile_.weight(hour_now_));
        at = until;
        if (const int hour = hour_(at); hour != hour_now_) {
            hour_now_ = hour;
            settle();
        }
    }
    if (now > at) {
        day_.pass(seconds_in(now - at), 1);
        hour_now_ = hour_(now);
    }
    now_ = now;
}

void poll_schedule::settle() {
    profile_.settle();
    std::vector<const source_history*> all;
    for (auto& [name, s] : slots_) all.push_back(&details_[s].history);
    rates_.guess_from(all);
    for (auto& [name, s] : slots_) candidates_[s].rate = rates_.rate_of(details_[s].history);
}

// ---- choosing

poll_turn poll_schedule::next(moment now) {
    pass_to(now);
    if (std::exchange(changed_, false)) settle(), stretch();
    if (const double wait = purse_.until(1); wait > 0) return {{}, later(now, wait / 1000)};
    auto chosen = most_worth();
    if (!chosen) return {{}, later(now, until_one_is_eligible())};
    if (auto other = pressing(*chosen)) chosen = other;
    const int charge = charge_of(*chosen);
    if (const double wait = purse_.until(charge); wait > 0) return {{}, later(now, wait / 1000)};
    purse_.spend(charge);
    auto& d = details_[*chosen];
    d.charged = charge;
    deadlines_.erase({d.deadline, *chosen});
    candidates_[*chosen].being_read = true;
    return {d.name, now};
}

std::optional<poll_schedule::slot> poll_schedule::most_worth() const {
    std::optional<slot> best;
    double most = -1;
    for (slot s = 0; s < candidates_.size(); ++s) {
        auto& c = candidates_[s];
        if (!c.known || c.being_read || c.eligible > day_.real) continue;
        double worth = c.rate * day_.index_since(c.read);
        if (c.excess > 0) worth += c.excess * rates_.echo_index(day_.real - c.read.real);
        worth /= c.cost;
        if (worth > most) most = worth, best = s;
    }
    return best;
}

// The one that must be read first, when some bound could not be kept after a read of the chosen one. Until a deadline
// the budget must pay for the reads that end by then, and for those that the same sources need after them.
std::optional<poll_schedule::slot> poll_schedule::pressing(slot chosen) const {
    const double per_second = purse_.per_ms() * 1000;
    double reads = charge_of(chosen), again = 0, passed = 0;  // requests; requests a second; their sum over time
    bool too_late = false;
    for (auto& [deadline, s] : deadlines_) {
        const double there = purse_.left() + per_second * (deadline - day_.real);
        if (there >= reads + total_cost_ + needed_ * (deadline - deadlines_.begin()->first)) break;
        if (s == chosen) continue;
        const double share = candidates_[s].cost / (details_[s].longest * stretched_);
        reads += candidates_[s].cost, again += share, passed += share * deadline;
        too_late = reads + again * deadline - passed > there;
        if (too_late) break;
    }
    if (!too_late) return std::nullopt;
    for (auto& [deadline, s] : deadlines_)
        if (candidates_[s].eligible <= day_.real) return s;
    return std::nullopt;
}

int poll_schedule::charge_of(slot s) const {
    return std::max(1, static_cast<int>(std::lround(candidates_[s].cost)));
}

double poll_schedule::until_one_is_eligible() const {
    double wait = nobody_to_read;
    for (auto& [name, s] : slots_) {
        auto& c = candidates_[s];
        wait = std::min(wait, c.being_read ? details_[s].soonest : c.eligible - day_.real);
    }
    return wait;
}

moment poll_schedule::later(moment now, double seconds) {
    return now + std::max(milliseconds{1}, milliseconds{static_cast<std::int64_t>(std::ceil(seconds * 1000))});
}

// ---- what came of it

void poll_schedule::was_read(std::string_view source, moment now, std::span<const moment> written, int cost) {
    pass_to(now);
    const auto s = find(source);
    if (!s) return;
    auto& c = candidates_[*s];
    auto& d = details_[*s];
    if (d.read_at) {
        const auto ages = ages_of(written, *d.read_at - found_late, now);
        rates_.learn(d.history, ages, day_.real - c.read.real, day_.weighted - c.read.weighted, c.excess);
    }
    d.read_at = now;
    d.since = day_.real;
    c.read = day_;
    c.rate = rates_.rate_of(d.history);
    c.excess = rates_.excess(d.history, profile_.weight(hour_now_));
    c.eligible = day_.real + d.soonest;
    end_of_reading(*s, cost);
}

void poll_schedule::has_failed(std::string_view source, moment now, moment until, int cost) {
    pass_to(now);
    const auto s = find(source);
    if (!s) return;
    candidates_[*s].eligible = day_.real + std::max(details_[*s].soonest, seconds_in(until - now));
    end_of_reading(*s, cost);
}

void poll_schedule::end_of_reading(slot s, int cost) {
    auto& c = candidates_[s];
    auto& d = details_[s];
    purse_.spend(cost - d.charged);
    d.charged = 0;
    c.being_read = false;
    const double more = cost_learns * (cost - c.cost);
    c.cost += more, total_cost_ += more;
    set_deadline(s);
}

// Seconds since each was written, of those that were not there at the read before.
std::vector<double> poll_schedule::ages_of(std::span<const moment> written, moment since, moment now) {
    std::vector<double> out;
    for (auto when : written) {
        if (when < since) continue;
        out.push_back(seconds_in(std::max(now - when, milliseconds{0})));
        profile_.saw(hour_(when), 1);
    }
    return out;
}

// ---- bounds

void poll_schedule::stretch() {
    needed_ = 0;
    double dearest = at_once * budget_.requests;
    for (auto& [name, s] : slots_) {
        needed_ += candidates_[s].cost / details_[s].longest;
        dearest = std::max<double>(dearest, charge_of(s));
    }
    purse_.hold(dearest);
    stretched_ = std::max(1.0, needed_ / (purse_.per_ms() * 1000));
    needed_ /= stretched_;
    for (auto& [name, s] : slots_)
        if (!candidates_[s].being_read) set_deadline(s);
}

void poll_schedule::set_deadline(slot s) {
    auto& d = details_[s];
    deadlines_.erase({d.deadline, s});
    d.deadline = std::max(candidates_[s].eligible, d.since + d.longest * stretched_);
    deadlines_.emplace(d.deadline, s);
}

std::optional<moment> poll_schedule::latest(std::string_view source) const {
    const auto s = find(source);
    if (!s || candidates_[*s].being_read) return std::nullopt;
    return now_ + milliseconds{std::llround(std::max(0.0, details_[*s].deadline - day_.real) * 1000)};
}

double poll_schedule::posts_a_day(std::string_view source) const {
    const auto s = find(source);
    return s ? rates_.rate_of(details_[*s].history) * 86'400 : 0;
}

}
