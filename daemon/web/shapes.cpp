#include "daemon/web/shapes.hpp"

#include "daemon/excerpt.hpp"

#include <algorithm>
#include <set>

namespace otklik::web {

namespace asio = boost::asio;

namespace {

constexpr std::size_t excerpt_length = 180;
constexpr std::size_t thread_length = 50;

constexpr std::string_view delivery_titles[] = {
    "готово к размещению", "размещается", "размещено", "сеть отказала", "судьба неизвестна, проверяется",
    "разместить вручную",  "остановлено"};
static_assert(std::size(delivery_titles) == names_of(delivery_state{}).size());

json::value milliseconds_or_null(moment m) {
    return m == moment{} ? json::value{} : json::value{to_milliseconds(m)};
}

}

json::value in_pieces(const std::string& text, const json::value& kept) {
    struct hit {
        std::size_t begin, end;
        std::string rule;
    };
    std::vector<hit> hits;
    std::set<std::size_t> cuts{0, text.size()};
    for (auto& rule : kept["rules"].items())
        for (auto& span : rule["spans"].items()) {
            if (span.items().size() != 2) continue;
            auto begin = static_cast<std::size_t>(span.items()[0].integer_or(0));
            auto end = static_cast<std::size_t>(span.items()[1].integer_or(0));
            if (begin >= end || end > text.size()) continue;
            hits.push_back({begin, end, rule["id"].text()});
            cuts.insert({begin, end});
        }
    std::ranges::sort(hits, {}, &hit::begin);

    json::array out;
    for (auto it = cuts.begin(); std::next(it) != cuts.end(); ++it) {
        auto begin = *it, end = *std::next(it);
        json::value piece = json::object{{"t", text.substr(begin, end - begin)}};
        json::array rules;
        for (auto& h : hits) {
            if (h.begin > begin) break;
            if (h.end >= end) rules.emplace_back(h.rule);
        }
        if (!rules.empty()) piece.set("rules", std::move(rules));
        out.push_back(std::move(piece));
    }
    return out;
}

std::string shapes::source_title(const post& p) const {
    auto it = std::ranges::find(settings_.sources, p.source, &source::id);
    if (it != settings_.sources.end()) return it->title;
    return p.network == "manual" || p.source == "manual" ? "Добавлено вручную" : p.source;
}

std::string shapes::executor_title(const std::string& id) const {
    auto* e = pack_.find_executor(id);
    return e ? e->title : id;
}

json::value shapes::summary_of(const incident& about, const post& first) const {
    json::array subjects;
    json::value kept = about.messages.empty() ? json::value{} : about.messages.front().match;
    for (auto& id : kept["subjects"].items()) {
        auto* s = pack_.find_subject(id.text());
        subjects.emplace_back(s ? s->title : id.text());
    }
    auto unit = about.executor();
    return json::object{{"id", about.id},
                        {"version", about.version},
                        {"state", name_of(about.state)},
                        {"created", to_milliseconds(about.created)},
                        {"changed", to_milliseconds(about.changed)},
                        {"network", first.network},
                        {"source_title", source_title(first)},
                        {"author", first.author.name},
                        {"excerpt", excerpt(first.text, excerpt_length)},
                        {"executor", unit.empty() ? json::value{} : json::value{unit}},
                        {"subjects", std::move(subjects)},
                        {"because", kept["because"]},
                        {"priority", "ordinary"},
                        {"due", {}},
                        {"returns", about.returns}};
}

asio::awaitable<json::value> shapes::summary(const incident& about) {
    std::optional<post> first;
    if (!about.messages.empty()) first = co_await store_.find_post(about.messages.front().post);
    co_return summary_of(about, first.value_or(post{}));
}

json::value shapes::kept(const kept_page::item& one) const {
    const auto& what = one.what;
    return json::object{{"post", what.id},
                        {"network", what.network},
                        {"kind", name_of(what.kind)},
                        {"source_title", source_title(what)},
                        {"link", what.link},
                        {"author", what.author.name},
                        {"written", milliseconds_or_null(what.written)},
                        {"found", milliseconds_or_null(what.found)},
                        {"text", in_pieces(what.text, one.match)},
                        {"accepted", one.accepted},
                        {"because", one.match["because"]}};
}

asio::awaitable<json::value> shapes::whole(const incident& about, const actor& viewer) {
    auto out = co_await summary(about);
    json::array messages;
    for (auto& m : about.messages) messages.push_back(co_await message(m));
    out.set("messages", std::move(messages));
    out.set("suggestions", suggestions(about));
    out.set("assignments", assignments(about));
    out.set("drafts", drafts(about));
    json::value answer;
    if (about.answer)
        answer = json::object{{"text", about.answer->text},
                              {"by", people_.name_of(about.answer->by)},
                              {"at", to_milliseconds(about.answer->at)},
                              {"edited", about.answer->edited},
                              {"files", encode(about.answer->files)}};
    out.set("answer", std::move(answer));
    out.set("reason", about.reason);
    out.set("note", about.note);
    out.set("deliveries", co_await deliveries(about));
    out.set("history", co_await history(about));
    out.set("actions", actions(about, viewer));
    co_return out;
}

asio::awaitable<json::value> shapes::message(const incident_message& m) {
    auto kept = co_await store_.find_post(m.post);
    post p = kept.value_or(post{});
    json::value out = json::object{{"post", m.post},
                                   {"network", p.network},
                                   {"account", p.account},
                                   {"kind", name_of(p.kind)},
                                   {"link", p.link},
                                   {"author", p.author.name},
                                   {"author_link", p.author.link},
                                   {"author_gone", p.author.gone},
                                   {"written", milliseconds_or_null(p.written)},
                                   {"found", milliseconds_or_null(p.found)},
                                   {"attachments", encode(p.attachments)},
                                   {"edited", m.edited.empty() ? json::value{} : json::value{m.edited}},
                                   {"text", in_pieces(p.text, m.match)}};
    out.set("thread", co_await thread(p));
    out.set("match", match(m.match));
    co_return out;
}

asio::awaitable<json::value> shapes::thread(const post& of) {
    json::array out;
    auto root = of.parent.empty() ? of.id : of.parent;
    for (auto& p : co_await store_.thread(root, thread_length))
        out.emplace_back(json::object{{"post", p.id},
                                      {"author", p.author.name},
                                      {"own", p.own},
                                      {"reply_to", p.reply_to},
                                      {"written", to_milliseconds(p.written)},
                                      {"text", p.text},
                                      {"this", p.id == of.id}});
    co_return out;
}

json::value shapes::match(const json::value& kept) const {
    json::array subjects;
    for (auto& id : kept["subjects"].items()) {
        auto* s = pack_.find_subject(id.text());
        subjects.emplace_back(json::object{{"id", id}, {"title", s ? s->title : id.text()}});
    }
    json::array rules;
    for (auto& r : kept["rules"].items())
        rules.emplace_back(
            json::object{{"id", r["id"]}, {"title", r["title"]}, {"means", r["means"]}, {"words", r["words"]}});
    return json::object{{"because", kept["because"]},
                        {"rules", std::move(rules)},
                        {"subjects", std::move(subjects)},
                        {"prohibited", kept["prohibited"]}};
}

json::value shapes::suggestions(const incident& about) const {
    json::array out;
    if (about.messages.empty()) return out;
    for (auto& s : about.messages.front().match["executors"].items())
        out.emplace_back(json::object{
            {"executor", s["executor"]}, {"title", executor_title(s["executor"].text())}, {"words", s["words"]}});
    return out;
}

json::value shapes::assignments(const incident& about) const {
    json::array out;
    for (auto& a : about.assignments)
        out.emplace_back(json::object{{"executor", a.executor},
                                      {"title", executor_title(a.executor)},
                                      {"by", people_.name_of(a.by)},
                                      {"at", to_milliseconds(a.at)},
                                      {"note", a.note}});
    return out;
}

json::value shapes::drafts(const incident& about) const {
    json::array out;
    for (auto& d : about.drafts) {
        json::value returned;
        if (d.returned)
            returned = json::object{{"by", people_.name_of(d.returned->by)},
                                    {"at", to_milliseconds(d.returned->at)},
                                    {"remarks", d.returned->remarks}};
        out.emplace_back(json::object{{"version", d.version},
                                      {"by", people_.name_of(d.by)},
                                      {"at", to_milliseconds(d.at)},
                                      {"text", d.text},
                                      {"files", encode(d.files)},
                                      {"returned", std::move(returned)}});
    }
    return out;
}

asio::awaitable<json::value> shapes::deliveries(const incident& about) {
    json::array out;
    for (auto& d : co_await store_.deliveries(about.deliveries)) {
        json::value link;
        if (!d.link.empty()) link = d.link;
        auto at = d.last_attempt == moment{} ? d.prepared : d.last_attempt;
        out.emplace_back(json::object{{"id", d.id},
                                      {"state", name_of(d.state)},
                                      {"title", delivery_titles[static_cast<std::size_t>(d.state)]},
                                      {"post", d.post},
                                      {"attempt", d.attempt},
                                      {"text", d.text},
                                      {"files", encode(d.files)},
                                      {"link", std::move(link)},
                                      {"reason", d.reason},
                                      {"steps", encode(d.steps)},
                                      {"at", to_milliseconds(at)}});
    }
    co_return out;
}

std::string shapes::detail_words(const audit_entry& e) const {
    if (e.action == "route") return executor_title(e.detail);
    if (e.action == "submit" || e.action == "approve" || e.action == "return") return "проект " + e.detail;
    for (auto& list : {closing_reasons, grounds})
        for (auto& c : list)
            if (c.id == e.detail) return std::string(c.title);
    return e.action == "confirm_placed" ? e.detail : "";
}

asio::awaitable<json::value> shapes::history(const incident& about) {
    json::array out;
    for (auto& e : co_await store_.history(about.id)) {
        auto what = named<action>(e.action);
        out.emplace_back(json::object{{"at", to_milliseconds(e.at)},
                                      {"who", people_.name_of(e.who)},
                                      {"role", e.role},
                                      {"action", e.action},
                                      {"title", what ? words_of(*what).title : "Принято в работу"},
                                      {"from", e.from},
                                      {"to", e.to},
                                      {"detail", detail_words(e)}});
    }
    co_return out;
}

json::value shapes::actions(const incident& about, const actor& viewer) const {
    json::array out;
    for (auto* row : desk_.possible(viewer, about)) {
        auto& words = words_of(row->what);
        json::array fields;
        for (auto& f : words.fields) {
            json::value field =
                json::object{{"id", f.id}, {"title", f.title}, {"kind", name_of(f.kind)}, {"required", f.required}};
            const bool goes_on = row->what == action::approve || row->what == action::submit;
            if (goes_on && !about.drafts.empty()) {
                if (f.id == "text") field.set("value", about.drafts.back().text);
                if (f.id == "files") field.set("value", encode(about.drafts.back().files));
            }
            json::array choices;
            for (auto& c : f.choices) choices.emplace_back(json::object{{"id", c.id}, {"title", c.title}});
            if (!choices.empty()) field.set("choices", std::move(choices));
            fields.push_back(std::move(field));
        }
        out.emplace_back(
            json::object{{"id", name_of(row->what)}, {"title", words.title}, {"fields", std::move(fields)}});
    }
    return out;
}

}
