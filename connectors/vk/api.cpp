#include "connectors/vk/api.hpp"

#include "connectors/utf8.hpp"

#include <spdlog/spdlog.h>
#include <algorithm>
#include <array>
#include <charconv>

namespace otklik::vk {

namespace asio = boost::asio;
using namespace std::chrono_literals;

namespace {

constexpr std::string_view version = "5.199";

struct method_row {
    std::string_view name;
    std::array<std::optional<token_kind>, 3> kinds;  // in the order of preference
};

using enum token_kind;
// Which kinds of token may call a method; a kind that may not is answered with 27, 28 or 1051.
constexpr method_row methods[] = {
    {"newsfeed.search", {service, user}},
    {"wall.get", {service, user}},
    {"wall.getById", {service, user}},
    {"wall.getComments", {service, user}},
    {"wall.createComment", {community, user}},
    {"groups.getById", {community, service, user}},
    {"groups.getTokenPermissions", {community}},
    {"users.get", {user, service, community}},
    {"utils.getServerTime", {service, community, user}},
};

// Three a second and twenty a second are VK's numbers; the tenth more is for requests that bunch up on the way.
std::vector<rate_window> windows() {
    return {
        {"service", "", 3, 1100ms},
        {"community", "", 20, 1100ms},
        {"user", "", 3, 1100ms},
        {"service", "wall.get", 5000, 24h},
        {"user", "wall.get", 5000, 24h},
        {"service", "newsfeed.search", 1000, 24h},
        {"user", "newsfeed.search", 1000, 24h},
    };
}

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

std::string one_line(std::string text, std::size_t longest) {
    text = valid_utf8(text);
    for (auto& c : text)
        if (static_cast<unsigned char>(c) < ' ') c = ' ';
    if (text.size() > longest) text = valid_utf8(text.substr(0, longest)) + "…";
    return text;
}

}

api::api(http_client& http, otklik::clock& time, std::string base, tokens its)
    : http_(http), base_(std::move(base)), tokens_(std::move(its)), limit_(count_in_process(time, windows())) {}

std::optional<token_kind> api::token_for(std::string_view method) const {
    auto row = std::ranges::find(methods, method, &method_row::name);
    if (row == std::end(methods)) return {};
    for (auto kind : row->kinds)
        if (kind && has(*kind)) return kind;
    return {};
}

asio::awaitable<api_answer> api::read(std::string method, params fields) {
    auto kind = token_for(method);
    co_return co_await call(kind, std::move(method), std::move(fields), false);
}

asio::awaitable<api_answer> api::read_as(token_kind kind, std::string method, params fields) {
    co_return co_await call(has(kind) ? std::optional(kind) : std::nullopt, std::move(method), std::move(fields),
                            false);
}

asio::awaitable<api_answer> api::write(std::string method, params fields) {
    auto kind = token_for(method);
    co_return co_await call(kind, std::move(method), std::move(fields), true);
}

asio::awaitable<api_answer> api::call(std::optional<token_kind> kind, std::string method, params fields, bool writes) {
    if (!kind)
        co_return api_error{
            {trouble::settings, method + ": there is no token that may call it", {}}, 0, proof::by_hand};
    if (auto shut = co_await limit_->pass(std::string(name_of(*kind)), method))
        co_return api_error{{trouble::throttled,
                             method + ": the quota of the " + std::string(name_of(*kind)) + " token is used up", *shut},
                            0,
                            proof::unwritten};

    fields.push_back({"v", std::string(version)});
    fields.push_back({"lang", "ru"});
    http_request request("POST", base_ + "/method/" + method);
    request.headers = {{"Authorization", "Bearer " + tokens_[*kind]},
                       {"Content-Type", "application/x-www-form-urlencoded; charset=utf-8"}};
    request.body = form_encoded(fields);
    request.writes = writes;
    auto reply = co_await http_.fetch(std::move(request));
    if (!reply) co_return transport_error(method, reply.error());
    co_return understand(*kind, method, *reply);
}

// An answer proves something about a write only when it is VK's own and whole: HTTP 200 with one of the two envelopes.
api_answer api::understand(token_kind kind, const std::string& method, const http_reply& reply) {
    const auto status = method + ": HTTP " + std::to_string(reply.status);
    if (reply.status == 429) return api_error{{trouble::throttled, status, retry_after(reply)}};
    if (reply.status >= 500) return api_error{unreachable(status)};
    if (reply.status != 200) return api_error{{trouble::unreadable, status + ", which VK does not answer", {}}};
    bool mended = false;
    std::string why;
    auto body = parse_reply(reply.body, mended, why);
    if (!body) return api_error{{trouble::unreadable, method + ": " + why, {}}};
    if (mended) spdlog::warn("vk: {}: the answer held broken characters; they were replaced", method);
    if (body->has("error") && !body->has("response")) return error_in((*body)["error"], kind, method);
    if (!body->has("response") || body->has("error"))
        return api_error{{trouble::unreadable, method + ": neither a response nor an error", {}}};
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
    return {{row.kind, without_tokens(std::move(said)), row.after}, *code, row.of_write};
}

std::string api::without_tokens(std::string text) const {
    for (const auto* token : {&tokens_.service, &tokens_.community, &tokens_.user})
        for (std::size_t at = 0; !token->empty() && (at = text.find(*token, at)) != text.npos;)
            text.replace(at, token->size(), "***");
    return text;
}

namespace {

// The four hexadecimal digits of \uXXXX at `at`, or nothing.
std::optional<unsigned> escape_at(std::string_view s, std::size_t at) {
    unsigned out = 0;
    if (at + 6 > s.size() || s[at] != '\\' || s[at + 1] != 'u') return {};
    auto [end, ec] = std::from_chars(s.data() + at + 2, s.data() + at + 6, out, 16);
    if (ec != std::errc() || end != s.data() + at + 6) return {};
    return out;
}

bool is_high(unsigned c) {
    return c >= 0xd800 && c < 0xdc00;
}
bool is_low(unsigned c) {
    return c >= 0xdc00 && c < 0xe000;
}

// An escape inside a string: copied, a half of a pair replaced. Returns how many bytes it took.
std::size_t mend_escape(std::string_view s, std::size_t at, std::string& out) {
    const auto code = escape_at(s, at);
    if (!code) {
        out += s.substr(at, 2);
        return 2;
    }
    const auto next = is_high(*code) ? escape_at(s, at + 6) : std::nullopt;
    if (next && is_low(*next)) {
        out += s.substr(at, 12);
        return 12;
    }
    if (is_high(*code) || is_low(*code))
        out += "\\ufffd";
    else
        out += s.substr(at, 6);
    return 6;
}

std::string mended_json(std::string_view broken) {
    const auto text = valid_utf8(broken);
    std::string out;
    out.reserve(text.size());
    bool in_string = false;
    for (std::size_t at = 0; at < text.size();) {
        const char c = text[at];
        if (in_string && c == '\\') {
            at += mend_escape(text, at, out);
            continue;
        }
        if (c == '"') in_string = !in_string;
        out += in_string && static_cast<unsigned char>(c) < ' ' ? ' ' : c;
        ++at;
    }
    return out;
}

}

std::optional<json::value> parse_reply(std::string_view body, bool& mended, std::string& why) {
    if (auto whole = json::parse(body)) return std::move(*whole);
    auto again = json::parse(mended_json(body));
    if (!again) {
        why = "not JSON: " + again.error().what + " at byte " + std::to_string(again.error().offset) + " of " +
              std::to_string(body.size());
        return {};
    }
    mended = true;
    return std::move(*again);
}

}
