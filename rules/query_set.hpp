// Many queries compiled together, so that a text looks only at those it may meet.
// A term is what a query asks of one word: this word exactly, any form of it, this beginning, a word of this list.
// Each query is tied to the few terms of which one must be in the text if the query holds; the rarest are taken.
// Filled once, then only read: any number of matchers on any threads may share it.
#pragma once

#include "rules/pack.hpp"
#include "rules/query.hpp"
#include "rules/stems.hpp"

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace otklik::rules {

struct operation {
    static constexpr std::uint32_t no_term = ~0U;

    node::type is = node::type::any;
    std::uint32_t term = no_term;  // of a word or prefix; of a list's single words taken together
    std::uint32_t first = 0;       // children, in query_set::children(); for a filter its number
    std::uint32_t count = 0;
    std::uint32_t gaps = 0;
};

class query_set {
public:
    query_set(const word_forms& forms, const std::vector<named_list>& lists);

    // Numbers follow each other from 0.
    std::uint32_t add(const node& query);

    std::uint32_t query_count() const { return static_cast<std::uint32_t>(roots_.size()); }
    std::uint32_t term_count() const { return term_count_; }
    const word_forms& forms() const { return forms_; }

    // The terms that a word meets. Slow: asked once for each new word.
    void terms_of(std::u16string_view folded, stems& with, std::vector<std::uint32_t>& terms) const;

    std::span<const std::uint32_t> queries_of(std::uint32_t term) const { return queries_of_[term]; }
    // Queries of filters alone, which no word can call.
    std::span<const std::uint32_t> always() const { return always_; }

    const operation& root(std::uint32_t query) const { return operations_[roots_[query]]; }
    const operation& child(const operation& of, std::uint32_t number) const {
        return operations_[children_[of.first + number]];
    }
    gap gap_of(const operation& near, std::uint32_t number) const { return gaps_[near.gaps + number]; }
    const node& filter_of(const operation& filter) const { return filters_[filter.first]; }

private:
    using keys = std::unordered_map<std::string, std::vector<std::uint32_t>>;

    struct plan {
        bool possible = false;
        double cost = 0;
        std::vector<std::uint32_t> terms{};
    };

    std::uint32_t new_term();
    std::uint32_t term_of(const node& word);
    void tell_words(const node& asked, std::uint32_t term);
    std::uint32_t compile(const node& n);
    std::uint32_t compile_list(const named_list& list);
    std::uint32_t keep(operation made, const std::vector<std::uint32_t>& children);
    plan plan_of(const operation& o) const;
    plan plan_of_any(const operation& o) const;
    double cost_of(std::uint32_t term) const;
    void tie(std::uint32_t query);

    word_forms forms_;
    stems stems_;
    keys exact_;
    keys stem_;
    keys prefix_;
    std::size_t longest_prefix_ = 0;
    std::map<std::string, std::uint32_t> own_term_;  // what is asked -> its term
    std::vector<double> letters_;                    // of each term, for its cost
    std::map<std::string, std::uint32_t> lists_;     // name -> operation
    std::vector<operation> operations_;
    std::vector<std::uint32_t> children_;
    std::vector<gap> gaps_;
    std::vector<node> filters_;
    std::vector<std::uint32_t> roots_;
    std::vector<std::vector<std::uint32_t>> queries_of_;
    std::vector<std::uint32_t> always_;
    std::uint32_t term_count_ = 0;
};

}
