#include "connectors/facebook/own_page.hpp"

#include "connectors/graph/names.hpp"

namespace otklik::facebook {

boost::asio::awaitable<std::optional<failure>> own_page::has_its_token() {
    if (seen_) co_return std::nullopt;
    graph::params fields{{"fields", "id"}};
    auto answer = co_await graph.get("me", std::move(fields));
    if (auto* error = std::get_if<graph::api_error>(&answer)) co_return std::move(error->why);
    const auto whose = graph::id_text(std::get<json::value>(answer)["id"]);
    if (!whose) co_return failure{trouble::unreadable, "GET me: the answer has no id", {}};
    if (*whose != id)
        co_return failure{trouble::settings,
                          "page_token is not the token of the page " + id + ", it is that of " + *whose +
                              ": with it comments are not seen",
                          {}};
    seen_ = true;
    co_return std::nullopt;
}

}
