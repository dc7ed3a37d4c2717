// How far the reading of an account's own publications and of the comments under them has come. First a probe: pages of
// publications, from the newest back to known ones. Then the comments of those where something may be new, one
// publication after the other. What is read of them, and when, is each network's own.
#pragma once

#include "connectors/options.hpp"
#include "connectors/reading.hpp"
#include "storage/values/clock.hpp"

#include <chrono>
#include <string>
#include <vector>

namespace otklik::graph {

struct reader_settings {
    std::string account;
    std::int64_t watched = 50;          // of the newest publications: where new comments are looked for
    std::chrono::hours sweep_every{6};  // how often all comments are read again although no counter moved
};
// `watched`: the option that says how many.
reader_settings reader_settings_of(const surroundings& around, std::string_view watched);

inline constexpr std::size_t calls_at_once = 10;  // in one call of read: no source holds up the others
inline constexpr std::size_t posts_at_once = 500;
inline constexpr std::int64_t most_comments = 20'000;  // of a publication
// Comments this much older than the newest known one are read again.
inline constexpr auto overlap = std::chrono::minutes(10);
inline constexpr std::int64_t not_counted = -1;

struct watched_publication {
    std::string id;
    std::int64_t comments = not_counted;  // as the network counted them when they were last read
    moment newest{};                      // the newest of them then
    template <class F>
    static void fields(F&& f) {
        using w = watched_publication;
        f("i", &w::id), f("c", &w::comments), f("n", &w::newest);
    }
};

struct comment_work {
    std::string of;                       // the publication
    std::int64_t comments = not_counted;  // the counter that moved
    std::int64_t added = 0;               // by how much
    bool whole = false;                   // to the end, not only to what is known
    template <class F>
    static void fields(F&& f) {
        using w = comment_work;
        f("i", &w::of), f("c", &w::comments), f("a", &w::added), f("w", &w::whole);
    }
};

// Part of a cursor. Between two reads no work is under way.
struct progress {
    moment swept{};
    std::string gap;  // the pages so far held nothing known: where the next one begins
    std::int64_t gap_pages = 0;
    std::vector<comment_work> work;     // publications whose comments are to be read; the first may be half done
    std::string at;                     // of the next page of the first one's comments
    moment placed{};                    // when a place was got: places of Meta go stale
    std::int64_t found = 0, newer = 0;  // comments of the first one so far, and those that were not known
    moment newest{};                    // of them
    bool sweeping = false;              // in this probe all comments are read again; not kept

    template <class F>
    static void fields(F&& f) {
        using p = progress;
        f("swept", &p::swept), f("gap", &p::gap), f("gap_pages", &p::gap_pages), f("work", &p::work);
        f("at", &p::at), f("placed", &p::placed), f("found", &p::found), f("newer", &p::newer);
        f("newest", &p::newest);
    }

    bool is_under_way() const { return !work.empty() || !gap.empty(); }
    bool must_probe() const { return work.empty() || !gap.empty(); }

    bool has_stale_places(moment now) const;
    void forget_places();

    // Before a page of publications: whether it is the first one of the probe.
    bool begin_page(moment now, std::chrono::hours sweep_every);
    // Behind it. `over`: what is known was met, or what is too old to be of use.
    void end_page(const std::string& next, bool over, moment now);

    bool has_ordered(const std::string& publication) const;
    // To read its comments; nothing where that is ordered already.
    void order(comment_work);

    // One comment of the first publication in the work.
    void count(moment written, moment known);
    // Its comments are read, or given up: the next one's turn. `one`: null where it is not watched any more.
    void end_work(watched_publication* one, std::int64_t comments);
    void begin_next();
    void read_it_last();
};

}
