// What form of which word is this: Snowball's stems, corrected by a pack's tables of forms.
// Asked once for each new word, so it may be slow. Not thread-safe: the stemmer keeps its state.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

struct sb_stemmer;

namespace otklik::rules {

struct word_forms;

class stems {
public:
    explicit stems(const word_forms& corrections);

    // A name that all forms of the word share and that no other word has.
    std::string of(std::u16string_view folded);

private:
    std::string snowball(std::u16string_view folded);

    struct closer {
        void operator()(sb_stemmer* s) const;
    };

    std::unique_ptr<sb_stemmer, closer> stemmer_;
    std::unordered_map<std::string, std::string> same_;   // stem -> the stem of its row
    std::unordered_map<std::string, std::string> apart_;  // word -> the name of its row
};

}
