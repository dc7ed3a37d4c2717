// The line to OK that belongs to one token: in what pace calls are made, and what an answer means.
//
// What a person or an answer waits for goes first: of all that polls, only one call at a time waits for the limit, so
// nobody else ever waits behind more than that one.
#pragma once

#include "connectors/connector.hpp"
#include "connectors/http_client.hpp"
#include "connectors/ok/errors.hpp"
#include "connectors/ok/queue.hpp"
#include "connectors/rate_limit.hpp"
#include "storage/values/json.hpp"

#include <boost/asio/awaitable.hpp>
#include <functional>
#include <memory>
#include <string>
#include <variant>
#include <vector>

namespace otklik::ok {

struct api_error {
    failure why;
    std::int64_t code = 0;  // OK's own; 0 when the trouble is not OK's answer
    proof of_write = proof::none;
};

using api_answer = std::variant<json::value, api_error>;

enum class haste { waited_for, polled };

// OK publishes no numbers. One call a second is what clients in the wild keep to, for each token.
inline constexpr std::string_view account_token = "account", bot_token = "bot";
std::vector<rate_window> windows();

class line {
public:
    // `token` is the name of the kind of token in the windows of `limit`; `secrets` never leave this file in a text.
    line(const surroundings& around, std::shared_ptr<rate_limit> limit, std::string_view token,
         std::vector<std::string> secrets);

    // Exactly one request. `method` is what it is called in texts and in the windows.
    boost::asio::awaitable<api_answer> send(http_request what, std::string method, haste how);

private:
    boost::asio::awaitable<std::optional<std::chrono::milliseconds>> pass(std::string method, haste how);
    api_answer understand(const std::string& method, const http_reply& reply) const;
    api_error error_in(const json::value& envelope, const std::string& method) const;
    std::string without_ours(std::string text) const;

    http_client& http_;
    std::shared_ptr<rate_limit> limit_;
    std::string_view token_;
    std::vector<std::string> secrets_;
    std::chrono::milliseconds longest_;
    std::function<void(std::string_view, std::string_view)> count_;
    one_at_a_time polls_;
};

}
