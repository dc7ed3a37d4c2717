#include "connectors/graph/check.hpp"

namespace otklik::graph {

namespace asio = boost::asio;

asio::awaitable<std::optional<json::value>> ask(api& graph, std::string path, params fields, account_check& out) {
    auto answer = co_await graph.get(std::move(path), std::move(fields));
    if (auto* error = std::get_if<api_error>(&answer)) {
        out.failures.push_back(std::move(error->why));
        co_return std::nullopt;
    }
    co_return std::get<json::value>(std::move(answer));
}

void tell_abilities(std::span<const ability> all, const token_told& token, account_check& out) {
    for (const auto& [right, said] : all)
        if (was_granted(token, right)) out.abilities.emplace_back(said);
}

void check_limits(const api& graph, account_check& out) {
    if (graph.used().percent >= 0)
        out.quotas.push_back({"обращений к сети, в процентах от разрешённых", graph.used().percent, 100});
    if (!graph.other_version().empty())
        out.failures.push_back({trouble::settings,
                                "version: " + graph.its().version + " was asked for and " + graph.other_version() +
                                    " answered: it has run out, set a newer one",
                                {}});
}

}
