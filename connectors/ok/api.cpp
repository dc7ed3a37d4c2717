#include "connectors/ok/api.hpp"

#include "connectors/network_json.hpp"

#include <spdlog/spdlog.h>
#include <algorithm>
#include <vector>

namespace otklik::ok {

namespace asio = boost::asio;
using namespace std::chrono_literals;

namespace {

constexpr std::string_view token = "account";  // one bucket for all calls of an account

// OK publishes no numbers. One call a second is what clients in the wild keep to.
std::vector<rate_window> windows() {
    return {{token, "", 1, 1000ms}};
}

struct code_that_shuts {
    std::int64_t code;
    bool whole_account;
};
// After these codes a method, or everything, is left alone for as long as the code's row says.
constexpr code_that_shuts shutting[] = {{8, true}, {11, false}, {26, false}};

api_error transport_error(const std::string& method, const http_failure& f) {
    const auto kind = f.what == http_failure::kind::too_large ? trouble::unreadable
                      : f.what == http_failure::kind::misused ? trouble::settings
                                                              : trouble::unreachable;
    return {{kind, method + ": " + f.said, 5s}, 0, f.nothing_was_sent ? proof::unwritten : proof::none};
}

api_error unreadable(std::string said) {
    return {{trouble::unreadable, std::move(said), {}}, 0, proof::none};
}

}

bool is_another_way_worth_trying(const api_error& error) {
    return error.code == 3 || error.code == 10 || error.code == 200;
}

api::api(const surroundings& around, std::string base, keys its)
    : http_(around.http),
      base_(std::move(base)),
      keys_(std::move(its)),
      limit_(limits_of(around, windows())),
      count_(around.count) {
    if (keys_.session_secret_key.empty())
        keys_.session_secret_key = session_secret(keys_.access_token, keys_.application_secret_key);
}

asio::awaitable<api_answer> api::read(std::string method, params fields) {
    co_return co_await call(std::move(method), std::move(fields), false);
}

asio::awaitable<api_answer> api::write(std::string method, params fields) {
    co_return co_await call(std::move(method), std::move(fields), true);
}

asio::awaitable<api_answer> api::call(std::string method, params fields, bool writes) {
    if (auto shut = co_await limit_->pass(std::string(token), method)) {
        failure why{trouble::throttled, method + ": the account's calls are used up for now", *shut};
        co_return api_error{std::move(why), 0, proof::unwritten};
    }
    fields["application_key"] = keys_.application_key;
    fields["format"] = "json";
    fields["method"] = method;
    fields["sig"] = signature(fields, keys_.session_secret_key);
    fields["access_token"] = keys_.access_token;
    std::vector<http_header> form;
    for (auto& [name, value] : fields) form.push_back({name, std::move(value)});

    http_request request("POST", base_ + "/fb.do");
    request.headers = {{"Content-Type", "application/x-www-form-urlencoded; charset=utf-8"}};
    request.body = form_encoded(form);
    request.writes = writes;
    auto reply = co_await http_.fetch(std::move(request));
    auto answer = reply ? understand(method, *reply) : transport_error(method, reply.error());
    const auto* error = std::get_if<api_error>(&answer);
    if (count_) count_(method, error ? name_of(error->why.kind) : "ok");
    co_return answer;
}

// An answer proves something about a write only when it is OK's own and whole: HTTP 200 and JSON.
api_answer api::understand(const std::string& method, const http_reply& reply) {
    const auto status = method + ": HTTP " + std::to_string(reply.status);
    if (reply.status == 429) return api_error{{trouble::throttled, status, 1min}, 0, proof::none};
    if (reply.status >= 500) return api_error{{trouble::unreachable, status, 30s}, 0, proof::none};
    if (reply.status != 200) return unreadable(status + ", which OK does not answer");
    bool mended = false;
    std::string why;
    auto body = parse_network_json(reply.body, mended, why);
    if (!body) return unreadable(method + ": " + why);
    if (mended) spdlog::warn("ok: {}: the answer held broken characters; they were replaced", method);
    if (body->has("error_code")) return error_in(*body, method);
    if (body->has("error")) return unreadable(method + ": an error without a code");
    return std::move(*body);
}

api_error api::error_in(const json::value& envelope, const std::string& method) {
    const auto code = envelope["error_code"].integer();
    if (!code) return unreadable(method + ": an error without a code");
    const auto& row = error_of(*code);
    auto said = method + ": " + std::to_string(*code) + ", " + std::string(row.meaning);
    const auto secrets = {std::string_view(keys_.access_token), std::string_view(keys_.session_secret_key),
                          std::string_view(keys_.application_secret_key)};
    for (const char* more : {"error_msg", "error_data"})
        if (!envelope[more].text().empty())
            said += " (" + one_line(without_secrets(envelope[more].text(), secrets), 200) + ")";
    for (const auto& s : shutting)
        if (s.code == *code) limit_->shut(token, s.whole_account ? "" : method, row.after);
    return {{row.kind, std::move(said), row.after}, *code, row.of_write};
}

}
