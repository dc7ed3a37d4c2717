#include "connectors/instagram/login_token.hpp"

#include "connectors/graph/errors.hpp"
#include "connectors/network_json.hpp"

#include <algorithm>

namespace otklik::instagram {

using namespace std::chrono_literals;

namespace {

constexpr std::string_view name = "access_token";
constexpr auto life = 24h * 60;
constexpr auto half_of_it = life / 2;
constexpr auto youth = 24h;  // a token that is younger is not renewed

failure wrong(trouble kind, const std::string& said, std::chrono::milliseconds after) {
    return {kind, std::string(name) + ": " + said, after};
}

// How old the token of the configuration is nobody knows: it is tried at once, and too young it may well be.
bool is_due(const token_pair& now_in_use, moment now) {
    return now_in_use.until == moment{} || now_in_use.until - now <= half_of_it;
}

http_request question(const std::string& api, const token_pair& now) {
    http_request out("GET", api + "/refresh_access_token?grant_type=ig_refresh_token");
    out.headers = {{"Authorization", "Bearer " + now.access}};
    return out;
}

std::variant<token_pair, failure> answer(const http_outcome& reply, moment now) {
    if (!reply) return wrong(trouble::unreachable, reply.error().said, 1h);
    bool mended = false;
    std::string why;
    const auto body = parse_network_json(reply->body, mended, why);
    const json::value nothing;
    const auto& said = body ? *body : nothing;
    const auto& error = said["error"];
    if (const auto code = error["code"].integer()) {
        const auto& row = graph::error_of(*code, error["error_subcode"].integer_or(0));
        const auto after = row.kind == trouble::settings || row.kind == trouble::refused ? youth : 1h;
        return wrong(row.kind,
                     "Instagram does not renew it: " + std::to_string(*code) + ", " + std::string(row.meaning) + " (" +
                         one_line(error["message"].text(), 200) + ")",
                     after);
    }
    const auto& access = said["access_token"].text();
    if (reply->status != 200 || access.empty())
        return wrong(trouble::unreachable, "HTTP " + std::to_string(reply->status) + " without a token", 1h);
    const auto seconds = std::clamp<std::int64_t>(said["expires_in"].integer_or(std::chrono::seconds(life).count()), 60,
                                                  std::chrono::seconds(24h * 366).count());
    return token_pair{access, {}, now + std::chrono::seconds(seconds), {}};
}

}

std::shared_ptr<renewed_token> renewed_by_itself(const surroundings& around, std::string token, std::string api) {
    if (!around.secrets) return nullptr;
    token_pair first{token, {}, {}, token};
    renewal_rules rules{std::string(name), std::move(first), is_due,
                        [api = std::move(api)](const token_pair& now) { return question(api, now); }, answer};
    return std::make_shared<renewed_token>(around, std::move(rules));
}

}
