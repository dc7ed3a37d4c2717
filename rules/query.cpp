// query  := both { ("|" | OR) both }
// both   := negated { [AND] negated }
// negated := ("-" | NOT) negated | beside
// beside := single { "/N" single | "/+N" single }
// single := word | !word | word* | "phrase" | @list | key:value | "(" query ")"
#include "rules/query.hpp"

#include "rules/text.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

namespace otklik::rules {

namespace {

enum class lexeme { word, phrase, list, filter, distance, open, close, either, both, without, end };

struct lexed {
    lexeme is = lexeme::end;
    position at{};
    std::string_view text{};  // of a word, phrase, list or filter's value
    std::string_view key{};
    bool exact = false;
    bool prefix = false;
    gap distance{};
};

constexpr std::string_view filters[] = {"network", "kind", "source", "author", "mention"};

// Thrown inside this file only: a recursive descent is easier to read when it can stop anywhere.
struct stop {
    mistake why;
};

[[noreturn]] void fail(position at, std::string message, std::string hint = {}) {
    throw stop{{at, std::move(message), std::move(hint)}};
}

class lexer {
public:
    explicit lexer(std::string_view query) : query_(query) {}

    lexed next() {
        skip_blanks();
        lexed made;
        made.at = at_;
        if (done()) return made;
        const char c = query_[at_.offset];
        switch (c) {
            case '(': return sign(made, lexeme::open);
            case ')': return sign(made, lexeme::close);
            case '|': return sign(made, lexeme::either);
            case '-': return sign(made, lexeme::without);
            case '/': return distance(made);
            case '@': return list(made);
            case '!': return exact(made);
            default: break;
        }
        if (const auto quote = closing_quote(); quote != 0) return phrase(made, quote);
        return word(made);
    }

private:
    bool done() const { return at_.offset >= query_.size(); }
    character here() const { return character_at(query_, at_.offset); }

    void step() {
        const auto c = here();
        at_.offset += c.bytes;
        ++at_.column;
        if (c.code != '\n') return;
        ++at_.line;
        at_.column = 1;
    }

    void skip_blanks() {
        bool comment = false;
        while (!done()) {
            const auto code = here().code;
            if (code == '#') comment = true;
            if (code == '\n') comment = false;
            if (!comment && code > ' ' && code != 0xA0 && code != 0xFEFF) return;
            step();
        }
    }

    lexed sign(lexed made, lexeme is) {
        made.is = is;
        step();
        return made;
    }

    lexed distance(lexed made) {
        made.is = lexeme::distance;
        step();
        if (!done() && query_[at_.offset] == '+') {
            made.distance.in_order = true;
            step();
        }
        const auto from = at_.offset;
        while (!done() && query_[at_.offset] >= '0' && query_[at_.offset] <= '9') step();
        const auto digits = query_.substr(from, at_.offset - from);
        const auto* end = digits.data() + digits.size();
        const auto read = std::from_chars(digits.data(), end, made.distance.within);
        if (digits.empty() || read.ec != std::errc{} || made.distance.within < 1 ||
            made.distance.within > farthest_words)
            fail(made.at, "После / нужно число слов от 1 до " + std::to_string(farthest_words),
                 "например: яма /3 дорога, или яма /+3 дорога, если порядок важен");
        return made;
    }

    lexed list(lexed made) {
        made.is = lexeme::list;
        step();
        made.text = letters();
        if (made.text.empty()) fail(made.at, "После @ нет имени списка", "например: @улицы");
        return made;
    }

    lexed exact(lexed made) {
        step();
        if (done() || !belongs_to_word(here().code))
            fail(made.at, "После ! нет слова", "например: !глава, а точная фраза пишется в кавычках: \"глава района\"");
        made = word(made);
        if (made.is != lexeme::word) fail(made.at, "После ! может стоять только слово");
        if (made.prefix) fail(made.at, "Слово не может быть сразу и точным (!), и началом (*)", "оставьте один знак");
        made.exact = true;
        return made;
    }

