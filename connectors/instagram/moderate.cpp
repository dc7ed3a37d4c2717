#include "connectors/instagram/moderate.hpp"

#include "connectors/graph/names.hpp"
#include "connectors/graph/write.hpp"
#include "connectors/instagram/names.hpp"

namespace otklik::instagram {

namespace asio = boost::asio;

namespace {

std::vector<std::string> steps_for(moderation what, const post& which) {
    const std::string_view todo = what == moderation::hide   ? "«Скрыть комментарий»"
                                  : what == moderation::show ? "«Показать комментарий»"
                                                             : "«Удалить»";
    return {"Откройте " + which.link + " под учётной записью администрации.",
            "Найдите сообщение" + (which.author.name.empty() ? std::string() : " (@" + which.author.name + ")") +
                ", нажмите на него и выберите " + std::string(todo) + ".",
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
    sent done{which.id, which.link};
    if (what == moderation::remove) {
        auto answer = co_await own.graph.remove(*id);
        co_return graph::outcome_of_change(answer, std::move(done), std::move(steps));
    }
    graph::params fields{{"hide", what == moderation::hide ? "true" : "false"}};
    auto answer = co_await own.graph.post(*id, std::move(fields));
    co_return graph::outcome_of_change(answer, std::move(done), std::move(steps));
}

asio::awaitable<std::variant<standing, failure>> standing_of_post(own_account& own, const post& which) {
    const auto id = number_of(which);
    if (!id) co_return failure{trouble::settings, which.id + " is no message of Instagram that can be found again", {}};
    graph::params fields{{"fields", which.kind == post_kind::post ? "id" : "id,hidden"}};
    auto answer = co_await own.graph.get(*id, std::move(fields));
    if (auto* error = std::get_if<graph::api_error>(&answer)) {
        if (error->why.kind == trouble::gone) co_return standing::gone;
        co_return std::move(error->why);
    }
    const auto& told = std::get<json::value>(answer);
    if (!graph::id_text(told["id"])) co_return failure{trouble::unreadable, "GET " + *id + ": it has no id", {}};
    co_return told["hidden"].flag_or(false) ? standing::hidden : standing::visible;
}

}
