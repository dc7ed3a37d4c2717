#include "connectors/graph/private_reply.hpp"

#include "connectors/graph/write.hpp"

namespace otklik::graph {

namespace asio = boost::asio;

namespace {

constexpr auto private_replies_last = std::chrono::hours(24 * 7);

}

std::optional<failure> too_late_for_private_reply(moment now, const placement& what) {
    if (now - what.to.written <= private_replies_last) return {};
    return failure{trouble::refused, "личный ответ возможен только в течение семи дней после сообщения", {}};
}

asio::awaitable<write_outcome> reply_privately(api& graph, const placement& what, std::string sender,
                                               std::string recipient, std::string id, std::vector<std::string> steps) {
    json::value to, message, body;
    to.set(std::move(recipient), std::move(id));
    message.set("text", what.text);
    body.set("recipient", std::move(to)).set("message", std::move(message));
    const auto path = sender + "/messages";
    auto answer = co_await graph.post_json(path, std::move(body));
    if (auto* error = std::get_if<api_error>(&answer)) co_return outcome_of(*error, std::move(steps));
    const auto& message_id = std::get<json::value>(answer)["message_id"].text();
    if (message_id.empty())
        co_return fate_unknown{{trouble::unreadable, "POST " + path + ": an answer without the message's id", {}}};
    co_return sent{what.to.network + ":" + message_id, what.to.link};
}

}