    // The code of the quote that closes the one here, or 0.
    char32_t closing_quote() const {
        switch (here().code) {
            case '"': return '"';
            case U'«': return U'»';
            case U'“': return U'”';
            case U'„': return U'“';
            default: return 0;
        }
    }

    lexed phrase(lexed made, char32_t quote) {
        made.is = lexeme::phrase;
        step();
        const auto from = at_.offset;
        while (!done() && here().code != quote) step();
        if (done()) fail(made.at, "Кавычка открыта, но не закрыта");
        made.text = query_.substr(from, at_.offset - from);
        step();
        return made;
    }

    // A hyphen inside belongs to the word, as in Ново-Николаевка.
    std::string_view letters() {
        const auto from = at_.offset;
        while (!done()) {
            const auto c = here();
            const auto after = at_.offset + c.bytes;
            const bool joins = (c.code == '-' || c.code == '_') && at_.offset > from && after < query_.size() &&
                               belongs_to_word(character_at(query_, after).code);
            if (!belongs_to_word(c.code) && !joins) break;
            step();
        }
        return query_.substr(from, at_.offset - from);
    }

    lexed word(lexed made) {
        made.text = letters();
        if (made.text.empty()) unexpected(made.at);
        made.is = lexeme::word;
        if (!done() && query_[at_.offset] == ':') return filter(made);
        if (!done() && query_[at_.offset] == '*') {
            made.prefix = true;
            step();
        }
        if (made.text == "AND") made.is = lexeme::both;
        if (made.text == "OR") made.is = lexeme::either;
        if (made.text == "NOT") made.is = lexeme::without;
        if (!made.prefix) refuse_russian_operator(made);
        return made;
    }

    // Read as plain words these would silently ask for something else.
    static void refuse_russian_operator(const lexed& made) {
        if (made.text == "ИЛИ") fail(made.at, "«ИЛИ» здесь не действие", "пишите OR или |");
        if (made.text == "НЕ") fail(made.at, "«НЕ» здесь не действие", "пишите NOT или - перед словом");
        if (made.text == "И") fail(made.at, "«И» здесь не действие", "пишите AND или просто пробел");
    }

    lexed filter(lexed made) {
        if (std::ranges::count(filters, made.text) == 0)
            fail(made.at, "Неизвестный отбор «" + std::string(made.text) + ":»",
                 "есть network:, kind:, source:, author:, mention:; двоеточие в тексте не пишется");
        made.is = lexeme::filter;
        made.key = made.text;
        step();
        if (!done() && query_[at_.offset] == '"') {
            auto value = phrase(made, '"');
            value.is = lexeme::filter;
            return value;
        }
        const auto from = at_.offset;
        while (!done() && here().code > ' ' && here().code != '(' && here().code != ')' && here().code != '|') step();
        made.text = query_.substr(from, at_.offset - from);
        if (made.text.empty())
            fail(made.at, "После «" + std::string(made.key) + ":» нет значения", "например: network:vk");
        return made;
    }

    [[noreturn]] void unexpected(position at) const {
        if (here().code == '*') fail(at, "Звёздочка стоит только в конце слова", "например: администр*");
        const auto sign = query_.substr(at.offset, here().bytes);
        fail(at, here().code == 0xFFFD ? "Здесь не текст в UTF-8" : "Лишний знак «" + std::string(sign) + "»",
             "слова пишутся через пробел, точная фраза — в кавычках");
    }

    std::string_view query_;
    position at_;
};

bool may_stand_beside(const node& n) {
    switch (n.is) {
        case node::type::word:
        case node::type::prefix:
        case node::type::near:
        case node::type::list: return true;
        case node::type::any: return std::ranges::all_of(n.children, may_stand_beside);
        default: return false;
    }
}

// Does it find anything by itself? A query of negations would hold for every text there is.
bool finds(const node& n) {
    if (n.is == node::type::none) return false;
    if (n.is == node::type::all) return std::ranges::any_of(n.children, finds);
    if (n.is == node::type::any) return std::ranges::all_of(n.children, finds);
    return true;
}

class parser {
public:
    explicit parser(std::string_view query) : lexer_(query) { advance(); }

