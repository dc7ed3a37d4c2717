// What letters say, and to whom: a table of states that are told by letter.
// A letter names the incident and leads to the console; it never carries a resident's words or name.
#pragma once

#include "daemon/config.hpp"
#include "storage/values/incident.hpp"

#include <optional>
#include <string>
#include <vector>

namespace otklik {

struct letter_plan {
    std::vector<std::string> to;
    std::string subject, text;

    template <class F>
    static void fields(F&& f) {
        f("to", &letter_plan::to), f("subject", &letter_plan::subject), f("text", &letter_plan::text);
    }
};

// The letter that tells of `about` having come into its state, or nothing where that is not told or nobody is to be
// told. `executor_title`: of the unit it is assigned to; empty for none. `console`: address of the console.
std::optional<letter_plan> letter_about(const incident& about, const std::string& executor_title,
                                        const config& settings, const std::string& console);

}
