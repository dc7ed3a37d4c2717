// What may come in from one connector: how much at once, in whose name, how fast.
#pragma once

#include "connectors/connector.hpp"
#include "daemon/accounts/guard.hpp"

#include <boost/asio/awaitable.hpp>

#include <string_view>
#include <vector>

namespace otklik {

struct whose {
    std::string_view network, account;
};

// A post that is too long, or in the name of another network or account, is left out and named.
void keep_bounds(std::vector<post>& posts, std::vector<skipped>& left_out, whose of, const guard_limits& limits);

// A page that is too large as a whole becomes a failure that stays where it was, at `cursor`.
void keep_bounds(reading& page, const std::string& cursor, whose of, const guard_limits& limits);

// Lets few posts through at once; an account that brings many waits until intake has come after.
class crowd_gate {
public:
    crowd_gate(line_length in_line, const guard_limits& limits) : in_line_(std::move(in_line)), limits_(limits) {}

    boost::asio::awaitable<void> let_in(std::size_t posts);

private:
    line_length in_line_;
    guard_limits limits_;
    std::size_t came_ = 0;  // since the line was last seen to be short
};

}
