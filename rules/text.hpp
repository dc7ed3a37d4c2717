// Makes a text of any origin into words that can be compared: one pass that folds and cuts at once.
// Folding is Unicode NFKC and case folding, without accents, ё as е, invisible characters dropped, and Latin or Greek
// letters that only look Russian made Russian inside a Russian word. Every word knows its bytes in the original.
// Invalid UTF-8 is a word boundary, never an error. The buffers are reused: one object per thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace otklik::rules {

struct token {
    std::uint32_t begin = 0;  // bytes in the original text
    std::uint32_t end = 0;
    std::uint32_t place = 0;   // number of the word in the text; a link takes a place too, so phrases do not span it
    std::uint32_t folded = 0;  // where its folded letters begin
    std::uint32_t length = 0;  // in UTF-16 units
    std::uint64_t hash = 0;    // of the folded letters
    bool hashtag = false;
};

// Somebody addressed in the text: [club1|Администрация], @adm_akhtubinsk.
struct addressee {
    std::uint32_t begin = 0;  // bytes of the id in the original text
    std::uint32_t end = 0;
};

class tokens {
public:
    // What lies beyond longest is not read. The result is valid until the next call.
    void read(std::string_view text, std::size_t longest);

    std::span<const token> words() const { return words_; }
    std::u16string_view folded(const token& t) const { return {folded_.data() + t.folded, t.length}; }
    std::span<const addressee> addressees() const { return addressees_; }

private:
    class pass;

    std::vector<token> words_;
    std::u16string folded_;
    std::vector<addressee> addressees_;
};

std::uint64_t hash_of(std::u16string_view folded);

// The words of a short text, folded; for queries and lists.
std::vector<std::u16string> folded_words(std::string_view text);

std::string to_utf8(std::u16string_view text);

// One character of UTF-8 at `at`: its code point, or U+FFFD for an invalid byte, which then is one byte long.
struct character {
    char32_t code = 0;
    std::uint32_t bytes = 1;
};

character character_at(std::string_view text, std::size_t at);

// A letter, a digit or an accent that belongs to one.
bool belongs_to_word(char32_t code);

}
