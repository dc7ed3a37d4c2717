// Reads the files of a pack one after another: lists and forms, then executors, subjects, territory and rules, which
// refer to what came before. A problem is written down and the reading goes on.
#include "rules/pack.hpp"

#include "rules/text.hpp"
#include "rules/toml_place.hpp"

#include <toml++/toml.h>

#include <algorithm>
#include <fstream>
#include <initializer_list>
#include <iterator>
#include <sstream>

namespace otklik::rules {

namespace {

template <class Item>
const Item* with_id(const std::vector<Item>& items, std::string_view id) {
    const auto found = std::ranges::find(items, id, &Item::id);
    return found == items.end() ? nullptr : &*found;
}

std::string named(std::string_view text) {
    return "«" + std::string(text) + "»";
}

using names = std::initializer_list<std::string_view>;

std::string joined(names all) {
    std::string made;
    for (const auto one : all) made.append(made.empty() ? "" : ", ").append(one);
    return made;
}

// One file: its tables, and problems told with their place.
class toml_file {
public:
    toml_file(std::filesystem::path path, std::vector<problem>& problems)
        : path_(std::move(path)), problems_(problems), first_(problems.size()) {}

    ~toml_file() {
        std::stable_sort(problems_.begin() + static_cast<std::ptrdiff_t>(first_), problems_.end(),
                         [](const problem& a, const problem& b) {
                             return std::pair(a.line, a.column) < std::pair(b.line, b.column);
                         });
    }

    toml_file(const toml_file&) = delete;
    toml_file& operator=(const toml_file&) = delete;

    bool exists() const { return std::filesystem::exists(path_); }

    void open() {
        std::ifstream in(path_, std::ios::binary);
        std::error_code ignored;
        if (!in || !std::filesystem::is_regular_file(path_, ignored))
            return tell({}, "Файл не читается", "без него набор правил не полон");
        content_.assign(std::istreambuf_iterator<char>(in), {});
        try {
            root_ = toml::parse(content_);
        } catch (const toml::parse_error& error) {
            tell(error.source(), "Это не TOML: " + std::string(error.description()), "");
        }
    }

    const toml::table& root() const { return root_; }

    void tell(const toml::source_region& where, std::string message, std::string hint) {
        tell_at({.line = where.begin.line, .column = where.begin.column}, std::move(message), std::move(hint));
    }

    void tell_at(position at, std::string message, std::string hint) {
        problems_.push_back({path_.string(), at.line, at.line == 0 ? 0 : std::max<std::size_t>(at.column, 1),
                             std::move(message), std::move(hint), std::string(line_of(content_, at.line))});
        if (at.line == 0) problems_.back().source.clear();
    }

    // A mistake inside a string, such as a query, told at its own line of the file.
    void tell_inside(const toml::node& string, const mistake& why) {
        tell_at(place_in(string, why.at.offset), why.message, why.hint);
    }

    position place_in(const toml::node& string, std::size_t offset) const {
        const auto begin = string.source().begin;
        return place_in_toml(content_, {.line = begin.line, .column = begin.column}, offset);
    }

    void only(const toml::table& table, names known) {
        for (const auto& [key, value] : table)
            if (std::ranges::count(known, key.str()) == 0)
                tell(key.source(), "Неизвестный ключ " + named(key.str()), "здесь бывают: " + joined(known));
    }

    const toml::node* needed(const toml::table& table, std::string_view key) {
        const auto* found = table.get(key);
        if (found == nullptr) tell(table.source(), "Не хватает ключа " + named(key), "");
        return found;
    }

    std::string text(const toml::node* value) {
        if (value == nullptr) return {};
        if (const auto* string = value->as_string(); string != nullptr && !string->get().empty()) return string->get();
        tell(value->source(), "Здесь должна быть непустая строка", "");
        return {};
    }

    std::string text(const toml::table& table, std::string_view key) { return text(needed(table, key)); }
    std::string optional_text(const toml::table& table, std::string_view key) { return text(table.get(key)); }