    node whole() {
        if (now_.is == lexeme::end) fail(now_.at, "Запрос пуст", "напишите хотя бы одно слово");
        auto made = query();
        if (now_.is == lexeme::close) fail(now_.at, "Закрывающая скобка без открывающей");
        if (now_.is != lexeme::end) unexpected();
        require_words(made);
        return made;
    }

    node entry() {
        if (now_.is == lexeme::end) fail(now_.at, "Строка списка пуста");
        node made{.is = node::type::near, .at = now_.at};
        while (now_.is == lexeme::word || now_.is == lexeme::phrase) join(made, single());
        if (now_.is != lexeme::end)
            fail(now_.at, "В списке стоят только слова", "действия и отборы пишутся в запросе правила");
        return made.children.size() == 1 ? std::move(made.children.front()) : made;
    }

private:
    void advance() { now_ = lexer_.next(); }

    lexed take() {
        auto taken = now_;
        advance();
        return taken;
    }

    static node unless_alone(node group) {
        return group.children.size() == 1 ? std::move(group.children.front()) : group;
    }

    node query() {
        node group{.is = node::type::any, .at = now_.at};
        group.children.push_back(both());
        while (now_.is == lexeme::either) {
            advance();
            group.children.push_back(both());
        }
        return unless_alone(std::move(group));
    }

    node both() {
        node group{.is = node::type::all, .at = now_.at};
        group.children.push_back(negated());
        while (now_.is != lexeme::end && now_.is != lexeme::close && now_.is != lexeme::either) {
            if (now_.is == lexeme::both) advance();
            group.children.push_back(negated());
        }
        return unless_alone(std::move(group));
    }

    node negated() {
        if (now_.is != lexeme::without) return beside();
        node made{.is = node::type::none, .at = now_.at};
        deeper();
        advance();
        made.children.push_back(negated());
        --depth_;
        return made;
    }

    node beside() {
        auto first = single();
        if (now_.is != lexeme::distance) return first;
        node made{.is = node::type::near, .at = first.at};
        const auto add = [&made](node n) {
            if (!may_stand_beside(n))
                fail(n.at, "Рядом с /N могут стоять только слова, фразы, списки и их выбор через |",
                     "вынесите остальное за скобки");
            made.children.push_back(std::move(n));
        };
        add(std::move(first));
        while (now_.is == lexeme::distance) {
            if (made.children.size() == longest_chain)
                fail(now_.at, "Слишком длинная цепочка: больше " + std::to_string(longest_chain) + " слов через /N");
            made.gaps.push_back(take().distance);
            add(single());
        }
        return made;
    }

    node single() {
        switch (now_.is) {
            case lexeme::word: return word(take());
            case lexeme::phrase: return phrase(take());
            case lexeme::list: return named_list(take());
            case lexeme::filter: return filter(take());
            case lexeme::open: return bracket();
            default: unexpected();
        }
    }

    node bracket() {
        const auto at = now_.at;
        deeper();
        advance();
        if (now_.is == lexeme::close) fail(at, "Пустые скобки");
        auto made = query();
        if (now_.is != lexeme::close) fail(at, "Скобка открыта, но не закрыта");
        advance();
        --depth_;
        return made;
    }

    void deeper() {
        if (++depth_ > deepest_query)
            fail(now_.at, "Слишком много вложенных скобок: больше " + std::to_string(deepest_query),
                 "вынесите часть слов в список");
    }

    static node leaf(const lexed& from, std::u16string_view folded) {
        return {.is = node::type::word, .at = from.at, .text = to_utf8(folded), .exact = from.exact};
    }

