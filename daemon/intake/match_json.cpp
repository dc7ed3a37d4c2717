#include "daemon/intake/match_json.hpp"

namespace otklik {

namespace {

json::value hit_to_json(const rules::rule_hit& hit, std::string_view text) {
    json::array words, spans;
    for (auto& s : hit.spans) {
        if (s.begin > s.end || s.end > text.size()) continue;
        words.emplace_back(text.substr(s.begin, s.end - s.begin));
        spans.emplace_back(json::array{s.begin, s.end});
    }
    return json::object{{"id", hit.rule},
                        {"title", hit.title},
                        {"means", name_of(hit.means)},
                        {"words", std::move(words)},
                        {"spans", std::move(spans)}};
}

json::array texts(const std::vector<std::string>& all) {
    return {all.begin(), all.end()};
}

}

json::value to_json(const rules::match& found, std::string_view text) {
    json::array rules, executors;
    for (auto& hit : found.hits) rules.push_back(hit_to_json(hit, text));
    for (auto& s : found.executors)
        executors.emplace_back(json::object{{"executor", s.executor}, {"words", texts(s.words)}});
    json::value prohibited;
    if (found.prohibited)
        prohibited = json::object{{"ground", name_of(*found.prohibited)}, {"words", texts(found.prohibited_words)}};
    return json::object{{"because", found.because},          {"mention", found.mention},
                        {"rules", std::move(rules)},         {"subjects", texts(found.subjects)},
                        {"executors", std::move(executors)}, {"prohibited", std::move(prohibited)}};
}

}
