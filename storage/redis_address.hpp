// Where Redis is and how it lets us in, read from `storage.url`.
#pragma once

#include <string>
#include <string_view>

namespace otklik::storage {

struct redis_address {
    std::string socket;  // path of a unix socket; or
    std::string host;    // name or numeric address, and
    int port = 6379;
    int database = 0;
    std::string user, password;

    std::string shown() const;  // as a URL, without the password
    std::string cli() const;    // how redis-cli reaches it, for people
};

// Throws std::invalid_argument, whose text has no password in it.
redis_address parse_redis_address(std::string_view url);

}