    // A word with a hyphen is several words side by side, in the text as in the query.
    static node word(const lexed& from) {
        const auto words = folded_words(from.text);
        if (words.empty()) fail(from.at, "Здесь нет ни одной буквы");
        node made{.is = node::type::near, .at = from.at};
        for (const auto& folded : words) join(made, leaf(from, folded));
        if (from.prefix) {
            if (words.back().size() < shortest_prefix)
                fail(from.at, "Перед * нужно не меньше " + std::to_string(shortest_prefix) + " букв",
                     "короткое начало нашло бы слишком много");
            made.children.back().is = node::type::prefix;
        }
        return unless_alone(std::move(made));
    }

    static node phrase(lexed from) {
        from.exact = true;
        const auto words = folded_words(from.text);
        if (words.empty()) fail(from.at, "В кавычках нет ни одного слова");
        node made{.is = node::type::near, .at = from.at};
        for (const auto& folded : words) join(made, leaf(from, folded));
        return unless_alone(std::move(made));
    }

    static node named_list(const lexed& from) {
        return {.is = node::type::list, .at = from.at, .text = std::string(from.text)};
    }

    static node filter(const lexed& from) {
        return {.is = node::type::filter, .at = from.at, .text = std::string(from.text), .key = std::string(from.key)};
    }

    static void join(node& row, node next) {
        if (!row.children.empty()) row.gaps.push_back({.within = 1, .in_order = true});
        row.children.push_back(std::move(next));
    }

    static void require_words(const node& n) {
        if (n.is == node::type::any)
            for (const auto& child : n.children) require_words(child);
        if (!finds(n))
            fail(n.at, "Здесь только отрицания: такое правило нашло бы любой текст",
                 "добавьте слово, которое должно быть найдено");
    }

    [[noreturn]] void unexpected() const {
        switch (now_.is) {
            case lexeme::end: fail(now_.at, "Запрос оборвался: дальше должно быть слово");
            case lexeme::close: fail(now_.at, "Перед закрывающей скобкой должно быть слово");
            case lexeme::distance: fail(now_.at, "Перед /N должно быть слово", "например: яма /3 дорога");
            case lexeme::either: fail(now_.at, "Здесь | (OR), а должно быть слово");
            case lexeme::both: fail(now_.at, "Здесь AND, а должно быть слово");
            default: fail(now_.at, "Здесь должно быть слово");
        }
    }

    lexer lexer_;
    lexed now_;
    std::size_t depth_ = 0;
};

reading read(std::string_view text, node (parser::*what)()) {
    if (text.size() > longest_query)
        return mistake{{}, "Запрос длиннее " + std::to_string(longest_query / 1024) + " КБ", "вынесите слова в список"};
    try {
        parser reads(text);
        return (reads.*what)();
    } catch (stop& stopped) {
        return std::move(stopped.why);
    }
}

void put(std::string& to, const node& n);

void put_children(std::string& to, std::string_view name, const node& n) {
    to.append("(").append(name);
    for (std::size_t i = 0; i < n.children.size(); ++i) {
        to += ' ';
        if (i > 0 && i <= n.gaps.size())
            to.append(n.gaps[i - 1].in_order ? "/+" : "/").append(std::to_string(n.gaps[i - 1].within)).append(" ");
        put(to, n.children[i]);
    }
    to += ')';
}

void put(std::string& to, const node& n) {
    switch (n.is) {
        case node::type::word: to.append(n.exact ? "!" : "").append(n.text); return;
        case node::type::prefix: to.append(n.text).append("*"); return;
        case node::type::list: to.append("@").append(n.text); return;
        case node::type::filter: to.append(n.key).append(":").append(n.text); return;
        case node::type::near: return put_children(to, "near", n);
        case node::type::all: return put_children(to, "all", n);
        case node::type::any: return put_children(to, "any", n);
        case node::type::none: return put_children(to, "none", n);
    }
}

}

reading read_query(std::string_view query) {
    return read(query, &parser::whole);
}

reading read_entry(std::string_view entry) {
    return read(entry, &parser::entry);
}

std::string to_string(const node& n) {
    std::string made;
    put(made, n);
    return made;
}

}
