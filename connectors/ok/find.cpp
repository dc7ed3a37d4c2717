#include "connectors/ok/find.hpp"

namespace otklik::ok {

namespace asio = boost::asio;

asio::awaitable<std::variant<std::string, failure>> own_number(api& ok) {
    params none;
    auto answer = co_await ok.read("users.getLoggedInUser", std::move(none));
    if (auto* error = std::get_if<api_error>(&answer)) co_return std::move(error->why);
    auto number = number_text(std::get<json::value>(answer));
    if (!number) co_return failure{trouble::unreadable, "users.getLoggedInUser: the answer is no number", {}};
    co_return std::move(*number);
}

asio::awaitable<std::variant<std::optional<json::value>, failure>> find_comment(api& ok, item_key which) {
    params fields{{"discussionId", which.in.id},
                  {"discussionType", which.in.type},
                  {"comment_id", which.comment},
                  {"fields", "comment.*"}};
    auto answer = co_await ok.read("discussions.getComment", std::move(fields));
    if (auto* error = std::get_if<api_error>(&answer)) {
        if (error->why.kind == trouble::gone) co_return std::optional<json::value>{};
        co_return std::move(error->why);
    }
    const auto& told = std::get<json::value>(answer);
    if (told.is_object() && told.members().empty()) co_return std::optional<json::value>{};
    const auto& comment = told["comment"].is_object() ? told["comment"] : told;
    if (comment["id"].text() != which.comment)
        co_return failure{
            trouble::unreadable, "discussions.getComment: the answer is not the comment that was asked for", {}};
    co_return std::optional(comment);
}

asio::awaitable<std::variant<std::string, failure>> number_of_group(api& ok, std::string target) {
    auto name = group_name_of(target);
    if (!name) co_return failure{trouble::settings, "\"" + target + "\" names no group", {}};
    if (!name->number.empty()) co_return std::move(name->number);
    params fields{{"url", "https://ok.ru/" + name->short_name}};
    auto answer = co_await ok.read("url.getInfo", std::move(fields));
    if (auto* error = std::get_if<api_error>(&answer)) co_return std::move(error->why);
    const auto& info = std::get<json::value>(answer);
    auto number = number_text(info["objectIdStr"]);
    if (!number) number = number_text(info["objectId"]);
    if (!number || info["type"].text() != "GROUP")
        co_return failure{trouble::settings, "https://ok.ru/" + name->short_name + " is no group", {}};
    co_return std::move(*number);
}

asio::awaitable<std::variant<std::optional<page>, api_error>> find_topic(api& ok, std::string topic) {
    auto answer = co_await topics_named(ok, topic);
    if (auto* error = std::get_if<api_error>(&answer)) {
        if (error->why.kind == trouble::gone) co_return std::optional<page>{};
        co_return std::move(*error);
    }
    page out;
    out.answer = std::get<json::value>(std::move(answer));
    for (const auto& item : out.answer["media_topics"].items())
        if (number_text(item["id"]) == topic) out.items.push_back(item);
    if (out.items.empty()) co_return std::optional<page>{};
    co_return std::optional(std::move(out));
}

}
