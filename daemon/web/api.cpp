#include "daemon/web/api.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <charconv>
#include <sstream>

namespace otklik::web {

namespace asio = boost::asio;

namespace {

constexpr unsigned anybody = 1u << 8;             // without a session
constexpr unsigned networks = anybody | 1u << 9;  // nor from the console: the handler knows who it is by a signature
constexpr unsigned bit(role r) {
    return 1u << static_cast<unsigned>(r);
}
constexpr unsigned everyone = bit(role::coordinator) | bit(role::executor) | bit(role::head) | bit(role::administrator);
constexpr unsigned watchers = everyone & ~bit(role::executor);

actor actor_of(const person& p) {
    return {p.login, p.is, p.executor};
}

std::optional<std::int64_t> number(std::string_view text) {
    std::int64_t n = 0;
    auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), n);
    if (ec != std::errc{} || end != text.data() + text.size()) return {};
    return n;
}

std::vector<incident_state> states_in(const std::string& list) {
    std::vector<incident_state> out;
    std::istringstream in(list);
    for (std::string word; std::getline(in, word, ',');)
        if (auto s = named<incident_state>(word)) out.push_back(*s);
    return out;
}

bool may_see(const person& p, const incident& about) {
    return p.is != role::executor || about.executor() == p.executor;
}

std::string cookie(const std::string& secret, int seconds) {
    return "otklik_session=" + secret + "; Path=/; HttpOnly; SameSite=Strict; Max-Age=" + std::to_string(seconds);
}

constexpr int cookie_life = 12 * 3600;

reply not_found_reply() {
    return error_reply(404, "not_found", "Такого нет");
}

}

struct api::endpoint {
    std::string_view method;
    std::vector<std::string_view> path;  // "*" stands for any one word
    unsigned who;
    asio::awaitable<reply> (api::*answer)(call);
};

std::span<const api::endpoint> api::endpoints() {
    static const endpoint table[] = {
        {"GET", {"healthz"}, anybody, &api::ready},
        {"GET", {"readyz"}, anybody, &api::ready},
        {"POST", {"api", "login"}, anybody, &api::log_in},
        {"POST", {"api", "logout"}, everyone, &api::log_out},
        {"GET", {"api", "me"}, everyone, &api::me},
        {"GET", {"api", "incidents"}, everyone, &api::list},
        {"GET", {"api", "incidents", "*"}, everyone, &api::show},
        {"POST", {"api", "incidents", "*", "*"}, everyone, &api::act},
        {"POST", {"api", "messages"}, bit(role::coordinator), &api::enter},
        {"GET", {"api", "kept"}, bit(role::coordinator), &api::kept},
        {"POST", {"api", "kept"}, bit(role::coordinator), &api::take_kept},
        {"GET", {"hooks", "*"}, networks, &api::hook},
        {"POST", {"hooks", "*"}, networks, &api::hook},
        {"POST", {"api", "files"}, bit(role::coordinator) | bit(role::executor), &api::keep_file},
        {"GET", {"api", "files", "*"}, everyone, &api::file},
        {"GET", {"files", "*"}, anybody, &api::file},
        {"GET", {"api", "news"}, watchers, &api::news},
        {"POST", {"api", "news"}, bit(role::coordinator), &api::save_news},
        {"POST", {"api", "news", "*", "*"}, bit(role::coordinator), &api::change_news},
        {"GET", {"api", "materials"}, everyone, &api::materials},
        {"GET", {"api", "moderation"}, watchers, &api::moderations},
        {"POST", {"api", "moderation"}, bit(role::coordinator), &api::moderate},
        {"POST", {"api", "moderation", "*", "settle"}, bit(role::coordinator), &api::settle_moderation},
        {"GET", {"api", "executors"}, everyone, &api::executors},
        {"GET", {"api", "states"}, everyone, &api::states},
        {"GET", {"api", "accounts"}, watchers, &api::accounts},
        {"GET", {"api", "accounts", "*", "picture"}, watchers, &api::account_picture},
        {"POST", {"api", "accounts", "*", "check"}, watchers, &api::check_account},
        {"POST", {"api", "accounts", "*", "picture", "confirm"}, watchers, &api::confirm_picture},
    };
    return table;
}

api::api(parts p)
    : p_(p),
      shapes_(p.store, p.incidents, p.settings, p.persons, p.pack),
      accounts_(p.store, p.time, p.checks, p.settings, p.persons) {}

asio::awaitable<const person*> api::who(std::string session) {
    return p_.who.who(std::move(session));
}

asio::awaitable<reply> api::answer(request asked) {
    try {
        co_return co_await dispatch(std::move(asked));
    } catch (const storage::store_unavailable& e) {
        spdlog::warn("web: the store does not answer: {}", e.what());
    }
    co_return error_reply(503, "store", "Хранилище не отвечает. Ничего не потеряно, попробуйте через минуту");
}

