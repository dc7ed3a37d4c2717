// The control socket, for tests only: drives the clock and ends the daemon at a named point.
// One JSON object a line, one answer a line:
//   {"do":"now"} {"do":"wind","ms":60000} {"do":"freeze"} {"do":"flow"} {"do":"points"}
//   {"do":"die_at","point":"…","nth":1}
// Built only with OTKLIK_CONTROL_SOCKET; packages have no such thing.
#pragma once

#include "daemon/clock.hpp"

#include <boost/asio/awaitable.hpp>
#include <string>

namespace otklik {

// Serves until cancelled. Makes the socket at `path`, for this user alone.
boost::asio::awaitable<void> serve_control(std::string path, daemon_clock& time);

}
