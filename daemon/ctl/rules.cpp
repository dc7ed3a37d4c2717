#include "daemon/ctl/commands.hpp"

#include "rules/engine.hpp"
#include "rules/scan.hpp"
#include "storage/values/json.hpp"

#include <fstream>
#include <iostream>

namespace otklik::ctl {

namespace {

std::optional<rules::pack> load(const std::filesystem::path& folder) {
    auto read = rules::load_pack(folder);
    for (auto& p : read.problems) std::cerr << p.text() << '\n';
    if (!read.ok()) return {};
    return std::move(read.value);
}

std::optional<std::string> text_field(std::string_view line, std::string& error) {
    auto v = json::parse(line);
    if (!v) {
        error = "не JSON, байт " + std::to_string(v.error().offset + 1) + ": " + v.error().what;
        return {};
    }
    if (!(*v)["text"].is_string()) {
        error = "нет поля text";
        return {};
    }
    return (*v)["text"].text();
}

json::value line_of(const rules::match& m) {
    json::array hits, executors;
    std::string why = m.because;
    for (auto& h : m.hits) hits.emplace_back(h.rule);
    for (auto& s : m.executors) {
        executors.emplace_back(s.executor);
        for (auto& w : s.words) why += "; " + s.executor + ": " + w;
    }
    for (auto& w : m.prohibited_words) why += "; 3.7: " + w;
    json::value prohibited;
    if (m.prohibited) prohibited = name_of(*m.prohibited);
    return json::object{{"mention", m.mention},
                        {"rules", std::move(hits)},
                        {"subjects", json::array(m.subjects.begin(), m.subjects.end())},
                        {"executors", std::move(executors)},
                        {"prohibited", std::move(prohibited)},
                        {"why", std::move(why)}};
}

}

std::filesystem::path shipped_pack() {
    namespace fs = std::filesystem;
    auto here = fs::read_symlink("/proc/self/exe").parent_path();
    auto built = here / "../../../rules/packs/akhtubinsk";
    return fs::exists(built) ? built.lexically_normal()
                             : (here / "../share/otklik/packs/akhtubinsk").lexically_normal();
}

int rules_explain(const std::filesystem::path& folder, const std::string& text) {
    auto pack = load(folder);
    if (!pack) return exit_configuration;
    rules::engine engine(std::move(*pack));
    rules::input in;
    in.text = text;
    in.local = true;  // as if it stood in a source of ours
    std::cout << rules::explain(engine.apply(in), text, engine.rules());
    return 0;
}

int rules_scan(const std::filesystem::path& folder, const std::string& file) {
    auto pack = load(folder);
    if (!pack) return exit_configuration;
    rules::engine engine(std::move(*pack));
    std::ifstream opened;
    if (file != "-") {
        opened.open(file, std::ios::binary);
        if (!opened) {
            std::cerr << file << ": не читается\n";
            return 1;
        }
    }
    std::istream& in = file == "-" ? std::cin : opened;
    auto done = rules::scan(
        in, text_field,
        [&](const rules::record& r) {
            rules::input what;
            what.text = r.text;
            std::cout << json::write(line_of(engine.apply(what))) << '\n';
        },
        [&](const rules::scan_error& e) { std::cerr << file << ':' << e.line << ": " << e.message << '\n'; });
    return done.errors ? 1 : 0;
}

}