asio::awaitable<reply> api::dispatch(request asked) {
    bool path_known = false;
    for (auto& e : endpoints()) {
        bool fits = e.path.size() == asked.path.size() &&
                    std::ranges::equal(e.path, asked.path,
                                       [](auto pattern, auto& word) { return pattern == "*" || pattern == word; });
        if (!fits) continue;
        path_known = true;
        if (e.method != asked.method) continue;

        call c;
        for (std::size_t i = 0; i < e.path.size(); ++i)
            if (e.path[i] == "*") c.words.push_back(asked.path[i]);
        if (asked.method != "GET" && !asked.from_console && e.who != networks)
            co_return error_reply(403, "foreign", "Запрос не из консоли: нужен заголовок X-Otklik");
        if (!(e.who & anybody)) {
            c.who = co_await p_.who.who(asked.session);
            if (!c.who) co_return error_reply(401, "log_in", "Войдите в систему");
            if (!(e.who & bit(c.who->is))) co_return error_reply(403, "role", "Эта страница не для вашей роли");
        }
        c.asked = std::move(asked);
        co_return co_await (this->*e.answer)(std::move(c));
    }
    if (path_known) co_return error_reply(405, "method", "Так этот адрес не вызывают");
    co_return not_found_reply();
}

// ---- who is asking

json::value api::me_of(const person& p) const {
    json::value executor;
    if (!p.executor.empty()) executor = p.executor;
    return json::object{{"login", p.login},
                        {"name", p.name},
                        {"role", name_of(p.is)},
                        {"executor", std::move(executor)},
                        {"administration", p_.settings.administration},
                        {"zone", p_.settings.zone},
                        {"now", to_milliseconds(p_.time.now())}};
}

asio::awaitable<reply> api::log_in(call c) {
    auto& body = c.asked.body;
    auto outcome = co_await p_.who.log_in(body["login"].text(), body["password"].text(), c.asked.from);
    if (auto* why = std::get_if<sessions::refusal>(&outcome)) {
        if (*why == sessions::refusal::too_many)
            co_return error_reply(429, "too_many", "Слишком много неудачных попыток. Подождите минуту");
        co_return error_reply(401, "wrong", "Неверный логин или пароль");
    }
    auto& made = std::get<sessions::opened>(outcome);
    auto out = json_reply(me_of(*made.who));
    out.headers.emplace_back("Set-Cookie", cookie(made.secret, cookie_life));
    co_return out;
}

asio::awaitable<reply> api::log_out(call c) {
    co_await p_.who.log_out(c.asked.session);
    auto out = json_reply(json::object{});
    out.headers.emplace_back("Set-Cookie", cookie("", 0));
    co_return out;
}

asio::awaitable<reply> api::me(call c) {
    co_return json_reply(me_of(*c.who));
}

// ---- incidents

asio::awaitable<reply> api::list(call c) {
    auto& query = c.asked.query;
    storage::incident_filter filter;
    filter.states = states_in(query["state"]);
    filter.executor = c.who->is == role::executor ? c.who->executor : query["executor"];
    filter.limit = static_cast<std::size_t>(std::clamp<std::int64_t>(number(query["limit"]).value_or(100), 1, 500));
    json::array incidents;
    for (auto& i : co_await p_.store.incidents(filter)) incidents.push_back(co_await shapes_.summary(i));
    json::object counts;
    for (auto& [state, n] : co_await p_.store.counts(filter.executor)) counts.emplace_back(name_of(state), n);
    co_return json_reply(json::object{{"incidents", std::move(incidents)}, {"counts", std::move(counts)}});
}

asio::awaitable<reply> api::incident_reply(std::int64_t id, const actor& viewer) {
    auto found = co_await p_.store.find_incident(id);
    if (!found) co_return not_found_reply();
    co_return json_reply(co_await shapes_.whole(*found, viewer));
}

asio::awaitable<reply> api::show(call c) {
    auto id = number(c.words[0]);
    if (!id) co_return not_found_reply();
    auto found = co_await p_.store.find_incident(*id);
    if (!found || !may_see(*c.who, *found)) co_return not_found_reply();
    co_return json_reply(co_await shapes_.whole(*found, actor_of(*c.who)));
}

