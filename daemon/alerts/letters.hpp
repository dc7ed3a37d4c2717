// What letters say, and to whom: a table of states that are told by letter.
// A letter says what the message begins with and leads to the console; it never names the resident.
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

// What a letter is told of, beside the incident itself.
struct letter_context {
    std::string message;         // the resident's words; the letter has their beginning
    std::string executor_title;  // of the unit it is assigned to; empty for none
    std::string console;         // address of the console
};

// The letter that tells of `about` having come into its state, or nothing where that is not told or nobody is to be
// told.
std::optional<letter_plan> letter_about(const incident& about, const letter_context& context, const config& settings);

// How every letter ends.
std::string closing_of(const config& settings);

}
