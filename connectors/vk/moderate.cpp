#include "connectors/vk/moderate.hpp"

#include "connectors/vk/thread.hpp"

#include <algorithm>
#include <array>

namespace otklik::vk {

namespace asio = boost::asio;

namespace {

by_hand steps_for(moderation what, const post& which) {
    const auto where = which.link.empty() ? std::string("сообщение") : which.link;
    const auto open = "Откройте " + where + " под учётной записью администратора или модератора сообщества.";
    const std::string done = "Вернитесь в Отклик и отметьте, что сделано.";
    switch (what) {
        case moderation::remove:
            return {{}, {open, "Откройте меню у этого сообщения (крестик или «⋯») и нажмите «Удалить».", done}};
        case moderation::restore:
            return {
                {},
                {open,
                 "Если на месте сообщения есть ссылка «Восстановить», нажмите её. Она видна недолго после удаления; "
                 "позже восстановить сообщение во ВКонтакте нельзя.",
                 done}};
        case moderation::hide:
            return {"ВКонтакте не умеет скрывать отдельные сообщения: их можно только удалить.",
                    {open,
                     "Решите, что подходит: удалить это сообщение, закрыть комментарии под записью («⋯» → «Выключить "
                     "комментирование») или внести автора в чёрный список («Управление» → «Участники»).",
                     "Чтобы такие сообщения не появлялись впредь, включите фильтр комментариев: «Управление» → "
                     "«Комментарии».",
                     done}};
        case moderation::show: break;
    }
    return {"ВКонтакте не скрывает отдельные сообщения, показывать нечего.",
            {open, "Если сообщение удалено недавно, нажмите на его месте «Восстановить».", done}};
}

// Codes that say that this token may not touch this thing: a person with more rights may.
bool lacks_right(std::int64_t code) {
    constexpr std::array<std::int64_t, 5> codes{7, 183, 203, 210, 211};
    return std::ranges::find(codes, code) != codes.end();
}

params fields_of(const target& where) {
    if (!where.comment)
        return {{"owner_id", std::to_string(where.post.owner)}, {"post_id", std::to_string(where.post.id)}};
    params out{{"comment_id", std::to_string(where.comment)}};
    if (where.post.on == shelf::topic) {
        out.push_back({"group_id", std::to_string(-where.post.owner)});
        out.push_back({"topic_id", std::to_string(where.post.id)});
    } else {
        out.push_back({"owner_id", std::to_string(where.post.owner)});
    }
    return out;
}

// Empty where VK knows no such method.
std::string method_for(moderation what, const target& where) {
    const bool remove = what == moderation::remove;
    const auto& row = row_for(where.post.on);
    if (where.comment) return std::string(remove ? row.remove : row.restore);
    if (where.post.on != shelf::wall) return {};
    return remove ? "wall.delete" : "wall.restore";
}

}

asio::awaitable<write_outcome> moderate_item(api& vk, moderation what, const post& which) {
    auto steps = steps_for(what, which);
    if (what == moderation::hide || what == moderation::show) co_return std::move(steps);
    const auto where = target_of(which);
    if (!where || where->post.on == shelf::conversation)
        co_return refused_before_write{{trouble::refused, which.id + " cannot be removed or restored in VK", {}}};
    auto method = method_for(what, *where);
    if (method.empty() || !vk.token_for(method)) {
        steps.why = method.empty() ? "ВКонтакте не даёт программе удалять это."
                                   : "Для этого нужен ключ пользователя с правами модератора; у аккаунта его нет.";
        co_return std::move(steps);
    }
    auto answer = co_await vk.write(method, fields_of(*where));
    if (auto* error = std::get_if<api_error>(&answer)) {
        if (lacks_right(error->code)) error->of_write = proof::by_hand;
        co_return outcome_of(*error, std::move(steps));
    }
    if (!std::get<json::value>(answer).flag_or(false))
        co_return fate_unknown{{trouble::unreadable, method + ": an answer that is not 1", {}}};
    co_return sent{which.id, which.link};
}

asio::awaitable<std::variant<standing, failure>> standing_of_item(api& vk, const post& which) {
    const auto where = target_of(which);
    if (!where || where->post.on == shelf::conversation)
        co_return failure{trouble::settings, which.id + " is nothing that VK lets us look for", {}};
    if (!where->comment) {
        auto found = co_await find_post(vk, where->post);
        if (auto* error = std::get_if<api_error>(&found)) co_return std::move(error->why);
        co_return std::get<0>(found) ? standing::visible : standing::gone;
    }
    auto found = co_await find_comment(vk, *where);
    if (auto* error = std::get_if<api_error>(&found)) co_return std::move(error->why);
    co_return std::get<0>(found) ? standing::visible : standing::gone;
}

}
