#include "connectors/facebook/moderate.hpp"

#include "connectors/facebook/names.hpp"
#include "connectors/graph/names.hpp"
#include "connectors/graph/write.hpp"

namespace otklik::facebook {

namespace asio = boost::asio;

namespace {

std::vector<std::string> steps_for(moderation what, const post& which) {
    const std::string_view todo = what == moderation::hide   ? "«Скрыть комментарий»"
                                  : what == moderation::show ? "«Показать комментарий»"
                                                             : "«Удалить»";
    return {
        "Откройте " + which.link + " под учётной записью сотрудника с правом модерации и переключитесь на страницу.",
        "Откройте меню «…» рядом с сообщением и выберите " + std::string(todo) + ".",
        "Подтвердите в Отклике, что это сделано."};
}

}

asio::awaitable<write_outcome> moderate_post(own_page& page, moderation what, const post& which) {
    auto id = meta_id_of(which);
    auto steps = steps_for(what, which);
    if (!id) co_return by_hand{"Неизвестно, где стоит сообщение.", std::move(steps)};
    if (what == moderation::restore) {
        failure never{trouble::refused, "Facebook не возвращает удалённое", {}};
        co_return refused_before_write{std::move(never)};
    }
    if (auto stranger = co_await page.has_its_token()) co_return refused_before_write{std::move(*stranger)};
    sent done{which.id, which.link};
    if (what == moderation::remove) {
        auto answer = co_await page.graph.remove(*id);
        co_return graph::outcome_of_change(answer, std::move(done), std::move(steps));
    }
    graph::params fields{{"is_hidden", what == moderation::hide ? "true" : "false"}};
    auto answer = co_await page.graph.post(*id, std::move(fields));
    co_return graph::outcome_of_change(answer, std::move(done), std::move(steps));
}

asio::awaitable<std::variant<standing, failure>> standing_of_post(own_page& page, const post& which) {
    const auto id = meta_id_of(which);
    if (!id) co_return failure{trouble::settings, which.id + " is no message of Facebook that can be found again", {}};
    if (auto stranger = co_await page.has_its_token()) co_return std::move(*stranger);
    graph::params fields{{"fields", "id,is_hidden"}};
    auto answer = co_await page.graph.get(*id, std::move(fields));
    if (auto* error = std::get_if<graph::api_error>(&answer)) {
        if (error->why.kind == trouble::gone) co_return standing::gone;
        co_return std::move(error->why);
    }
    const auto& told = std::get<json::value>(answer);
    if (!graph::id_text(told["id"])) co_return failure{trouble::unreadable, "GET " + *id + ": it has no id", {}};
    // Left out where it is no.
    co_return told["is_hidden"].flag_or(false) ? standing::hidden : standing::visible;
}

}