    bool flag(const toml::table& table, std::string_view key) {
        const auto* value = table.get(key);
        if (value == nullptr) return false;
        if (const auto* given = value->as_boolean()) return given->get();
        tell(value->source(), named(key) + " бывает true или false", "");
        return false;
    }

    double number(const toml::table& table, std::string_view key, double otherwise) {
        const auto* value = table.get(key);
        if (value == nullptr) return otherwise;
        const auto given = value->value<double>();
        if (value->is_number() && given && *given > 0 && *given <= 100) return *given;
        tell(value->source(), named(key) + " — число больше 0 и не больше 100", "");
        return otherwise;
    }

    // Calls with each string of an array that may be absent.
    template <class Use>
    void each_text(const toml::table& table, std::string_view key, const Use& use) {
        const auto* value = table.get(key);
        if (value == nullptr) return;
        const auto* array = value->as_array();
        if (array == nullptr) return tell(value->source(), named(key) + " — перечень строк", "например: [\"слово\"]");
        for (const auto& item : *array) {
            const auto string = text(&item);
            if (!string.empty()) use(string, item);
        }
    }

    std::vector<std::string> texts(const toml::table& table, std::string_view key) {
        std::vector<std::string> made;
        each_text(table, key, [&](const std::string& text, const toml::node&) { made.push_back(text); });
        return made;
    }

    // Calls with each table of [[name]]; nothing else may stand in the file.
    template <class Use>
    void each(std::string_view name, const Use& use) {
        only(root_, {name});
        const auto* value = root_.get(name);
        if (value == nullptr) return;
        const auto* array = value->as_array();
        if (array == nullptr) return tell(value->source(), "Здесь ожидается [[" + std::string(name) + "]]", "");
        for (const auto& item : *array) {
            if (const auto* table = item.as_table())
                use(*table);
            else
                tell(item.source(), "Здесь ожидается [[" + std::string(name) + "]]", "");
        }
    }

private:
    std::filesystem::path path_;
    std::vector<problem>& problems_;
    std::size_t first_;
    std::string content_;
    toml::table root_;
};

class pack_reader {
public:
    explicit pack_reader(const std::filesystem::path& folder) : folder_(folder) {}

    loaded read() {
        read_optional("forms.toml", &pack_reader::read_forms);
        read_optional("lists.toml", &pack_reader::read_lists);
        read_needed("executors.toml", &pack_reader::read_executors);
        read_needed("subjects.toml", &pack_reader::read_subjects);
        read_needed("pack.toml", &pack_reader::read_pack);
        read_needed("rules.toml", &pack_reader::read_rules);
        return std::move(made_);
    }

private:
    using part = void (pack_reader::*)(toml_file&);

    void read_needed(const char* name, part how) {
        toml_file file(folder_ / name, made_.problems);
        const auto before = made_.problems.size();
        file.open();
        if (made_.problems.size() == before) (this->*how)(file);
    }

    void read_optional(const char* name, part how) {
        if (toml_file(folder_ / name, made_.problems).exists()) read_needed(name, how);
    }

    void read_forms(toml_file& file) {
        file.only(file.root(), {"same", "apart"});
        read_rows(file, "same", made_.value.forms.same);
        read_rows(file, "apart", made_.value.forms.apart);
    }

    static void read_rows(toml_file& file, std::string_view key, std::vector<std::vector<std::string>>& rows) {
        file.each_text(file.root(), key, [&](const std::string& row, const toml::node& where) {
            std::vector<std::string> words;
            for (const auto& word : folded_words(row)) words.push_back(to_utf8(word));
            if (words.size() < 2) file.tell(where.source(), "В строке нужно не меньше двух слов", "");
            rows.push_back(std::move(words));
        });
    }

