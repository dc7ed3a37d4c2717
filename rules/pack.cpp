// Reads the files of a pack one after another: lists and forms, then executors, subjects, territory and rules, which
// refer to what came before; of each kind first those of the base. A problem is written down and the reading goes on.
#include "rules/pack.hpp"

#include "rules/text.hpp"
#include "rules/toml_file.hpp"

#include <algorithm>
#include <iterator>
#include <sstream>
#include <unordered_map>

namespace otklik::rules {

namespace {

template <class Item>
const Item* with_id(const std::vector<Item>& items, std::string_view id) {
    const auto found = std::ranges::find(items, id, &Item::id);
    return found == items.end() ? nullptr : &*found;
}

class pack_reader {
public:
    explicit pack_reader(const std::filesystem::path& folder) : folder_(folder) {}

    loaded read() {
        const auto base = base_of_pack();
        std::vector<std::filesystem::path> folders;
        if (!base.empty()) folders.push_back(base);
        folders.push_back(folder_);
        for (const auto& folder : folders) refuse_unknown_files(folder);
        for (const auto& folder : folders) {
            read_if_there(folder / "forms.toml", &pack_reader::read_forms);
            for (const auto& file : files_of(folder, "lists")) read_file(file, &pack_reader::read_lists);
        }
        read_file(folder_ / "executors.toml", &pack_reader::read_executors);
        if (!base.empty()) read_file(base / "subjects.toml", &pack_reader::read_subjects);
        if (base.empty())
            read_file(folder_ / "subjects.toml", &pack_reader::read_subjects);
        else
            read_if_there(folder_ / "subjects.toml", &pack_reader::read_subjects);
        read_if_there(folder_ / "routes.toml", &pack_reader::read_routes);
        read_file(folder_ / "pack.toml", &pack_reader::read_pack);
        for (const auto& folder : folders) {
            const auto files = files_of(folder, "rules");
            if (files.empty()) read_file(folder / "rules.toml", &pack_reader::read_rules);  // says that it is missing
            inherited_ = made_.value.rules.size();
            for (const auto& file : files) read_file(file, &pack_reader::read_rules);
        }
        return std::move(made_);
    }

private:
    using part = void (pack_reader::*)(toml_file&);

    void read_file(const std::filesystem::path& path, part how) {
        toml_file file(path, made_.problems);
        const auto before = made_.problems.size();
        file.open();
        if (made_.problems.size() == before) (this->*how)(file);
    }

    void read_if_there(const std::filesystem::path& path, part how) {
        if (std::filesystem::exists(path)) read_file(path, how);
    }

    // The folder that this pack adds to, or nothing. What is wrong in pack.toml is told when its turn comes.
    std::filesystem::path base_of_pack() const {
        std::vector<problem> told_later;
        toml_file file(folder_ / "pack.toml", told_later);
        file.open();
        const auto* given = file.root().get("extends");
        const auto name = given == nullptr ? std::string{} : given->value_or(std::string{});
        return name.empty() ? std::filesystem::path{} : (folder_ / name).lexically_normal();
    }

    // rules.toml, rules_water.toml …, by name.
    static std::vector<std::filesystem::path> files_of(const std::filesystem::path& folder, std::string_view kind) {
        std::vector<std::filesystem::path> made;
        std::error_code ignored;
        for (const auto& entry : std::filesystem::directory_iterator(folder, ignored)) {
            const auto name = entry.path().filename().string();
            if (name.starts_with(kind) && name.ends_with(".toml")) made.push_back(entry.path());
        }
        std::ranges::sort(made);
        return made;
    }

    // A file whose name is misspelt would be left out without a word.
    void refuse_unknown_files(const std::filesystem::path& folder) {
        constexpr std::string_view known[] = {"forms.toml", "executors.toml", "subjects.toml", "routes.toml",
                                              "pack.toml"};
        for (const auto& path : files_of(folder, "")) {
            const auto name = path.filename().string();
            if (std::ranges::count(known, name) == 0 && !name.starts_with("rules") && !name.starts_with("lists"))
                toml_file(path, made_.problems)
                    .tell({}, "Неизвестный файл набора",
                          "бывают: " + joined({"pack.toml", "forms.toml", "executors.toml", "subjects.toml",
                                               "routes.toml", "lists*.toml", "rules*.toml"}));
        }
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
            auto& list = list_named(file.text(table, "name"));
            file.needed(table, "entries");
            file.each_text(table, "entries", [&](const std::string& text, const toml::node& where) {
                auto read = read_entry(text);
                if (const auto* why = std::get_if<mistake>(&read)) return file.tell_inside(where, *why);
                list.entries.push_back(std::move(std::get<node>(read)));
            });
        });
    }

