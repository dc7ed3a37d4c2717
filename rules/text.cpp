// The table has one entry for each code point below U+20000, made from ICU's data when it is first needed.
// tokens::pass walks over the bytes once, with bounded looks ahead at "[", "@" and what may be a link.
#include "rules/text.hpp"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <stdexcept>

namespace otklik::rules {

namespace {

constexpr char32_t table_end = 0x20000;
constexpr char32_t breve = 0x306;
constexpr char32_t invalid = 0xFFFD;
constexpr std::size_t longest_markup = 120;
constexpr std::size_t longest_host = 253;
// A longer run of letters is no word anyone looks for; its bytes stay in the token, its letters do not.
constexpr std::size_t longest_word = 64;
// One character can become eighteen letters.
constexpr std::size_t room_for_word = longest_word + 32;

enum flags : std::uint8_t {
    in_word = 1,
    mark = 2,       // an accent
    invisible = 4,  // leaves no trace
    several = 8,    // folded is an index into fold_table::longer
    russian = 16,   // Cyrillic, in fact
    foreign = 32,   // a letter of another alphabet
    upper = 64,
};

struct fold {
    char16_t folded = 0;
    std::uint8_t flags = 0;
    std::uint8_t like = 0;  // the Russian letter it can be taken for, less U+0400
};

struct fold_table {
    std::vector<fold> entries{table_end};
    std::vector<std::u16string> longer;
};

// By how they look, so capital and small letters differ: H is н, B is в but b is ь.
constexpr std::pair<std::u16string_view, std::u16string_view> look_alikes[] = {{u"ABCEHKMOPTXY", u"авсенкмортху"},
                                                                               {u"abcehkmnoprtuxy", u"аьсенкмпоргтиху"},
                                                                               {u"ΑΒΕΗΚΜΟΡΤΧΥΓΠΦ", u"авенкмортхугпф"},
                                                                               {u"αεκορτυχφπ", u"аекортухфп"},
                                                                               {u"ϲϹ", u"сс"}};

std::uint8_t like_of(char32_t code) {
    for (const auto& [theirs, ours] : look_alikes) {
        const auto at = code < 0x10000 ? theirs.find(static_cast<char16_t>(code)) : std::u16string_view::npos;
        if (at != std::u16string_view::npos) return static_cast<std::uint8_t>(ours[at] - 0x400);
    }
    return 0;
}

std::u16string normalised(const UNormalizer2* form, std::u16string_view text) {
    std::array<UChar, 64> room{};
    UErrorCode error = U_ZERO_ERROR;
    const auto length = unorm2_normalize(form, text.data(), static_cast<int32_t>(text.size()), room.data(),
                                         static_cast<int32_t>(room.size()), &error);
    if (U_FAILURE(error)) return {};
    return {room.data(), static_cast<std::size_t>(length)};
}

// й is a letter of its own; every other accent goes, and with it ё becomes е.
std::u16string without_accents(const UNormalizer2* decompose, const std::u16string& text) {
    std::u16string kept;
    for (const char16_t unit : text) {
        const auto parts = unit < 0x530 || (unit >= 0x1E00 && unit < 0x2000)
                               ? normalised(decompose, std::u16string_view(&unit, 1))
                               : std::u16string(1, unit);
        for (const char16_t part : parts) {
            if (part == breve && !kept.empty() && kept.back() == u'и')
                kept.back() = u'й';
            else if (u_charType(part) != U_NON_SPACING_MARK)
                kept += part;
        }
    }
    return kept;
}

struct normal_forms {
    const UNormalizer2* fold;
    const UNormalizer2* decompose;
};

normal_forms forms_of_icu() {
    UErrorCode error = U_ZERO_ERROR;
    normal_forms forms{unorm2_getNFKCCasefoldInstance(&error), unorm2_getNFDInstance(&error)};
    if (U_FAILURE(error)) throw std::runtime_error("ICU has no normalisation data");
    return forms;
}

std::uint8_t script_flags(char32_t code) {
    UErrorCode error = U_ZERO_ERROR;
    const auto script = uscript_getScript(static_cast<UChar32>(code), &error);
    if (script == USCRIPT_CYRILLIC) return russian;
    return static_cast<std::uint8_t>(u_isalpha(static_cast<UChar32>(code)) != 0 ? foreign : 0);
}

bool may_be_in_word(std::int8_t category, const std::u16string& folded) {
    const auto bit = U_MASK(category);
    if ((bit & (U_GC_L_MASK | U_GC_N_MASK | U_GC_MC_MASK)) != 0) return true;
    // Letters in circles and squares count, № and ™ do not.
    return (bit & U_GC_SO_MASK) != 0 && folded.size() == 1 && u_isalnum(folded[0]) != 0;
}

fold fold_of(char32_t code, const normal_forms& forms, fold_table& table) {
    const auto character = static_cast<UChar32>(code);
    const auto category = u_charType(character);
    if (category == U_UNASSIGNED || category == U_SURROGATE || category == U_CONTROL_CHAR) return {};
    if ((U_MASK(category) & (U_GC_Z_MASK | U_GC_P_MASK)) != 0) return {};
    UChar units[2];
    std::int32_t length = 0;
    U16_APPEND_UNSAFE(units, length, character);
    auto folded = normalised(forms.fold, {units, static_cast<std::size_t>(length)});
    if (folded.empty()) return {0, invisible, 0};
    if (category == U_NON_SPACING_MARK || category == U_ENCLOSING_MARK) return {static_cast<char16_t>(code), mark, 0};
    folded = without_accents(forms.decompose, folded);
    if (folded.empty() || !may_be_in_word(category, folded)) return {};

    fold made{folded[0], static_cast<std::uint8_t>(in_word | script_flags(folded[0])), like_of(code)};
    if (made.like == 0 && folded.size() == 1 && folded[0] != code) made.like = like_of(folded[0]);
    if (u_isupper(character) != 0) made.flags |= upper;
    if (folded.size() > 1) {
        made.flags |= several;
        made.folded = static_cast<char16_t>(table.longer.size());
        table.longer.push_back(std::move(folded));
    }
    return made;
}

fold_table made_table() {
    fold_table table;
    const auto forms = forms_of_icu();
    for (char32_t code = 0; code < table_end; ++code) table.entries[code] = fold_of(code, forms, table);
    return table;
}

const fold_table& table() {
    static const fold_table made = made_table();
    return made;
}

fold fold_at(const fold_table& folds, char32_t code) {
    if (code < table_end) return folds.entries[code];
    // Beyond are rare ideographs, which break a word, and tags and selectors, which nobody sees.
    return {0, static_cast<std::uint8_t>(code >= 0xE0000 && code < 0xE1000 ? invisible : 0), 0};
}

bool continues(std::string_view text, std::size_t at) {
    return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U;
}

char32_t tail(std::string_view text, std::size_t at) {
    return static_cast<unsigned char>(text[at]) & 0x3FU;
}

bool is_ascii_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_ascii_digit(char c) {
    return c >= '0' && c <= '9';
}
bool is_name(char c) {
    return is_ascii_letter(c) || is_ascii_digit(c) || c == '_' || c == '.';
}
bool is_host(char c) {
    return is_ascii_letter(c) || is_ascii_digit(c) || c == '-' || c == '.';
}
bool is_blank(char c) {
    return static_cast<unsigned char>(c) <= ' ';
}

bool known_domain(std::string_view host) {
    constexpr std::string_view ends[] = {"ru", "com", "org", "net", "su", "me", "info", "gov", "io", "cc", "tv"};
    while (!host.empty() && host.back() == '.') host.remove_suffix(1);
    const auto dot = host.rfind('.');
    return dot != std::string_view::npos && dot > 0 && std::ranges::count(ends, host.substr(dot + 1)) > 0;
}

// The end of a link that begins at `at`, or `at`.
std::size_t link_end(std::string_view text, std::size_t at) {
    auto end = at;
    while (end < text.size() && end - at < longest_host && is_host(text[end])) ++end;
    const auto host = text.substr(at, end - at);
    if (text.substr(end, 3) != "://" && !host.starts_with("www.") && !known_domain(host)) return at;
    while (end < text.size() && !is_blank(text[end]) && text[end] != ']' && text[end] != ')') ++end;
    return end;
}

// [club1|Visible words]: the bytes before the visible words, or 0.
std::size_t markup_length(std::string_view rest) {
    const auto within = rest.substr(0, longest_markup);
    const auto bar = within.find_first_of("|[] \n", 1);
    if (bar == std::string_view::npos || within[bar] != '|') return 0;
    constexpr std::string_view kinds[] = {"id", "club", "public", "event", "app", "http", "@", "#"};
    const auto inside = within.substr(1, bar - 1);
    return std::ranges::any_of(kinds, [&](auto kind) { return inside.starts_with(kind); }) ? bar + 1 : 0;
}

}

character character_at(std::string_view text, std::size_t at) {
    const auto lead = static_cast<unsigned char>(text[at]);
    if (lead < 0x80) return {lead, 1};
    if (lead >= 0xC2 && lead < 0xE0 && continues(text, at + 1)) return {(lead & 0x1FU) << 6U | tail(text, at + 1), 2};
    if (lead >= 0xE0 && lead < 0xF0 && continues(text, at + 1) && continues(text, at + 2)) {
        const auto code = (lead & 0x0FU) << 12U | tail(text, at + 1) << 6U | tail(text, at + 2);
        if (code >= 0x800 && (code < 0xD800 || code > 0xDFFF)) return {code, 3};
    }
    if (lead >= 0xF0 && lead < 0xF5 && continues(text, at + 1) && continues(text, at + 2) && continues(text, at + 3)) {
        const auto code =
            (lead & 0x07U) << 18U | tail(text, at + 1) << 12U | tail(text, at + 2) << 6U | tail(text, at + 3);
        if (code >= 0x10000 && code <= 0x10FFFF) return {code, 4};
    }
    return {invalid, 1};
}

bool belongs_to_word(char32_t code) {
    return (fold_at(table(), code).flags & (in_word | mark | invisible)) != 0;
}

// Four letters at a time; seeded by the length, so that a word and its beginning differ.
std::uint64_t hash_of(std::u16string_view folded) {
    std::uint64_t hash = (folded.size() + 1) * 0x9E3779B97F4A7C15U;
    const auto mix = [&hash](std::uint64_t letters) {
        hash = (hash ^ letters) * 0xD6E8FEB86659FD93U;
        hash ^= hash >> 32U;
    };
    for (; folded.size() >= 4; folded.remove_prefix(4)) {
        std::uint64_t four = 0;
        std::memcpy(&four, folded.data(), sizeof four);
        mix(four);
    }
    std::uint64_t rest = 0;
    for (const auto letter : folded) rest = rest << 16U | letter;
    mix(rest);
    return hash;
}

class tokens::pass {
public:
    pass(tokens& to, std::string_view text) : to_(to), text_(text), folds_(table()) {}