    void read_lists(toml_file& file) {
        file.each("lists", [&](const toml::table& table) {
            file.only(table, {"name", "entries"});
            named_list list{.name = file.text(table, "name"), .entries = {}};
            if (std::ranges::count(made_.value.lists, list.name, &named_list::name) > 0)
                file.tell(table.source(), "Список " + named(list.name) + " уже есть", "");
            file.needed(table, "entries");
            file.each_text(table, "entries", [&](const std::string& text, const toml::node& where) {
                auto read = read_entry(text);
                if (const auto* why = std::get_if<mistake>(&read)) return file.tell_inside(where, *why);
                list.entries.push_back(std::move(std::get<node>(read)));
            });
            made_.value.lists.push_back(std::move(list));
        });
    }

    template <class Item>
    std::string own_id(toml_file& file, const toml::table& table, const std::vector<Item>& others) {
        auto id = file.text(table, "id");
        if (!id.empty() && with_id(others, id) != nullptr)
            file.tell(table.get("id")->source(), "Имя " + named(id) + " уже занято", "имена не повторяются");
        return id;
    }

    void read_executors(toml_file& file) {
        auto& all = made_.value.executors;
        file.each("executors", [&](const toml::table& table) {
            file.only(table, {"id", "title", "short_names"});
            auto id = own_id(file, table, all);
            all.push_back({std::move(id), file.text(table, "title"), file.texts(table, "short_names")});
        });
    }

    std::vector<std::string> known_executors(toml_file& file, const toml::table& table) {
        std::vector<std::string> made;
        file.each_text(table, "executors", [&](const std::string& id, const toml::node& where) {
            if (made_.value.find_executor(id) == nullptr)
                file.tell(where.source(), "Нет исполнителя " + named(id), "исполнители перечислены в executors.toml");
            made.push_back(id);
        });
        return made;
    }

    void read_subjects(toml_file& file) {
        auto& all = made_.value.subjects;
        file.each("subjects", [&](const toml::table& table) {
            file.only(table, {"id", "title", "executors"});
            auto id = own_id(file, table, all);
            file.needed(table, "executors");
            all.push_back({std::move(id), file.text(table, "title"), known_executors(file, table)});
        });
    }

    void read_pack(toml_file& file) {
        file.only(file.root(), {"id", "title", "zone", "territory"});
        made_.value.id = file.text(file.root(), "id");
        made_.value.title = file.text(file.root(), "title");
        made_.value.zone = file.text(file.root(), "zone");
        const auto* place = file.needed(file.root(), "territory");
        if (place == nullptr) return;
        const auto* table = place->as_table();
        if (table == nullptr) return file.tell(place->source(), "Здесь ожидается [territory]", "");
        file.only(*table, {"ours", "elsewhere"});
        if (const auto* ours = file.needed(*table, "ours"))
            made_.value.place.ours = query(file, *ours).value_or(node{});
        if (const auto* elsewhere = table->get("elsewhere")) made_.value.place.elsewhere = query(file, *elsewhere);
    }

    std::optional<node> query(toml_file& file, const toml::node& where) {
        const auto text = file.text(&where);
        if (text.empty()) return {};
        auto read = read_query(text);
        if (const auto* why = std::get_if<mistake>(&read)) {
            file.tell_inside(where, *why);
            return {};
        }
        auto& tree = std::get<node>(read);
        const auto missing = missing_lists(tree, made_.value.lists);
        for (const auto& one : missing) file.tell_inside(where, one);
        return missing.empty() ? std::optional(std::move(tree)) : std::nullopt;
    }

    void read_rules(toml_file& file) {
        file.each("rules", [&](const toml::table& table) {
            file.only(table, {"id", "title", "means", "weight", "query", "subject", "executors", "ground",
                              "needs_territory", "from_context"});
            const auto before = made_.problems.size();
            auto made = read_rule(file, table);
            if (made_.problems.size() == before) made_.value.rules.push_back(std::move(made));
        });
    }

