// The content plan over a real store, with two networks that a test can read at a glance.
#pragma once

#include "daemon/news/plan.hpp"
#include "tests/unit/hand_wound.hpp"
#include "tests/unit/storage/store_bench.hpp"

#include <gmock/gmock.h>

namespace otklik::test {

inline constexpr material_row rows[] = {
    {material::text, way::automatic, way::automatic, "Текст."},
    {material::photo, way::automatic, way::automatic, "Картинка."},
    {material::poll, way::by_hand, way::impossible, "Создайте опрос."},
    {material::contest, way::impossible, way::impossible, "Конкурсов нет."},
};

inline connector_kind network(std::string_view name, std::size_t longest_news) {
    connector_kind out{};
    out.name = name, out.title = "Сеть", out.materials = rows, out.longest_news = longest_news;
    return out;
}

inline actor coordinator() {
    return {"anna", role::coordinator, {}};
}

struct Plan : StoreTest {
    const connector_kind brief = network("brief", 20), roomy = network("roomy", 0);
    config settings;
    hand_wound time{now};
    content_plan plan{one, time, settings}, of_other_replica{two, time, settings}, of_unlucky{unlucky, time, settings};
    int keys = 0;

    Plan() {
        for (const auto* kind : {&brief, &roomy}) {
            auto& a = settings.accounts.emplace_back();
            a.id = kind->name, a.title = "Страница " + std::string(kind->name), a.kind = kind;
        }
    }

    std::string a_key() { return "key-" + std::to_string(++keys); }
    news_wish a_wish() {
        news_wish w;
        w.key = a_key(), w.title = "Ремонт", w.text = "Ремонтируют теплотрассу";
        w.parts = {{"brief", "Ремонт", {}}, {"roomy", "Ремонтируют теплотрассу", {}}};
        return w;
    }
    news_wish a_wish_about(const piece_of_news& known) {
        auto w = a_wish();
        w.id = known.id, w.version = known.version;
        return w;
    }
    part_wish about_part(const piece_of_news& known, const std::string& link, const std::string& account = "brief") {
        return {known.id, account, known.version, a_key(), link};
    }

    wish_outcome<piece_of_news> said_to_save(news_wish w) { return run(plan.save(coordinator(), std::move(w))); }
    wish_outcome<piece_of_news> said_to_plan(news_wish w) { return run(plan.plan(coordinator(), std::move(w))); }
    wish_outcome<piece_of_news> said_to_settle(part_wish w) { return run(plan.settle(coordinator(), std::move(w))); }
    wish_outcome<piece_of_news> said_to_withdraw(const piece_of_news& known, std::string key) {
        return run(plan.withdraw(coordinator(), known.id, known.version, std::move(key)));
    }
    template <class T>
    static T must(wish_outcome<T> outcome) {
        if (auto* why = std::get_if<refused_wish>(&outcome)) throw std::runtime_error(why->why);
        return std::get<T>(std::move(outcome));
    }
    template <class T>
    static std::string field_refused(const wish_outcome<T>& outcome) {
        auto* why = std::get_if<refused_wish>(&outcome);
        return why ? why->field : "it was not refused";
    }
    piece_of_news saved() { return must(said_to_save(a_wish())); }
    piece_of_news planned(moment at = {}) {
        auto w = a_wish();
        w.at = at;
        return must(said_to_plan(std::move(w)));
    }
    piece_of_news kept(const std::string& id) { return run(plan.find(id)).value(); }
    moderation_order kept_order() { return run(plan.orders(0, 10)).at(0); }

    delivery of(const piece_of_news& what, const std::string& account = "brief") {
        for (const auto& p : what.parts)
            if (p.account == account) return run(one.deliveries({p.delivery})).at(0);
        throw std::runtime_error("no such part");
    }
    // What the publisher would write: the delivery comes to rest in this state.
    void comes_to(const std::string& id, delivery_state state, std::optional<moment> due = {}) {
        for (;;) {
            auto taken = run(one.take_delivery(time.now(), 1min));
            if (!taken) throw std::runtime_error("no delivery to take");
            const bool it_is = taken->what.id == id;
            auto w = next_write(*taken, it_is ? state : taken->what.state, it_is ? due : time.now() + 1min);
            w.what.attempt = 2, w.what.reason = "почему", w.what.steps = {"шаг"};
            run(one.save_delivery(w));
            if (it_is) return;
        }
    }
    std::vector<std::string> due_at(moment at) {
        std::vector<std::string> out;
        while (auto taken = run(one.take_delivery(at, 1min))) out.push_back(taken->what.account);
        return out;
    }
    std::vector<std::string> audit_of(const std::string& kind, const std::string& id) {
        std::vector<std::string> out;
        const auto entries = server->say({"LRANGE", "otklik:document:" + kind + ":" + id + ":audit", "0", "-1"});
        for (const auto& e : entries.list()) {
            const auto entry = decode<audit_entry>(json::parse(e.text()).value());
            out.push_back(entry.who + " " + entry.action);
        }
        return out;
    }

    post one_of_ours(const std::string& account = "brief") {
        auto p = a_post("brief:1");
        p.network = "brief", p.account = account;
        run(one.ingest("wall", {p}, "c", now));
        return p;
    }
    moderation_wish an_order() { return {a_key(), "brief:1", "hide", "Реклама"}; }
    wish_outcome<moderation_order> said_to_order(moderation_wish w) {
        return run(plan.order(coordinator(), std::move(w)));
    }
};

}
