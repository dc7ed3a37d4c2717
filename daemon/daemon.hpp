// The composition root: which parts there are, what each is given, who stops them.
#pragma once

#include "daemon/config.hpp"

#include <stdexcept>
#include <string>

namespace otklik {

struct start_options {
    std::string control_socket;  // for tests; empty: none
};

// A setting is wrong, or the store would forget: one line that says what to do.
struct cannot_start : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// Runs until SIGTERM or SIGINT; gives the exit status. Throws cannot_start.
int run(config settings, start_options options);

}