asio::awaitable<reply> api::act(call c) {
    auto id = number(c.words[0]);
    auto what = named<action>(c.words[1]);
    if (!id || !what) co_return not_found_reply();
    auto& body = c.asked.body;
    auto version = body["version"].integer();
    if (!body.is_object() || !version)
        co_return error_reply(422, "field", "Нужен номер версии, на которую вы смотрели", "version");
    if (body["key"].text().empty()) co_return error_reply(422, "field", "Нужен ключ запроса", "key");

    wish w;
    w.incident = *id, w.version = *version, w.what = *what;
    w.draft = static_cast<int>(body["draft"].integer_or(0));
    constexpr std::pair<const char*, std::string wish::*> texts[] = {
        {"key", &wish::key},         {"executor", &wish::executor}, {"note", &wish::note},     {"text", &wish::text},
        {"remarks", &wish::remarks}, {"reason", &wish::reason},     {"ground", &wish::ground}, {"link", &wish::link}};
    for (auto [name, member] : texts) w.*member = body[name].text();
    if (body["files"].is_array()) w.files = decode<std::vector<delivery_file>>(body["files"]);

    auto viewer = actor_of(*c.who);
    auto outcome = co_await p_.incidents.act(viewer, std::move(w));
    if (auto* d = std::get_if<done>(&outcome)) co_return json_reply(co_await shapes_.whole(d->now, viewer));
    if (auto* f = std::get_if<forbidden>(&outcome)) co_return error_reply(403, "role", f->why);
    if (auto* n = std::get_if<not_possible>(&outcome))
        co_return error_reply(422, n->field.empty() ? "state" : "field", n->why, n->field);
    if (auto* m = std::get_if<changed>(&outcome)) {
        auto out = json::value(
            json::object{{"error", json::object{{"code", "changed"}, {"message", "Изменилось, посмотрите"}}}});
        if (may_see(*c.who, m->now)) out.set("incident", co_await shapes_.whole(m->now, viewer));
        co_return json_reply(out, 409);
    }
    co_return not_found_reply();
}

asio::awaitable<reply> api::enter(call c) {
    auto& body = c.asked.body;
    entry_by_hand entry{body["key"].text(), body["link"].text(), body["text"].text(), body["author"].text(),
                        body["place"].text()};
    auto viewer = actor_of(*c.who);
    auto outcome = co_await p_.entries.enter(viewer, std::move(entry));
    if (auto* why = std::get_if<intake::refused_entry>(&outcome))
        co_return error_reply(422, "field", why->why, why->field);
    co_return co_await incident_reply(std::get<std::int64_t>(outcome), viewer);
}

// ---- posts that are no messages

asio::awaitable<reply> api::kept(call c) {
    auto& query = c.asked.query;
    kept_search what;
    what.query = query["query"], what.source = query["source"], what.after = query["after"];
    auto outcome = co_await p_.kept.search(std::move(what));
    if (auto* wrong = std::get_if<unreadable_query>(&outcome)) co_return error_reply(422, "field", wrong->why, "query");
    auto& page = std::get<kept_page>(outcome);
    json::array items;
    for (auto& i : page.items) items.push_back(shapes_.kept(i));
    co_return json_reply(
        json::object{{"items", std::move(items)}, {"next", page.next}, {"looked", std::int64_t(page.looked)}});
}

asio::awaitable<reply> api::take_kept(call c) {
    auto viewer = actor_of(*c.who);
    auto outcome = co_await p_.entries.take(viewer, c.asked.body["post"].text());
    if (auto* why = std::get_if<intake::refused_entry>(&outcome))
        co_return error_reply(422, "field", why->why, why->field);
    co_return co_await incident_reply(std::get<std::int64_t>(outcome), viewer);
}

// ---- what is known beside incidents

asio::awaitable<reply> api::executors(call) {
    json::array out;
    for (auto& e : p_.pack.executors) {
        json::array names;
        for (auto& p : p_.persons.all())
            if (p.executor == e.id) names.emplace_back(p.name);
        auto title_short = e.short_names.empty() ? e.title : e.short_names.front();
        out.emplace_back(
            json::object{{"id", e.id}, {"title", e.title}, {"short", title_short}, {"people", std::move(names)}});
    }
    co_return json_reply(json::object{{"executors", std::move(out)}});
}

asio::awaitable<reply> api::states(call) {
    json::array states, actions;
    auto names = names_of(incident_state{});
    for (std::size_t i = 0; i < names.size(); ++i)
        states.emplace_back(json::object{{"id", names[i]}, {"title", title_of(static_cast<incident_state>(i))}});
    auto action_names = names_of(action{});
    for (std::size_t i = 0; i < action_names.size(); ++i)
        actions.emplace_back(json::object{{"id", action_names[i]}, {"title", words_of(static_cast<action>(i)).title}});
    co_return json_reply(json::object{{"states", std::move(states)}, {"actions", std::move(actions)}});
}

asio::awaitable<reply> api::accounts(call) {
    co_return co_await accounts_.list();
}

asio::awaitable<reply> api::account_picture(call c) {
    co_return co_await accounts_.picture(c.words[0], c.asked.query["digest"]);
}

asio::awaitable<reply> api::check_account(call c) {
    co_return co_await accounts_.check(c.words[0]);
}

asio::awaitable<reply> api::confirm_picture(call c) {
    co_return co_await accounts_.confirm(c.words[0], *c.who, std::move(c.asked.body));
}

asio::awaitable<reply> api::ready(call c) {
    if (c.asked.path.front() == "readyz") co_await p_.store.health();
    co_return json_reply(json::object{{"ok", true}});
}

}