    void run() {
        while (at_ < text_.size()) {
            if (open_ && !hashtag_) plain_letters();
            if (at_ >= text_.size()) break;
            const auto next = character_at(text_, at_);
            const auto entry = fold_at(folds_, next.code);
            if ((entry.flags & in_word) != 0)
                letter(next, entry);
            else if (entry.flags == 0)
                boundary(next);
            else
                trace(next, entry);
        }
        close();
    }

private:
    // The rest of a word of common letters, which nearly all text is; letter() and its kin do the same for any.
    void plain_letters() {
        const auto* bytes = reinterpret_cast<const unsigned char*>(text_.data());
        const auto last = text_.size() - 1;
        auto* const data = to_.folded_.data();
        auto at = at_;
        for (; at < last && used_ - folded_ < longest_word; at += 2) {
            const char32_t code = (bytes[at] & 0x1FU) << 6U | (bytes[at + 1] & 0x3FU);
            const auto& entry = folds_.entries[code];
            const bool cyrillic = (bytes[at] == 0xD0 || bytes[at] == 0xD1) && (bytes[at + 1] & 0xC0U) == 0x80U;
            if (!cyrillic || (entry.flags & (in_word | several)) != in_word) break;
            data[used_++] = entry.folded;
            seen_ |= entry.flags;
        }
        if (at == at_) return;
        at_ = end_ = at;
    }

