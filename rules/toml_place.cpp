#include "rules/toml_place.hpp"

#include "rules/text.hpp"

#include <algorithm>

namespace otklik::rules {

namespace {

class walk {
public:
    walk(std::string_view file, position from) : file_(file), at_(from) {
        const auto line = line_of(file, from.line);
        at_.offset = line.empty() ? file.size() : static_cast<std::size_t>(line.data() - file.data());
        at_.column = 1;
        while (!done() && at_.column < from.column && look() != '\n') step();
    }

    position at() const { return at_; }

    void open_string() {
        const auto rest = file_.substr(std::min(at_.offset, file_.size()));
        escapes_ = rest.starts_with('"');
        const bool lines = rest.starts_with("\"\"\"") || rest.starts_with("'''");
        step(lines ? 3 : 1);
        if (lines && look() == '\r') step();
        if (lines && look() == '\n') step();
    }

    // A backslash at the end of a line: nothing of the value, until the next line's first letter.
    bool at_joined_lines() const {
        return escapes_ && look() == '\\' && (look(1) == '\n' || look(1) == '\r' || look(1) == ' ' || look(1) == '\t');
    }

    // Goes over what makes up one character of the value; gives its length there.
    std::size_t value_character() {
        if (look() == '\r' && look(1) == '\n') step();
        if (!escapes_ || look() != '\\') {
            const auto bytes = done() ? 1 : character_at(file_, at_.offset).bytes;
            step();
            return bytes;
        }
        const bool joined = at_joined_lines();
        step();
        if (joined) return join_lines();
        const char kind = look();
        step();
        return kind == 'u' ? code_point(4) : kind == 'U' ? code_point(8) : 1;
    }

private:
    bool done() const { return at_.offset >= file_.size(); }
    char look(std::size_t ahead = 0) const {
        return at_.offset + ahead < file_.size() ? file_[at_.offset + ahead] : '\0';
    }

    void step(std::size_t times = 1) {
        for (; times > 0 && !done(); --times) {
            const auto c = character_at(file_, at_.offset);
            at_.offset += c.bytes;
            ++at_.column;
            if (c.code != '\n') continue;
            ++at_.line;
            at_.column = 1;
        }
    }

    std::size_t join_lines() {
        while (!done() && (look() == ' ' || look() == '\t' || look() == '\n' || look() == '\r')) step();
        return 0;
    }

    std::size_t code_point(std::size_t digits) {
        std::size_t code = 0;
        for (; digits > 0 && !done(); --digits, step()) {
            const char c = look();
            code = code * 16 + static_cast<std::size_t>(c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10);
        }
        return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    }

    std::string_view file_;
    position at_;
    bool escapes_ = false;
};

}

position place_in_toml(std::string_view file, position string, std::size_t into) {
    walk walks(file, string);
    walks.open_string();
    std::size_t passed = 0;
    while ((passed < into || walks.at_joined_lines()) && walks.at().offset < file.size())
        passed += walks.value_character();
    return walks.at();
}

std::string_view line_of(std::string_view file, std::size_t line) {
    for (; line > 1; --line) {
        const auto end = file.find('\n');
        if (end == std::string_view::npos) return {};
        file.remove_prefix(end + 1);
    }
    auto found = file.substr(0, file.find('\n'));
    if (found.ends_with('\r')) found.remove_suffix(1);
    return found;
}

}
