#include "connectors/graph/token.hpp"

#include "connectors/graph/names.hpp"

#include <algorithm>

namespace otklik::graph {

namespace asio = boost::asio;

namespace {

failure wrong(std::string said) {
    return {trouble::settings, std::move(said), {}};
}

// 0 is «never».
std::optional<moment> end_in(const json::value& data, moment now, const std::string& option, account_check& out) {
    struct end {
        const char* name;
        std::string_view meaning;
    };
    constexpr end ends[] = {{"expires_at", "the token has run out"},
                            {"data_access_expires_at", "the access to data has run out: log in again"}};
    std::optional<moment> first;
    for (const auto& [name, meaning] : ends) {
        const auto when = moment_of(data[name]);
        if (!when) continue;
        if (*when <= now) out.failures.push_back(wrong(option + ": " + std::string(meaning)));
        if (!first || *when < *first) first = when;
    }
    return first;
}

}

bool was_granted(const token_told& token, std::string_view right) {
    return std::ranges::find(token.granted, right) != token.granted.end();
}

asio::awaitable<std::optional<token_told>> check_token(api& graph, std::string app_id, std::string option,
                                                       std::span<const needed_right> needed, moment now,
                                                       account_check& out) {
    const auto& secret = graph.its().app_secret;
    auto token = app_id.empty() || secret.empty() ? graph.its().token : app_id + "|" + secret;
    std::vector<batch_get> question{{"debug_token", {{"input_token", graph.its().token}}}};
    auto answers = co_await graph.get_all_as(std::move(token), std::move(question));
    if (auto* error = std::get_if<api_error>(&answers.front())) {
        out.failures.push_back(std::move(error->why));
        co_return std::nullopt;
    }
    const auto& data = std::get<json::value>(answers.front())["data"];
    if (!data.is_object() || !data["is_valid"].flag()) {
        out.failures.push_back({trouble::unreadable, "debug_token: the answer says nothing of the token", {}});
        co_return std::nullopt;
    }
    token_told told;
    told.valid = data["is_valid"].flag_or(false);
    told.kind = data["type"].text();
    for (const auto& scope : data["scopes"].items()) told.granted.push_back(scope.text());
    if (!told.valid) out.failures.push_back(wrong(option + ": Meta calls the token not valid: a new one is needed"));
    if (const auto app = id_text(data["app_id"]); app && !app_id.empty() && *app != app_id)
        out.failures.push_back(wrong(option + ": the token was made by another application than app_id"));
    token_check row{option, end_in(data, now, option, out), {}};
    for (const auto& [name, purpose] : needed)
        row.rights.push_back({std::string(name), std::string(purpose), was_granted(told, name)});
    for (const auto& r : row.rights)
        if (!r.granted) out.failures.push_back(wrong(option + ": the right " + r.name + " was not granted"));
    out.tokens.push_back(std::move(row));
    co_return told;
}

}
