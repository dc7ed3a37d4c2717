#include "connectors/facebook/moderate.hpp"

#include "connectors/facebook/names.hpp"
#include "connectors/graph/moderate.hpp"

namespace otklik::facebook {

namespace asio = boost::asio;

namespace {

std::vector<std::string> steps_for(moderation what, const post& which) {
    return {
        "Откройте " + which.link + " под учётной записью сотрудника с правом модерации и переключитесь на страницу.",
        "Откройте меню «…» рядом с сообщением и выберите " + std::string(graph::menu_word(what)) + ".",
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
    co_return co_await graph::moderate(page.graph, what, std::move(*id), "is_hidden", which, std::move(steps));
}

asio::awaitable<std::variant<standing, failure>> standing_of_post(own_page& page, const post& which) {
    const auto id = meta_id_of(which);
    if (!id) co_return failure{trouble::settings, which.id + " is no message of Facebook that can be found again", {}};
    if (auto stranger = co_await page.has_its_token()) co_return std::move(*stranger);
    co_return co_await graph::standing_of(page.graph, *id, "is_hidden");
}

}
