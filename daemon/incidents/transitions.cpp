#include "daemon/incidents/transitions.hpp"

#include <algorithm>
#include <stdexcept>

namespace otklik {

namespace {

using enum incident_state;

constexpr transition table[] = {
    {fresh, action::route, role::coordinator, guard::known_executor, assigned, "3.1"},
    {fresh, action::close, role::coordinator, guard::known_reason, closed, "2.6"},
    {fresh, action::set_aside, role::coordinator, guard::known_ground, set_aside, "3.7"},

    {assigned, action::submit, role::executor, guard::own_assignment, submitted, "3.1"},
    {assigned, action::route, role::coordinator, guard::known_executor, assigned, "3.1"},
    {assigned, action::close, role::coordinator, guard::known_reason, closed, "2.6"},
    {assigned, action::set_aside, role::coordinator, guard::known_ground, set_aside, "3.7"},

    {submitted, action::approve, role::coordinator, guard::latest_draft, placing, "3.3"},
    {submitted, action::give_back, role::coordinator, guard::has_remarks, returned, "3.3"},
    {submitted, action::route, role::coordinator, guard::known_executor, assigned, "3.1"},
    {submitted, action::close, role::coordinator, guard::known_reason, closed, "2.6"},
    {submitted, action::set_aside, role::coordinator, guard::known_ground, set_aside, "3.7"},

    {returned, action::submit, role::executor, guard::own_assignment, submitted, "3.4"},
    {returned, action::route, role::coordinator, guard::known_executor, assigned, "3.1"},
    {returned, action::close, role::coordinator, guard::known_reason, closed, "2.6"},
    {returned, action::set_aside, role::coordinator, guard::known_ground, set_aside, "3.7"},

    {placing, action::sent, role::system, guard::none, answered, "1.1"},
    {placing, action::stop, role::system, guard::none, stopped, "1.1"},
    {placing, action::hand_over, role::system, guard::none, by_hand, "1.1"},

    {by_hand, action::confirm_placed, role::coordinator, guard::own_link, answered, "1.1"},
    {by_hand, action::place_again, role::coordinator, guard::none, placing, "1.1"},
    {by_hand, action::give_back, role::coordinator, guard::has_remarks, returned, "3.3"},
    {by_hand, action::close, role::coordinator, guard::known_reason, closed, "2.6"},

    {stopped, action::place_again, role::coordinator, guard::none, placing, "1.1"},
    {stopped, action::confirm_placed, role::coordinator, guard::own_link, answered, "1.1"},
    {stopped, action::give_back, role::coordinator, guard::has_remarks, returned, "3.3"},
    {stopped, action::close, role::coordinator, guard::known_reason, closed, "2.6"},

    {closed, action::overrule, role::coordinator, guard::none, fresh, "2.6"},
    {set_aside, action::overrule, role::coordinator, guard::none, fresh, "3.7"},
};

constexpr choice reasons[] = {
    {"no_question", "Нет вопроса"},
    {"thanks", "Благодарность"},
    {"not_ours", "Не наши полномочия"},
    {"answered_outside", "Ответ уже дан вне системы"},
    {"gone", "Сообщение удалено"},
    {"unreachable", "Автор закрыл комментарии или заблокировал нас"},
    {"not_about_us", "Не касается администрации"},
};

constexpr choice ground_choices[] = {
    {"insult", "Нецензурные или оскорбительные выражения"},
    {"harm", "Намерение причинить вред другому лицу"},
    {"threat", "Угроза должностному лицу или его семье"},
};

constexpr action_field route_fields[] = {{"executor", "Исполнитель", field_kind::executor, true, {}},
                                         {"note", "Пояснение исполнителю", field_kind::text, false, {}}};
constexpr action_field submit_fields[] = {{"text", "Проект ответа", field_kind::text, true, {}},
                                          {"files", "Фотографии и документы", field_kind::files, false, {}}};
constexpr action_field approve_fields[] = {{"text", "Текст ответа", field_kind::text, false, {}},
                                           {"files", "Фотографии и документы", field_kind::files, false, {}}};
constexpr action_field return_fields[] = {{"remarks", "Замечания", field_kind::text, true, {}}};
constexpr action_field close_fields[] = {{"reason", "Причина", field_kind::choice, true, reasons},
                                         {"note", "Пояснение", field_kind::text, false, {}}};
constexpr action_field aside_fields[] = {{"ground", "Основание", field_kind::choice, true, ground_choices}};
constexpr action_field overrule_fields[] = {{"note", "Почему возвращено", field_kind::text, false, {}}};
constexpr action_field confirm_fields[] = {{"link", "Ссылка на размещённый ответ", field_kind::link, true, {}}};

constexpr action_words words[] = {
    {action::route, "Направить исполнителю", route_fields},
    {action::submit, "Отправить на согласование", submit_fields},
    {action::approve, "Согласовать и разместить", approve_fields},
    {action::give_back, "Вернуть на доработку", return_fields},
    {action::close, "Закрыть без ответа", close_fields},
    {action::set_aside, "Отложить по пункту 3.7", aside_fields},
    {action::overrule, "Вернуть в работу", overrule_fields},
    {action::confirm_placed, "Размещено вручную", confirm_fields},
    {action::place_again, "Разместить ещё раз", {}},
    {action::sent, "Ответ размещён", {}},
    {action::stop, "Размещение остановлено", {}},
    {action::hand_over, "Передано для размещения вручную", {}},
};

constexpr std::string_view state_titles[] = {
    "новое",       "у исполнителя", "на согласовании",    "на доработке", "размещается", "разместить вручную",
    "остановлено", "отвечено",      "закрыто без ответа", "отложено",
};
static_assert(std::size(state_titles) == names_of(incident_state{}).size());

}

const std::span<const choice> closing_reasons{reasons};
const std::span<const choice> grounds{ground_choices};

std::span<const transition> transitions() {
    return table;
}

const transition* find_transition(incident_state from, action what, role who) {
    auto it = std::ranges::find_if(
        table, [=](const transition& t) { return t.from == from && t.what == what && t.who == who; });
    return it == std::end(table) ? nullptr : it;
}

const action_words& words_of(action what) {
    auto it = std::ranges::find(words, what, &action_words::what);
    if (it == std::end(words)) throw std::logic_error("an action without words");
    return *it;
}

std::string_view title_of(incident_state s) {
    return state_titles[static_cast<std::size_t>(s)];
}

}
