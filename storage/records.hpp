// Between our values and the texts that lie in Redis.
#pragma once

#include "storage/redis_value.hpp"
#include "storage/values/record.hpp"

#include <spdlog/spdlog.h>

namespace otklik::storage {

// Bytes that are no UTF-8 become U+FFFD: a record that cannot be read again would be worse than one that is not exact.
std::string valid_utf8(std::string text);

template <record T>
std::string to_record(const T& what) {
    return valid_utf8(json::write(encode(what)));
}

// Nothing where it cannot be read; the log says which.
template <record T>
std::optional<T> from_record(const std::string& text, std::string_view which) {
    auto parsed = json::parse(text);
    if (parsed) return decode<T>(*parsed);
    spdlog::error("the record of {} cannot be read: {} at byte {}", which, parsed.error().what, parsed.error().offset);
    return {};
}

// A name for one call of ours, so that Redis knows a repeat of it.
std::string new_call();

inline std::string number(std::int64_t n) {
    return std::to_string(n);
}
inline std::string number(std::size_t n) {
    return std::to_string(n);
}
inline std::string number(moment m) {
    return std::to_string(to_milliseconds(m));
}

// Redis gives whole numbers inside hashes and zsets as text.
std::optional<std::int64_t> whole_number(const redis_value&);

}
