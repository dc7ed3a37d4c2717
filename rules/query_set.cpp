#include "rules/query_set.hpp"

#include "rules/text.hpp"

#include <algorithm>

namespace otklik::rules {

namespace {

std::u16string folded(const std::string& word) {
    auto words = folded_words(word);
    return words.empty() ? std::u16string{} : std::move(words.front());
}

}

query_set::query_set(const word_forms& forms, const std::vector<named_list>& lists) : forms_(forms), stems_(forms) {
    for (const auto& list : lists) lists_[list.name] = compile_list(list);
}

std::uint32_t query_set::add(const node& query) {
    const auto number = query_count();
    roots_.push_back(compile(query));
    tie(number);
    return number;
}

void query_set::terms_of(std::u16string_view word, stems& with, std::vector<std::uint32_t>& terms) const {
    const auto add = [&terms](const keys& from, const std::string& key) {
        const auto found = from.find(key);
        if (found != from.end()) terms.insert(terms.end(), found->second.begin(), found->second.end());
    };
    add(exact_, to_utf8(word));
    std::vector<std::string> names;
    with.of(word, names);
    for (const auto& name : names) add(stem_, name);
    for (auto length = shortest_prefix; length <= std::min(word.size(), longest_prefix_); ++length)
        add(prefix_, to_utf8(word.substr(0, length)));
    std::ranges::sort(terms);
    terms.erase(std::unique(terms.begin(), terms.end()), terms.end());
}

std::uint32_t query_set::new_term() {
    queries_of_.emplace_back();
    letters_.push_back(0);
    return term_count_++;
}

// Words that will meet the term.
void query_set::tell_words(const node& asked, std::uint32_t term) {
    if (asked.is == node::type::prefix) {
        longest_prefix_ = std::max(longest_prefix_, folded(asked.text).size());
        return prefix_[asked.text].push_back(term);
    }
    if (asked.exact) return exact_[asked.text].push_back(term);
    std::vector<std::string> names;
    stems_.asked(folded(asked.text), names);
    for (const auto& name : names) stem_[name].push_back(term);
}

std::uint32_t query_set::term_of(const node& word) {
    const auto key = word.is == node::type::prefix ? word.text + "*" : (word.exact ? "!" : "") + word.text;
    const auto [known, is_new] = own_term_.try_emplace(key, term_count_);
    if (is_new) {
        tell_words(word, new_term());
        letters_.back() = static_cast<double>(folded(word.text).size());
        if (word.is == node::type::prefix) letters_.back() /= 2;
    }
    return known->second;
}

std::uint32_t query_set::keep(operation made, const std::vector<std::uint32_t>& children) {
    if (made.is != node::type::filter) {
        made.first = static_cast<std::uint32_t>(children_.size());
        made.count = static_cast<std::uint32_t>(children.size());
        children_.insert(children_.end(), children.begin(), children.end());
    }
    operations_.push_back(made);
    return static_cast<std::uint32_t>(operations_.size() - 1);
}

std::uint32_t query_set::compile(const node& n) {
    operation made{.is = n.is};
    if (n.is == node::type::word || n.is == node::type::prefix) {
        made.term = term_of(n);
    } else if (n.is == node::type::list) {
        const auto known = lists_.find(n.text);
        if (known != lists_.end()) return known->second;
    } else if (n.is == node::type::filter) {
        made.first = static_cast<std::uint32_t>(filters_.size());
        filters_.push_back(n);
    }
    std::vector<std::uint32_t> children;
    for (const auto& child : n.children) children.push_back(compile(child));
    if (n.is == node::type::near) {
        made.gaps = static_cast<std::uint32_t>(gaps_.size());
        gaps_.insert(gaps_.end(), n.gaps.begin(), n.gaps.end());
    }
    return keep(made, children);
}

// The single words of a list are one term, however many they are.
std::uint32_t query_set::compile_list(const named_list& list) {
    operation made{.is = node::type::list, .term = new_term()};
    letters_.back() = 4;
    std::vector<std::uint32_t> longer;
    for (const auto& entry : list.entries) {
        if (entry.is == node::type::word || entry.is == node::type::prefix)
            tell_words(entry, made.term);
        else
            longer.push_back(compile(entry));
    }
    return keep(made, longer);
}

// Long words are rare words; a term that already calls many queries should not call more.
double query_set::cost_of(std::uint32_t term) const {
    return std::max(1.0, 12 - letters_[term]) + 0.1 * static_cast<double>(queries_of_[term].size());
}

query_set::plan query_set::plan_of_any(const operation& o) const {
    plan sum{.possible = true};
    if (o.term != operation::no_term) sum = {true, cost_of(o.term), {o.term}};
    for (std::uint32_t i = 0; i < o.count; ++i) {
        const auto one = plan_of(child(o, i));
        if (!one.possible) return {};
        sum.cost += one.cost;
        sum.terms.insert(sum.terms.end(), one.terms.begin(), one.terms.end());
    }
    return sum;
}

query_set::plan query_set::plan_of(const operation& o) const {
    if (o.is == node::type::none || o.is == node::type::filter) return {};
    if (o.is != node::type::all && o.is != node::type::near) return plan_of_any(o);
    plan best;
    for (std::uint32_t i = 0; i < o.count; ++i) {
        auto one = plan_of(child(o, i));
        if (one.possible && (!best.possible || one.cost < best.cost)) best = std::move(one);
    }
    return best;
}

void query_set::tie(std::uint32_t query) {
    auto best = plan_of(root(query));
    if (!best.possible) return always_.push_back(query);
    std::ranges::sort(best.terms);
    best.terms.erase(std::unique(best.terms.begin(), best.terms.end()), best.terms.end());
    for (const auto term : best.terms) queries_of_[term].push_back(query);
}

}
