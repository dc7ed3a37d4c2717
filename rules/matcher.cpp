// The way of a text: tokens -> terms of each word -> occurrences of each term -> queries tied to a term that is
// present -> holds() for each -> explain() for those that hold.
#include "rules/matcher.hpp"

#include <algorithm>

namespace otklik::rules {

namespace {

// Bounds for texts made to be slow. No honest text comes near them.
constexpr std::uint32_t most_occurrences = 1000;  // of one term in one text
constexpr std::size_t most_stretches = 4000;      // of one pair of neighbours
constexpr std::size_t most_marked = 32;           // words shown for one query

char lowered(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool same_name(std::string_view wanted, std::string_view given) {
    const bool beginning = wanted.ends_with('*');
    if (beginning) {
        wanted.remove_suffix(1);
        given = given.substr(0, wanted.size());
    }
    return std::ranges::equal(wanted, given, {}, lowered, lowered);
}

}

matcher::matcher(std::shared_ptr<const query_set> queries)
    : queries_(queries),
      memory_(std::move(queries)),
      terms_(queries_->term_count()),
      considered_(queries_->query_count()) {}

const findings& matcher::find(std::string_view text, const circumstances& where, std::size_t longest) {
    text_ = text;
    where_ = where;
    if (++now_ == 0) {  // after four milliards of texts the numbers begin anew
        std::ranges::fill(terms_, seen_term{});
        std::ranges::fill(considered_, 0U);
        ++now_;
    }
    found_.queries.clear();
    found_.spans.clear();
    tokens_.read(text, longest);
    look_up_words();
    for (const auto term : present_)
        for (const auto query : queries_->queries_of(term)) consider(query);
    for (const auto query : queries_->always()) consider(query);
    std::ranges::sort(found_.queries, {}, &finding::query);
    return found_;
}

void matcher::look_up_words() {
    occurrences_.clear();
    present_.clear();
    const auto words = tokens_.words();
    for (std::uint32_t word = 0; word < words.size(); ++word)
        for (const auto term : memory_.terms_of(tokens_.folded(words[word]), words[word].hash)) note(term, word);
}

void matcher::note(std::uint32_t term, std::uint32_t word) {
    auto& seen = terms_[term];
    const auto number = static_cast<std::uint32_t>(occurrences_.size());
    if (seen.when != now_) {
        seen = {.when = now_, .first = number};
        present_.push_back(term);
    } else {
        if (seen.count >= most_occurrences) return;
        occurrences_[seen.last].next = number;
    }
    ++seen.count;
    seen.last = number;
    occurrences_.push_back({word, 0});
}

void matcher::consider(std::uint32_t query) {
    if (std::exchange(considered_[query], now_) == now_) return;
    stack_.clear();
    if (!holds(queries_->root(query))) return;
    marked_.clear();
    explain(queries_->root(query));
    const auto first = static_cast<std::uint32_t>(found_.spans.size());
    write_spans();
    found_.queries.push_back({query, first, static_cast<std::uint32_t>(found_.spans.size()) - first});
}

bool matcher::holds(const operation& o) {
    switch (o.is) {
        case node::type::word:
        case node::type::prefix: return is_present(o.term);
        case node::type::any:
        case node::type::list: return any_holds(o);
        case node::type::all: return all_hold(o);
        case node::type::none: return !holds(queries_->child(o, 0));
        case node::type::filter: return passes(queries_->filter_of(o));
        case node::type::near: break;
    }
    const auto from = stack_.size();
    find_near(o);
    const bool found = stack_.size() > from;
    stack_.resize(from);
    return found;
}

bool matcher::is_present(std::uint32_t term) const {
    return term != operation::no_term && terms_[term].when == now_;
}

bool matcher::all_hold(const operation& o) {
    for (std::uint32_t i = 0; i < o.count; ++i)
        if (!holds(queries_->child(o, i))) return false;
    return true;
}

bool matcher::any_holds(const operation& o) {
    if (is_present(o.term)) return true;
    for (std::uint32_t i = 0; i < o.count; ++i)
        if (holds(queries_->child(o, i))) return true;
    return false;
}

// Puts on the stack where something is that may stand beside something: a word, a choice of them, neighbours.
void matcher::find_stretches(const operation& o) {
    if (o.is == node::type::near) return find_near(o);
    const auto from = stack_.size();
    add_occurrences(o.term);
    for (std::uint32_t i = 0; i < o.count; ++i) {
        find_stretches(queries_->child(o, i));
        if (i + 1 == o.count || stack_.size() - from > most_stretches) tidy(from);
    }
}

void matcher::add_occurrences(std::uint32_t term) {
    if (!is_present(term)) return;
    const auto& seen = terms_[term];
    auto at = seen.first;
    for (std::uint32_t i = 0; i < seen.count; ++i, at = occurrences_[at].next)
        stack_.push_back({occurrences_[at].word, occurrences_[at].word});
}

void matcher::find_near(const operation& o) {
    const auto left = stack_.size();
    find_stretches(queries_->child(o, 0));
    for (std::uint32_t i = 1; i < o.count && stack_.size() > left; ++i) {
        const auto right = stack_.size();
        find_stretches(queries_->child(o, i));
        pair_up(left, right, queries_->gap_of(o, i - 1));
    }
}

// What stands in [left, right) and [right, end) becomes the pairs of them that are near enough.
void matcher::pair_up(std::size_t left, std::size_t right, gap allowed) {
    const auto end = stack_.size();
    for (auto at = left; at < right; ++at) pair_one(stack_[at], right, end, allowed.within);
    if (!allowed.in_order)
        for (auto at = right; at < end; ++at) pair_one(stack_[at], left, right, allowed.within);
    stack_.erase(stack_.begin() + static_cast<std::ptrdiff_t>(left), stack_.begin() + static_cast<std::ptrdiff_t>(end));
    tidy(left);
}

// Pairs one stretch with those of [begin, end) that follow it; they are sorted.
void matcher::pair_one(const stretch& from, std::size_t begin, std::size_t end, std::size_t within) {
    const auto words = tokens_.words();
    const auto before = from;  // the stack grows under the reference
    const auto after = std::upper_bound(stack_.begin() + static_cast<std::ptrdiff_t>(begin),
                                        stack_.begin() + static_cast<std::ptrdiff_t>(end), before.last,
                                        [](std::uint32_t last, const stretch& s) { return last < s.first; });
    for (auto at = static_cast<std::size_t>(after - stack_.begin()); at < end; ++at) {
        const auto next = stack_[at];
        if (words[next.first].place - words[before.last].place > within) return;
        if (stack_.size() - end >= most_stretches) return;
        stack_.push_back({before.first, next.last});
    }
}

void matcher::tidy(std::size_t from) {
    const auto begin = stack_.begin() + static_cast<std::ptrdiff_t>(from);
    std::sort(begin, stack_.end());
    stack_.erase(std::unique(begin, stack_.end()), stack_.end());
}

bool matcher::passes(const node& filter) const {
    if (filter.key == "network") return same_name(filter.text, where_.network);
    if (filter.key == "kind") return same_name(filter.text, where_.kind);
    if (filter.key == "source") return same_name(filter.text, where_.source);
    if (filter.key == "author") return same_name(filter.text, where_.author);
    return std::ranges::any_of(tokens_.addressees(), [&](const addressee& a) {
        return same_name(filter.text, text_.substr(a.begin, a.end - a.begin));
    });
}

// Marks the words by which an operation holds that is known to; of a choice, those of all branches that do.
void matcher::explain(const operation& o) {
    if (o.is == node::type::none || o.is == node::type::filter) return;
    const stretch everything{0, static_cast<std::uint32_t>(tokens_.words().size())};
    if (o.is == node::type::near) {
        const auto from = stack_.size();
        find_near(o);
        for (auto at = from; at < stack_.size() && marked_.size() < most_marked; ++at) explain_within(o, stack_[at]);
        stack_.resize(from);
        return;
    }
    mark(o.term, everything);
    for (std::uint32_t i = 0; i < o.count; ++i) {
        const auto& child = queries_->child(o, i);
        if (o.is == node::type::all || holds(child)) explain(child);
    }
}

void matcher::explain_within(const operation& o, stretch window) {
    mark(o.term, window);
    for (std::uint32_t i = 0; i < o.count; ++i) explain_within(queries_->child(o, i), window);
}

void matcher::mark(std::uint32_t term, stretch window) {
    if (!is_present(term)) return;
    const auto& seen = terms_[term];
    auto at = seen.first;
    for (std::uint32_t i = 0; i < seen.count && marked_.size() < most_marked; ++i, at = occurrences_[at].next) {
        const auto word = occurrences_[at].word;
        if (word >= window.first && word <= window.last) marked_.push_back(word);
    }
}

// Neighbours are shown as one: «глава района», not «глава», «района».
void matcher::write_spans() {
    std::ranges::sort(marked_);
    marked_.erase(std::unique(marked_.begin(), marked_.end()), marked_.end());
    const auto words = tokens_.words();
    const auto from = found_.spans.size();
    for (std::size_t i = 0; i < marked_.size(); ++i) {
        const auto& word = words[marked_[i]];
        const bool joins =
            found_.spans.size() > from && marked_[i] == marked_[i - 1] + 1 && word.begin - found_.spans.back().end <= 2;
        if (joins)
            found_.spans.back().end = word.end;
        else
            found_.spans.push_back({word.begin, word.end});
    }
}

}
