// From the queries a text meets to what is said about it. The order of decisions is apply(), at the end.
#include "rules/engine.hpp"

#include "rules/matcher.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace otklik::rules {

struct program {
    pack rules;
    std::shared_ptr<const query_set> queries;
    std::uint32_t ours = 0;       // numbers of the territory's queries; those of rules are their places in the pack
    std::uint32_t elsewhere = 0;  // equal to the number of queries when there is none
};

struct engine::memory {
    matcher matches;
};

namespace {

constexpr std::size_t most_executors = 3;
constexpr std::size_t most_words = 8;  // shown for one suggestion

std::shared_ptr<const program> compiled(pack rules) {
    auto queries = std::make_shared<query_set>(rules.forms, rules.lists);
    auto made = std::make_shared<program>();
    for (const auto& rule : rules.rules) queries->add(rule.query);
    made->ours = queries->add(rules.place.ours);
    made->elsewhere = queries->query_count();
    if (rules.place.elsewhere) queries->add(*rules.place.elsewhere);
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

// What one text says by itself, before its surroundings are asked.
struct heard {
    struct hit {
        const rule* by = nullptr;
        std::vector<span> spans;
    };

    std::vector<hit> hits;
    std::vector<std::string> ours;       // words that name our territory
    std::vector<std::string> elsewhere;  // and somebody else's
};

std::vector<std::string> words_at(std::string_view text, std::span<const span> spans) {
    std::vector<std::string> made;
    for (const auto& [begin, end] : spans) add_once(made, text.substr(begin, end - begin));
    return made;
}

heard listen(const program& with, matcher& matches, std::string_view text, const circumstances& where) {
    heard made;
    const auto& found = matches.find(text, where, longest_text);
    for (const auto& one : found.queries) {
        const auto spans = found.spans_of(one);
        if (one.query == with.ours)
            made.ours = words_at(text, spans);
        else if (one.query == with.elsewhere)
            made.elsewhere = words_at(text, spans);
        else
            made.hits.push_back({&with.rules.rules[one.query], {spans.begin(), spans.end()}});
    }
    return made;
}

enum class place { unknown, here, source, above, elsewhere };

// Our territory named in the text is stronger than another's, and that is stronger than where the text was found.
place place_of(const heard& text, const std::vector<heard>& above, bool local) {
    if (!text.ours.empty()) return place::here;
    if (!text.elsewhere.empty()) return place::elsewhere;
    for (const auto& one : above) {
        if (!one.ours.empty()) return place::above;
        if (!one.elsewhere.empty()) return place::elsewhere;
    }
    return local ? place::source : place::unknown;
}

bool is_ours(place p) {
    return p == place::here || p == place::source || p == place::above;
}

class decision {
public:
    decision(const program& with, const input& in, heard text, std::vector<heard> above)
        : with_(with), in_(in), text_(std::move(text)), above_(std::move(above)) {}

    match made() {
        place_ = place_of(text_, above_, in_.local);
        std::erase_if(text_.hits, [this](const heard::hit& hit) { return !stands(*hit.by); });
        for (const auto& hit : text_.hits) take(hit);
        made_.ignored = ignore_weight_ > std::max(mention_weight_, subject_weight_);
        made_.accepted = !made_.ignored && (made_.mention || (subject_weight_ > 0 && is_ours(place_)));
        rank_subjects();
        rank_executors();
        made_.because = reason();
        return std::move(made_);
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
        if (r.needs_territory && !is_ours(place_)) return false;
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
        if (place_ == place::elsewhere) return "Речь о чужой территории: " + joined(elsewhere_words(), 2);
        if (made_.subjects.empty()) return "Ни упоминания, ни темы";
        const auto* subject = with_.rules.find_subject(made_.subjects.front());
        const auto about = "Тема " + quote(subject == nullptr ? made_.subjects.front() : subject->title);
        switch (place_) {
            case place::here: return about + ", место: " + joined(text_.ours, 2);
            case place::source: return about + ", источник нашей территории";
            case place::above: return about + ", место названо выше";
            default: return about + ", но о нашей территории речи нет";
        }
    }

    std::vector<std::string> elsewhere_words() const {
        if (!text_.elsewhere.empty()) return text_.elsewhere;
        for (const auto& one : above_)
            if (!one.elsewhere.empty()) return one.elsewhere;
        return {};
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
    heard text_;
    std::vector<heard> above_;
    place place_ = place::unknown;
    match made_;
    double mention_weight_ = 0;
    double subject_weight_ = 0;
    double ignore_weight_ = 0;
    std::map<std::string, concern> subjects_;
    std::vector<candidate> executors_;
};

}

engine::engine(pack rules) : program_(compiled(std::move(rules))), memory_(new memory{matcher(program_->queries)}) {}

engine::engine(const engine& other) : program_(other.program_), memory_(new memory{matcher(program_->queries)}) {}

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
    const circumstances where{in.network, in.kind, in.source, in.author};
    auto text = listen(*program_, memory_->matches, in.text, where);
    std::vector<heard> above;
    for (const auto& one : in.context) above.push_back(listen(*program_, memory_->matches, one, where));
    return decision(*program_, in, std::move(text), std::move(above)).made();
}

}