    rule read_rule(toml_file& file, const toml::table& table) {
        rule made{.id = own_id(file, table, made_.value.rules),
                  .title = file.text(table, "title"),
                  .weight = file.number(table, "weight", 1),
                  .query = {},
                  .subject = file.optional_text(table, "subject"),
                  .executors = known_executors(file, table),
                  .why = word_of(file, table.get("ground"), all_grounds),
                  .needs_territory = file.flag(table, "needs_territory"),
                  .from_context = file.flag(table, "from_context")};
        made.means = word_of(file, file.needed(table, "means"), all_meanings).value_or(meaning::mention);
        if (const auto* where = file.needed(table, "query")) made.query = query(file, *where).value_or(node{});
        check_sense(file, table, made);
        return made;
    }

    static constexpr meaning all_meanings[] = {meaning::mention, meaning::subject, meaning::prohibited,
                                               meaning::ignore};
    static constexpr ground all_grounds[] = {ground::insult, ground::harm, ground::threat};

    template <class Value, std::size_t Size>
    static std::optional<Value> word_of(toml_file& file, const toml::node* where, const Value (&all)[Size]) {
        const auto word = file.text(where);
        if (word.empty()) return {};
        std::string known;
        for (const auto value : all) {
            if (name_of(value) == word) return value;
            known.append(known.empty() ? "" : ", ").append(name_of(value));
        }
        file.tell(where->source(), "Здесь не может стоять " + named(word), "бывает: " + known);
        return {};
    }

    void check_sense(toml_file& file, const toml::table& table, const rule& made) {
        const auto tell = [&](std::string_view key, std::string message) {
            const auto* value = table.get(key);
            file.tell(value == nullptr ? table.source() : value->source(), std::move(message), "");
        };
        const bool about_subject = made.means == meaning::subject;
        if (about_subject && made.subject.empty() == !made.from_context)
            tell("subject", "Правилу о теме нужно одно из двух: subject или from_context = true");
        if (!about_subject && (!made.subject.empty() || made.from_context))
            tell("subject", "subject и from_context бывают только у правил с means = \"subject\"");
        if (!made.subject.empty() && made_.value.find_subject(made.subject) == nullptr)
            tell("subject", "Нет темы " + named(made.subject));
        if ((made.means == meaning::prohibited) != made.why.has_value())
            tell("ground", "ground нужен правилам с means = \"prohibited\", и только им");
    }

    std::filesystem::path folder_;
    loaded made_;
};

// Combining marks and wide tabs would shift a caret; the line above it is copied with blanks in their place.
std::string caret_line(std::string_view source, std::size_t column) {
    std::string made;
    std::size_t at = 0;
    for (std::size_t passed = 1; passed < column && at < source.size(); ++passed) {
        made += source[at] == '\t' ? '\t' : ' ';
        at += character_at(source, at).bytes;
    }
    return made + "^";
}

}

const subject* pack::find_subject(std::string_view wanted) const {
    return with_id(subjects, wanted);
}

const executor* pack::find_executor(std::string_view wanted) const {
    return with_id(executors, wanted);
}

std::vector<mistake> missing_lists(const node& query, const std::vector<named_list>& lists) {
    std::vector<mistake> made;
    if (query.is == node::type::list && std::ranges::count(lists, query.text, &named_list::name) == 0)
        made.push_back({query.at, "Нет списка " + named(query.text), "списки перечислены в lists.toml"});
    for (const auto& child : query.children) std::ranges::move(missing_lists(child, lists), std::back_inserter(made));
    return made;
}

std::string problem::text() const {
    std::ostringstream made;
    made << file;
    if (line > 0) made << ':' << line << ':' << column;
    made << ": " << message;
    if (!source.empty()) made << "\n  " << source << "\n  " << caret_line(source, column);
    if (!hint.empty()) made << "\n  подсказка: " << hint;
    return made.str();
}

loaded load_pack(const std::filesystem::path& folder) {
    return pack_reader(folder).read();
}

}
