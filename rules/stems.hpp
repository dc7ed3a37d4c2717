// What form of which word is this: Snowball's stems, corrected by a pack's tables of forms.
// Asked once for each new word, so it may be slow. Not thread-safe: the stemmer keeps its state.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

struct sb_stemmer;

namespace otklik::rules {

struct word_forms;

class stems {
public:
    explicit stems(const word_forms& corrections);

    // Adds a name for each word that this may be a form of: all forms of a word share it, no other word has it.
    void of(std::u16string_view folded, std::vector<std::string>& names);

    // The same for a word of a query, which stands for one word where it can: «дорога» is no form of «дорогой».
    void asked(std::u16string_view folded, std::vector<std::string>& names);

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
