// Packs of one rule, so that a test can be read as the language.
#pragma once

#include "rules/engine.hpp"
#include "rules/query.hpp"

#include <filesystem>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace otklik::rules {

inline node tree(std::string_view query) {
    auto read = read_query(query);
    if (const auto* why = std::get_if<mistake>(&read)) throw std::invalid_argument(why->message);
    return std::get<node>(std::move(read));
}

inline pack pack_of(std::string_view query, std::vector<named_list> lists = {}, word_forms forms = {}) {
    pack made;
    made.place.ours = tree("нигденебывавшее");
    made.lists = std::move(lists);
    made.forms = std::move(forms);
    made.rules.push_back({.id = "one",
                          .title = "Одно правило",
                          .means = meaning::mention,
                          .query = tree(query),
                          .subject = {},
                          .executors = {},
                          .why = {}});
    return made;
}

inline match judged(const engine& by, std::string text) {
    input in;
    in.text = std::move(text);
    return by.apply(in);
}

inline bool meets(std::string_view query, std::string text) {
    return judged(engine(pack_of(query)), std::move(text)).mention;
}

// The words that hit, as they stand in the text.
inline std::vector<std::string> words_of(std::string_view query, const std::string& text) {
    std::vector<std::string> made;
    for (const auto& hit : judged(engine(pack_of(query)), text).hits)
        for (const auto& [begin, end] : hit.spans) made.push_back(text.substr(begin, end - begin));
    return made;
}

inline std::filesystem::path shipped_pack() {
    return std::filesystem::path(__FILE__).parent_path() / "../../../rules/packs/akhtubinsk";
}

}
