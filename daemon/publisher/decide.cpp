#include "daemon/publisher/decide.hpp"

#include "connectors/text.hpp"
#include "daemon/excerpt.hpp"

#include <algorithm>

namespace otklik {

namespace {

using kind = next_step::kind;
using std::chrono::milliseconds;

// Doubles with every try up to half an hour: an account in trouble is not hammered.
milliseconds later(int tries) {
    constexpr milliseconds first{15'000}, most{1'800'000};
    return std::min(most, first * (1 << std::clamp(tries, 0, 7)));
}

const own_reply* find_ours(const delivery& what, const thread_view& view) {
    auto it = std::ranges::find_if(view.own_replies, [&](auto& r) { return same_words(what.text, r.text); });
    return it == view.own_replies.end() ? nullptr : &*it;
}

next_step stop(std::string reason) {
    return {kind::stop, std::move(reason)};
}

// So many looks in a row may fail: a network that is away comes back within two days, an answer that cannot be
// understood stays so. Then a person is asked.
constexpr int most_failed_looks = 100, most_unreadable_looks = 10;

// A look that brought nothing: it never proves anything about a write.
next_step look_failed(const delivery& what, const failure& f) {
    switch (f.kind) {
        case trouble::settings: return {kind::hand_over, "Не удалось прочитать ветку: " + f.said};
        case trouble::gone: return stop("Сообщение, на которое мы отвечаем, удалено");
        case trouble::refused: return {kind::refused, "Сеть закрыла ветку: " + f.said};
        default: break;
    }
    const int most = f.kind == trouble::unreadable ? most_unreadable_looks : most_failed_looks;
    if (what.failed_looks >= most)
        return stop("Ветку не прочитать, сколько ни пробовали: " + f.said + ". Посмотрите сами");
    return {kind::wait, f.said, std::max(f.after, later(what.failed_looks))};
}

}

bool same_words(std::string_view ours, std::string_view theirs) {
    return squeezed(ours) == squeezed(theirs);
}

next_step before_placing(const delivery& what, const look_outcome& seen) {
    if (auto* f = std::get_if<failure>(&seen)) return look_failed(what, *f);
    auto& view = std::get<thread_view>(seen);
    if (auto* ours = find_ours(what, view)) return {kind::sent, {}, {}, *ours};
    if (view.gone) return stop("Сообщение, на которое мы отвечаем, удалено");
    if (view.closed) return {kind::refused, "Комментарии закрыты: ответить в этой ветке нельзя"};
    if (what.insist) return {kind::place, {}};
    if (!view.own_replies.empty()) return stop("Ответ уже дан вне системы: " + view.own_replies.back().link);
    if (!same_words(what.original, view.text)) {
        auto step = stop("Автор изменил сообщение после согласования. Теперь в нём: «" + excerpt(view.text, 500) + "»");
        step.edited = view.text;
        return step;
    }
    return {kind::place, {}};
}

next_step after_placing(const delivery& what, const write_outcome& said, const publishing_settings& settings) {
    if (auto* s = std::get_if<sent>(&said))
        return {kind::sent, {}, {}, own_reply{s->remote_id, s->link, what.text, {}}};
    if (auto* h = std::get_if<by_hand>(&said)) return {kind::hand_over, h->why, {}, {}, h->steps};
    if (auto* u = std::get_if<fate_unknown>(&said)) return {kind::unknown, u->why.said, settings.settle};

    auto& why = std::get<refused_before_write>(said).why;
    switch (why.kind) {
        case trouble::refused: return {kind::refused, "Сеть отказала: " + why.said};
        case trouble::gone: return stop("Сообщение, на которое мы отвечаем, удалено");
        case trouble::settings: return stop("Аккаунт не может отвечать: " + why.said);
        case trouble::unreadable: return {kind::unknown, why.said, settings.settle};
        case trouble::braked:
            return {kind::prepare, why.said, std::max<milliseconds>(why.after, std::chrono::hours{1})};
        case trouble::throttled:
        case trouble::unreachable: return {kind::prepare, why.said, std::max(why.after, later(what.attempt))};
    }
    return {kind::unknown, why.said, settings.settle};
}

next_step in_doubt(const delivery& what, const look_outcome& seen, const publishing_settings& settings) {
    if (auto* f = std::get_if<failure>(&seen)) {
        auto step = look_failed(what, *f);
        // We may have written: nothing but a reading of the thread may say that we did not.
        if (step.what == kind::hand_over || step.what == kind::refused)
            return stop("Неизвестно, размещён ли ответ, и ветку не прочитать: " + f->said + ". Посмотрите сами");
        return step;
    }
    auto& view = std::get<thread_view>(seen);
    if (auto* ours = find_ours(what, view)) return {kind::sent, {}, {}, *ours};
    bool other_words = std::ranges::any_of(
        view.own_replies, [&](auto& r) { return r.written + std::chrono::minutes{5} >= what.first_attempt; });
    if (other_words)
        return stop("В ветке есть наш ответ с другими словами: " + view.own_replies.back().link +
                    ". Посмотрите, он ли это");
    if (view.gone) return stop("Сообщение, на которое мы отвечаем, удалено; размещён ли ответ, неизвестно");
    // What is closed may be hidden as well: that our words are not seen says nothing.
    if (view.closed) return stop("Комментарии закрыты; размещён ли ответ, неизвестно. Посмотрите сами");
    if (what.looks + 1 < settings.looks) return {kind::not_there, what.reason, settings.settle};
    if (what.attempt < settings.attempts) return {kind::prepare, what.reason, milliseconds{0}};
    return stop("Неизвестно, размещён ли ответ: в ветке его не видно после " + std::to_string(what.attempt) +
                " попыток. Посмотрите сами");
}

}
