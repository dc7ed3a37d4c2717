#include "daemon/web/sessions.hpp"

#include "daemon/people/passwords.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace otklik::web {

namespace asio = boost::asio;

namespace {

constexpr int patience = 5;
constexpr std::chrono::milliseconds closed_for = std::chrono::minutes{1};
constexpr std::chrono::milliseconds session_life = std::chrono::hours{12};
constexpr std::size_t most_remembered = 10'000;

asio::awaitable<bool> check_in_pool(std::string password, std::string hash) {
    co_return password_fits(password, hash);
}

}

sessions::sessions(storage::store& store, clock& time, const people& people, asio::thread_pool& pool)
    : store_(store), time_(time), people_(people), pool_(pool), decoy_hash_(hash_password(make_secret())) {}

bool sessions::closed(const std::string& name) const {
    auto it = failures_.find(name);
    return it != failures_.end() && it->second.closed_until > time_.now();
}

void sessions::note_failure(const std::string& name) {
    auto now = time_.now();
    if (failures_.size() >= most_remembered)
        std::erase_if(failures_, [&](auto& f) { return f.second.closed_until <= now; });
    auto& f = failures_[name];
    if (++f.count < patience) return;
    f.count = 0;
    f.closed_until = now + closed_for;
}

asio::awaitable<sessions::outcome> sessions::log_in(std::string login, std::string password, std::string from) {
    auto by_login = "login:" + login.substr(0, 100), by_address = "from:" + from;
    if (closed(by_login) || closed(by_address)) co_return refusal::too_many;
    auto* who = people_.find(login);
    auto hash = who ? who->password_hash : decoy_hash_;
    bool fits =
        co_await asio::co_spawn(pool_, check_in_pool(std::move(password), std::move(hash)), asio::use_awaitable);
    if (!fits || !who) {
        note_failure(by_login);
        note_failure(by_address);
        co_return refusal::wrong;
    }
    failures_.erase(by_login);
    failures_.erase(by_address);
    opened made{who, make_secret()};
    co_await store_.keep_session(digest_of(made.secret), who->login, time_.now() + session_life);
    co_return made;
}

asio::awaitable<const person*> sessions::who(std::string secret) {
    if (secret.empty()) co_return nullptr;
    auto login = co_await store_.find_session(digest_of(secret), time_.now());
    co_return login ? people_.find(*login) : nullptr;
}

asio::awaitable<void> sessions::log_out(std::string secret) {
    co_await store_.end_session(digest_of(secret));
}

}
