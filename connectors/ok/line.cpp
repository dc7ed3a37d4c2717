#include "connectors/ok/line.hpp"

#include "connectors/network_json.hpp"

#include <spdlog/spdlog.h>
#include <algorithm>

namespace otklik::ok {

namespace asio = boost::asio;
using namespace std::chrono_literals;

namespace {

struct code_that_shuts {
    std::int64_t code;
    bool whole_token;
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

std::vector<rate_window> windows() {
    return {{account_token, "", 1, 1000ms}, {bot_token, "", 1, 1000ms}};
}

line::line(const surroundings& around, std::shared_ptr<rate_limit> limit, std::string_view token,
           std::vector<std::string> secrets)
    : http_(around.http),
      limit_(std::move(limit)),
      token_(token),
      secrets_(std::move(secrets)),
      longest_(around.limit),
      count_(around.count) {}

asio::awaitable<std::optional<std::chrono::milliseconds>> line::pass(std::string method, haste how) {
    if (how == haste::waited_for) co_return co_await limit_->pass(std::string(token_), std::move(method));
    const auto head_of_queue = co_await polls_.enter();
    co_return co_await limit_->pass(std::string(token_), std::move(method));
}

asio::awaitable<api_answer> line::send(http_request what, std::string method, haste how) {
    if (auto shut = co_await pass(method, how)) {
        failure why{trouble::throttled, method + ": the account's calls are used up for now", *shut};
        co_return api_error{std::move(why), 0, proof::unwritten};
    }
    what.limit = longest_;
    auto reply = co_await http_.fetch(std::move(what));
    auto answer = reply ? understand(method, *reply) : transport_error(method, reply.error());
    const auto* error = std::get_if<api_error>(&answer);
    if (error)
        for (const auto& s : shutting)
            if (s.code == error->code) limit_->shut(token_, s.whole_token ? "" : method, error->why.after);
    if (count_) count_(method, error ? name_of(error->why.kind) : "ok");
    co_return answer;
}

// An answer proves something about a write only when it is OK's own and whole: HTTP 200 and JSON.
api_answer line::understand(const std::string& method, const http_reply& reply) const {
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

api_error line::error_in(const json::value& envelope, const std::string& method) const {
    const auto code = envelope["error_code"].integer();
    if (!code) return unreadable(method + ": an error without a code");
    const auto& row = error_of(*code);
    auto said = method + ": " + std::to_string(*code) + ", " + std::string(row.meaning);
    for (const char* more : {"error_msg", "error_data"})
        if (!envelope[more].text().empty()) said += " (" + one_line(without_ours(envelope[more].text()), 200) + ")";
    return {{row.kind, std::move(said), row.after}, *code, row.of_write};
}

std::string line::without_ours(std::string text) const {
    for (const auto& secret : secrets_) text = without_secrets(std::move(text), {secret});
    return text;
}

}
