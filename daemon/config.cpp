#include "daemon/config.hpp"

#include "daemon/accounts/modules.hpp"
#include "rules/pack.hpp"

#include <toml++/toml.h>

#include <algorithm>
#include <charconv>
#include <fstream>
#include <set>
#include <sstream>

namespace otklik {

namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;

std::string at(const fs::path& file, const toml::source_region& where) {
    auto out = file.string();
    if (where.begin.line) out += ":" + std::to_string(where.begin.line) + ":" + std::to_string(where.begin.column);
    return out;
}

// "90s", "10m", "2h", "3d", "500ms"
std::optional<milliseconds> duration(std::string_view text) {
    std::int64_t n = 0;
    auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), n);
    if (ec != std::errc{} || n < 0 || n > 1'000'000'000) return {};
    std::string_view unit(end, static_cast<std::size_t>(text.data() + text.size() - end));
    constexpr std::pair<std::string_view, int> units[] = {
        {"ms", 1}, {"s", 1000}, {"m", 60'000}, {"h", 3'600'000}, {"d", 86'400'000}};
    for (auto [name, ms] : units)
        if (unit == name) return milliseconds{n * ms};
    return {};
}

// The first line of a file without its line end; nothing if it cannot be read.
std::optional<std::string> first_line(const fs::path& path) {
    std::ifstream in(path);
    std::string line;
    if (!in || (!std::getline(in, line) && !in.eof())) return {};
    if (!line.empty() && line.back() == '\r') line.pop_back();
    return line;
}

// One table of the file being read. What was not asked for when it is closed is an unknown key.
class reader {
public:
    reader(const toml::table& table, const config& into, std::vector<config_problem>& problems)
        : table_(table), config_(into), problems_(problems) {}

    void text(std::string_view key, std::string& out, bool required = false) {
        if (auto* node = take(key, required)) {
            if (auto v = node->value_exact<std::string>())
                out = *v;
            else
                complain(*node, key, "должна быть строка в кавычках");
        }
    }

    void flag(std::string_view key, bool& out) {
        if (auto* node = take(key, false)) {
            if (auto v = node->value_exact<bool>())
                out = *v;
            else
                complain(*node, key, "должно быть true или false");
        }
    }

    void number(std::string_view key, int& out, int least, int most) {
        if (auto* node = take(key, false)) {
            auto v = node->value_exact<std::int64_t>();
            if (v && *v >= least && *v <= most)
                out = static_cast<int>(*v);
            else
                complain(*node, key, "должно быть целое от " + std::to_string(least) + " до " + std::to_string(most));
        }
    }

    void duration_of(std::string_view key, milliseconds& out, bool required = false) {
        if (auto* node = take(key, required)) {
            auto v = node->value_exact<std::string>();
            auto d = v ? duration(*v) : std::nullopt;
            if (d && d->count() > 0)
                out = *d;
            else
                complain(*node, key, "должно быть время вроде \"500ms\", \"30s\", \"10m\", \"2h\" или \"3d\"");
        }
    }

    void folder(std::string_view key, fs::path& out) {
        std::string s;
        text(key, s);
        if (!s.empty()) out = config_.file.parent_path() / s;
    }

    // A name that nothing else of this kind may have.
    template <class T>
    void name(std::string_view key, std::string& out, const std::vector<T>& others, std::string T::*theirs) {
        text(key, out, true);
        if (!out.empty() && std::ranges::find(others, out, theirs) != others.end())
            complain_at(key, "«" + out + "» указан дважды");
    }

    // KEY_file = "path": the secret is the first line of that file.
    bool secret(std::string_view key, std::string& out) {
        auto name = std::string(key) + "_file";
        auto* node = take(name, false);
        if (!node) return false;
        auto v = node->value_exact<std::string>();
        if (!v) return complain(*node, name, "должно быть имя файла"), false;
        auto file = config_.file.parent_path() / *v;
        if (auto line = first_line(file); line && !line->empty())
            out = *line;
        else
            complain(*node, name,
                     "не читается файл " + file.string() + ": создайте его и дайте право на чтение службе");
        return true;
    }

    void complain(const toml::node& where, std::string_view key, const std::string& what) {
        problems_.push_back({at(config_.file, where.source()), std::string(key) + ": " + what});
    }
    void complain(std::string_view key, const std::string& what) { complain(table_, key, what); }
    // Where `key` stands, or the table.
    void complain_at(std::string_view key, const std::string& what) {
        auto* node = table_.get(key);
        complain(node ? *node : table_, key, what);
    }

    std::string where(std::string_view key) const {
        auto* node = table_.get(key);
        return at(config_.file, (node ? *node : table_).source());
    }

    // Nobody knows which further keys there may be.
    void leave() { left_ = true; }

    void close(std::string_view table_name) {
        if (left_) return;
        for (auto&& [key, node] : table_)
            if (!known_.contains(key.str()))
                problems_.push_back({at(config_.file, key.source()), "неизвестный ключ «" + std::string(key.str()) +
                                                                         "» в [" + std::string(table_name) +
                                                                         "]; есть: " + known_names()});
    }

private:
    const toml::node* take(std::string_view key, bool required) {
        known_.insert(std::string(key));
        auto* node = table_.get(key);
        if (!node && required) complain(table_, key, "нужно указать");
        return node;
    }

    std::string known_names() const {
        std::string out;
        for (auto& k : known_) out += (out.empty() ? "" : ", ") + k;
        return out;
    }

    const toml::table& table_;
    const config& config_;
    std::vector<config_problem>& problems_;
    std::set<std::string, std::less<>> known_;
    bool left_ = false;
};

void read_rules(reader& r, config& out) {
    r.folder("pack", out.pack);
    if (!out.pack.empty() && !fs::is_directory(out.pack)) r.complain_at("pack", "нет папки " + out.pack.string());
}

void read_storage(reader& r, config& out) {
    r.text("url", out.storage_url);
    r.folder("directory", out.directory);
    r.secret("key", out.storage_key);
}

void read_mail(reader& r, config& out) {
    mail_settings mail;
    std::string tls = "always";
    r.text("server", mail.server);
    r.text("from", out.mail_from);
    r.text("user", mail.user);
    r.secret("password", mail.password);
    r.text("tls", tls);
    constexpr std::pair<std::string_view, starttls> kinds[] = {
        {"always", starttls::always}, {"try", starttls::when_offered}, {"never", starttls::never}};
    auto it = std::ranges::find(kinds, tls, [](auto& k) { return k.first; });
    if (it == std::end(kinds))
        r.complain_at("tls", "должно быть always, try или never");
    else
        mail.encryption = it->second;
    if (!mail.server.empty()) out.mail = std::move(mail);
}

void read_module(reader& r, config& out) {
    std::string file;
    r.text("file", file, true);
    if (file.empty()) return void(++out.modules_missing);
    auto read = load_module(out.file.parent_path() / file);
    if (!read.kind) return ++out.modules_missing, r.complain_at("file", read.problem);
    const auto name = read.kind->name;
    if (std::ranges::find(out.networks, name, &connector_kind::name) != out.networks.end())
        return r.complain_at("file", "сеть «" + std::string(name) +
                                         "» уже есть: она встроена или загружена другим модулем; уберите лишний");
    out.networks.push_back(read.kind);
}

void read_account(reader& r, config& out) {
    account a;
    std::string network;
    r.name("id", a.id, out.accounts, &account::id);
    r.text("network", network, true);
    r.text("title", a.title);
    a.official_name = out.administration;
    r.text("official_name", a.official_name);
    r.number("reads_per_hour", a.reads_per_hour, 1, 1'000'000);
    r.duration_of("soonest", a.soonest);
    const auto& all = out.networks;
    auto it = std::ranges::find(all, network, &connector_kind::name);
    if (it == all.end()) {
        std::string names;
        for (auto* k : all) names += (names.empty() ? "" : ", ") + std::string(k->name);
        if (!network.empty() && !out.modules_missing)
            r.complain_at("network", "нет такой сети: «" + network + "»; есть: " + names +
                                         "; другие загружаются модулями, см. [[module]]");
        out.accounts.push_back(std::move(a));
        return r.leave();
    }
    a.kind = *it;
    for (auto& o : a.kind->options) {
        std::string value(o.otherwise);
        if (o.secret)
            r.secret(o.name, value);
        else
            r.text(o.name, value, o.required);
        if (!value.empty()) a.options[std::string(o.name)] = value;
    }
    if (auto why = a.kind->objection ? a.kind->objection(a.options) : std::nullopt) r.complain("account " + a.id, *why);
    if (a.title.empty()) a.title = a.kind->title;
    out.accounts.push_back(std::move(a));
}

void read_source(reader& r, config& out) {
    source s;
    s.every = std::chrono::minutes{2};
    r.name("id", s.id, out.sources, &source::id);
    r.text("account", s.account, true);
    r.text("kind", s.kind, true);
    r.text("target", s.target, true);
    r.text("title", s.title);
    r.duration_of("every", s.every);
    r.flag("local", s.local);
    if (s.title.empty()) s.title = s.id;
    auto it = std::ranges::find(out.accounts, s.account, &account::id);
    if (it == out.accounts.end()) return r.complain_at("account", "нет аккаунта с id «" + s.account + "»");
    if (!it->kind) return;  // told at the account
    auto kinds = it->kind->sources;
    const auto known = std::ranges::find(kinds, s.kind, &source_kind::name);
    if (known == kinds.end()) {
        std::string names;
        for (auto& k : kinds) names += (names.empty() ? "" : ", ") + std::string(k.name);
        return r.complain_at("kind", "эта сеть не знает такого источника: «" + s.kind + "»; есть: " + names);
    }
    s.how = known->how;
    if (s.how != pace::polled) s.every = {};  // the network says when there is something new
    out.sources.push_back(std::move(s));
}

void read_person(reader& r, config& out) {
    person p;
    std::string is;
    r.name("login", p.login, out.people, &person::login);
    r.text("name", p.name, true);
    r.text("role", is, true);
    r.text("executor", p.executor);
    p.executor_place = r.where("executor");
    r.text("email", p.email);
    if (!r.secret("password_hash", p.password_hash))
        r.complain("password_hash_file", "нужно указать: файл с тем, что печатает «otklikctl password»");
    auto role_is = named<role>(is);
    if (!role_is || *role_is == role::system)
        return r.complain_at("role", "должно быть coordinator, executor, head или administrator");
    p.is = *role_is;
    if ((p.is == role::executor) == p.executor.empty())
        return r.complain_at("executor", p.executor.empty() ? "исполнителю нужно подразделение"
                                                            : "подразделение бывает только у исполнителя");
    out.people.push_back(std::move(p));
}

void read_executor(reader& r, config& out) {
    std::string id, email;
    r.text("id", id, true);
    r.text("email", email, true);
    out.executor_email[id] = email;
}

void read_publishing(reader& r, config& out) {
    auto& p = out.publishing;
    r.duration_of("lease", p.lease);
    r.duration_of("timeout", p.timeout);
    r.duration_of("settle", p.settle);
    r.number("looks", p.looks, 1, 20);
    r.number("attempts", p.attempts, 1, 10);
    if (p.lease < 2 * p.timeout)
        r.complain_at(
            "lease",
            "должно быть хотя бы вдвое длиннее timeout: иначе одну попытку примут за потерянную, пока она идёт");
}

void read_transport(reader& r, config& out) {
    r.text("proxy", out.proxy);
    r.text("ca_file", out.ca_file);
    r.duration_of("patience", out.patience);
}

struct section {
    std::string_view name;
    bool many;  // [[name]]
    void (*read)(reader&, config&);
};

constexpr section sections[] = {
    {"administration", false, [](reader& r, config& c) { r.text("name", c.administration), r.text("zone", c.zone); }},
    {"storage", false, read_storage},
    {"web", false,
     [](reader& r, config& c) {
         r.text("listen", c.listen), r.text("address", c.address);
         r.text("public_address", c.public_address);
     }},
    {"mail", false, read_mail},
    {"rules", false, read_rules},
    {"intake", false,
     [](reader& r, config& c) {
         r.duration_of("history", c.history.reach), r.flag("history_to_queue", c.history.to_queue);
     }},
    {"publishing", false, read_publishing},
    {"checks", false, [](reader& r, config& c) { r.duration_of("every", c.check_every); }},
    {"transport", false, read_transport},
    {"module", true, read_module},
    {"account", true, read_account},
    {"source", true, read_source},
    {"person", true, read_person},
    {"executor", true, read_executor},
};

void read_section(const section& s, const toml::node& node, read_config& out) {
    auto one = [&](const toml::node& item) {
        auto* table = item.as_table();
        if (!table) {
            out.problems.push_back({at(out.value.file, item.source()), std::string(s.name) + ": должна быть таблица"});
            return;
        }
        reader r(*table, out.value, out.problems);
        s.read(r, out.value);
        r.close(s.name);
    };
    if (!s.many) return one(node);
    auto* list = node.as_array();
    if (!list)
        return out.problems.push_back({at(out.value.file, node.source()), "пишите [[" + std::string(s.name) + "]]"});
    for (auto& item : *list) one(item);
}

// What only the whole can tell.
void cross_check(read_config& out) {
    auto& c = out.value;
    auto complain = [&](std::string what) { out.problems.push_back({c.file.string(), std::move(what)}); };
    if (c.pack.empty()) complain("[rules] pack: нужно указать папку с правилами");
    if (c.storage_url == "embedded" && c.directory.empty())
        complain("[storage] directory: нужно указать папку состояния");
    if (c.directory.empty() && c.storage_key.empty())
        complain("[storage] key_file: нужно указать файл с ключом, которым шифруются секреты, или папку directory");
    if (std::ranges::none_of(c.people, [](auto& p) { return p.is == role::coordinator; }))
        complain("нет координатора: добавьте [[person]] с role = \"coordinator\" (пункт 1.5)");
}

}

std::vector<config_problem> unknown_units(const config& c, const rules::pack& pack) {
    std::vector<config_problem> out;
    for (auto& p : c.people)
        if (!p.executor.empty() && !pack.find_executor(p.executor))
            out.push_back({p.executor_place, "executor: нет подразделения «" + p.executor +
                                                 "»; есть те, что названы в " + (c.pack / "executors.toml").string()});
    return out;
}

read_config load_config(const fs::path& file) {
    read_config out;
    out.value.file = fs::absolute(file);
    out.value.networks.assign(connectors().begin(), connectors().end());
    std::ifstream in(file);
    if (!in) {
        out.problems.push_back({file.string(), "не читается; укажите файл: --config ПУТЬ"});
        return out;
    }
    std::stringstream text;
    text << in.rdbuf();
    toml::table root;
    try {
        root = toml::parse(text.str(), out.value.file.string());
    } catch (const toml::parse_error& e) {
        out.problems.push_back({at(out.value.file, e.source()), std::string(e.description())});
        return out;
    }
    for (auto& s : sections)  // in this order: accounts refer to modules, sources to accounts
        if (auto* node = root.get(s.name)) read_section(s, *node, out);
    for (auto&& [key, node] : root)
        if (std::ranges::find(sections, key.str(), &section::name) == std::end(sections))
            out.problems.push_back(
                {at(out.value.file, key.source()), "неизвестный раздел «" + std::string(key.str()) + "»"});
    cross_check(out);
    return out;
}

}
