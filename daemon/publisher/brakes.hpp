// Flood control, a captcha and a used-up quota are about the account, not about one answer: they stop all its writes.
// Each further one in a row doubles the pause, so that writing is taken up slowly; a placed answer ends the row.
#pragma once

#include "connectors/connector.hpp"

#include <optional>
#include <string>

namespace otklik {

// Kept in the store as "brake:ACCOUNT", so that a restart does not forget it.
struct brake {
    moment until{};
    std::string why;
    int times = 0;   // in a row
    moment since{};  // the first of the row

    template <class F>
    static void fields(F&& f) {
        f("until", &brake::until), f("why", &brake::why), f("times", &brake::times), f("since", &brake::since);
    }
};

// The brake after this outcome of a write; nothing when it stays as it was.
std::optional<brake> brake_after(const write_outcome& said, const brake& before, moment now);

}
