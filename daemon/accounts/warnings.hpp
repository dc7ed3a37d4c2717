// What is wrong with an account or soon will be, for people: the picture, the name (2.5), tokens and rights (2.1).
// Worked out anew from what is known whenever it is shown; a warning's id is the same as long as the same thing is
// wrong.
#pragma once

#include "daemon/accounts/report.hpp"
#include "daemon/alerts/letters.hpp"
#include "daemon/config.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace otklik {

struct account_warning {
    std::string id;          // "ends-community_token-1764000000000"
    std::string what;        // in Russian, a sentence
    std::string what_to_do;  // the same
    bool for_coordinator = false;
};

// Whether two names are the same but for case, quotes, spaces and signs between words.
bool same_name(std::string_view one, std::string_view other);

std::vector<account_warning> warnings_of(const account& about, const account_report& known,
                                         const picture_confirmation& confirmed, moment now);

// The letter that tells of it; to the administrators (to the coordinators, where none of them has an address), and to
// the coordinators what is theirs to decide. Nothing where nobody has an address.
std::optional<letter_plan> letter_of_account(const std::string& title, const account_warning& what,
                                             const config& settings);

}