    // A list named again goes on: a territory adds its own words to those of the base.
    named_list& list_named(const std::string& name) {
        const auto found = std::ranges::find(made_.value.lists, name, &named_list::name);
        if (found != made_.value.lists.end()) return *found;
        return made_.value.lists.emplace_back(named_list{.name = name, .entries = {}});
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

    std::vector<std::string> known_executors(toml_file& file, const toml::table& table,
                                             std::string_view key = "executors") {
        std::vector<std::string> made;
        file.each_text(table, key, [&](const std::string& id, const toml::node& where) {
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
            all.push_back({std::move(id), file.text(table, "title"), known_executors(file, table)});
        });
    }

    // Who answers for which subject: a base names the subjects, a territory its executors.
    void read_routes(toml_file& file) {
        for (const auto& [id, value] : file.root()) {
            const auto known = std::ranges::find(made_.value.subjects, id.str(), &subject::id);
            if (known == made_.value.subjects.end())
                file.tell(id.source(), "Нет темы " + named(id.str()), "темы перечислены в subjects.toml");
            else
                known->executors = known_executors(file, file.root(), id.str());
        }
    }

    void read_pack(toml_file& file) {
        file.only(file.root(), {"id", "title", "zone", "extends", "territory"});
        made_.value.id = file.text(file.root(), "id");
        made_.value.title = file.text(file.root(), "title");
        made_.value.zone = file.text(file.root(), "zone");
        const auto* place = file.needed(file.root(), "territory");
        if (place == nullptr) return;
        const auto* table = place->as_table();
        if (table == nullptr) return file.tell(place->source(), "Здесь ожидается [territory]", "");
        file.only(*table, {"name", "ours", "streets", "elsewhere"});
        made_.value.place.name = file.optional_text(*table, "name");
        if (const auto* ours = file.needed(*table, "ours"))
            made_.value.place.ours = query(file, *ours).value_or(node{});
        if (const auto* streets = table->get("streets")) made_.value.place.streets = query(file, *streets);
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
            if (made_.problems.size() == before)
                keep(std::move(made));
            else if (!made.id.empty())
                for (auto at = before; at < made_.problems.size(); ++at) made_.problems[at].rule = made.id;
        });
    }

    // A territory's rule takes the place of the base's rule of that name.
    void keep(rule made) {
        const auto base = rules_.find(made.id);
        const auto number = base == rules_.end() ? made_.value.rules.size() : base->second;
        rules_[made.id] = number;
        if (number == made_.value.rules.size())
            made_.value.rules.push_back(std::move(made));
        else
            made_.value.rules[number] = std::move(made);
    }

    std::string rule_id(toml_file& file, const toml::table& table) {
        auto id = file.text(table, "id");
        const auto known = rules_.find(id);
        if (known != rules_.end() && known->second >= inherited_)
            file.tell(table.get("id")->source(), "Имя " + named(id) + " уже занято", "имена не повторяются");
        return id;
    }

    rule read_rule(toml_file& file, const toml::table& table) {
        rule made{.id = rule_id(file, table),
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
    std::unordered_map<std::string, std::size_t> rules_;  // by id: the place in the pack
    std::size_t inherited_ = 0;                           // rules of the base, which may be replaced
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

void keep_rule(pack& to, const pack& before, std::string_view id) {
    const auto* known = with_id(before.rules, id);
    if (known == nullptr || with_id(to.rules, id) != nullptr || !missing_lists(known->query, to.lists).empty()) return;
    const auto there = [&](const std::string& name) { return to.find_executor(name) != nullptr; };
    const bool subject_there = known->subject.empty() || to.find_subject(known->subject) != nullptr;
    if (subject_there && std::ranges::all_of(known->executors, there)) to.rules.push_back(*known);
}

loaded load_pack(const std::filesystem::path& folder) {
    return pack_reader(folder).read();
}

}
