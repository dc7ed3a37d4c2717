// The content plan, moderation, the files that go with texts, and the events that networks send: the API's answers.
#include "daemon/materials.hpp"
#include "daemon/people/passwords.hpp"
#include "daemon/web/api.hpp"

#include <algorithm>

namespace otklik::web {

namespace asio = boost::asio;

namespace {

struct file_type {
    std::string_view type;
    material is;
    bool shown;  // by browsers as it is; others are offered to be saved
};
// What may go with a text. Nothing here can run in a page.
constexpr file_type file_types[] = {
    {"image/jpeg", material::photo, true},
    {"image/png", material::photo, true},
    {"image/webp", material::photo, true},
    {"image/gif", material::animation, true},
    {"video/mp4", material::video, false},
    {"application/pdf", material::document, false},
    {"application/vnd.openxmlformats-officedocument.wordprocessingml.document", material::document, false},
    {"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", material::document, false},
};

const file_type* type_of(std::string_view given) {
    const auto it = std::ranges::find(file_types, given.substr(0, given.find(';')), &file_type::type);
    return it == std::end(file_types) ? nullptr : it;
}

actor actor_of(const person& p) {
    return {p.login, p.is, p.executor};
}

json::value part_shape(const news_part& part, const delivery* placed) {
    json::value out = json::object{{"account", part.account}, {"text", part.text}};
    if (!placed) return out;
    out.set("delivery", json::object{{"state", name_of(placed->state)},
                                     {"link", placed->link},
                                     {"reason", placed->reason},
                                     {"attempt", std::int64_t{placed->attempt}},
                                     {"steps", encode(placed->steps)}});
    return out;
}

const delivery* find_delivery(const std::vector<delivery>& all, std::string_view id) {
    const auto it = std::ranges::find(all, id, &delivery::id);
    return it == all.end() ? nullptr : &*it;
}

news_wish wish_in(const json::value& body) {
    news_wish w;
    w.id = body["id"].text(), w.version = body["version"].integer_or(0), w.key = body["key"].text();
    w.title = body["title"].text(), w.text = body["text"].text();
    for (const auto& p : body["parts"].items()) w.parts.push_back({p["account"].text(), p["text"].text(), {}});
    w.files = decode<std::vector<delivery_file>>(body["files"]);
    for (const auto& m : body["materials"].items()) w.materials.push_back(m.text());
    w.at = from_milliseconds(body["at"].integer_or(0));
    return w;
}

part_wish settling_in(const std::string& document, const json::value& body) {
    return {document, body["account"].text(), body["version"].integer_or(0), body["key"].text(), body["link"].text()};
}

}

// ---- events that networks send

asio::awaitable<reply> api::hook(call c) {
    hook_request what{c.asked.method, {}, c.asked.signature, std::move(c.asked.raw)};
    for (auto& [name, value] : c.asked.query) what.query[name] = value;
    auto said = co_await p_.events.take(c.words[0], std::move(what));
    co_return reply{static_cast<int>(said.status), "text/plain; charset=utf-8", std::move(said.body), {}};
}

// ---- files

asio::awaitable<reply> api::keep_file(call c) {
    const auto* type = type_of(c.asked.type);
    if (!type)
        co_return error_reply(422, "field",
                              "Такие файлы не прикладываются: нужны картинка, видео MP4, PDF, DOCX или XLSX", "type");
    if (c.asked.raw.empty()) co_return error_reply(422, "field", "Файл пуст", "file");
    auto& name = c.asked.query["name"];
    const auto id = make_secret();
    storage::store::kept_file kept{name, std::string(type->type), std::move(c.asked.raw)};
    co_await p_.store.keep_file(id, std::move(kept), p_.time.now() + std::chrono::days(7));
    co_return json_reply(json::object{{"id", id}, {"name", name}, {"material", name_of(type->is)}});
}

// Whoever knows its name may have it: a network that is to fetch it knows nothing else.
asio::awaitable<reply> api::file(call c) {
    auto found = co_await p_.store.find_file(c.words[0]);
    const auto* type = found ? type_of(found->type) : nullptr;
    if (!type) co_return error_reply(404, "not_found", "Такого нет");
    reply out{200, found->type, std::move(found->bytes), {}};
    if (!type->shown) out.headers.emplace_back("Content-Disposition", "attachment");
    co_return out;
}

// ---- news

asio::awaitable<json::value> api::shape_of(const piece_of_news& what) {
    std::vector<std::string> ids;
    for (const auto& p : what.parts)
        if (!p.delivery.empty()) ids.push_back(p.delivery);
    const auto placed = co_await p_.store.deliveries(std::move(ids));
    json::array by_account;
    for (const auto& p : what.parts) by_account.push_back(part_shape(p, find_delivery(placed, p.delivery)));
    co_return json::object{{"id", what.id},
                           {"version", what.version},
                           {"state", name_of(what.state)},
                           {"title", what.title},
                           {"text", what.text},
                           {"parts", std::move(by_account)},
                           {"files", encode(what.files)},
                           {"materials", encode(what.materials)},
                           {"at", what.at == moment{} ? json::value{} : json::value{to_milliseconds(what.at)}},
                           {"by", p_.persons.name_of(what.by)},
                           {"changed", to_milliseconds(what.changed)}};
}

asio::awaitable<json::value> api::shape_of(const moderation_order& what) {
    std::vector<std::string> ids{what.delivery};
    const auto placed = co_await p_.store.deliveries(std::move(ids));
    const auto about = co_await p_.store.find_post(what.post);
    auto out = part_shape({about ? about->account : "", about ? about->text : "", what.delivery},
                          placed.empty() ? nullptr : &placed.front());
    out.set("id", what.id);
    out.set("version", what.version);
    out.set("post", what.post);
    out.set("link", about ? about->link : "");
    out.set("author", about ? about->author.name : "");
    out.set("doing", what.doing);
    out.set("reason", what.reason);
    out.set("by", p_.persons.name_of(what.by));
    out.set("made", to_milliseconds(what.made));
    co_return out;
}

template <class T>
asio::awaitable<reply> api::reply_to(wish_outcome<T> outcome) {
    if (auto* why = std::get_if<refused_wish>(&outcome)) co_return error_reply(422, "field", why->why, why->field);
    if (auto* other = std::get_if<changed_meanwhile<T>>(&outcome)) {
        json::value out =
            json::object{{"error", json::object{{"code", "changed"}, {"message", "Изменилось, посмотрите"}}}};
        out.set("now", co_await shape_of(other->now));
        co_return json_reply(out, 409);
    }
    co_return json_reply(co_await shape_of(std::get<T>(outcome)));
}

asio::awaitable<reply> api::news(call) {
    json::array out;
    const auto all = co_await p_.plan.list(0, 100);
    for (const auto& n : all) out.push_back(co_await shape_of(n));
    co_return json_reply(json::object{{"news", std::move(out)}});
}

asio::awaitable<reply> api::save_news(call c) {
    auto by = actor_of(*c.who);
    auto wish = wish_in(c.asked.body);
    const bool plan = c.asked.body["plan"].flag_or(false);
    auto work = plan ? p_.plan.plan(std::move(by), std::move(wish)) : p_.plan.save(std::move(by), std::move(wish));
    auto outcome = co_await std::move(work);
    co_return co_await reply_to(std::move(outcome));
}

asio::awaitable<reply> api::change_news(call c) {
    auto& body = c.asked.body;
    auto by = actor_of(*c.who);
    if (c.words[1] == "withdraw") {
        auto outcome =
            co_await p_.plan.withdraw(std::move(by), c.words[0], body["version"].integer_or(0), body["key"].text());
        co_return co_await reply_to(std::move(outcome));
    }
    if (c.words[1] != "settle") co_return error_reply(404, "not_found", "Такого нет");
    auto wish = settling_in(c.words[0], body);
    auto outcome = co_await p_.plan.settle(std::move(by), std::move(wish));
    co_return co_await reply_to(std::move(outcome));
}

// The table material × network, as the connectors have it.
asio::awaitable<reply> api::materials(call) {
    json::array titles, accounts;
    const auto names = names_of(material{});
    for (std::size_t i = 0; i < names.size(); ++i)
        titles.emplace_back(json::object{{"id", names[i]}, {"title", title_of(static_cast<material>(i))}});
    for (const auto& a : p_.settings.accounts) {
        json::array rows;
        for (const auto& r : a.kind->materials)
            rows.emplace_back(json::object{{"material", name_of(r.what)},
                                           {"news", name_of(r.news)},
                                           {"answer", name_of(r.answer)},
                                           {"why", r.why}});
        accounts.emplace_back(json::object{{"id", a.id},
                                           {"network", a.kind->name},
                                           {"name", a.title},
                                           {"longest_news", std::int64_t(a.kind->longest_news)},
                                           {"rows", std::move(rows)}});
    }
    co_return json_reply(json::object{{"materials", std::move(titles)}, {"accounts", std::move(accounts)}});
}

// ---- moderation

asio::awaitable<reply> api::moderations(call) {
    json::array out;
    const auto all = co_await p_.plan.orders(0, 100);
    for (const auto& m : all) out.push_back(co_await shape_of(m));
    co_return json_reply(json::object{{"moderation", std::move(out)}});
}

asio::awaitable<reply> api::moderate(call c) {
    auto& body = c.asked.body;
    moderation_wish wish{body["key"].text(), body["post"].text(), body["doing"].text(), body["reason"].text()};
    auto by = actor_of(*c.who);
    auto outcome = co_await p_.plan.order(std::move(by), std::move(wish));
    co_return co_await reply_to(std::move(outcome));
}

asio::awaitable<reply> api::settle_moderation(call c) {
    auto wish = settling_in(c.words[0], c.asked.body);
    auto by = actor_of(*c.who);
    auto outcome = co_await p_.plan.settle_order(std::move(by), std::move(wish));
    co_return co_await reply_to(std::move(outcome));
}

}
