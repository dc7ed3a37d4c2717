// Finds which queries of a set a text meets and the bytes of the words that did it.
// One thread uses one matcher.
#pragma once

#include "rules/match.hpp"
#include "rules/query_set.hpp"
#include "rules/text.hpp"
#include "rules/word_memory.hpp"

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace otklik::rules {

// What filters look at besides the text.
struct circumstances {
    std::string_view network{};
    std::string_view kind{};
    std::string_view source{};
    std::string_view author{};
};

struct finding {
    std::uint32_t query = 0;
    std::uint32_t first = 0;  // its spans, in findings::spans
    std::uint32_t count = 0;
};

struct findings {
    std::vector<finding> queries;  // by number
    std::vector<span> spans;

    std::span<const span> spans_of(const finding& f) const { return {spans.data() + f.first, f.count}; }
};

class matcher {
public:
    explicit matcher(std::shared_ptr<const query_set> queries);

    // What lies beyond longest bytes is not looked at. The result is valid until the next call.
    const findings& find(std::string_view text, const circumstances& where, std::size_t longest);

private:
    // Numbers of the first and the last word of something found.
    struct stretch {
        std::uint32_t first = 0;
        std::uint32_t last = 0;

        auto operator<=>(const stretch&) const = default;
    };

    struct seen_term {
        std::uint32_t when = 0;  // the text, by its number
        std::uint32_t first = 0;
        std::uint32_t last = 0;
        std::uint32_t count = 0;
    };

    struct occurrence {
        std::uint32_t word = 0;
        std::uint32_t next = 0;
    };

    void look_up_words();
    void note(std::uint32_t term, std::uint32_t word);
    void consider(std::uint32_t query);
    bool holds(const operation& o);
    bool all_hold(const operation& o);
    bool any_holds(const operation& o);
    bool is_present(std::uint32_t term) const;
    void find_stretches(const operation& o);
    void find_near(const operation& o);
    void pair_up(std::size_t left, std::size_t right, gap allowed);
    void pair_one(const stretch& from, std::size_t begin, std::size_t end, std::size_t within);
    void tidy(std::size_t from);
    bool passes(const node& filter) const;
    void add_occurrences(std::uint32_t term);
    void explain(const operation& o);
    void explain_within(const operation& o, stretch window);
    void mark(std::uint32_t term, stretch window);
    void write_spans();

    std::shared_ptr<const query_set> queries_;
    word_memory memory_;
    tokens tokens_;
    std::string_view text_;
    circumstances where_;
    std::uint32_t now_ = 0;
    std::vector<seen_term> terms_;
    std::vector<occurrence> occurrences_;
    std::vector<std::uint32_t> present_;
    std::vector<std::uint32_t> considered_;  // the text for which a query was last considered
    std::vector<stretch> stack_;             // where the operands of neighbours are; each leaves its own on top
    std::vector<std::uint32_t> marked_;
    findings found_;
};

}
