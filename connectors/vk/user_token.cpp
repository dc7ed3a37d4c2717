#include "connectors/vk/user_token.hpp"

#include "connectors/network_json.hpp"

#include <algorithm>

namespace otklik::vk {

namespace asio = boost::asio;
using namespace std::chrono_literals;

namespace {

constexpr auto spare = 2min;  // a token that lasts no longer is renewed before it is used

http_request question(const renewal& with, const token_pair& now) {
    const std::vector<http_header> form{{"grant_type", "refresh_token"},
                                        {"refresh_token", now.refresh},
                                        {"client_id", with.client_id},
                                        {"device_id", with.device_id},
                                        {"state", "otklik"}};
    http_request out("POST", with.address + "/oauth2/auth");
    out.headers = {{"Content-Type", "application/x-www-form-urlencoded; charset=utf-8"}};
    out.body = form_encoded(form);
    out.writes = true;
    return out;
}

// VK ID is judged by what it says and not by the status it says it with.
std::variant<token_pair, failure> answer(const http_outcome& reply, moment now) {
    if (!reply) return failure{trouble::unreachable, "user_token: VK ID: " + reply.error().said, 30s};
    bool mended = false;
    std::string why;
    const auto body = parse_network_json(reply->body, mended, why);
    const json::value nothing;
    const auto& said = body ? *body : nothing;
    if (const auto& error = said["error"].text(); !error.empty())
        return failure{
            trouble::settings,
            "user_token: VK ID does not renew it: " + one_line(error + " " + said["error_description"].text(), 200) +
                "; get a new pair and put it into user_token_file and user_refresh_token_file",
            10min};
    const auto& access = said["access_token"].text();
    const auto& refresh = said["refresh_token"].text();
    if (access.empty() || refresh.empty())
        return failure{trouble::unreachable,
                       "user_token: VK ID: HTTP " + std::to_string(reply->status) + " without tokens", 30s};
    const auto seconds = std::clamp<std::int64_t>(said["expires_in"].integer_or(3600), 60, 366 * 24 * 3600);
    return token_pair{access, refresh, now + std::chrono::seconds(seconds), {}};
}

renewal_rules rules_of(std::string given, renewal with) {
    token_pair first{std::move(given), with.refresh_token, {}, with.refresh_token};
    return {"user_token", std::move(first),
            [](const token_pair& pair, moment now) { return pair.until != moment{} && now + spare >= pair.until; },
            [with = std::move(with)](const token_pair& now) { return question(with, now); }, answer};
}

}

user_token::user_token(const surroundings& around, std::string given, renewal with)
    : renews_(!with.refresh_token.empty()), token_(around, rules_of(std::move(given), std::move(with))) {}

asio::awaitable<std::optional<failure>> user_token::ready() {
    if (!renews_) co_return std::nullopt;
    co_return co_await token_.ready();
}

}
