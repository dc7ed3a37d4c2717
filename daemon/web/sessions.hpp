// Who is asking: log-in, sessions, and patience with wrong passwords.
// A session lives in the store (a digest of the cookie, never the cookie), so it outlives a restart.
#pragma once

#include "daemon/people/people.hpp"
#include "storage/store.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/thread_pool.hpp>
#include <map>
#include <optional>
#include <string>

namespace otklik::web {

class sessions {
public:
    sessions(storage::store& store, clock& time, const people& people, boost::asio::thread_pool& pool);

    struct opened {
        const person* who = nullptr;
        std::string secret;  // for the cookie
    };
    enum class refusal { wrong, too_many };
    using outcome = std::variant<opened, refusal>;

    // `from`: the other end's address. Five wrong passwords in a row, for a login or from an address, close both for a
    // minute.
    boost::asio::awaitable<outcome> log_in(std::string login, std::string password, std::string from);
    boost::asio::awaitable<const person*> who(std::string secret);
    boost::asio::awaitable<void> log_out(std::string secret);

private:
    struct failures {
        int count = 0;
        moment closed_until{};
    };
    bool closed(const std::string& name) const;
    void note_failure(const std::string& name);

    storage::store& store_;
    clock& time_;
    const people& people_;
    boost::asio::thread_pool& pool_;
    std::map<std::string, failures> failures_;  // bounded: see note_failure
    std::string decoy_hash_;                    // an unknown login takes as long as a known one
};

}