    void letter(character next, fold entry) {
        if (!open_ && is_ascii_letter(text_[at_]) && skip_link()) return;
        if (open_ && hashtag_ && (entry.flags & upper) != 0 && !upper_) close();  // #АхтубинскийРайон is two words
        if (!open_) begin();
        append(entry);
        seen_ |= entry.flags;
        upper_ = (entry.flags & upper) != 0;
        at_ += next.bytes;
        end_ = at_;
    }

    void append(fold entry) {
        if (used_ - folded_ >= longest_word) return;
        if ((entry.flags & several) == 0)
            to_.folded_[used_++] = entry.folded;
        else
            for (const auto unit : folds_.longer[entry.folded]) to_.folded_[used_++] = unit;
    }

    // Accents and invisible characters do not end a word; an accent is shown with the word, so it is highlighted too.
    void trace(character next, fold entry) {
        at_ += next.bytes;
        if (!open_ || (entry.flags & mark) == 0) return;
        end_ = at_;
        auto& before = to_.folded_[used_ - 1];
        if (entry.folded == breve && before == u'и') before = u'й';
    }

    void boundary(character next) {
        close();
        const char c = text_[at_];
        if (c != '_') hashtag_ = false;
        if (c == '[' && skip_markup()) return;
        if (c == '@' && skip_name()) return;
        if (c == '#') hashtag_ = true;
        at_ += next.bytes;
    }

