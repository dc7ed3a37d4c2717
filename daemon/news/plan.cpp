#include "daemon/news/plan.hpp"

#include "connectors/abilities.hpp"
#include "connectors/text.hpp"
#include "daemon/materials.hpp"
#include "daemon/people/passwords.hpp"
#include "daemon/points.hpp"

#include <algorithm>

namespace otklik {

namespace asio = boost::asio;
using storage::delivery_write;

namespace {

constexpr std::chrono::days farthest{50};  // ahead

constexpr std::string_view kind_of(const piece_of_news*) {
    return "news";
}
constexpr std::string_view kind_of(const moderation_order*) {
    return "moderation";
}

template <class T>
T decoded(const storage::store::document& found) {
    T out;
    if (auto v = json::parse(found.record)) out = decode<T>(*v);
    out.version = found.version;
    return out;
}

template <class T>
asio::awaitable<std::optional<T>> find_in(storage::store& store, std::string id) {
    auto found = co_await store.find_document(std::string(kind_of(static_cast<T*>(nullptr))), std::move(id));
    if (!found) co_return std::nullopt;
    co_return decoded<T>(*found);
}

template <class T>
asio::awaitable<std::vector<T>> list_of(storage::store& store, std::size_t skip, std::size_t limit) {
    auto found = co_await store.documents(std::string(kind_of(static_cast<T*>(nullptr))), skip, limit);
    std::vector<T> out;
    for (auto& d : found) out.push_back(decoded<T>(d));
    co_return out;
}

audit_entry entry_of(const actor& by, moment at, std::string action, std::string detail) {
    audit_entry out;
    out.at = at, out.who = by.login, out.role = std::string(name_of(by.is));
    out.action = std::move(action), out.detail = std::move(detail);
    return out;
}

bool blank(std::string_view s) {
    return s.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

refused_wish not_there() {
    return {"Такого нет", "id"};
}

// Without a link it shall be tried again.
std::optional<refused_wish> objection_to(const std::string& link) {
    if (link.empty() || is_web_address(link)) return {};
    return refused_wish{"Вставьте ссылку на публикацию, она начинается с https://", "link"};
}

// A delivery that the daemon has given up on, as the person wants it: placed by hand at `link`, or to be tried again.
std::optional<delivery_write> settled(delivery d, const std::string& link, moment now) {
    const bool waits_for_us =
        d.state == delivery_state::by_hand || d.state == delivery_state::stopped || d.state == delivery_state::refused;
    if (!waits_for_us) return {};
    d.attempt = 0, d.looks = 0, d.insist = true;
    d.reason.clear(), d.steps.clear();
    d.link = link;
    d.state = link.empty() ? delivery_state::prepared : delivery_state::sent;
    const auto due = link.empty() ? std::optional(now) : std::nullopt;
    return delivery_write{std::move(d), {}, due};
}

}

asio::awaitable<std::optional<piece_of_news>> content_plan::find(std::string id) {
    return find_in<piece_of_news>(store_, std::move(id));
}
asio::awaitable<std::optional<moderation_order>> content_plan::find_order(std::string id) {
    return find_in<moderation_order>(store_, std::move(id));
}
asio::awaitable<std::vector<piece_of_news>> content_plan::list(std::size_t skip, std::size_t limit) {
    return list_of<piece_of_news>(store_, skip, limit);
}
asio::awaitable<std::vector<moderation_order>> content_plan::orders(std::size_t skip, std::size_t limit) {
    return list_of<moderation_order>(store_, skip, limit);
}

// ---- news

std::optional<refused_wish> content_plan::objection(const piece_of_news& what) const {
    if (blank(what.title)) return refused_wish{"Назовите новость: так она будет видна в плане", "title"};
    if (what.parts.empty()) return refused_wish{"Выберите хотя бы одну сеть", "parts"};
    for (const auto& p : what.parts) {
        const auto of = std::ranges::find(settings_.accounts, p.account, &account::id);
        if (of == settings_.accounts.end()) return refused_wish{"Нет аккаунта «" + p.account + "»", "parts"};
        if (std::ranges::count(what.parts, p.account, &news_part::account) > 1)
            return refused_wish{"Аккаунт «" + of->title + "» указан дважды", "parts"};
        if (blank(p.text) && what.files.empty())
            return refused_wish{"Нет текста для аккаунта «" + of->title + "»", "parts"};
        const auto most = of->kind->longest_news;
        if (most && characters_in(p.text) > most)
            return refused_wish{"Текст для аккаунта «" + of->title + "» длиннее, чем допускает сеть: " +
                                    std::to_string(characters_in(p.text)) + " знаков из " + std::to_string(most),
                                "parts"};
        const auto said = judge_materials(*of->kind, delivery_kind::news, what.files, what.materials);
        if (said.how == way::impossible)
            return refused_wish{of->title + ": " + said.reasons.front() + ". Уберите этот материал или эту сеть",
                                "parts"};
    }
    return {};
}

asio::awaitable<wish_outcome<piece_of_news>> content_plan::save(actor by, news_wish what) {
    return change(std::move(by), std::move(what), false);
}
asio::awaitable<wish_outcome<piece_of_news>> content_plan::plan(actor by, news_wish what) {
    return change(std::move(by), std::move(what), true);
}

asio::awaitable<wish_outcome<piece_of_news>> content_plan::change(actor by, news_wish what, bool plan) {
    if (what.key.empty()) co_return refused_wish{"Нет ключа запроса", "key"};
    const auto now = time_.now();
    piece_of_news next;
    if (what.id.empty()) {
        next.id = "news-" + digest_of(what.key).substr(0, 16);
        next.made = now;
    } else {
        auto found = co_await find(what.id);
        if (!found) co_return not_there();
        if (found->key == what.key) co_return std::move(*found);  // a repeated click
        if (found->version != what.version) co_return changed_meanwhile<piece_of_news>{std::move(*found)};
        if (found->state != news_state::draft)
            co_return refused_wish{"Новость уже в плане: отзовите её, чтобы изменить", "id"};
        next = std::move(*found);
    }
    next.title = what.title, next.text = what.text, next.parts = what.parts, next.files = what.files;
    next.materials = what.materials, next.at = what.at, next.by = by.login, next.changed = now, next.key = what.key;
    if (auto why = objection(next)) co_return std::move(*why);
    if (next.at > now + farthest) co_return refused_wish{"Дальше чем на 50 дней вперёд новости не планируются", "at"};
    if (auto gone = co_await hold_files(store_, next.files, std::max(now, next.at)))
        co_return refused_wish{"Файла «" + *gone + "» больше нет: добавьте его снова", "files"};
    std::vector<delivery_write> deliveries;
    if (plan) {
        next.state = news_state::planned;
        for (auto& part : next.parts) {
            delivery d;
            part.delivery = d.id = next.id + "-" + std::to_string(next.version + 1) + "-" + part.account;
            d.kind = delivery_kind::news, d.document = next.id, d.account = part.account;
            d.text = part.text, d.files = next.files, d.materials = next.materials;
            d.prepared = now;
            deliveries.push_back({std::move(d), {}, std::max(now, next.at)});
        }
    }
    auto entry = entry_of(by, now, plan ? "plan_news" : "save_news", next.id);
    co_return co_await keep(std::move(next), std::move(entry), std::move(deliveries));
}

asio::awaitable<wish_outcome<piece_of_news>> content_plan::withdraw(actor by, std::string id, std::int64_t version,
                                                                    std::string key) {
    auto found = co_await find(std::move(id));
    if (!found) co_return not_there();
    if (!key.empty() && found->key == key) co_return std::move(*found);
    if (found->version != version) co_return changed_meanwhile<piece_of_news>{std::move(*found)};
    if (found->state != news_state::planned) co_return refused_wish{"Отзывать нечего: новость не в плане", "id"};
    std::vector<std::string> ids;
    for (const auto& p : found->parts) ids.push_back(p.delivery);
    std::vector<delivery_write> stopped;
    for (auto& d : co_await store_.deliveries(std::move(ids))) {
        if (d.state == delivery_state::sent) continue;
        if (d.state == delivery_state::sending || d.state == delivery_state::unknown)
            co_return refused_wish{"Новость размещается прямо сейчас: подождите, чем это кончится", "id"};
        d.state = delivery_state::stopped, d.reason = "Отозвано";
        stopped.push_back({std::move(d), {}, {}});
    }
    const auto now = time_.now();
    found->state = news_state::withdrawn, found->by = by.login, found->changed = now, found->key = std::move(key);
    auto entry = entry_of(by, now, "withdraw_news", found->id);
    co_return co_await keep(std::move(*found), std::move(entry), std::move(stopped));
}

asio::awaitable<wish_outcome<piece_of_news>> content_plan::settle(actor by, part_wish what) {
    auto found = co_await find(what.document);
    if (!found) co_return not_there();
    if (!what.key.empty() && found->key == what.key) co_return std::move(*found);
    if (found->version != what.version) co_return changed_meanwhile<piece_of_news>{std::move(*found)};
    if (auto why = objection_to(what.link)) co_return std::move(*why);
    const auto part = std::ranges::find(found->parts, what.account, &news_part::account);
    if (part == found->parts.end() || found->state != news_state::planned)
        co_return refused_wish{"В этой сети размещать нечего", "account"};
    std::vector<std::string> ids{part->delivery};
    std::vector<delivery_write> writes;
    for (auto& d : co_await store_.deliveries(std::move(ids)))
        if (auto w = settled(std::move(d), what.link, time_.now())) writes.push_back(std::move(*w));
    if (writes.empty()) co_return refused_wish{"Здесь ничего не ждёт вашего решения", "account"};
    const auto now = time_.now();
    found->by = by.login, found->changed = now, found->key = what.key;
    auto entry = entry_of(by, now, what.link.empty() ? "place_again" : "confirm_placed", writes.front().what.id);
    co_return co_await keep(std::move(*found), std::move(entry), std::move(writes));
}

// ---- moderation

asio::awaitable<wish_outcome<moderation_order>> content_plan::order(actor by, moderation_wish what) {
    if (what.key.empty()) co_return refused_wish{"Нет ключа запроса", "key"};
    if (!named<moderation>(what.doing)) co_return refused_wish{"Так модерировать нельзя", "doing"};
    if (blank(what.reason)) co_return refused_wish{"Напишите причину: она остаётся в журнале", "reason"};
    auto about = co_await store_.find_post(what.post);
    if (!about) co_return refused_wish{"Этой публикации нет в хранилище", "post"};
    if (about->account.empty()) co_return refused_wish{"Эта публикация не из нашей сети", "post"};
    const auto now = time_.now();
    moderation_order next;
    next.id = "moderation-" + digest_of(what.key).substr(0, 16);
    next.post = what.post, next.doing = what.doing, next.reason = what.reason;
    next.by = by.login, next.made = now, next.key = what.key;
    delivery d;
    next.delivery = d.id = next.id + "-1";
    d.kind = delivery_kind::moderation, d.document = next.id, d.account = about->account, d.post = about->id;
    d.text = next.doing, d.original = about->text, d.prepared = now;
    std::vector<delivery_write> deliveries;
    deliveries.push_back({std::move(d), {}, now});
    auto entry = entry_of(by, now, "moderate_" + next.doing, next.post);
    co_return co_await keep(std::move(next), std::move(entry), std::move(deliveries));
}

asio::awaitable<wish_outcome<moderation_order>> content_plan::settle_order(actor by, part_wish what) {
    auto found = co_await find_order(what.document);
    if (!found) co_return not_there();
    if (!what.key.empty() && found->key == what.key) co_return std::move(*found);
    if (found->version != what.version) co_return changed_meanwhile<moderation_order>{std::move(*found)};
    if (auto why = objection_to(what.link)) co_return std::move(*why);
    std::vector<std::string> ids{found->delivery};
    std::vector<delivery_write> writes;
    for (auto& d : co_await store_.deliveries(std::move(ids)))
        if (auto w = settled(std::move(d), what.link, time_.now())) writes.push_back(std::move(*w));
    if (writes.empty()) co_return refused_wish{"Здесь ничего не ждёт вашего решения", "id"};
    found->key = what.key;
    auto entry = entry_of(by, time_.now(), what.link.empty() ? "place_again" : "confirm_placed", found->delivery);
    co_return co_await keep(std::move(*found), std::move(entry), std::move(writes));
}

// ---- both

template <class T>
asio::awaitable<wish_outcome<T>> content_plan::keep(T next, audit_entry entry, std::vector<delivery_write> deliveries) {
    storage::store::document_change change;
    change.kind = std::string(kind_of(&next)), change.id = next.id, change.version = next.version;
    change.record = json::write(encode(next)), change.entry = std::move(entry), change.made = next.made;
    change.deliveries = std::move(deliveries);
    pass_point("change.before");
    const auto outcome = co_await store_.change_document(std::move(change), time_.now());
    pass_point("change.after");
    auto after = co_await find_in<T>(store_, next.id);
    if (!after) throw std::runtime_error("a document went away: " + next.id);
    if (outcome == storage::change_outcome::done || after->key == next.key) co_return std::move(*after);
    if (outcome == storage::change_outcome::fence_lost)
        co_return refused_wish{"Это размещается прямо сейчас: подождите, чем это кончится", "id"};
    co_return changed_meanwhile<T>{std::move(*after)};
}

}
