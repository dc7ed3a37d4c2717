// What connectors that read step by step have in common: a cursor out of its text, a reading that could not begin,
// which things are watched for new comments, and what trouble with one of them means for the others.
#pragma once

#include "connectors/connector.hpp"
#include "storage/values/json.hpp"
#include "storage/values/record.hpp"

#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

namespace otklik {

// A cursor that cannot be understood is a start from the beginning: what was read already is known by its ids.
template <class Cursor>
Cursor cursor_from(std::string_view text) {
    const auto parsed = json::parse(text.empty() ? std::string_view("{}") : text);
    return parsed ? decode<Cursor>(*parsed) : Cursor{};
}

// Nothing was read, so the cursor stands where it stood.
inline reading not_begun(std::string cursor, failure why) {
    reading out;
    out.cursor = std::move(cursor);
    out.failed = std::move(why);
    return out;
}

// ---- what is watched

// The watched thing of this id, or null: pushed out by newer ones.
template <class Watched, class Id>
Watched* watched_in(std::vector<Watched>& all, const Id& id) {
    const auto found = std::ranges::find(all, id, &Watched::id);
    return found == all.end() ? nullptr : &*found;
}

// Those of the page just read come first, in its order; of the others as many stay as make `most`. While a gap is being
// closed (`begins` is false) all of them stay in front, or the next page would not know what it is looking for.
template <class Watched>
void watch_page(std::vector<Watched>& all, std::vector<Watched> page, bool begins, std::size_t most) {
    std::erase_if(all, [&](const Watched& old) { return watched_in(page, old.id) != nullptr; });
    if (begins) std::swap(all, page);
    std::ranges::move(page, std::back_inserter(all));
    if (all.size() > most) all.resize(most);
}

// ---- trouble with the comments of one thing

// What is closed or gone is left out. What may concern this one alone, and another attempt or a person must mend, goes
// last, so that it does not stand in the way of the others. All else stops the reading where it is.
enum class after_trouble { leave_it_out, read_it_last, stop };

constexpr after_trouble after(trouble kind) {
    switch (kind) {
        case trouble::refused:
        case trouble::gone: return after_trouble::leave_it_out;
        case trouble::settings:
        case trouble::unreadable: return after_trouble::read_it_last;
        default: return after_trouble::stop;
    }
}

}
