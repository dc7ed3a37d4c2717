#include "daemon/alerts/letters.hpp"

#include "daemon/excerpt.hpp"

#include <algorithm>

namespace otklik {

namespace {

constexpr std::size_t excerpt_length = 300;  // characters

enum class addressee { coordinators, executor };

struct told_state {
    incident_state state;
    addressee whom;
    std::string_view subject;  // after "Отклик, № 7: "
    std::string_view text;
};

// In the order of an incident's way. Other states are not told by letter.
constexpr told_state told[] = {
    {incident_state::fresh, addressee::coordinators, "новое сообщение",
     "Найдено новое сообщение. Посмотрите его и решите, кто подготовит ответ."},
    {incident_state::assigned, addressee::executor, "новое поручение",
     "Вам направлено сообщение. Подготовьте, пожалуйста, проект ответа."},
    {incident_state::submitted, addressee::coordinators, "проект ответа на согласовании",
     "Исполнитель подготовил проект ответа. Его нужно согласовать или вернуть на доработку."},
    {incident_state::returned, addressee::executor, "проект ответа возвращён на доработку",
     "Координатор вернул проект ответа с замечаниями. Исправьте его, пожалуйста, и отправьте снова."},
    {incident_state::by_hand, addressee::coordinators, "ответ нужно разместить вручную",
     "Система не может разместить ответ сама. Текст, ссылка и порядок действий — в карточке."},
    {incident_state::stopped, addressee::coordinators, "размещение ответа остановлено",
     "Ответ не размещён или его судьба неизвестна. Посмотрите причину в карточке и решите, что делать."},
};

std::vector<std::string> addresses(addressee whom, const incident& about, const config& settings) {
    std::vector<std::string> out;
    auto unit = about.executor();
    for (auto& p : settings.people) {
        bool his =
            whom == addressee::coordinators ? p.is == role::coordinator : p.is == role::executor && p.executor == unit;
        if (his && !p.email.empty()) out.push_back(p.email);
    }
    if (auto it = settings.executor_email.find(unit);
        whom == addressee::executor && it != settings.executor_email.end())
        out.push_back(it->second);
    std::ranges::sort(out);
    out.erase(std::ranges::unique(out).begin(), out.end());
    return out;
}

}

std::optional<letter_plan> letter_about(const incident& about, const letter_context& context, const config& settings) {
    auto it = std::ranges::find(told, about.state, &told_state::state);
    if (it == std::end(told)) return {};
    letter_plan out;
    out.to = addresses(it->whom, about, settings);
    if (out.to.empty()) return {};
    auto number = std::to_string(about.id);
    out.subject = "Отклик, № " + number + ": " + std::string(it->subject);
    out.text = std::string(it->text) + "\n";
    if (it->state == incident_state::returned && !about.drafts.empty() && about.drafts.back().returned)
        out.text += "\nЗамечания: " + about.drafts.back().returned->remarks + "\n";
    if (!context.message.empty()) out.text += "\n«" + excerpt(context.message, excerpt_length) + "»\n";
    out.text += "\n" + context.console + "/#/incidents/" + number + "\n";
    if (!context.executor_title.empty()) out.text += "\nИсполнитель: " + context.executor_title + "\n";
    out.text += closing_of(settings);
    return out;
}

std::string closing_of(const config& settings) {
    return "\n" + settings.administration + "\nПисьмо отправлено системой «Отклик», отвечать на него не нужно.\n";
}

}
