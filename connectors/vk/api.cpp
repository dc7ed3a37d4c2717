#include "connectors/vk/api.hpp"

#include "connectors/network_json.hpp"

#include <spdlog/spdlog.h>
#include <algorithm>
#include <array>
#include <charconv>

namespace otklik::vk {

namespace asio = boost::asio;
using namespace std::chrono_literals;

namespace {

constexpr std::string_view version = "5.199";

failure unreachable(std::string said, std::chrono::milliseconds after = 5s) {
    return {trouble::unreachable, std::move(said), after};
}

api_error transport_error(const std::string& method, const http_failure& f) {
    auto kind = f.what == http_failure::kind::too_large ? trouble::unreadable
                : f.what == http_failure::kind::misused ? trouble::settings
                                                        : trouble::unreachable;
    return {{kind, method + ": " + f.said, 5s}, 0, f.nothing_was_sent ? proof::unwritten : proof::none};
}

std::chrono::milliseconds retry_after(const http_reply& reply) {
    auto text = reply.header("retry-after");
    int seconds = 0;
    auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), seconds);
    if (ec != std::errc() || end != text.data() + text.size()) return 30s;
    return std::clamp(std::chrono::seconds(seconds), 1s, std::chrono::seconds(1h));
}

bool is_wrong_kind(std::int64_t code) {
    return code == 27 || code == 28 || code == 1051;
}

bool is_worn_out(std::int64_t code) {
    return code == 5 || code == 1114 || code == 1117;
}

// Codes after which `execute` is not tried again with that kind of token.
bool may_not_execute(std::int64_t code) {
    constexpr std::array<std::int64_t, 6> codes{3, 7, 15, 20, 21, 23};
    return std::ranges::find(codes, code) != codes.end();
}

// What was answered, as JSON, or why it is none.
api_answer json_in(const std::string& method, const http_reply& reply) {
    const auto status = method + ": HTTP " + std::to_string(reply.status);
    if (reply.status == 429) return api_error{{trouble::throttled, status, retry_after(reply)}};
    if (reply.status >= 500) return api_error{unreachable(status)};
    if (reply.status != 200) return api_error{{trouble::unreadable, status + ", which VK does not answer", {}}};
    bool mended = false;
    std::string why;
    auto body = parse_network_json(reply.body, mended, why);
    if (!body) return api_error{{trouble::unreadable, method + ": " + why, {}}};
    if (mended) spdlog::warn("vk: {}: the answer held broken characters; they were replaced", method);
    return std::move(*body);
}

}

write_outcome outcome_of(const api_error& error, by_hand steps) {
    return otklik::outcome_of(error.why, error.of_write, std::move(steps.steps));
}

api::api(const surroundings& around, std::string base, tokens its)
    : http_(around.http),
      request_limit_(around.limit),
      base_(std::move(base)),
      time_(around.time),
      service_(std::move(its.service)),
      community_(std::move(its.community)),
      user_(around, std::move(its.user), std::move(its.user_renewal)),
      limit_(limits_of(around, windows())),
      count_(around.count) {}

std::optional<token_kind> api::token_for(std::string_view method) const {
    std::optional<token_kind> refused;
    for (auto kind : may_call(method)) {
        if (!kind || !has(*kind)) continue;
        if (!unfit_.contains({*kind, std::string(method)})) return kind;
        if (!refused) refused = kind;
    }
    return refused;
}

asio::awaitable<api_answer> api::read(std::string method, params fields) {
    for (;;) {
        const auto kind = token_for(method);
        auto answer = co_await call(kind, method, fields, false);
        const auto* error = std::get_if<api_error>(&answer);
        if (!error || !is_wrong_kind(error->code) || token_for(method) == kind) co_return answer;
    }
}

asio::awaitable<api_answer> api::read_as(token_kind kind, std::string method, params fields) {
    co_return co_await call(has(kind) ? std::optional(kind) : std::nullopt, std::move(method), std::move(fields),
                            false);
}

// One request. A kind of token that turned out to be the wrong one has written nothing, and the next attempt takes
// another where there is one.
asio::awaitable<api_answer> api::write(std::string method, params fields) {
    const auto kind = token_for(method);
    auto answer = co_await call(kind, method, std::move(fields), true);
    auto* error = std::get_if<api_error>(&answer);
    if (error && is_wrong_kind(error->code) && token_for(method) != kind) {
        error->why.kind = trouble::throttled;
        error->why.after = 1s;
        error->of_write = proof::unwritten;
    }
    co_return answer;
}

asio::awaitable<std::optional<std::chrono::milliseconds>> api::count_for_the_day(token_kind kind,
                                                                                 const std::string& method) {
    if (!has_daily_quota(method)) co_return std::nullopt;
    auto shut = co_await limit_->pass(daily(kind), method);
    if (!shut) used_[{kind, method}].add(time_.now());
    co_return shut;
}

