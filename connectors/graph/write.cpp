#include "connectors/graph/write.hpp"

namespace otklik::graph {

write_outcome outcome_of(const api_error& error, std::vector<std::string> steps) {
    return otklik::outcome_of(error.why, error.of_write, std::move(steps));
}

write_outcome outcome_of_change(const api_answer& answer, sent done, std::vector<std::string> steps) {
    if (const auto* error = std::get_if<api_error>(&answer)) return outcome_of(*error, std::move(steps));
    if (std::get<json::value>(answer)["success"].flag() == true) return done;
    return fate_unknown{{trouble::unreadable, "Meta does not say that it was done", {}}};
}

write_outcome outcome_of_preparing(const api_error& error, std::vector<std::string> steps) {
    if (error.of_write == proof::by_hand) return not_for_programs(error.why, std::move(steps));
    return refused_before_write{error.why};
}

}