    bool skip_link() {
        const auto end = link_end(text_, at_);
        if (end == at_) return false;
        at_ = end;
        ++place_;
        return true;
    }

    bool skip_markup() {
        const auto length = markup_length(text_.substr(at_));
        if (length == 0) return false;
        const auto id = text_.substr(at_ + 1, length - 2);
        address(at_ + 1, at_ + 1 + id.substr(0, id.find(':')).size());
        at_ += length;
        return true;
    }

    bool skip_name() {
        auto end = at_ + 1;
        while (end < text_.size() && is_name(text_[end])) ++end;
        if (end == at_ + 1) return false;
        address(at_ + 1, end);
        at_ = end;
        return true;
    }

    void address(std::size_t begin, std::size_t end) {
        to_.addressees_.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
    }

    void begin() {
        open_ = true;
        begin_ = at_;
        folded_ = used_;
        seen_ = 0;
        if (to_.folded_.size() < used_ + room_for_word) to_.folded_.resize(2 * used_ + 4 * room_for_word);
    }

    void close() {
        if (!open_) return;
        open_ = false;
        if ((seen_ & russian) != 0 && (seen_ & foreign) != 0) russify();
        token made;
        made.begin = static_cast<std::uint32_t>(begin_);
        made.end = static_cast<std::uint32_t>(end_);
        made.place = place_++;
        made.folded = static_cast<std::uint32_t>(folded_);
        made.length = static_cast<std::uint32_t>(used_ - folded_);
        made.hash = hash_of(to_.folded(made));
        made.hashtag = hashtag_;
        to_.words_.push_back(made);
    }

    // Only when every foreign letter can be taken for a Russian one: "дoрoга", but not "wifi-роутер".
    void russify() {
        std::u16string made;
        for (auto at = begin_; at < end_ && made.size() < longest_word;) {
            const auto next = character_at(text_, at);
            const auto entry = fold_at(folds_, next.code);
            at += next.bytes;
            if ((entry.flags & foreign) != 0 && entry.like == 0) return;
            if ((entry.flags & foreign) != 0)
                made += static_cast<char16_t>(entry.like + 0x400);
            else if ((entry.flags & several) != 0)
                made += folds_.longer[entry.folded];
            else if ((entry.flags & in_word) != 0)
                made += entry.folded;
            else if (entry.folded == breve && !made.empty() && made.back() == u'и')
                made.back() = u'й';
        }
        std::ranges::copy(made, to_.folded_.begin() + static_cast<std::ptrdiff_t>(folded_));
        used_ = folded_ + made.size();
    }

    tokens& to_;
    std::string_view text_;
    const fold_table& folds_;
    std::size_t at_ = 0;
    std::size_t begin_ = 0;
    std::size_t end_ = 0;
    std::size_t folded_ = 0;  // where the folded letters of the open word begin
    std::size_t used_ = 0;    // and where those of all words end
    std::uint32_t place_ = 0;
    std::uint8_t seen_ = 0;
    bool open_ = false;
    bool hashtag_ = false;
    bool upper_ = false;
};

void tokens::read(std::string_view text, std::size_t longest) {
    words_.clear();
    addressees_.clear();
    pass(*this, text.substr(0, longest)).run();
}

std::vector<std::u16string> folded_words(std::string_view text) {
    tokens read;
    read.read(text, text.size());
    std::vector<std::u16string> words;
    for (const auto& word : read.words()) words.emplace_back(read.folded(word));
    return words;
}

std::string to_utf8(std::u16string_view text) {
    std::string made;
    for (std::size_t at = 0; at < text.size(); ++at) {
        auto code = static_cast<char32_t>(text[at]);
        if (U16_IS_LEAD(code) && at + 1 < text.size() && U16_IS_TRAIL(text[at + 1]))
            code = static_cast<char32_t>(U16_GET_SUPPLEMENTARY(code, text[++at]));
        const auto put = [&made](char32_t byte) { made += static_cast<char>(byte); };
        if (code < 0x80) {
            put(code);
        } else if (code < 0x800) {
            put(0xC0 | code >> 6U), put(0x80 | (code & 0x3FU));
        } else if (code < 0x10000) {
            put(0xE0 | code >> 12U), put(0x80 | (code >> 6U & 0x3FU)), put(0x80 | (code & 0x3FU));
        } else {
            put(0xF0 | code >> 18U), put(0x80 | (code >> 12U & 0x3FU));
            put(0x80 | (code >> 6U & 0x3FU)), put(0x80 | (code & 0x3FU));
        }
    }
    return made;
}

}
