// What Meta's answer to a write proves.
#pragma once

#include "connectors/connector.hpp"
#include "connectors/graph/api.hpp"

#include <string>
#include <vector>

namespace otklik::graph {

// The network's no: refused and proven, by hand with these steps, or nothing known.
write_outcome outcome_of(const api_error& error, std::vector<std::string> steps);

// The network's yes to what has no id of its own: {"success":true}, and nothing else.
write_outcome outcome_of_change(const api_answer& answer, sent done, std::vector<std::string> steps);

// Trouble on the way to the one call that counts: nothing of it was seen by anybody yet.
write_outcome outcome_of_preparing(const api_error& error, std::vector<std::string> steps);

}