std::vector<quota> api::quotas() {
    std::vector<quota> out;
    for (const auto& row : daily_quotas())
        if (const auto kind = token_for(row.method)) {
            const auto used = used_[{*kind, std::string(row.method)}].in_a_day(time_.now());
            out.push_back({std::string(row.purpose), used, static_cast<std::int64_t>(row.calls)});
        }
    return out;
}

// A day's quota is counted apart from the pace, since what `execute` calls counts for the one and not for the other.
asio::awaitable<std::optional<api_error>> api::wait_turn(token_kind kind, const std::string& method) {
    const std::string token(name_of(kind));
    auto shut = co_await count_for_the_day(kind, method);
    if (!shut) shut = co_await limit_->pass(token, method);
    if (!shut) co_return std::nullopt;
    co_return api_error{
        {trouble::throttled, method + ": the quota of the " + token + " token is used up", *shut}, 0, proof::unwritten};
}

const std::string& api::token(token_kind k) const {
    return k == token_kind::service ? service_ : k == token_kind::community ? community_ : user_.value();
}

// A user token that VK refuses as worn out is renewed. A read is repeated with the new one; a write, which wrote
// nothing, is left to the next attempt.
asio::awaitable<api_answer> api::call(std::optional<token_kind> kind, std::string method, params fields, bool writes) {
    if (!kind)
        co_return api_error{
            {trouble::settings, method + ": there is no token that may call it", {}}, 0, proof::by_hand};
    const bool renews = *kind == token_kind::user && user_.renews();
    if (renews)
        if (auto why = co_await user_.ready()) co_return api_error{std::move(*why), 0, proof::unwritten};
    const auto used = token(*kind);
    auto answer = co_await call_once(*kind, method, fields, writes);
    auto* error = std::get_if<api_error>(&answer);
    if (!renews || !error || !is_worn_out(error->code)) co_return answer;
    if (auto why = co_await user_.renew(used)) {
        error->why = std::move(*why);
    } else if (writes) {
        error->why = {trouble::throttled, method + ": the user token had run out and was renewed", 1s};
    } else {
        answer = co_await call_once(*kind, method, std::move(fields), false);
    }
    co_return answer;
}

asio::awaitable<api_answer> api::call_once(token_kind kind, const std::string& method, params fields, bool writes) {
    if (auto shut = co_await wait_turn(kind, method)) co_return std::move(*shut);
    fields.push_back({"v", std::string(version)});
    fields.push_back({"lang", "ru"});
    http_request request("POST", base_ + "/method/" + method);
    request.headers = {{"Authorization", "Bearer " + token(kind)},
                       {"Content-Type", "application/x-www-form-urlencoded; charset=utf-8"}};
    request.body = form_encoded(fields);
    request.writes = writes;
    request.limit = request_limit_;
    auto reply = co_await http_.fetch(std::move(request));
    auto answer = reply ? understand(kind, method, *reply) : transport_error(method, reply.error());
    count(method, answer);
    co_return answer;
}

asio::awaitable<api_answer> api::fetch(std::string name, http_request request) {
    request.limit = request_limit_;
    auto reply = co_await http_.fetch(std::move(request));
    auto answer = reply ? json_in(name, *reply) : api_answer(transport_error(name, reply.error()));
    count(name, answer);
    co_return answer;
}

void api::count(const std::string& name, const api_answer& answer) const {
    const auto* error = std::get_if<api_error>(&answer);
    if (count_) count_(name, error ? name_of(error->why.kind) : "ok");
}

// An answer proves something about a write only when it is VK's own and whole: HTTP 200 with one of the two envelopes.
api_answer api::understand(token_kind kind, const std::string& method, const http_reply& reply) {
    auto whole = json_in(method, reply);
    auto* body = std::get_if<json::value>(&whole);
    if (!body) return whole;
    if (body->has("error") && !body->has("response")) return error_in((*body)["error"], kind, method);
    if (!body->has("response") || body->has("error"))
        return api_error{{trouble::unreadable, method + ": neither a response nor an error", {}}};
    if (method == "execute") return std::move(*body);  // the errors of its inner calls stand beside the response
    return (*body)["response"];
}

api_error api::error_in(const json::value& error, token_kind kind, const std::string& method) {
    const auto code = error["error_code"].integer();
    if (!code) return {{trouble::unreadable, method + ": an error without a code", {}}};
    const auto& row = error_of(*code);
    auto said = method + ": " + std::to_string(*code) + ", " + std::string(row.meaning);
    if (!error["error_msg"].text().empty()) said += " (" + one_line(error["error_msg"].text(), 200) + ")";
    if (*code == 6) limit_->shut(name_of(kind), "", row.after);
    if (*code == 29) limit_->shut(name_of(kind), method, row.after);
    if (*code == 29) limit_->shut(daily(kind), method, row.after);
    if (is_wrong_kind(*code) || (method == "execute" && may_not_execute(*code))) unfit_.insert({kind, method});
    said = user_.without_it(without_secrets(std::move(said), {service_, community_}));
    return {{row.kind, std::move(said), row.after}, *code, row.of_write};
}

}
