#include "rules/stems.hpp"

#include "rules/pack.hpp"
#include "rules/text.hpp"

#include <libstemmer.h>

#include <new>

namespace otklik::rules {

namespace {

std::string single_word(const std::string& written) {
    const auto words = folded_words(written);
    return words.empty() ? std::string{} : to_utf8(words.front());
}

}

void stems::closer::operator()(sb_stemmer* s) const {
    sb_stemmer_delete(s);
}

stems::stems(const word_forms& corrections) : stemmer_(sb_stemmer_new("russian", "UTF_8")) {
    if (!stemmer_) throw std::bad_alloc();
    for (const auto& row : corrections.same) {
        std::string common;
        for (const auto& written : row) {
            const auto words = folded_words(written);
            if (words.empty()) continue;
            auto stem = snowball(words.front());
            if (common.empty()) common = same_.contains(stem) ? same_[stem] : stem;
            same_[std::move(stem)] = common;
        }
    }
    for (const auto& row : corrections.apart)
        for (const auto& written : row) apart_[single_word(written)] = "=" + single_word(row.front());
}

void stems::of(std::u16string_view folded, std::vector<std::string>& names) {
    if (!apart_.empty()) {
        const auto found = apart_.find(to_utf8(folded));
        if (found != apart_.end()) return names.push_back(found->second);
    }
    auto stem = snowball(folded);
    const auto found = same_.find(stem);
    names.push_back(found == same_.end() ? std::move(stem) : found->second);
}

void stems::asked(std::u16string_view folded, std::vector<std::string>& names) {
    of(folded, names);
}

std::string stems::snowball(std::u16string_view folded) {
    const auto word = to_utf8(folded);
    const auto* bytes = reinterpret_cast<const sb_symbol*>(word.data());
    const auto* stem = sb_stemmer_stem(stemmer_.get(), bytes, static_cast<int>(word.size()));
    if (stem == nullptr) throw std::bad_alloc();
    return {reinterpret_cast<const char*>(stem), static_cast<std::size_t>(sb_stemmer_length(stemmer_.get()))};
}

}
