#include "daemon/incidents/desk.hpp"

#include "connectors/text.hpp"
#include "daemon/materials.hpp"
#include "daemon/points.hpp"

#include <algorithm>

namespace otklik {

namespace asio = boost::asio;
using storage::change_outcome;
using storage::delivery_write;

namespace {

constexpr std::size_t most_files = 10;  // to one answer

bool blank(const std::string& s) {
    return s.find_first_not_of(" \t\r\n") == std::string::npos;
}

std::string state_words(incident_state s) {
    return "«" + std::string(title_of(s)) + "»";
}

bool one_of(std::span<const choice> all, std::string_view id) {
    return std::ranges::find(all, id, &choice::id) != all.end();
}

// Why the guard of a row does not hold; nothing when it does.
std::optional<not_possible> objection(guard needs, const actor& who, const wish& what, const incident& now,
                                      const rules::pack& pack) {
    switch (needs) {
        case guard::none: return {};
        case guard::known_executor:
            if (!pack.find_executor(what.executor)) return not_possible{"Выберите исполнителя из списка", "executor"};
            if (now.state != incident_state::fresh && now.executor() == what.executor)
                return not_possible{"Поручение уже у этого исполнителя", "executor"};
            return {};
        case guard::own_assignment:
            if (who.executor != now.executor()) return not_possible{"Поручение дано другому исполнителю", ""};
            if (blank(what.text)) return not_possible{"Напишите проект ответа", "text"};
            return {};
        case guard::latest_draft:
            if (now.drafts.empty() || what.draft != now.drafts.back().version)
                return not_possible{"Есть более новый проект ответа: прочитайте его", "draft"};
            return {};
        case guard::has_remarks:
            if (blank(what.remarks)) return not_possible{"Напишите, что исправить", "remarks"};
            return {};
        case guard::known_reason:
            if (!one_of(closing_reasons, what.reason)) return not_possible{"Выберите причину из списка", "reason"};
            return {};
        case guard::known_ground:
            if (!one_of(grounds, what.ground)) return not_possible{"Выберите основание из списка", "ground"};
            return {};
        case guard::own_link:
            if (!is_web_address(what.link))
                return not_possible{"Вставьте ссылку на ответ, она начинается с https://", "link"};
            return {};
    }
    return {};
}

}

// The incident as it shall be, with its audit entry and deliveries; written in one step.
struct desk::plan {
    storage::incident_change change;
    moment at{};

