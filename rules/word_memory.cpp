#include "rules/word_memory.hpp"

#include <algorithm>

namespace otklik::rules {

namespace {

constexpr std::size_t most_words = 200'000;

}

word_memory::word_memory(std::shared_ptr<const query_set> queries)
    : queries_(std::move(queries)), stems_(queries_->forms()), slots_(1024) {}

std::span<const std::uint32_t> word_memory::terms_of(std::u16string_view folded, std::uint64_t hash) {
    if (folded.empty()) return {};
    auto* known = &find(folded, hash);
    if (known->length == 0) {
        if ((used_ + 1) * 2 > slots_.size()) {
            make_room();
            known = &find(folded, hash);
        }
        learn(*known, folded, hash);
    }
    return {terms_.data() + known->terms, known->count};
}

word_memory::slot& word_memory::find(std::u16string_view folded, std::uint64_t hash) {
    for (auto at = hash;; ++at) {
        auto& candidate = slots_[at & (slots_.size() - 1)];
        if (candidate.length == 0) return candidate;
        if (candidate.hash == hash &&
            std::u16string_view(letters_).substr(candidate.letters, candidate.length) == folded)
            return candidate;
    }
}

void word_memory::learn(slot& to, std::u16string_view folded, std::uint64_t hash) {
    found_.clear();
    queries_->terms_of(folded, stems_, found_);
    to = {.hash = hash,
          .letters = static_cast<std::uint32_t>(letters_.size()),
          .terms = static_cast<std::uint32_t>(terms_.size()),
          .length = static_cast<std::uint16_t>(folded.size()),
          .count = static_cast<std::uint16_t>(std::min<std::size_t>(found_.size(), 0xFFFF))};
    letters_ += folded;
    terms_.insert(terms_.end(), found_.begin(), found_.begin() + to.count);
    ++used_;
}

void word_memory::make_room() {
    if (used_ >= most_words) {
        slots_.assign(slots_.size(), {});
        letters_.clear();
        terms_.clear();
        used_ = 0;
        return;
    }
    std::vector<slot> old(slots_.size() * 2);
    old.swap(slots_);
    for (const auto& kept : old) {
        auto at = kept.hash;
        if (kept.length == 0) continue;
        while (slots_[at & (slots_.size() - 1)].length != 0) ++at;
        slots_[at & (slots_.size() - 1)] = kept;
    }
}

}
