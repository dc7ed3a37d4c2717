#include "connectors/graph/write.hpp"

namespace otklik::graph {

write_outcome outcome_of(const api_error& error, std::vector<std::string> steps) {
    switch (error.of_write) {
        case proof::by_hand: return by_hand{error.why.said, std::move(steps)};
        case proof::unwritten: return refused_before_write{error.why};
        case proof::none: break;
    }
    return fate_unknown{error.why};
}

write_outcome outcome_of_change(const api_answer& answer, sent done, std::vector<std::string> steps) {
    if (const auto* error = std::get_if<api_error>(&answer)) return outcome_of(*error, std::move(steps));
    if (std::get<json::value>(answer)["success"].flag() == true) return done;
    return fate_unknown{{trouble::unreadable, "Meta does not say that it was done", {}}};
}

write_outcome outcome_of_preparing(const api_error& error, std::vector<std::string> steps) {
    if (error.of_write == proof::by_hand) return by_hand{error.why.said, std::move(steps)};
    return refused_before_write{error.why};
}

}
