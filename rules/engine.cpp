// From the queries a text meets to what is said about it. The order of decisions is apply(), at the end.
#include "rules/engine.hpp"

#include "rules/matcher.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <span>
#include <utility>

namespace otklik::rules {

struct program {
    pack rules;
    std::shared_ptr<const query_set> queries;
    // Numbers of the territory's queries; those of rules are their places in the pack.
    std::uint32_t ours = 0;
    std::uint32_t streets = none;
    std::uint32_t elsewhere = none;
    std::uint32_t name = none;

    static constexpr std::uint32_t none = ~0U;
};

namespace {

// What one text says by itself, before its surroundings are asked.
struct heard {
    struct hit {
        const rule* by = nullptr;
        std::vector<span> spans;
    };

    std::vector<hit> hits;
    std::vector<std::string> ours;       // words that name our territory
    std::vector<std::string> streets;    // and what is ours only if nothing speaks against it
    std::vector<std::string> elsewhere;  // and somebody else's

    void clear() {
        hits.clear();
        ours.clear();
        streets.clear();
        elsewhere.clear();
    }
};

}

// Kept between texts, so that a text that meets nothing costs no allocation.
struct engine::memory {
    explicit memory(std::shared_ptr<const query_set> queries) : matches(std::move(queries)) {}

    matcher matches;
    heard text;
    std::vector<heard> above;
};

namespace {

constexpr std::size_t most_executors = 3;
constexpr std::size_t most_words = 8;  // shown for one suggestion
constexpr const char* nothing = "Ни упоминания, ни темы";

// Any word of the territory's name: the one who writes «ахтубинский» of a source means ours.
std::optional<node> name_query(const territory& place) {
    node made{.is = node::type::any};
    for (const auto& word : folded_words(place.name))
        if (word != u"район" && word != u"область" && word != u"город")
            made.children.push_back({.is = node::type::word, .text = to_utf8(word)});
    return made.children.empty() ? std::nullopt : std::optional(std::move(made));
}

std::shared_ptr<const program> compiled(pack rules) {
    auto queries = std::make_shared<query_set>(rules.forms, rules.lists);
    auto made = std::make_shared<program>();
    for (const auto& rule : rules.rules) queries->add(rule.query);
    made->ours = queries->add(rules.place.ours);
    if (rules.place.streets) made->streets = queries->add(*rules.place.streets);
    if (rules.place.elsewhere) made->elsewhere = queries->add(*rules.place.elsewhere);
    if (auto name = name_query(rules.place)) made->name = queries->add(*name);
    made->rules = std::move(rules);
    made->queries = std::move(queries);
    return made;
}

std::string quote(std::string_view words) {
    return "«" + std::string(words) + "»";
}

std::string joined(const std::vector<std::string>& words, std::size_t most) {
    std::string made;
    for (std::size_t i = 0; i < std::min(words.size(), most); ++i) made += (i > 0 ? ", " : "") + quote(words[i]);
    return made;
}

void add_once(std::vector<std::string>& to, std::string_view word) {
    if (std::ranges::find(to, word) == to.end()) to.emplace_back(word);
}

std::vector<std::string> words_at(std::string_view text, std::span<const span> spans) {
    std::vector<std::string> made;
    for (const auto& [begin, end] : spans) add_once(made, text.substr(begin, end - begin));
    return made;
}

void listen(const program& with, matcher& matches, std::string_view text, const circumstances& where, heard& made) {
    made.clear();
    const auto& found = matches.find(text, where, longest_text);
    for (const auto& one : found.queries) {
        const auto spans = found.spans_of(one);
        if (one.query == with.ours)
            made.ours = words_at(text, spans);
        else if (one.query == with.streets)
            made.streets = words_at(text, spans);
        else if (one.query == with.elsewhere)
            made.elsewhere = words_at(text, spans);
        else if (one.query < with.rules.rules.size())
            made.hits.push_back({&with.rules.rules[one.query], {spans.begin(), spans.end()}});
    }
}

enum class place { unknown, here, source, above, town, elsewhere };

struct placed {
    place where = place::unknown;
    const std::vector<std::string>* words = nullptr;  // that say so, if words do
};

// The nearest text above that names a territory.
placed place_above(std::span<const heard> above) {
    for (const auto& one : above) {
        if (!one.ours.empty()) return {place::above, &one.ours};
        if (!one.elsewhere.empty()) return {place::elsewhere, &one.elsewhere};
    }
    return {};
}

// Our territory named in the text is stronger than another's, and that is stronger than where the text was found.
// A street's name alone says nothing, but in our own source it is ours, whatever else is named.
placed place_of(const heard& text, std::span<const heard> above, const input& in, bool town_is_ours) {
    const auto over = place_above(above);
    const bool at_home = in.local || town_is_ours || over.where == place::above;
    if (!text.ours.empty()) return {place::here, &text.ours};
    if (!text.streets.empty() && at_home && over.where != place::elsewhere) return {place::here, &text.streets};
    if (!text.elsewhere.empty()) return {place::elsewhere, &text.elsewhere};
    if (over.where != place::unknown) return over;
    if (in.local) return {place::source, nullptr};
    return town_is_ours ? placed{place::town, nullptr} : placed{};
}

bool is_ours(place p) {
    return p == place::here || p == place::source || p == place::above || p == place::town;
}

class decision {
public:
    decision(const program& with, const input& in, heard& text, std::span<const heard> above, placed where, match& made)
        : with_(with), in_(in), text_(text), above_(above), place_(where), made_(made) {}

