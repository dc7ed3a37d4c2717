#include "connectors/graph/parse.hpp"

#include "connectors/graph/names.hpp"

#include <algorithm>

namespace otklik::graph {

namespace {

constexpr std::size_t longest_text = 256 * 1024;  // bytes; the networks' own limits are far below

}

std::optional<post> refuse(std::string place, const json::value& item, std::string why,
                           std::vector<skipped>& left_out) {
    if (const auto id = id_text(item["id"])) place += ", id " + *id;
    left_out.push_back({std::move(place), std::move(why)});
    return {};
}

bool is_text_or_nothing(const json::value& v) {
    return v.is_string() || v.is_null();
}

std::optional<std::string> objection_to_length(std::string_view text) {
    if (text.size() <= longest_text) return {};
    return "its text has " + std::to_string(text.size()) + " bytes, more than anybody writes";
}

json::value without(const json::value& item, std::string_view list) {
    json::object out;
    for (const auto& [name, value] : item.members())
        if (name != list) out.emplace_back(name, value);
    return out;
}

std::string numbered(const std::string& list, std::size_t i) {
    return list + " data[" + std::to_string(i) + "]";
}

moment written_at(const json::value& date, moment now) {
    return std::min(moment_of(date).value_or(moment{}), now);
}

}
