// What Meta delivers by itself: the handshake, the signature, and the changes that a delivery holds.
#pragma once

#include "connectors/abilities.hpp"
#include "connectors/options.hpp"

#include <string>
#include <vector>

namespace otklik::graph {

struct hook_keys {
    std::string verify_token, app_secret;
};
// Out of the options of these names.
hook_keys hook_keys_of(const option_values& given);

struct hook_change {
    std::string about;  // the id of the page or account it happened on
    std::string field;  // "feed", "mention", "comments"
    json::value value;
    std::string place;  // "entry[0].changes[2]"
    json::value when;   // as the entry has it
};

struct opened_hook {
    hook_reply reply;  // what is to be answered; with `changes`, after they were looked into
    std::vector<hook_change> changes;
};

// `object`: "page" or "instagram". Without a valid signature, or where we could not check one, nothing is believed.
// What is signed and not understood is answered 200 all the same: Meta would send it for 36 hours, and then no more.
opened_hook open_hook(const hook_request& what, std::string_view object, const hook_keys& keys);

// Whether what could not be fetched now is worth being delivered once more.
bool comes_again(const failure& why);

}
