// The one table of Russian words for what a network can be in trouble with; the network's own words stand behind them.
#pragma once

#include "connectors/connector.hpp"

namespace otklik {

struct trouble_words {
    std::string_view brief;       // for a column of a table
    std::string_view what;        // a sentence
    std::string_view what_to_do;  // a sentence
};

constexpr trouble_words words_of(trouble kind) {
    constexpr trouble_words all[] = {
        {"нет доступа", "Нет доступа: ключ, право или настройка не подходят.",
         "Администратору системы: проверьте ключи и права этого аккаунта, исправьте и проверьте снова."},
        {"отказ", "Сеть закрыла доступ.",
         "Откройте эту страницу в самой сети: возможно, она закрыта или наш аккаунт заблокирован."},
        {"уже нет", "Такой страницы больше нет.", "Проверьте в настройке, верно ли указана страница."},
        {"просьба подождать", "Сеть просит подождать.", "Делать ничего не нужно: попробуем позже сами."},
        {"остановлено", "Сеть остановила аккаунт: слишком частые действия или проверка, что пишет человек.",
         "Войдите в сеть от имени аккаунта и посмотрите, не просит ли она подтверждения."},
        {"не отвечает", "Сеть не отвечает.",
         "Пробуем ещё. Если это длится долго, проверьте связь сервера с интернетом и прокси в настройке."},
        {"не разобрать", "Ответ сети не разобрать.",
         "Пробуем ещё. Если это не проходит, сообщите тем, кто сопровождает «Отклик»."},
    };
    static_assert(std::size(all) == names_of(trouble{}).size());
    return all[static_cast<std::size_t>(kind)];
}

}
