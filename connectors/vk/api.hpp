// One call of a VK method: which token, in what pace, and what the answer means.
// Tokens go in the Authorization header, never in a URL or a body, and out of every text that leaves this file.
#pragma once

#include "connectors/connector.hpp"
#include "connectors/http_client.hpp"
#include "connectors/rate_limit.hpp"
#include "connectors/vk/errors.hpp"
#include "connectors/vk/methods.hpp"
#include "connectors/vk/usage.hpp"
#include "connectors/vk/user_token.hpp"
#include "storage/values/json.hpp"

#include <boost/asio/awaitable.hpp>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace otklik::vk {

struct tokens {
    std::string service, community, user;
    renewal user_renewal;
};

using params = std::vector<http_header>;

struct api_error {
    failure why;
    std::int64_t code = 0;  // VK's own; 0 when the trouble is not VK's answer
    proof of_write = proof::none;
};

// What the network's no to a write means: refused and proven, by hand – then a person gets these steps – or nothing.
write_outcome outcome_of(const api_error& error, by_hand steps);

// One of several reads that may go in one request.
struct inner_call {
    std::string method;
    params fields;
};
inline constexpr std::size_t most_inner_calls = 25;  // VK's limit

using api_answer = std::variant<json::value, api_error>;  // the value of "response"

class api {
public:
    api(const surroundings& around, std::string base, tokens its);

    // The token this method is called with, or nothing: the table of methods knows which kinds may, and the first kind
    // of its row is taken that we have and that VK has not refused as the wrong kind.
    std::optional<token_kind> token_for(std::string_view method) const;
    bool has(token_kind k) const { return k == token_kind::user ? user_.given() : !token(k).empty(); }
    const user_token& user() const { return user_; }
    // The day's quotas of the methods that we may call, as far as this process used them.
    std::vector<quota> quotas();

    // Reads; a caller may repeat it.
    boost::asio::awaitable<api_answer> read(std::string method, params fields);
    // Several reads, at most `most_inner_calls`, in one request where a token may, else one by one. The answers are in
    // the order of the calls.
    boost::asio::awaitable<std::vector<api_answer>> read_together(std::vector<inner_call> calls);
    // The same with a token of that kind, whatever the table prefers.
    boost::asio::awaitable<api_answer> read_as(token_kind kind, std::string method, params fields);
    // Changes something at VK: exactly one HTTP request, and an error that says what it proves.
    boost::asio::awaitable<api_answer> write(std::string method, params fields);

    // What stands beside the methods and takes no token: event queues, upload servers. Nothing of its address is said.
    boost::asio::awaitable<api_answer> fetch(std::string name, http_request request);
    std::chrono::milliseconds request_limit() const { return request_limit_; }

private:
    boost::asio::awaitable<api_answer> call(std::optional<token_kind> kind, std::string method, params fields,
                                            bool writes);
    api_answer understand(token_kind kind, const std::string& method, const http_reply& reply);
    api_error error_in(const json::value& error, token_kind kind, const std::string& method);

    const std::string& token(token_kind k) const;
    boost::asio::awaitable<std::optional<std::chrono::milliseconds>> count_for_the_day(token_kind kind,
                                                                                       const std::string& method);
    boost::asio::awaitable<api_answer> call_once(token_kind kind, const std::string& method, params fields,
                                                 bool writes);
    boost::asio::awaitable<std::optional<api_error>> wait_turn(token_kind kind, const std::string& method);
    boost::asio::awaitable<std::optional<std::vector<api_answer>>> execute(token_kind kind,
                                                                           const std::vector<inner_call>& calls);
    std::optional<token_kind> token_for_together(const std::vector<inner_call>& calls) const;
    void count(const std::string& name, const api_answer& answer) const;

    http_client& http_;
    std::chrono::milliseconds request_limit_;
    std::string base_;
    otklik::clock& time_;
    std::string service_, community_;
    user_token user_;
    std::map<std::pair<token_kind, std::string>, day_usage> used_;
    std::unique_ptr<rate_limit> limit_;
    std::set<std::pair<token_kind, std::string>> unfit_;  // kinds of token that VK refused for a method
    std::function<void(std::string_view, std::string_view)> count_;
};

}