    void make() {
        std::erase_if(text_.hits, [this](const heard::hit& hit) { return !stands(*hit.by); });
        for (const auto& hit : text_.hits) take(hit);
        made_.ignored = ignore_weight_ > std::max(mention_weight_, subject_weight_);
        made_.accepted = !made_.ignored && (made_.mention || (subject_weight_ > 0 && is_ours(place_.where)));
        rank_subjects();
        rank_executors();
        made_.because = reason();
    }

private:
    struct concern {
        double weight = 0;
        std::vector<std::string> words{};
        const std::vector<std::string>* executors = nullptr;
    };

    struct candidate {
        suggestion made;
        double weight = 0;
    };

    bool stands(const rule& r) const {
        if (r.needs_territory && !is_ours(place_.where)) return false;
        return !r.from_context || !subject_above().empty();
    }

    // The subject of the nearest text above that has one.
    std::string subject_above() const {
        for (const auto& one : above_)
            for (const auto& hit : one.hits)
                if (!hit.by->subject.empty()) return hit.by->subject;
        return {};
    }

    void take(const heard::hit& hit) {
        const auto& r = *hit.by;
        const auto words = words_at(in_.text, hit.spans);
        made_.hits.push_back({r.id, r.title, r.means, hit.spans});
        switch (r.means) {
            case meaning::mention:
                made_.mention = true;
                mention_weight_ = std::max(mention_weight_, r.weight);
                speak_for(r.executors, r.weight, words);
                break;
            case meaning::subject: take_subject(r, words); break;
            case meaning::prohibited: take_prohibited(*r.why, words); break;
            case meaning::ignore: ignore_weight_ = std::max(ignore_weight_, r.weight); break;
        }
    }

    // Several rules about one subject are several ways to say it, not several matters: the heaviest counts.
    void take_subject(const rule& r, const std::vector<std::string>& words) {
        subject_weight_ = std::max(subject_weight_, r.weight);
        const auto id = r.from_context ? subject_above() : r.subject;
        auto& about = subjects_[id];
        for (const auto& word : words) add_once(about.words, word);
        if (r.weight <= about.weight) return;
        about.weight = r.weight;
        const auto* known = with_.rules.find_subject(id);
        about.executors = r.executors.empty() && known != nullptr ? &known->executors : &r.executors;
    }

    // The first is most likely, the next half as much.
    void speak_for(const std::vector<std::string>& executors, double weight, const std::vector<std::string>& words) {
        for (const auto& id : executors) {
            auto& spoken_for = candidate_of(id);
            spoken_for.weight += weight;
            weight /= 2;
            for (const auto& word : words)
                if (spoken_for.made.words.size() < most_words) add_once(spoken_for.made.words, word);
        }
    }

    candidate& candidate_of(const std::string& id) {
        for (auto& known : executors_)
            if (known.made.executor == id) return known;
        return executors_.emplace_back(candidate{{id, {}}});
    }

