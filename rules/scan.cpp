#include "rules/scan.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace otklik::rules {

namespace {

constexpr std::size_t longest_record = 16U << 20;  // one record never fills the memory
constexpr std::size_t most_returns = 100;          // a file of quotes alone must not be read over and over

// RFC 4180: fields between commas, quoted where they hold commas, quotes or ends of lines.
class csv {
public:
    csv(std::istream& in, std::size_t line) : in_(in), line_(line), next_line_(line) {}

    enum class outcome { record, error, end };

    outcome read() {
        fields_.assign(1, {});
        error_.clear();
        raw_.clear();
        line_ = next_line_;
        unclosed_ = false;
        if (peek() == end_of_file) return outcome::end;
        while (field()) fields_.emplace_back();
        if (unclosed_) go_back();
        return error_.empty() ? outcome::record : outcome::error;
    }

    const std::vector<std::string>& fields() const { return fields_; }
    std::size_t line() const { return line_; }
    const std::string& error() const { return error_; }
    bool blank() const { return fields_.size() == 1 && fields_[0].empty(); }

private:
    static constexpr int end_of_file = std::istream::traits_type::eof();

    int peek() { return again_at_ < again_.size() ? static_cast<unsigned char>(again_[again_at_]) : in_.peek(); }

    bool get(char& c) {
        if (again_at_ < again_.size())
            c = again_[again_at_++];
        else if (!in_.get(c))
            return false;
        if (c == '\n') ++next_line_;
        if (raw_.size() <= longest_record)
            raw_ += c;
        else
            fail("Запись длиннее 16 МБ");
        return true;
    }

    // Says whether another field of the record follows.
    bool field() {
        char c = 0;
        if (peek() == '"') return get(c) && quoted();
        while (get(c)) {
            if (c == ',') return true;
            if (c == '\n') return false;
            if (c == '\r' && (peek() == '\n' || peek() == end_of_file)) continue;
            if (c == '"') fail("Кавычка посреди поля: такое поле берётся в кавычки целиком");
            put(c);
        }
        return false;
    }

    bool quoted() {
        char c = 0;
        while (get(c)) {
            if (c != '"') {
                put(c);
            } else if (peek() == '"') {
                get(c);
                put(c);
            } else {
                return after_quote();
            }
        }
        fail("Кавычка открыта, но не закрыта до конца файла");
        unclosed_ = true;
        return false;
    }

    bool after_quote() {
        char c = 0;
        while (get(c)) {
            if (c == ',') return true;
            if (c == '\n') return false;
            if (c != '\r') fail("После закрывающей кавычки стоит лишнее");
        }
        return false;
    }

    // A quote nobody closed has swallowed the rest of the file: read that again from the next line.
    void go_back() {
        const auto end = raw_.find('\n');
        if (end == std::string::npos || raw_.size() > longest_record || ++returns_ > most_returns) return;
        again_ = raw_.substr(end + 1);
        again_at_ = 0;
        next_line_ = line_ + 1;
    }

    void put(char c) {
        if (error_.empty()) fields_.back() += c;
    }

    void fail(const char* why) {
        if (error_.empty()) error_ = why;
    }

