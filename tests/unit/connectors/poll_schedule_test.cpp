#include "connectors/poll_schedule.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <deque>
#include <random>

namespace otklik::test {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

namespace {

const moment begin = from_milliseconds(1'767'225'600'000);

int hour_in_utc(moment when) {
    return static_cast<int>(when.time_since_epoch() / 1h % 24);
}

struct one_read {
    std::string source;
    moment at;
    int cost = 1;
    bool operator==(const one_read&) const = default;
};

// Sources that write at steady rates, read as the schedule says; keeps what was read when.
struct town {
    explicit town(poll_budget of = {600, 1h}) : budget(of), schedule(of, hour_in_utc, begin) {}

    poll_budget budget;
    poll_schedule schedule;
    moment now = begin;
    std::vector<one_read> reads;
    std::map<std::string, double> a_day;  // posts
    std::map<std::string, poll_bounds> bounds;
    std::mt19937_64 dice{7};

    void add(const std::string& name, double posts_a_day, poll_bounds its = {1s, 1h}) {
        a_day[name] = posts_a_day, bounds[name] = its;
        schedule.add(name, its, now);
    }
    // Posts of a source between two times, at random.
    std::vector<moment> written(const std::string& name, moment from, moment to) {
        std::vector<moment> out;
        std::uniform_real_distribution<double> any(1e-12, 1);
        for (auto at = from;;) {
            at += milliseconds{std::llround(-std::log(any(dice)) * 86'400'000 / std::max(a_day[name], 1e-6))};
            if (at > to) return out;
            out.push_back(at);
        }
    }
    void read_on(milliseconds how_long, int cost = 1) {
        for (const auto until = now + how_long; now < until;) {
            const auto turn = schedule.next(now);
            if (turn.source.empty()) {
                ASSERT_GT(turn.at, now) << "asked again at once, for ever";
                now = turn.at;
                continue;
            }
            const auto before = last_read(turn.source);
            reads.push_back({turn.source, now, cost});
            schedule.was_read(turn.source, now, written(turn.source, before, now), cost);
        }
    }
    moment last_read(const std::string& name) const {
        for (auto r = reads.rbegin(); r != reads.rend(); ++r)
            if (r->source == name) return r->at;
        return begin;
    }
    std::map<std::string, milliseconds> longest_gaps(moment from = begin) const {
        std::map<std::string, milliseconds> out;
        std::map<std::string, moment> last;
        for (auto& [name, posts] : a_day) last[name] = from, out[name] = 0ms;
        auto note = [&](const std::string& name, moment at) {
            out[name] = std::max(out[name], at - last[name]);
            last[name] = at;
        };
        for (auto& r : reads)
            if (r.at >= from) note(r.source, r.at);
        for (auto& [name, posts] : a_day) note(name, now);
        return out;
    }
    std::map<std::string, milliseconds> shortest_gaps() const {
        std::map<std::string, milliseconds> out;
        std::map<std::string, moment> last;
        for (auto& r : reads) {
            if (last.contains(r.source))
                out[r.source] = std::min(out.contains(r.source) ? out[r.source] : 24h, r.at - last[r.source]);
            last[r.source] = r.at;
        }
        return out;
    }
    int most_spent_within(milliseconds stretch) const {
        int most = 0, spent = 0;
        std::deque<one_read> window;
        for (auto& r : reads) {
            window.push_back(r);
            spent += r.cost;
            while (window.front().at + stretch <= r.at) spent -= window.front().cost, window.pop_front();
            most = std::max(most, spent);
        }
        return most;
    }
    std::int64_t times(const std::string& name) const { return std::ranges::count(reads, name, &one_read::source); }
};

}

TEST(PollSchedule, WhereThereIsNothingToReadItIsAskedAgainLater) {
    town t;
    const auto turn = t.schedule.next(begin);
    EXPECT_TRUE(turn.source.empty());
    EXPECT_GT(turn.at, begin);
}

TEST(PollSchedule, ANewSourceIsReadAtOnce) {
    town t;
    t.add("wall", 10);
    EXPECT_EQ(t.schedule.next(begin).source, "wall");
}

TEST(PollSchedule, ASourceThatIsBeingReadIsNotGivenAgain) {
    town t;
    t.add("wall", 10);
    ASSERT_EQ(t.schedule.next(t.now).source, "wall");
    for (int i = 0; i < 1000; ++i) {
        const auto turn = t.schedule.next(t.now);
        EXPECT_TRUE(turn.source.empty());
        t.now = turn.at;
    }
    t.schedule.was_read("wall", t.now, {});
    EXPECT_EQ(t.schedule.next(t.now + 1s).source, "wall");
}

// ---- the budget

TEST(PollSchedule, TheBudgetIsNeverExceededWithinAnyStretch) {
    town t;
    for (int i = 0; i < 50; ++i) t.add("s" + std::to_string(i), i * i, {1s, (i + 1) * 5min});
    t.read_on(12h);
    EXPECT_LE(t.most_spent_within(1h), 600);
    EXPECT_GE(t.reads.size(), 12u * 600 * 98 / 100) << "and it is spent";
    EXPECT_LE(t.most_spent_within(1min), 10 + 3) << "evenly";
}

TEST(PollSchedule, TheBudgetHoldsForDearReads) {
    town t;
    for (int i = 0; i < 20; ++i) t.add("s" + std::to_string(i), 10 * i, {1s, 1h, 5});
    t.read_on(12h, 5);
    EXPECT_LE(t.most_spent_within(1h), 600);
}

TEST(PollSchedule, TheBudgetHoldsOverRestarts) {
    town t;
    for (int life = 0; life < 60; ++life) {
        t.schedule = poll_schedule(t.budget, hour_in_utc, t.now, t.schedule.state());
        for (int i = 0; i < 20; ++i) t.add("s" + std::to_string(i), 50);
        t.read_on(90s);
    }
    EXPECT_LE(t.most_spent_within(1h), 600);
}

TEST(PollSchedule, AReadThatIsDearerThanExpectedIsPaidByThoseThatFollow) {
    town t;
    for (int i = 0; i < 20; ++i) t.add("s" + std::to_string(i), 10);
    t.read_on(6h, 4);
    EXPECT_LE(t.most_spent_within(1h), 600 + 3);
    EXPECT_GE(t.reads.size(), 6u * 150 * 95 / 100);
}

// ---- the bounds

TEST(PollSchedule, NoSourceIsReadSoonerThanItsSoonest) {
    town t;
    t.add("busy", 100'000, {40s, 1h});
    t.add("quiet", 1, {10min, 1h});
    t.read_on(6h);
    EXPECT_GE(t.shortest_gaps()["busy"], 40s);
    EXPECT_GE(t.shortest_gaps()["quiet"], 10min);
    EXPECT_LE(t.longest_gaps()["quiet"], 11min) << "what the budget allows is read";
}

TEST(PollSchedule, NothingStarvesWhereBoundsAreAlike) {
    town t;
    for (int i = 0; i < 99; ++i)  // which takes 99 % of the budget
        t.add("s" + std::to_string(i), i ? 1 : 100'000, {1s, 10min});
    t.read_on(8h);
    EXPECT_FALSE(t.schedule.strained());
    for (auto& [name, gap] : t.longest_gaps()) EXPECT_LE(gap, 10min) << name;
}

TEST(PollSchedule, NothingStarvesWhereBoundsDiffer) {
    constexpr auto a_read = 1h / 600;
    for (unsigned world = 1; world <= 10; ++world) {
        SCOPED_TRACE(world);
        std::mt19937_64 dice(world);
        town t;
        double needed = 0;  // reads an hour, at most 70 % of the budget
        for (int i = 0; needed < 0.7 * 600; ++i) {
            const auto longest = milliseconds{static_cast<std::int64_t>(60'000 + dice() % 5'000'000)};
            needed += 1h / std::chrono::duration<double, std::milli>(longest);
            if (needed < 0.7 * 600)
                t.add("s" + std::to_string(i), static_cast<double>(dice() % 3 ? 1 : dice() % 10'000), {1s, longest});
        }
        t.read_on(3h);
        EXPECT_FALSE(t.schedule.strained());
        for (auto& [name, gap] : t.longest_gaps()) EXPECT_LE(gap, t.bounds[name].longest + a_read) << name;
    }
}

TEST(PollSchedule, ManyNewSourcesDoNotMakeTheOldOnesWait) {
    town t;
    t.add("old", 1, {1s, 2min});
    t.read_on(1h);
    for (int i = 0; i < 300; ++i) t.add("new" + std::to_string(i), 100, {1s, 2h});
    t.read_on(2h);
    EXPECT_LE(t.longest_gaps(begin + 1h)["old"], 2min);
}

TEST(PollSchedule, BoundsThatNeedMoreThanTheBudgetStretchInProportion) {
    town t;
    for (int i = 0; i < 40; ++i) t.add("near" + std::to_string(i), 5, {1s, 2min});
    for (int i = 0; i < 40; ++i) t.add("far" + std::to_string(i), 500, {1s, 6min});
    t.read_on(1s);
    EXPECT_TRUE(t.schedule.strained());
    EXPECT_NEAR(t.schedule.stretched(), (40 / 120. + 40 / 360.) / (600 / 3600.), 0.05);
    const auto began = t.now += 1h;
    t.read_on(8h);
    EXPECT_LE(t.most_spent_within(1h), 600);
    const auto gaps = t.longest_gaps(began + 1h);
    for (auto& [name, gap] : gaps) {
        const double asked = std::chrono::duration<double>(t.bounds[name].longest) / 1s;
        EXPECT_NEAR(std::chrono::duration<double>(gap) / 1s / asked, t.schedule.stretched(), 0.35) << name;
    }
    for (int i = 0; i < 40; ++i) t.schedule.remove("near" + std::to_string(i));
    t.schedule.next(t.now);
    EXPECT_FALSE(t.schedule.strained());
}

TEST(PollSchedule, SaysWhenASourceIsReadAtTheLatest) {
    town t;
    t.add("wall", 10, {1s, 10min});
    t.schedule.next(begin);
    EXPECT_EQ(t.schedule.latest("wall"), std::nullopt) << "it is being read";
    t.schedule.was_read("wall", begin + 1s, {});
    EXPECT_EQ(t.schedule.latest("wall"), begin + 1s + 10min);
    EXPECT_EQ(t.schedule.latest("nobody"), std::nullopt);
}

// ---- learning

TEST(PollSchedule, LearnsHowMuchASourceWrites) {
    town t({60, 1h});
    t.add("busy", 800), t.add("quiet", 8);
    t.read_on(72h);
    EXPECT_NEAR(t.schedule.posts_a_day("busy"), 800, 80);
    EXPECT_NEAR(t.schedule.posts_a_day("quiet"), 8, 5);
}

TEST(PollSchedule, ReadsInProportionToTheRootOfTheRate) {
    town t;
    for (int i = 0; i < 20; ++i) t.add((i % 2 ? "busy" : "quiet") + std::to_string(i), i % 2 ? 900 : 100, {1s, 12h});
    t.read_on(24h);
    t.reads.clear();
    t.read_on(24h);
    EXPECT_NEAR(static_cast<double>(t.times("busy1")) / static_cast<double>(t.times("quiet2")), 3, 0.5);
}

TEST(PollSchedule, TakesDearReadsSeldomer) {
    town t;
    for (int i = 0; i < 20; ++i) t.add((i % 2 ? "dear" : "cheap") + std::to_string(i), 100, {1s, 12h, i % 2 ? 9 : 1});
    for (const auto until = t.now + 24h; t.now < until;) {
        const auto turn = t.schedule.next(t.now);
        if (turn.source.empty()) {
            t.now = turn.at;
            continue;
        }
        const int cost = turn.source.starts_with("dear") ? 9 : 1;
        t.reads.push_back({turn.source, t.now, cost});
        t.schedule.was_read(turn.source, t.now, {}, cost);
    }
    EXPECT_NEAR(static_cast<double>(t.times("cheap0")) / static_cast<double>(t.times("dear1")), 3, 0.5);
    EXPECT_LE(t.most_spent_within(1h), 600);
}

TEST(PollSchedule, NoticesThatASilentSourceAwakes) {
    town t({120, 1h});
    for (int i = 0; i < 20; ++i) t.add("s" + std::to_string(i), 50, {1s, 2h});
    t.add("sleeper", 0, {1s, 2h});
    t.read_on(14 * 24h);
    const auto asleep = t.schedule.posts_a_day("sleeper");
    EXPECT_LT(asleep, 1);
    EXPECT_LE(t.longest_gaps()["sleeper"], 2h);
    t.a_day["sleeper"] = 2'000;
    t.reads.clear();
    t.read_on(3h);
    EXPECT_GT(t.schedule.posts_a_day("sleeper"), 10 * asleep);
    EXPECT_GT(t.times("sleeper"), 2 * t.times("s0"));
}

TEST(PollSchedule, ReadsMoreWhereAQuarrelHasBegun) {
    // Posts come in heaps: each begins with one post and draws thirty within the hour.
    auto heap = [](moment from) {
        std::vector<moment> out{from};
        for (int i = 1; i <= 30; ++i) out.push_back(from + i * 2min);
        return out;
    };
    town t;
    std::map<std::string, std::vector<moment>> posts;
    std::mt19937_64 dice(3);
    for (int i = 0; i < 40; ++i) {
        const auto name = "s" + std::to_string(i);
        t.add(name, 0, {1s, 2h});
        for (auto at = begin; at < begin + 100h; at += milliseconds{1 + dice() % (40 * 3'600'000)})
            for (auto when : heap(at)) posts[name].push_back(when);
        std::ranges::sort(posts[name]);
    }
    std::int64_t in_heaps = 0, other = 0;  // seconds between reads, the reads that follow a post and those that do not
    std::int64_t n_in_heaps = 0, n_other = 0;
    std::map<std::string, std::pair<moment, bool>> last;
    for (; t.now < begin + 72h;) {
        const auto turn = t.schedule.next(t.now);
        if (turn.source.empty()) {
            t.now = turn.at;
            continue;
        }
        auto& all = posts[turn.source];
        auto end = std::ranges::upper_bound(all, t.now);
        std::vector<moment> found(all.begin(), end);
        all.erase(all.begin(), end);
        auto& [at, hot] = last[turn.source];
        if (t.now > begin + 48h) {
            (hot ? in_heaps : other) += (t.now - at) / 1s;
            ++(hot ? n_in_heaps : n_other);
        }
        at = t.now, hot = !found.empty();
        t.schedule.was_read(turn.source, t.now, found);
    }
    ASSERT_GT(n_in_heaps, 50);
    EXPECT_LT(2 * in_heaps / n_in_heaps, other / n_other);
}

TEST(PollSchedule, TheHoursOfTheDayAreLearntFromAllSources) {
    constexpr auto just_before_nine = 21h - 1s;  // found in the hour that follows
    town t({60, 1h});
    for (int i = 0; i < 10; ++i) t.add("s" + std::to_string(i), 0);
    for (const auto until = t.now + 72h; t.now < until;) {
        const auto turn = t.schedule.next(t.now);
        if (turn.source.empty()) {
            t.now = turn.at;
            continue;
        }
        std::vector<moment> written;
        for (auto at = begin + just_before_nine; at <= t.now; at += 24h)
            if (at > t.last_read(turn.source)) written.push_back(at);
        t.reads.push_back({turn.source, t.now});
        t.schedule.was_read(turn.source, t.now, written);
    }
    const auto hours = t.schedule.state().hours;
    for (std::size_t hour = 0; hour < hours.size(); ++hour)
        EXPECT_EQ(hours[hour].posts, hour == 20 ? 10 * 3 * 1000 : 0) << hour;
}

TEST(PollSchedule, AnHourWeighsWhatIsWrittenInIt) {
    day_profile profile;
    for (int day = 0; day < 3; ++day)
        for (int hour = 0; hour < 24; ++hour) profile.pass(hour, 3600), profile.saw(hour, hour < 6 ? 10 : 100);
    profile.settle();
    EXPECT_NEAR(profile.weight(20) / profile.weight(3), 10, 3);
    double sum = 0;
    for (int hour = 0; hour < 24; ++hour) sum += profile.weight(hour);
    EXPECT_NEAR(sum, 24, 1e-9);
}

TEST(PollSchedule, AFailureTeachesNothingAndIsNotRepeatedBeforeItsTime) {
    town t;
    t.add("wall", 500), t.add("broken", 500);
    t.read_on(24h);
    const auto before = t.schedule.posts_a_day("broken");
    for (int i = 0; i < 200;) {
        const auto turn = t.schedule.next(t.now);
        if (turn.source == "broken") {
            EXPECT_TRUE(i == 0 || t.now >= t.last_read("broken") + 5min);
            t.reads.push_back({"broken", t.now});
            t.schedule.has_failed("broken", t.now, t.now + 5min);
            ++i;
        } else if (turn.source.empty())
            t.now = turn.at;
        else
            t.schedule.was_read(turn.source, t.now, {});
    }
    EXPECT_NEAR(t.schedule.posts_a_day("broken"), before, 1);
    EXPECT_LT(t.schedule.posts_a_day("wall"), 0.7 * before) << "which was read, and was empty";
}

// ---- sources that come and go, a clock that is wrong, a restart

TEST(PollSchedule, SourcesComeAndGo) {
    town t;
    t.add("a", 10), t.add("b", 10);
    ASSERT_FALSE(t.schedule.next(t.now).source.empty());
    t.schedule.remove("a"), t.schedule.remove("b");  // one of them while it is being read
    t.schedule.was_read("a", t.now, {}), t.schedule.has_failed("b", t.now, t.now);
    EXPECT_TRUE(t.schedule.next(t.now + 1min).source.empty());
    t.now += 1min;
    t.add("c", 10), t.add("c", 10, {1s, 10min});
    t.schedule.has_failed("a", t.now, t.now + 24h);  // which had the place that "c" has now
    t.schedule.has_failed("b", t.now, t.now + 24h);
    t.read_on(10min);
    EXPECT_GT(t.times("c"), 50);
    EXPECT_EQ(t.times("a") + t.times("b"), 0);
}

TEST(PollSchedule, AClockThatStandsStillOrIsSetBackBuysNothing) {
    town t;
    for (int i = 0; i < 20; ++i) t.add("s" + std::to_string(i), 100);
    t.read_on(1h);
    auto readable = [&](moment at) {
        int n = 0;
        for (;; ++n) {
            const auto turn = t.schedule.next(at);
            if (turn.source.empty()) return n;
            t.schedule.was_read(turn.source, at, {});
        }
    };
    readable(t.now);
    EXPECT_EQ(readable(t.now), 0);
    EXPECT_EQ(readable(t.now - 24h), 0);
    EXPECT_LE(readable(t.now - 24h + 1min), 10) << "from there it goes on";
    EXPECT_GE(readable(t.now - 24h + 2min), 3);
}

TEST(PollSchedule, AClockThatJumpsYearsAheadLosesNothing) {
    town t;
    for (int i = 0; i < 20; ++i) t.add("s" + std::to_string(i), 100, {1s, 1h});
    t.read_on(48h);
    t.now += 20 * 365 * 24h;
    t.a_day.clear();
    for (int i = 0; i < 20; ++i) t.a_day["s" + std::to_string(i)] = 0;
    const auto jumped = t.now;
    t.read_on(5min);
    EXPECT_GT(t.schedule.posts_a_day("s0"), 40) << "twenty years without a post were none";
    EXPECT_LE(t.most_spent_within(1h), 600);
    for (auto& [name, posts] : t.a_day) EXPECT_GE(t.last_read(name), jumped) << name;
}

TEST(PollSchedule, TheSameHappeningsGiveTheSameSchedule) {
    town one, other;
    for (auto* t : {&one, &other}) {
        for (int i = 0; i < 30; ++i) t->add("s" + std::to_string(i), i * 20);
        t->read_on(6h);
        t->schedule.remove("s7");
        t->read_on(6h);
    }
    EXPECT_GT(one.reads.size(), 5'000u);
    EXPECT_EQ(one.reads, other.reads);
}

TEST(PollSchedule, ARestartForgetsNothing) {
    town t;
    for (int i = 0; i < 30; ++i) t.add("s" + std::to_string(i), i * i);
    t.read_on(36h);
    auto text = json::write(encode(t.schedule.state()));
    poll_schedule anew(t.budget, hour_in_utc, t.now, decode<poll_state>(*json::parse(text)));
    for (auto& [name, its] : t.bounds) anew.add(name, its, t.now);
    EXPECT_EQ(encode(anew.state().sources), encode(t.schedule.state().sources));
    EXPECT_EQ(encode(anew.state().hours), encode(t.schedule.state().hours));
    anew.next(t.now), t.schedule.next(t.now);
    for (auto& [name, its] : t.bounds) {
        EXPECT_NEAR(anew.posts_a_day(name) / t.schedule.posts_a_day(name), 1, 0.1) << name;
        const auto latest = anew.latest(name), before = t.schedule.latest(name);
        EXPECT_TRUE(!latest || !before || *latest == *before) << name;
    }
    poll_schedule strange(t.budget, hour_in_utc, t.now, decode<poll_state>(json::value{"nonsense"}));
    EXPECT_EQ(strange.state().sources.size(), 0u);
}

}