    incident& next() { return change.next; }
};

std::vector<const transition*> desk::possible(const actor& who, const incident& about) const {
    std::vector<const transition*> out;
    for (auto& t : transitions()) {
        if (t.from != about.state || t.who != who.is) continue;
        if (t.needs == guard::own_assignment && who.executor != about.executor()) continue;
        out.push_back(&t);
    }
    return out;
}

std::optional<act_outcome> desk::refuse(const actor& who, const wish& what, const incident& now) const {
    auto* row = find_transition(now.state, what.what, who.is);
    if (!row) {
        bool somebody_may =
            std::ranges::any_of(transitions(), [&](auto& t) { return t.what == what.what && t.who == who.is; });
        if (!somebody_may) return forbidden{"Это действие не для роли «" + std::string(title_of(who.is)) + "»"};
        return not_possible{"Сейчас так нельзя: инцидент в состоянии " + state_words(now.state), ""};
    }
    auto why = objection(row->needs, who, what, now, pack_);
    if (!why) return {};
    if (row->needs == guard::own_assignment && who.executor != now.executor()) return forbidden{why->why};
    return act_outcome{*why};
}

asio::awaitable<act_outcome> desk::act(actor who, wish what) {
    auto found = co_await store_.find_incident(what.incident);
    if (!found) co_return not_found{};
    incident& now = *found;
    if (who.is == role::executor && who.executor != now.executor())
        co_return forbidden{"Поручение дано другому исполнителю"};
    // A repeated click, or a repeat after a lost answer: it is done already.
    if (!what.key.empty() && what.key == now.key) co_return done{std::move(now)};
    if (what.version != now.version) co_return changed{std::move(now)};
    if (auto why = refuse(who, what, now)) co_return std::move(*why);

    plan p{{now, {}, {}}, time_.now()};
    if (auto why = co_await carry_out(who, what, p)) co_return act_outcome{*why};
    pass_point("change.before");
    auto outcome = co_await store_.change(p.change);
    pass_point("change.after");
    auto after = co_await store_.find_incident(what.incident);
    if (!after) co_return not_found{};
    // A double click: the first of the two was faster.
    bool mine = !what.key.empty() && after->key == what.key;
    if (outcome != change_outcome::done && !mine) co_return changed{std::move(*after)};
    co_return done{std::move(*after)};
}

asio::awaitable<std::optional<not_possible>> desk::carry_out(const actor& who, const wish& what, plan& p) {
    auto& next = p.next();
    auto* row = find_transition(next.state, what.what, who.is);
    std::string detail;
    switch (what.what) {
        case action::route:
            next.assignments.push_back({what.executor, who.login, what.note, p.at});
            detail = what.executor;
            break;
        case action::submit:
            next.drafts.push_back({static_cast<int>(next.drafts.size()) + 1, who.login, what.text, p.at,
                                   what.files.value_or(std::vector<delivery_file>{})});
            if (auto why = co_await objection_to_files(p, next.drafts.back().files)) co_return std::move(*why);
            detail = std::to_string(next.drafts.size());
            break;
        case action::give_back:
            if (next.drafts.empty()) co_return not_possible{"Нет проекта, который можно вернуть", ""};
            next.drafts.back().returned = draft_return{who.login, what.remarks, p.at};
            next.returns += 1;
            next.answer.reset();
            next.deliveries.clear();  // their records stay; the next approval makes new ones
            detail = std::to_string(next.drafts.back().version);
            break;
        case action::approve: {
            auto& last = next.drafts.back();
            const auto& text = blank(what.text) ? last.text : what.text;
            const auto& files = what.files ? *what.files : last.files;
            const bool edited = text != last.text || files != last.files;
            next.answer = approved_answer{text, who.login, last.version, edited, p.at, files};
            if (auto why = co_await objection_to_files(p, files)) co_return std::move(*why);
            detail = std::to_string(last.version);
            co_await prepare_deliveries(p);
            break;
        }
        case action::close:
            next.reason = what.reason, next.note = what.note;
            detail = what.reason;
            break;
        case action::set_aside:
            next.reason = what.ground;
            detail = what.ground;
            break;
        case action::overrule: next.reason.clear(), next.note = what.note; break;
        case action::place_again: co_await redo_deliveries(p, delivery_state::prepared, {}); break;
        case action::confirm_placed:
            co_await redo_deliveries(p, delivery_state::sent, what.link);
            detail = what.link;
            break;
        case action::sent:
        case action::stop:
        case action::hand_over: co_return not_possible{"Это делает сама система", ""};
    }
    p.change.entry = {p.at,
                      next.id,
                      who.login,
                      std::string(name_of(who.is)),
                      std::string(name_of(what.what)),
                      std::string(name_of(next.state)),
                      std::string(name_of(row->to)),
                      detail};
    next.state = row->to;
    next.changed = p.at;
    next.key = what.key;
    co_return std::nullopt;
}

// Told while the text is being written, not when it is to be placed: what is only to be placed by hand is no objection.
asio::awaitable<std::optional<not_possible>> desk::objection_to_files(const plan& p, std::vector<delivery_file> files) {
    if (files.size() > most_files)
        co_return not_possible{"К ответу прикладывают не больше " + std::to_string(most_files) + " файлов", "files"};
    for (const auto& message : p.change.next.messages) {
        const auto about = co_await store_.find_post(message.post);
        const auto of = about ? std::ranges::find(accounts_, about->account, &account::id) : accounts_.end();
        if (of == accounts_.end()) continue;
        const auto said = judge_materials(*of->kind, delivery_kind::answer, files, {});
        if (said.how == way::impossible)
            co_return not_possible{of->title + ": " + said.reasons.front() + ". Уберите этот файл", "files"};
    }
    if (auto gone = co_await hold_files(store_, std::move(files), p.at))
        co_return not_possible{"Файла «" + *gone + "» больше нет: добавьте его снова", "files"};
    co_return std::nullopt;
}

asio::awaitable<void> desk::prepare_deliveries(plan& p) {
    auto& next = p.next();
    for (auto& message : next.messages) {
        auto what = co_await store_.find_post(message.post);
        if (!what) continue;
        delivery d;
        // The version makes the number: an answer approved after another one was given back gets deliveries of its own.
        d.id = std::to_string(next.id) + "-" + std::to_string(next.version) + "-" +
               std::to_string(p.change.deliveries.size() + 1);
        d.incident = next.id;
        d.account = what->account;
        d.post = what->id;
        d.text = next.answer->text;
        d.files = next.answer->files;
        d.original = message.edited.empty() ? what->text : message.edited;
        d.prepared = p.at;
        next.deliveries.push_back(d.id);
        p.change.deliveries.push_back({std::move(d), {}, p.at});
    }
}

// Deliveries that stopped, or wait for a person's hand, begin anew or are confirmed by that person.
asio::awaitable<void> desk::redo_deliveries(plan& p, delivery_state state, const std::string& link) {
    for (auto& d : co_await store_.deliveries(p.next().deliveries)) {
        if (d.state == delivery_state::sent) continue;
        co_await hold_files(store_, d.files, p.at);  // one that has gone already is told when it is to be placed
        d.state = state;
        d.insist = true;
        d.looks = 0;
        d.attempt = 0;
        d.reason.clear(), d.steps.clear();
        if (!link.empty()) d.link = link;
        auto due = state == delivery_state::prepared ? std::optional{p.at} : std::nullopt;
        p.change.deliveries.push_back({std::move(d), {}, due});
    }
}

asio::awaitable<bool> desk::note(finding what) {
    for (;;) {
        auto now = co_await store_.find_incident(what.delivery.what.incident);
        if (!now) co_return co_await store_.save_delivery(what.delivery);
        auto* row = find_transition(now->state, what.what, role::system);
        if (!row) co_return co_await store_.save_delivery(what.delivery);

        auto at = time_.now();
        audit_entry entry{at,
                          now->id,
                          "system",
                          std::string(name_of(role::system)),
                          std::string(name_of(what.what)),
                          std::string(name_of(now->state)),
                          std::string(name_of(row->to)),
                          what.delivery.what.id};
        now->state = row->to;
        now->changed = at;
        for (auto& m : now->messages)
            if (m.post == what.delivery.what.post && !what.edited.empty()) m.edited = what.edited;
        storage::incident_change change{std::move(*now), std::move(entry), {what.delivery}};
        pass_point("change.before");
        auto outcome = co_await store_.change(change);
        pass_point("change.after");
        if (outcome == change_outcome::done) co_return true;
        if (outcome == change_outcome::fence_lost) co_return false;
    }
}

asio::awaitable<storage::store::acceptance> desk::accept(actor by, std::string ticket, post what, json::value match) {
    auto at = time_.now();
    incident first;
    first.state = incident_state::fresh;
    first.created = first.changed = at;
    first.messages.push_back({what.id, std::move(match), {}});
    audit_entry entry{at,     0, by.login, std::string(name_of(by.is)), "accept", "", std::string(name_of(first.state)),
                      what.id};
    pass_point("intake.before_accept");
    auto made = co_await store_.accept(std::move(ticket), std::move(what), std::move(first), std::move(entry));
    pass_point("intake.after_accept");
    co_return made;
}

}
