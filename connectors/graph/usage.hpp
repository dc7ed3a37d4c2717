// How much of its limits an account has used, as Meta says in the headers of its answers once there is enough traffic.
#pragma once

#include "connectors/http_client.hpp"

#include <chrono>
#include <span>
#include <string>

namespace otklik::graph {

struct usage {
    std::int64_t percent = -1;          // of the limit that is nearest to its end; -1: Meta did not say
    std::chrono::minutes closed_for{};  // until calls are answered again, where Meta says so
};

// `kinds`: the rows of X-Business-Use-Case-Usage that concern us, such as "pages". Others, say of advertisements, may
// be used up without any harm to us.
usage usage_in(const http_reply& reply, std::span<const std::string> kinds);

// Whether the limit is reached, and not only near.
bool is_used_up(const usage& used);

// For how long calls should pause: nothing below three quarters, then more and more; at the end for as long as Meta
// says, since calls made while a limit is used up prolong it.
std::chrono::milliseconds pause_for(const usage& used);

}
