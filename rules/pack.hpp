// A pack is all that an administration tells us about itself: names, territory, subjects, executors, rules.
// It is read from a folder of TOML files; see packs/akhtubinsk. Values only, free to copy and to hand between threads.
#pragma once

#include "rules/match.hpp"
#include "rules/query.hpp"

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace otklik::rules {

struct executor {
    std::string id;
    std::string title;                     // as in the annex of the regulation
    std::vector<std::string> short_names;  // what people call it
};

struct subject {
    std::string id;
    std::string title;
    std::vector<std::string> executors;  // ids, most likely first
};

struct named_list {
    std::string name;
    std::vector<node> entries;
};

struct rule {
    std::string id;
    std::string title;
    meaning means = meaning::mention;
    double weight = 1;
    node query;
    std::string subject;                 // id; for a subject rule
    std::vector<std::string> executors;  // ids, where the rule knows better than its subject
    std::optional<ground> why;           // for a prohibited rule
    bool needs_territory = false;        // a mention that counts only in or about our territory
    bool from_context = false;           // a subject rule that takes its subject from the post above
};

// Words whose forms the stemmer does not bring together, or wrongly does.
struct word_forms {
    std::vector<std::vector<std::string>> same;   // a row is one word: whatever has a stem of the row has them all
    std::vector<std::vector<std::string>> apart;  // a row is one word, written out, which only looks like another
};

struct territory {
    std::string name;  // «Ахтубинский район»: how a source or an author's town may name it; may be empty
    node ours;         // true for a text that names our territory
    std::optional<node> streets;    // names that are ours only where nothing speaks against it: streets, quarters
    std::optional<node> elsewhere;  // true for a text about somebody else's, unless it names ours too
};

struct pack {
    std::string id;
    std::string title;
    std::string zone;  // IANA name
    territory place;
    word_forms forms;
    std::vector<named_list> lists;
    std::vector<rule> rules;
    std::vector<subject> subjects;
    std::vector<executor> executors;

    const subject* find_subject(std::string_view id) const;
    const executor* find_executor(std::string_view id) const;
};

// The lists that a query names and that are not there, each with its place.
std::vector<mistake> missing_lists(const node& query, const std::vector<named_list>& lists);

struct problem {
    std::string file;
    std::size_t line = 0;  // 0 when the whole file is meant
    std::size_t column = 0;
    std::string message;  // Russian
    std::string hint;
    std::string source;  // the line of the file, for the caret
    std::string rule{};  // its id, when nothing but this rule is lost

    // file:line:column: message, the line, a caret under the column, the hint.
    std::string text() const;
};

struct loaded {
    pack value;                     // whole only when there is no problem; what could not be read is left out
    std::vector<problem> problems;  // all of them, in the order of files and lines

    bool ok() const { return problems.empty(); }
};

// Never throws for what is in the files.
loaded load_pack(const std::filesystem::path& folder);

// Takes a rule over from the pack before, where it makes sense in this one; else leaves it out.
void keep_rule(pack& to, const pack& before, std::string_view id);

}
