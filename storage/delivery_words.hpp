// A delivery as the functions of storage/functions/outbox.lua take it.
#pragma once

#include "storage/records.hpp"
#include "storage/store.hpp"

namespace otklik::storage {

inline void add_words(std::vector<std::string>& words, const delivery_write& d) {
    words.push_back(d.what.id);
    words.push_back(d.fence ? number(*d.fence) : std::string{});
    words.push_back(d.due ? number(*d.due) : std::string{});
    words.emplace_back(name_of(d.what.state));
    words.push_back(d.what.remote_id);
    words.push_back(to_record(d.what));
}

}
