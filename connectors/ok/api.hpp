// One call of an OK method: signed, in what pace, and what the answer means.
// The token and the signature go in the body of a POST, never in a URL, and out of every text that leaves this file.
#pragma once

#include "connectors/connector.hpp"
#include "connectors/http_client.hpp"
#include "connectors/ok/errors.hpp"
#include "connectors/ok/signature.hpp"
#include "connectors/rate_limit.hpp"
#include "storage/values/json.hpp"

#include <boost/asio/awaitable.hpp>
#include <memory>
#include <string>
#include <variant>

namespace otklik::ok {

struct keys {
    std::string application_key, access_token;
    std::string application_secret_key, session_secret_key;  // one of the two; the session's own is taken first
};

struct api_error {
    failure why;
    std::int64_t code = 0;  // OK's own; 0 when the trouble is not OK's answer
    proof of_write = proof::none;
};

using api_answer = std::variant<json::value, api_error>;

// The two ways a thing may be read in. Neither is documented for good, so where OK says that the one tried first is not
// there or not for us, the other one is tried, and if it works it is the first one from then on.
struct ways {
    bool old_comments = false;   // discussions.getDiscussionComments instead of discussions.getComments
    bool topics_stream = false;  // stream.get instead of mediatopic.getTopics
};
bool is_another_way_worth_trying(const api_error& error);

class api {
public:
    api(const surroundings& around, std::string base, keys its);

    // Reads; a caller may repeat it.
    boost::asio::awaitable<api_answer> read(std::string method, params fields);
    // Changes something at OK: exactly one HTTP request, and an error that says what it proves.
    boost::asio::awaitable<api_answer> write(std::string method, params fields);

    ways preferred;

private:
    boost::asio::awaitable<api_answer> call(std::string method, params fields, bool writes);
    api_answer understand(const std::string& method, const http_reply& reply);
    api_error error_in(const json::value& envelope, const std::string& method);

    http_client& http_;
    std::string base_;
    keys keys_;
    std::unique_ptr<rate_limit> limit_;
    std::function<void(std::string_view, std::string_view)> count_;
};

}
