#include "connectors/graph/published.hpp"

#include "connectors/graph/names.hpp"
#include "connectors/graph/paging.hpp"

#include <algorithm>

namespace otklik::graph {

namespace asio = boost::asio;

namespace {

constexpr std::size_t most_pages = 10, most_told = 100;

}

asio::awaitable<std::variant<std::vector<own_reply>, failure>> published_since(api& graph, publications which,
                                                                               moment since) {
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(since.time_since_epoch()).count();
    std::vector<own_reply> out;
    std::string at;
    for (std::size_t n = 0; n < most_pages; ++n) {
        params fields{{"limit", "100"}, {"since", std::to_string(seconds)}, {"fields", std::string(which.fields)}};
        auto answer = co_await get_page(graph, which.path, std::move(fields), std::move(at));
        if (auto* error = std::get_if<api_error>(&answer)) co_return std::move(error->why);
        auto& listed = std::get<page>(answer);
        bool all_older = !listed.items.empty();
        for (const auto& item : listed.items) {
            const auto id = id_text(item["id"]);
            const auto written = moment_of(item[which.date]);
            if (!id || !written)
                co_return failure{trouble::unreadable, "GET " + which.path + ": one without id or date", {}};
            if (*written < since) continue;
            all_older = false;
            out.push_back(which.told(item, *id, *written));
        }
        if (listed.next.empty() || all_older) break;
        at = std::move(listed.next);
    }
    std::ranges::sort(out, std::ranges::greater{}, &own_reply::written);
    if (out.size() > most_told) out.resize(most_told);
    co_return std::move(out);
}

}
