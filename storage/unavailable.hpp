// Redis cannot be reached, or cannot write now. Whoever catches it may simply call again.
#pragma once

#include <stdexcept>

namespace otklik::storage {

struct store_unavailable : std::runtime_error {
    using std::runtime_error::runtime_error;
};

}
