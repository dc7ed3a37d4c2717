#include "connectors/instagram/moderate.hpp"

#include "connectors/graph/moderate.hpp"
#include "connectors/instagram/names.hpp"

namespace otklik::instagram {

namespace asio = boost::asio;

namespace {

std::vector<std::string> steps_for(moderation what, const post& which) {
    return {"Откройте " + which.link + " под учётной записью администрации.",
            "Найдите сообщение" + (which.author.name.empty() ? std::string() : " (@" + which.author.name + ")") +
                ", нажмите на него и выберите " + std::string(graph::menu_word(what)) + ".",
            "Подтвердите в Отклике, что это сделано."};
}

std::optional<std::string> impossible(moderation what, const post& which) {
    if (what == moderation::restore) return "Instagram не возвращает удалённое";
    if (which.kind == post_kind::post && what != moderation::remove) return "публикации Instagram не скрывает";
    return {};
}

}

asio::awaitable<write_outcome> moderate_post(own_account& own, moderation what, const post& which) {
    auto id = number_of(which);
    auto steps = steps_for(what, which);
    if (!id) co_return by_hand{"Неизвестно, где стоит сообщение.", std::move(steps)};
    if (auto why = impossible(what, which)) {
        failure never{trouble::refused, std::move(*why), {}};
        co_return refused_before_write{std::move(never)};
    }
    co_return co_await graph::moderate(own.graph, what, std::move(*id), "hide", which, std::move(steps));
}

asio::awaitable<std::variant<standing, failure>> standing_of_post(own_account& own, const post& which) {
    const auto id = number_of(which);
    if (!id) co_return failure{trouble::settings, which.id + " is no message of Instagram that can be found again", {}};
    co_return co_await graph::standing_of(own.graph, *id, which.kind == post_kind::post ? "" : "hidden");
}

}
