// How often a token may call a method. Short windows are waited out, in the order of asking; a long one that is full
// (a day's quota) is answered, since nobody should sleep for hours inside a call.
//
// The windows are the connector's data. This keeper counts within the process; one that counts for all replicas can
// take its place behind the same interface.
#pragma once

#include "storage/values/clock.hpp"

#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace otklik {

// At most `calls` within any stretch of `length`.
struct rate_window {
    std::string_view token;   // the kind of token
    std::string_view method;  // empty: all methods of this token together
    std::size_t calls;
    std::chrono::milliseconds length;
};

class rate_limit {
public:
    virtual ~rate_limit() = default;

    // Nothing: the call was counted, make it now. A time: a window is shut for that much longer; nothing was counted.
    virtual boost::asio::awaitable<std::optional<std::chrono::milliseconds>> pass(std::string token,
                                                                                  std::string method) = 0;

    // The network itself said that it was too much. An empty method shuts the token.
    virtual void shut(std::string_view token, std::string_view method, std::chrono::milliseconds how_long) = 0;
};

std::unique_ptr<rate_limit> count_in_process(otklik::clock& time, std::vector<rate_window> windows,
                                             std::chrono::milliseconds longest_wait = std::chrono::seconds(10));

}
