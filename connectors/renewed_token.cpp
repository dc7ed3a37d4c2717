#include "connectors/renewed_token.hpp"

#include "connectors/network_json.hpp"
#include "storage/values/record.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace otklik {

namespace asio = boost::asio;
using namespace std::chrono_literals;

struct renewed_token::state {
    http_client& http;
    otklik::clock& time;
    secret_keeper* secrets;
    std::chrono::milliseconds limit;
    renewal_rules rules;
    token_pair now;
    std::optional<token_pair> unkept{};  // what the network gave and the keeper did not take yet
    bool fetched = false, under_way = false;
    std::optional<failure> failed{};
    moment again{};                            // not to be tried before
    std::optional<asio::steady_timer> gate{};  // never fires: its cancelling wakes those who wait for the renewal

    std::string without_it(std::string text) const {
        return without_secrets(std::move(text), {now.access, now.refresh, rules.first.given,
                                                 unkept ? unkept->access : "", unkept ? unkept->refresh : ""});
    }
    bool lasts() const { return !now.access.empty() && (now.until == moment{} || time.now() < now.until); }
    bool needs_renewal() const { return now.access.empty() || unkept || rules.is_due(now, time.now()); }

    asio::awaitable<void> fetch() {
        failed = failure{trouble::unreachable, rules.name + ": what was kept cannot be read", 30s};
        std::optional<std::string> kept;
        if (secrets) kept = co_await secrets->fetch(rules.name);
        failed.reset();
        fetched = true;
        const auto parsed = json::parse(kept ? std::string_view(*kept) : std::string_view("null"));
        auto pair = parsed ? decode<token_pair>(*parsed) : token_pair{};
        if (!pair.access.empty() && pair.given == rules.first.given) now = std::move(pair);
    }

    asio::awaitable<void> keep() {
        if (secrets) co_await secrets->keep(rules.name, json::write(encode(*unkept)));
        now = std::move(*unkept);
        unkept.reset();
    }

    asio::awaitable<void> ask() {
        auto request = rules.question(now);
        request.limit = limit;
        auto reply = co_await http.fetch(std::move(request));
        auto answer = rules.answer(reply, time.now());
        if (auto* why = std::get_if<failure>(&answer)) {
            why->said = without_it(std::move(why->said));
            failed = std::move(*why);
            co_return;
        }
        failed.reset();
        unkept = std::get<token_pair>(std::move(answer));
        unkept->given = rules.first.given;
    }

    asio::awaitable<void> run() {
        if (!fetched) {
            co_await fetch();
            if (!needs_renewal()) co_return;
        }
        if (!unkept) co_await ask();
        if (unkept) {
            failed = failure{trouble::unreachable, rules.name + ": what is new cannot be kept, so it is not used", 30s};
            co_await keep();
            failed.reset();
        }
    }

    // Not in the coroutine that needs the token: cancelling that must not lose what the network has already given.
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

renewed_token::renewed_token(const surroundings& around, renewal_rules rules)
    : state_(std::make_shared<state>(
          state{around.http, around.time, around.secrets, around.limit, std::move(rules), {}})) {
    state_->now = state_->rules.first;
}

const std::string& renewed_token::value() const {
    return state_->now.access;
}

std::optional<moment> renewed_token::valid_until() const {
    return state_->now.until == moment{} ? std::nullopt : std::optional(state_->now.until);
}

std::optional<failure> renewed_token::failed() const {
    return state_->failed;
}

std::string renewed_token::without_it(std::string text) const {
    return state_->without_it(std::move(text));
}

// Renews, or waits for the renewal that is under way. One that failed a moment ago is not tried again.
asio::awaitable<void> renewed_token::renew_once() {
    auto s = state_;
    const auto executor = co_await asio::this_coro::executor;
    const bool too_soon = s->failed && s->time.now() < s->again;
    if (!s->under_way && !too_soon) s->start(s, executor);
    while (s->under_way) {
        boost::system::error_code woken;
        co_await s->gate->async_wait(asio::redirect_error(asio::use_awaitable, woken));
    }
}

asio::awaitable<std::optional<failure>> renewed_token::ready() {
    auto s = state_;
    if (s->fetched && !s->needs_renewal()) co_return std::nullopt;
    co_await renew_once();
    if (s->lasts()) co_return std::nullopt;  // for as long as the old one serves, it is no trouble
    co_return s->failed;
}

asio::awaitable<std::optional<failure>> renewed_token::renew(std::string refused) {
    auto s = state_;
    if (s->now.access == refused) co_await renew_once();
    co_return s->now.access == refused ? s->failed : std::nullopt;
}

}