    void take_prohibited(ground why, const std::vector<std::string>& words) {
        made_.prohibited = std::max(made_.prohibited.value_or(why), why);
        for (const auto& word : words) add_once(made_.prohibited_words, word);
    }

    // Heaviest first; what weighs the same stays in the order of the pack.
    void rank_subjects() {
        for (const auto& subject : with_.rules.subjects)
            if (subjects_.contains(subject.id)) made_.subjects.push_back(subject.id);
        std::ranges::stable_sort(made_.subjects, std::greater{},
                                 [this](const auto& id) { return subjects_[id].weight; });
    }

    // The same, but in the order in which they were spoken for: by mentions, then by the heaviest subject.
    void rank_executors() {
        for (const auto& id : made_.subjects)
            speak_for(*subjects_[id].executors, subjects_[id].weight, subjects_[id].words);
        std::ranges::stable_sort(executors_, std::greater{}, &candidate::weight);
        for (auto& one : executors_)
            if (made_.executors.size() < most_executors) made_.executors.push_back(std::move(one.made));
    }

    std::string reason() const {
        if (made_.ignored) return "Не нам: " + first_of(meaning::ignore);
        if (made_.mention) return "Упоминание: " + first_of(meaning::mention);
        if (place_.where == place::elsewhere) return "Речь о чужой территории: " + joined(*place_.words, 2);
        if (made_.subjects.empty()) return nothing;
        const auto* subject = with_.rules.find_subject(made_.subjects.front());
        const auto about = "Тема " + quote(subject == nullptr ? made_.subjects.front() : subject->title);
        switch (place_.where) {
            case place::here: return about + ", место: " + joined(*place_.words, 2);
            case place::source: return about + ", источник нашей территории";
            case place::above: return about + ", место названо выше: " + joined(*place_.words, 2);
            case place::town: return about + ", автор из наших мест";
            default: return about + ", но о нашей территории речи нет";
        }
    }

    std::string first_of(meaning wanted) const {
        const heard::hit* best = nullptr;
        for (const auto& hit : text_.hits)
            if (hit.by->means == wanted && (best == nullptr || hit.by->weight > best->by->weight)) best = &hit;
        if (best == nullptr) return {};
        const auto words = words_at(in_.text, best->spans);
        return words.empty() ? best->by->title : best->by->title + " (" + joined(words, 3) + ")";
    }

    const program& with_;
    const input& in_;
    heard& text_;
    std::span<const heard> above_;
    placed place_;
    match& made_;
    double mention_weight_ = 0;
    double subject_weight_ = 0;
    double ignore_weight_ = 0;
    std::map<std::string, concern> subjects_;
    std::vector<candidate> executors_;
};

}

engine::engine(pack rules)
    : program_(compiled(std::move(rules))), memory_(std::make_unique<memory>(program_->queries)) {}

engine::engine(const engine& other) : program_(other.program_), memory_(std::make_unique<memory>(program_->queries)) {}

engine::engine(engine&&) noexcept = default;

engine& engine::operator=(const engine& other) {
    return *this = engine(other);
}

engine& engine::operator=(engine&&) noexcept = default;

engine::~engine() = default;

const pack& engine::rules() const {
    return program_->rules;
}

match engine::apply(const input& in) const {
    match made;
    apply(in, made);
    return made;
}

void engine::apply(const input& in, match& made) const {
    made.clear();
    auto& [matches, text, above] = *memory_;
    const circumstances where{in.network, in.kind, in.source, in.author};
    listen(*program_, matches, in.text, where, text);
    if (text.hits.empty() && text.elsewhere.empty()) {
        made.because = nothing;
        return;
    }
    above.resize(std::max(above.size(), in.context.size()));
    for (std::size_t i = 0; i < in.context.size(); ++i) listen(*program_, matches, in.context[i], where, above[i]);
    const std::span over(above.data(), in.context.size());
    const bool town_is_ours = !in.town.empty() && is_ours(in.town);
    decision(*program_, in, text, over, place_of(text, over, in, town_is_ours), made).make();
}

bool engine::is_ours(std::string_view place) const {
    const auto& found = memory_->matches.find(place, {}, longest_text);
    const auto by = [&](std::uint32_t query) {
        return query != program::none && std::ranges::count(found.queries, query, &finding::query) > 0;
    };
    return by(program_->ours) || (by(program_->name) && !by(program_->elsewhere));
}

}
