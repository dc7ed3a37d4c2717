#include "connectors/graph/moderate.hpp"

#include "connectors/graph/names.hpp"
#include "connectors/graph/write.hpp"

namespace otklik::graph {

namespace asio = boost::asio;

asio::awaitable<write_outcome> moderate(api& graph, moderation what, std::string id, std::string hidden,
                                        const post& which, std::vector<std::string> steps) {
    sent done{which.id, which.link};
    if (what == moderation::remove) {
        auto answer = co_await graph.remove(std::move(id));
        co_return outcome_of_change(answer, std::move(done), std::move(steps));
    }
    params fields{{std::move(hidden), what == moderation::hide ? "true" : "false"}};
    auto answer = co_await graph.post(std::move(id), std::move(fields));
    co_return outcome_of_change(answer, std::move(done), std::move(steps));
}

asio::awaitable<std::variant<standing, failure>> standing_of(api& graph, std::string id, std::string_view hidden) {
    params fields{{"fields", hidden.empty() ? "id" : "id," + std::string(hidden)}};
    auto answer = co_await graph.get(id, std::move(fields));
    if (auto* error = std::get_if<api_error>(&answer)) {
        if (error->why.kind == trouble::gone) co_return standing::gone;
        co_return std::move(error->why);
    }
    const auto& told = std::get<json::value>(answer);
    if (!id_text(told["id"])) co_return failure{trouble::unreadable, "GET " + id + ": it has no id", {}};
    // Left out where it is no.
    co_return told[hidden].flag_or(false) ? standing::hidden : standing::visible;
}

std::string_view menu_word(moderation what) {
    switch (what) {
        case moderation::hide: return "«Скрыть комментарий»";
        case moderation::show: return "«Показать комментарий»";
        default: return "«Удалить»";
    }
}

}
