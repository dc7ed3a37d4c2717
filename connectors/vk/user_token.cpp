#include "connectors/vk/user_token.hpp"

#include "connectors/http_client.hpp"
#include "connectors/network_json.hpp"
#include "storage/values/record.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace otklik::vk {

namespace asio = boost::asio;
using namespace std::chrono_literals;

namespace {

constexpr auto spare = 2min;  // a token that lasts no longer is renewed before it is used
constexpr std::string_view kept_as = "user_token";

struct token_pair {
    std::string access, refresh;
    moment until{};     // of the access token; 0: not known
    std::string given;  // the refresh token of the configuration that it began with
    template <class F>
    static void fields(F&& f) {
        f("access", &token_pair::access), f("refresh", &token_pair::refresh), f("until", &token_pair::until);
        f("given", &token_pair::given);
    }
};

}

struct user_token::state {
    http_client& http;
    otklik::clock& time;
    secret_keeper* secrets;
    std::chrono::milliseconds limit;
    renewal with;
    token_pair now;
    std::optional<token_pair> unkept{};  // what VK gave and the keeper did not take yet
    bool fetched = false, under_way = false;
    std::optional<failure> failed{};           // why the last renewal did not succeed
    moment again{};                            // not to be tried before
    std::optional<asio::steady_timer> gate{};  // never fires: its cancelling wakes those who wait for the renewal

    std::string without_it(std::string text) const {
        return without_secrets(std::move(text), {now.access, now.refresh, with.refresh_token,
                                                 unkept ? unkept->access : "", unkept ? unkept->refresh : ""});
    }
    bool lasts() const { return !now.access.empty() && (now.until == moment{} || time.now() < now.until); }

    bool needs_renewal() const {
        const bool short_lived = now.until != moment{} && time.now() + spare >= now.until;
        return now.access.empty() || short_lived || unkept;
    }

    asio::awaitable<void> fetch() {
        failed = failure{trouble::unreachable, "user_token: what was kept cannot be read", 30s};
        std::optional<std::string> kept;
        if (secrets) kept = co_await secrets->fetch(std::string(kept_as));
        failed.reset();
        fetched = true;
        const auto parsed = json::parse(kept ? std::string_view(*kept) : std::string_view("null"));
        auto pair = parsed ? decode<token_pair>(*parsed) : token_pair{};
        // A new refresh token in the configuration ends what was kept under an older one.
        if (!pair.refresh.empty() && pair.given == with.refresh_token) now = std::move(pair);
    }

    asio::awaitable<void> keep() {
        if (secrets) co_await secrets->keep(std::string(kept_as), json::write(encode(*unkept)));
        now = std::move(*unkept);
        unkept.reset();
    }

    http_request request() const {
        const std::vector<http_header> form{{"grant_type", "refresh_token"},
                                            {"refresh_token", now.refresh},
                                            {"client_id", with.client_id},
                                            {"device_id", with.device_id},
                                            {"state", "otklik"}};
        http_request out("POST", with.address + "/oauth2/auth");
        out.headers = {{"Content-Type", "application/x-www-form-urlencoded; charset=utf-8"}};
        out.body = form_encoded(form);
        out.writes = true;
        out.limit = limit;
        return out;
    }

    // VK ID is judged by what it says and not by the status it says it with.
    std::optional<failure> take(const http_outcome& reply) {
        if (!reply) return failure{trouble::unreachable, "user_token: VK ID: " + reply.error().said, 30s};
        bool mended = false;
        std::string why;
        const auto body = parse_network_json(reply->body, mended, why);
        const json::value nothing;
        const auto& said = body ? *body : nothing;
        if (const auto& error = said["error"].text(); !error.empty()) {
            auto text = one_line(error + " " + said["error_description"].text(), 200);
            return failure{trouble::settings,
                           "user_token: VK ID does not renew it: " + without_it(std::move(text)) +
                               "; get a new pair and put it into user_token_file and user_refresh_token_file",
                           10min};
        }
        const auto& access = said["access_token"].text();
        const auto& refresh = said["refresh_token"].text();
        if (access.empty() || refresh.empty())
            return failure{trouble::unreachable,
                           "user_token: VK ID: HTTP " + std::to_string(reply->status) + " without tokens", 30s};
        const auto seconds = std::clamp<std::int64_t>(said["expires_in"].integer_or(3600), 60, 366 * 24 * 3600);
        unkept = token_pair{access, refresh, time.now() + std::chrono::seconds(seconds), with.refresh_token};
        return {};
    }

    asio::awaitable<void> run() {
        if (!fetched) {
            co_await fetch();
            if (!needs_renewal()) co_return;
        }
        if (!unkept) {
            auto reply = co_await http.fetch(request());
            failed = take(reply);
        }
        if (unkept) {
            failed = failure{trouble::unreachable, "user_token: the new pair cannot be kept, so it is not used", 30s};
            co_await keep();
            failed.reset();
        }
    }

    // Not in the coroutine that needs the token: cancelling that must not lose a pair that VK has already given.
    void start(std::shared_ptr<state> self, asio::any_io_executor executor) {
        under_way = true;
        gate.emplace(executor, asio::steady_timer::time_point::max());
        asio::co_spawn(executor, run(), [self](std::exception_ptr) {
            self->again = self->time.now() + (self->failed ? self->failed->after : 0ms);
            self->under_way = false;
            self->gate->cancel();
        });
    }
};

user_token::user_token(const surroundings& around, std::string given, renewal with)
    : state_(
          std::make_shared<state>(state{around.http, around.time, around.secrets, around.limit, std::move(with), {}})) {
    state_->now.access = std::move(given);
    state_->now.refresh = state_->with.refresh_token;
}

bool user_token::renews() const {
    return !state_->with.refresh_token.empty();
}

bool user_token::given() const {
    return renews() || !state_->now.access.empty();
}

const std::string& user_token::value() const {
    return state_->now.access;
}

std::optional<moment> user_token::valid_until() const {
    return state_->now.until == moment{} ? std::nullopt : std::optional(state_->now.until);
}

std::string user_token::without_it(std::string text) const {
    return state_->without_it(std::move(text));
}

// Renews, or waits for the renewal that is under way. One that failed a moment ago is not tried again.
asio::awaitable<void> user_token::renew_once() {
    auto s = state_;
    const auto executor = co_await asio::this_coro::executor;
    const bool too_soon = s->failed && s->time.now() < s->again;
    if (!s->under_way && !too_soon) s->start(s, executor);
    while (s->under_way) {
        boost::system::error_code woken;
        co_await s->gate->async_wait(asio::redirect_error(asio::use_awaitable, woken));
    }
}

asio::awaitable<std::optional<failure>> user_token::ready() {
    auto s = state_;
    if (!renews() || (s->fetched && !s->needs_renewal())) co_return std::nullopt;
    co_await renew_once();
    if (s->lasts()) co_return std::nullopt;  // for as long as the old one serves, it is no trouble
    co_return s->failed;
}

asio::awaitable<std::optional<failure>> user_token::renew(std::string refused) {
    auto s = state_;
    if (s->now.access == refused) co_await renew_once();
    co_return s->now.access == refused ? s->failed : std::nullopt;
}

}
