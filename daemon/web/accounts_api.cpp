#include "daemon/web/accounts_api.hpp"

#include "daemon/accounts/pictures.hpp"
#include "daemon/accounts/trouble_words.hpp"
#include "daemon/accounts/warnings.hpp"
#include "daemon/intake/poller.hpp"
#include "daemon/publisher/brakes.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <charconv>
#include <map>

namespace otklik::web {

namespace asio = boost::asio;

namespace {

constexpr std::size_t longest_note = 2000;  // bytes

json::value when(moment m) {
    return m == moment{} ? json::value{} : json::value{to_milliseconds(m)};
}

// Our words for a kind of trouble that was kept by its name; empty for none.
std::string_view words_for(const std::string& kind) {
    auto known = named<trouble>(kind);
    return known ? words_of(*known).what : std::string_view{};
}

// Of a count of requests: "ok" or the name of a trouble.
std::string_view outcome_title(const std::string& outcome) {
    if (outcome == "ok") return "успешно";
    auto known = named<trouble>(outcome);
    return known ? words_of(*known).brief : std::string_view(outcome);
}

json::value source_shape(const source& s, const source_report& r) {
    return json::object{{"id", s.id},
                        {"account", s.account},
                        {"kind", s.kind},
                        {"title", s.title},
                        {"last_read", when(r.last_read)},
                        {"next_read", when(r.next_read)},
                        {"pace", name_of(s.how)},
                        {"found", r.found},
                        {"trouble", r.trouble},
                        {"trouble_kind", r.trouble_kind},
                        {"trouble_words", words_for(r.trouble_kind)}};
}

json::value tokens_shape(const std::vector<token_check>& tokens) {
    json::array out;
    for (auto& t : tokens) {
        json::array rights;
        for (auto& r : t.rights)
            rights.emplace_back(json::object{{"name", r.name}, {"purpose", r.purpose}, {"granted", r.granted}});
        out.emplace_back(json::object{{"kind", t.kind},
                                      {"valid_until", t.valid_until ? when(*t.valid_until) : json::value{}},
                                      {"rights", std::move(rights)}});
    }
    return out;
}

json::value quotas_shape(const std::vector<quota>& quotas) {
    json::array out;
    for (auto& q : quotas) out.emplace_back(json::object{{"purpose", q.purpose}, {"used", q.used}, {"most", q.most}});
    return out;
}

json::value failures_shape(const std::vector<failure>& failures) {
    json::array out;
    for (auto& f : failures)
        out.emplace_back(json::object{{"kind", name_of(f.kind)},
                                      {"words", words_of(f.kind).what},
                                      {"what_to_do", words_of(f.kind).what_to_do},
                                      {"said", f.said}});
    return out;
}

json::value warnings_shape(const std::vector<account_warning>& warnings) {
    json::array out;
    for (auto& w : warnings)
        out.emplace_back(json::object{{"id", w.id}, {"what", w.what}, {"what_to_do", w.what_to_do}});
    return out;
}

json::value abilities_shape(const std::vector<std::string>& abilities) {
    return json::array(abilities.begin(), abilities.end());
}

reply no_account() {
    return error_reply(404, "not_found", "Такого аккаунта нет");
}

}

struct accounts_api::sums {
    std::map<std::string, source_report> sources;     // by source
    std::map<std::string, source_report> by_account;  // last read, and a trouble
    std::map<std::string, json::value> placed, braked;
    std::map<std::string, json::array> requests;
};

asio::awaitable<accounts_api::sums> accounts_api::collect() {
    sums all;
    auto now = time_.now();
    for (auto& [name, record] : co_await store_.states("")) {
        auto colon = name.find(':');
        if (colon == std::string::npos) continue;
        auto kind = name.substr(0, colon), id = name.substr(colon + 1);
        auto v = json::parse(record);
        if (!v) continue;
        if (kind == "source") {
            all.sources[id] = decode<source_report>(*v);
        } else if (kind == "placed") {
            if (auto ms = v->integer()) all.placed[id] = *ms;
        } else if (kind == "brake") {
            auto one = decode<brake>(*v);
            if (one.until > now) all.braked[id] = json::object{{"until", to_milliseconds(one.until)}, {"why", one.why}};
        }
    }
    for (auto& s : settings_.sources) {
        auto& r = all.sources[s.id];
        auto& account = all.by_account[s.account];
        account.last_read = std::max(account.last_read, r.last_read);
        if (!r.trouble.empty()) account.trouble = r.trouble, account.trouble_kind = r.trouble_kind;
    }
    for (auto& r : co_await store_.requests_of(now))
        all.requests[r.account].emplace_back(json::object{
            {"method", r.method}, {"outcome", r.outcome}, {"title", outcome_title(r.outcome)}, {"count", r.count}});
    co_return all;
}

json::value accounts_api::picture_shape(const account_report& known, const picture_confirmation& confirmed) const {
    json::value by;
    if (!confirmed.digest.empty())
        by = json::object{{"by", people_.name_of(confirmed.confirmed_by)},
                          {"at", when(confirmed.confirmed_at)},
                          {"note", confirmed.note},
                          {"this", confirmed.digest == known.picture}};
    return json::object{{"digest", known.picture},
                        {"shown", known.picture_kept},
                        {"trouble", known.picture_trouble},
                        {"confirmed", std::move(by)}};
}

asio::awaitable<json::value> accounts_api::shape(const account& a, sums& all) {
    auto known = co_await report_of(store_, a.id);
    auto confirmed = co_await confirmation_of(store_, a.id);
    auto& r = all.by_account[a.id];
    auto& said = known.said;
    auto connected = known.at == moment{} ? json::value{} : json::value{said.connected};
    co_return json::object{{"id", a.id},
                           {"network", a.kind->name},
                           {"name", a.title},
                           {"official_name", a.official_name},
                           {"checked", when(known.at)},
                           {"checking", checks_.under_way(a.id)},
                           {"connected", std::move(connected)},
                           {"profile", said.name},
                           {"link", said.link},
                           {"picture", picture_shape(known, confirmed)},
                           {"abilities", abilities_shape(said.abilities)},
                           {"tokens", tokens_shape(said.tokens)},
                           {"quotas", quotas_shape(said.quotas)},
                           {"failures", failures_shape(said.failures)},
                           {"warnings", warnings_shape(warnings_of(a, known, confirmed, time_.now()))},
                           {"requests", std::move(all.requests[a.id])},
                           {"last_read", when(r.last_read)},
                           {"last_placed", std::move(all.placed[a.id])},
                           {"braked", std::move(all.braked[a.id])},
                           {"trouble", r.trouble},
                           {"trouble_kind", r.trouble_kind},
                           {"trouble_words", words_for(r.trouble_kind)}};
}

asio::awaitable<reply> accounts_api::list() {
    auto all = co_await collect();
    json::array accounts, sources;
    for (auto& a : settings_.accounts) accounts.push_back(co_await shape(a, all));
    for (auto& s : settings_.sources) sources.push_back(source_shape(s, all.sources[s.id]));
    co_return json_reply(json::object{{"accounts", std::move(accounts)}, {"sources", std::move(sources)}});
}

const account* accounts_api::find(const std::string& id) const {
    auto it = std::ranges::find(settings_.accounts, id, &account::id);
    return it == settings_.accounts.end() ? nullptr : &*it;
}

asio::awaitable<reply> accounts_api::picture(std::string id, std::string digest) {
    if (!find(id)) co_return no_account();
    auto bytes = co_await store_.find_picture(id);
    auto type = picture_type(bytes.value_or(""));
    if (type.empty() || sha256_of(*bytes) != digest) co_return error_reply(404, "not_found", "Такой картинки нет");
    co_return reply{200, std::string(type), std::move(*bytes), {}};
}

asio::awaitable<reply> accounts_api::check(std::string id) {
    if (!find(id)) co_return no_account();
    checks_.ask(id);
    co_return co_await list();
}

asio::awaitable<reply> accounts_api::confirm(std::string id, const person& who, json::value body) {
    if (!find(id)) co_return no_account();
    auto note = body["note"].text();
    if (note.size() > longest_note) co_return error_reply(422, "field", "Примечание слишком длинное", "note");
    auto known = co_await report_of(store_, id);
    if (known.picture.empty() || body["digest"].text() != known.picture)
        co_return error_reply(409, "changed", "Картинка с тех пор сменилась, посмотрите на неё ещё раз");
    picture_confirmation now_seen{known.picture, who.login, time_.now(), std::move(note)};
    auto record = json::write(encode(now_seen));
    co_await store_.keep_state("picture:" + id, std::move(record));
    spdlog::info("account {}: the picture {} is confirmed by {}", id, known.picture, who.login);
    co_return co_await list();
}

}
