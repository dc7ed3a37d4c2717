// Why a post concerns us: what the engine found in it, as plain values.
// The daemon stores and shows this; it needs nothing but the standard library.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace otklik::rules {

// What a rule that was hit says about the text.
enum class meaning { mention, subject, prohibited, ignore };

// The three grounds of clause 3.7. Found by rules, decided by a person.
enum class ground { insult, harm, threat };

// Names as they stand in packs, logs and JSON.
constexpr std::string_view name_of(meaning m) {
    constexpr std::string_view names[] = {"mention", "subject", "prohibited", "ignore"};
    return names[static_cast<std::size_t>(m)];
}

constexpr std::string_view name_of(ground g) {
    constexpr std::string_view names[] = {"insult", "harm", "threat"};
    return names[static_cast<std::size_t>(g)];
}

// Bytes [begin, end) of the original text, always on whole characters.
struct span {
    std::size_t begin = 0;
    std::size_t end = 0;

    bool operator==(const span&) const = default;
};

struct rule_hit {
    std::string rule;   // id in the pack
    std::string title;  // Russian
    meaning means = meaning::mention;
    std::vector<span> spans;  // the words that hit, in order, never overlapping; empty for a rule of filters alone
};

struct suggestion {
    std::string executor;            // id in the pack
    std::vector<std::string> words;  // what spoke for it, as written in the text
};

struct match {
    bool mention = false;   // the administration, its head or a unit is named
    bool accepted = false;  // to be shown to the coordinator
    bool ignored = false;   // advertisement and the like outweighed everything else
    std::string because;    // one short Russian sentence for accepted or not
    std::vector<rule_hit> hits;
    std::vector<std::string> subjects;  // ids, best first
    std::vector<suggestion> executors;  // best first, three at most
    std::optional<ground> prohibited;   // the gravest ground found; does not change accepted
    std::vector<std::string> prohibited_words;

    void clear() {
        mention = accepted = ignored = false;
        because.clear();
        hits.clear();
        subjects.clear();
        executors.clear();
        prohibited.reset();
        prohibited_words.clear();
    }
};

}
