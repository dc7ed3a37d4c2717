// One TOML file of a pack as it is read: its tables, and problems told with their place. A problem is written down and
// the reading goes on.
#pragma once

#include "rules/pack.hpp"
#include "rules/toml_place.hpp"

#include <toml++/toml.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <initializer_list>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace otklik::rules {

inline std::string named(std::string_view text) {
    return "«" + std::string(text) + "»";
}

using names = std::initializer_list<std::string_view>;

inline std::string joined(names all) {
    std::string made;
    for (const auto one : all) made.append(made.empty() ? "" : ", ").append(one);
    return made;
}

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

}
