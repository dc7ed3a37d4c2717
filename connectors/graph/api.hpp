// One call of the Graph API: where it goes, in what pace, and what the answer means.
// The token is in a header, never in a URL, a body of ours or a text that leaves this file.
#pragma once

#include "connectors/connector.hpp"
#include "connectors/graph/errors.hpp"
#include "connectors/graph/usage.hpp"
#include "connectors/http_client.hpp"
#include "connectors/multipart.hpp"
#include "connectors/rate_limit.hpp"
#include "connectors/renewed_token.hpp"
#include "storage/values/json.hpp"

#include <boost/asio/awaitable.hpp>
#include <map>
#include <memory>
#include <string>
#include <variant>
#include <vector>

namespace otklik::graph {

using params = std::map<std::string, std::string>;

struct access {
    std::string base;     // "https://graph.facebook.com"
    std::string version;  // "v25.0"
    std::string token;
    std::string app_secret;                    // empty: calls go without proof
    std::vector<std::string> usage_kinds;      // as usage_in() wants them
    std::vector<std::string> polled;           // the edges that are read over and over: "feed"
    std::shared_ptr<renewed_token> renewed{};  // where `token` is changed for another from time to time
};

struct api_error {
    failure why;
    std::int64_t code = 0, subcode = 0;  // Meta's own; 0 when the trouble is not Meta's answer
    proof of_write = proof::none;
};
// An object, always.
using api_answer = std::variant<json::value, api_error>;

struct batch_get {
    std::string path;
    params fields;
};

class api {
public:
    api(const surroundings& around, access its);

    // Reads; a caller may repeat it.
    boost::asio::awaitable<api_answer> get(std::string path, params fields);
    // Reads many at once, in their order; each counts as one call at Meta, and fails for itself.
    boost::asio::awaitable<std::vector<api_answer>> get_all(std::vector<batch_get> what);
    // Likewise, but with another token than the account's own: the one way to ask about a token without putting it
    // into a URL.
    boost::asio::awaitable<std::vector<api_answer>> get_all_as(std::string token, std::vector<batch_get> what);

    // Prepares what nobody sees yet: an unpublished photo, a container. May be made again, and is no write.
    boost::asio::awaitable<api_answer> prepare(std::string path, params fields, std::vector<multipart_file> files = {});

    // These change what residents see: exactly one HTTP request, and an error that says what it proves.
    boost::asio::awaitable<api_answer> post(std::string path, params fields);
    boost::asio::awaitable<api_answer> post_json(std::string path, json::value body);
    boost::asio::awaitable<api_answer> remove(std::string path);

    const access& its() const { return its_; }
    const usage& used() const { return used_; }
    // The version that answered last, where it is not the one that was asked; empty otherwise.
    const std::string& other_version() const { return other_version_; }

private:
    struct call {
        std::string method, path;
        std::string query, body, content_type;
        std::string token;
        bool writes = false, many = false;
        std::string said() const { return method + " " + (path.empty() ? "batch" : path); }
    };
    // The token as it is now; an error where there is none to be used.
    boost::asio::awaitable<std::optional<api_error>> take_token();
    params proven(params fields, const std::string& token) const;
    boost::asio::awaitable<std::variant<json::value, api_error>> make(call what);
    std::variant<json::value, api_error> understand(const call& what, const http_reply& reply);
    api_error error_in(const json::value& error, int status, const std::string& said, const std::string& limited,
                       const usage& used);
    api_answer answer_in(const json::value& element, const std::string& said);
    void keep_pace(const usage& used);
    void compare_version(const http_reply& reply);

    http_client& http_;
    access its_;
    std::chrono::milliseconds limit_of_one_;
    std::unique_ptr<rate_limit> limit_;
    std::function<void(std::string_view, std::string_view)> count_;
    usage used_;
    std::string other_version_;
};

}
