#include "connectors/graph/progress.hpp"

#include <algorithm>

namespace otklik::graph {

namespace {

constexpr std::int64_t deepest_gap = 20;  // pages of publications that one probe goes back through
constexpr auto places_last = std::chrono::minutes(10);

}

reader_settings reader_settings_of(const surroundings& around, std::string_view watched) {
    reader_settings out;
    out.account = around.account;
    out.watched = whole_number(value_of(around.options, watched)).value_or(out.watched);
    if (const auto hours = whole_number(value_of(around.options, "sweep_hours")))
        out.sweep_every = std::chrono::hours(*hours);
    return out;
}

bool progress::has_stale_places(moment now) const {
    return now - placed > places_last;
}

void progress::forget_places() {
    gap.clear(), at.clear();
    gap_pages = 0;
}

bool progress::begin_page(moment now, std::chrono::hours sweep_every) {
    if (!gap.empty()) return false;
    sweeping = now - swept >= sweep_every;
    if (sweeping) swept = now;
    return true;
}

void progress::end_page(const std::string& next, bool over, moment now) {
    over = over || next.empty() || ++gap_pages >= deepest_gap;
    gap = over ? std::string() : next;
    placed = now;
    if (over) gap_pages = 0;
}

bool progress::has_ordered(const std::string& publication) const {
    return std::ranges::find(work, publication, &comment_work::of) != work.end();
}

void progress::order(comment_work one) {
    if (!has_ordered(one.of)) work.push_back(std::move(one));
}

void progress::count(moment written, moment known) {
    ++found;
    newer += written > known;
    newest = std::max(newest, written);
}

void progress::end_work(watched_publication* one, std::int64_t comments) {
    if (one) {
        one->comments = comments;
        one->newest = std::max(one->newest, newest);
    }
    work.erase(work.begin());
    begin_next();
}

void progress::begin_next() {
    at.clear();
    found = newer = 0;
    newest = moment{};
}

void progress::read_it_last() {
    std::ranges::rotate(work, work.begin() + 1);
    begin_next();
}

}