    std::istream& in_;
    std::size_t line_;
    std::size_t next_line_;
    std::vector<std::string> fields_;
    std::string error_;
    std::string raw_;    // the record as it stands in the file
    std::string again_;  // what is read once more, before the rest of the file
    std::size_t again_at_ = 0;
    std::size_t returns_ = 0;
    bool unclosed_ = false;
};

struct calls {
    const std::function<void(const record&)>& on_record;
    const std::function<void(const scan_error&)>& on_error;
};

void tell(scanned& so_far, const calls& to, std::size_t line, std::string message) {
    ++so_far.errors;
    to.on_error({line, std::move(message)});
}

void give(scanned& so_far, const calls& to, std::size_t line, std::string text) {
    to.on_record({++so_far.records, line, std::move(text)});
}

scanned scan_csv(std::istream& in, const calls& to, std::size_t line) {
    scanned so_far;
    csv table(in, line);
    if (table.read() != csv::outcome::record) {
        tell(so_far, to, table.line(), "Заголовок таблицы не читается: " + table.error());
        return so_far;
    }
    const auto header = table.fields();
    const auto column = static_cast<std::size_t>(std::ranges::find(header, "text") - header.begin());
    if (column == header.size()) {
        tell(so_far, to, table.line(), "В заголовке таблицы нет столбца text");
        return so_far;
    }
    for (auto read = table.read(); read != csv::outcome::end; read = table.read()) {
        if (read == csv::outcome::error)
            tell(so_far, to, table.line(), table.error());
        else if (table.blank() && header.size() > 1)
            continue;
        else if (table.fields().size() != header.size())
            tell(so_far, to, table.line(),
                 "Полей " + std::to_string(table.fields().size()) + ", а в заголовке " + std::to_string(header.size()));
        else
            give(so_far, to, table.line(), table.fields()[column]);
    }
    return so_far;
}

// Like getline, but a line without end does not fill the memory; says whether it was too long.
bool read_line(std::istream& in, std::string& line) {
    line.clear();
    char c = 0;
    bool fits = true;
    while (in.get(c) && c != '\n') {
        fits = fits && line.size() < longest_record;
        if (fits) line += c;
    }
    if (!line.empty() && line.back() == '\r') line.pop_back();
    return fits;
}

scanned scan_json(std::istream& in, const json_text& json, const calls& to, std::size_t number) {
    scanned so_far;
    std::string line;
    for (; in.peek() != std::istream::traits_type::eof(); ++number) {
        if (!read_line(in, line)) {
            tell(so_far, to, number, "Запись длиннее 16 МБ");
            continue;
        }
        if (line.find_first_not_of(" \t") == std::string::npos) continue;
        std::string error;
        auto text = json(line, error);
        if (text)
            give(so_far, to, number, std::move(*text));
        else
            tell(so_far, to, number, std::move(error));
    }
    return so_far;
}

// Passes the byte order mark and blanks; gives the number of the line where something stands.
std::size_t skip_blanks(std::istream& in) {
    if (in.peek() == 0xEF) in.ignore(3);
    std::size_t line = 1;
    for (auto c = in.peek(); c == ' ' || c == '\t' || c == '\r' || c == '\n'; c = in.peek()) {
        if (c == '\n') ++line;
        in.get();
    }
    return line;
}

std::string written_out(const std::vector<span>& spans, std::string_view text) {
    std::string made;
    for (const auto& [begin, end] : spans) {
        if (begin > end || end > text.size()) continue;
        made.append(made.empty() ? "" : ", ").append("«").append(text.substr(begin, end - begin)).append("»");
    }
    return made;
}

std::string written_out(const std::vector<std::string>& words) {
    std::string made;
    for (const auto& word : words) made.append(made.empty() ? "" : ", ").append("«").append(word).append("»");
    return made;
}

std::string_view russian(meaning m) {
    constexpr std::string_view words[] = {"упоминание", "тема", "недопустимое", "не нам"};
    return words[static_cast<std::size_t>(m)];
}

std::string_view russian(ground g) {
    constexpr std::string_view words[] = {"оскорбление или брань", "намерение причинить вред", "угроза"};
    return words[static_cast<std::size_t>(g)];
}

}

scanned scan(std::istream& in, const json_text& json, const std::function<void(const record&)>& on_record,
             const std::function<void(const scan_error&)>& on_error) {
    const calls to{on_record, on_error};
    const auto line = skip_blanks(in);
    if (in.peek() == std::istream::traits_type::eof()) return {};
    return in.peek() == '{' ? scan_json(in, json, to, line) : scan_csv(in, to, line);
}

std::string explain(const match& found, std::string_view text, const pack& rules) {
    std::string made = found.accepted ? "Принято" : "Не принято";
    made.append(". ").append(found.because).append("\n");
    for (const auto& hit : found.hits) {
        made.append("Правило ")
            .append(hit.rule)
            .append(" (")
            .append(russian(hit.means))
            .append("): ")
            .append(hit.title);
        const auto words = written_out(hit.spans, text);
        made.append(words.empty() ? "" : " — ").append(words).append("\n");
    }
    for (const auto& id : found.subjects) {
        const auto* subject = rules.find_subject(id);
        made.append("Тема: ").append(subject == nullptr ? id : subject->title).append("\n");
    }
    for (const auto& [id, words] : found.executors) {
        const auto* executor = rules.find_executor(id);
        made.append("Исполнитель: ").append(executor == nullptr ? id : executor->title);
        made.append(words.empty() ? "" : " — ").append(written_out(words)).append("\n");
    }
    if (found.prohibited)
        made.append("Может быть недопустимым: ")
            .append(russian(*found.prohibited))
            .append(" — ")
            .append(written_out(found.prohibited_words))
            .append("\n");
    return made;
}

}
