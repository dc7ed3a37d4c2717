#include "connectors/graph/paging.hpp"

#include "connectors/graph/names.hpp"

#include <array>

namespace otklik::graph {

namespace asio = boost::asio;

namespace {

// By cursor, by time, by number.
constexpr std::array<std::string_view, 5> places{"after", "since", "until", "__paging_token", "offset"};

std::string place_in(const json::value& paging) {
    const std::string_view address = paging["next"].text();
    const auto query = address.substr(std::min(address.find('?'), address.size() - 1) + 1);
    std::vector<http_header> out;
    for (auto name : places)
        if (auto value = query_field(query, name); value && !value->empty())
            out.push_back({std::string(name), std::move(*value)});
    if (out.empty())
        if (const auto& after = paging["cursors"]["after"].text(); !after.empty()) out.push_back({"after", after});
    return form_encoded(out);
}

api_error unreadable(std::string said) {
    return {{trouble::unreadable, std::move(said), {}}};
}

}

asio::awaitable<page_answer> get_page(api& graph, std::string path, params fields, std::string from) {
    for (auto name : places)
        if (auto value = query_field(from, name)) fields[std::string(name)] = std::move(*value);
    auto answer = co_await graph.get(path, std::move(fields));
    if (auto* error = std::get_if<api_error>(&answer)) co_return std::move(*error);
    page out;
    out.answer = std::get<json::value>(std::move(answer));
    if (!out.answer["data"].is_array()) co_return unreadable("GET " + path + ": the answer is no list");
    out.items = out.answer["data"].items();
    const auto& paging = out.answer["paging"];
    if (paging["next"].text().empty()) co_return std::move(out);
    out.next = place_in(paging);
    if (out.next.empty()) co_return unreadable("GET " + path + ": there is a next page, but nobody says where");
    if (out.next == from) co_return unreadable("GET " + path + ": the same page came twice");
    co_return std::move(out);
}

std::optional<nested> nested_list(const json::value& list) {
    if (!list["data"].is_array()) return {};
    return nested{list["data"].items(), !list["paging"]["next"].text().empty()};
}

}
