#include "daemon/publisher/brakes.hpp"

#include <algorithm>

namespace otklik {

namespace {

using std::chrono::milliseconds;
constexpr milliseconds shortest = std::chrono::hours{1}, longest = std::chrono::hours{24};

const failure* trouble_in(const write_outcome& said) {
    if (auto* refused = std::get_if<refused_before_write>(&said)) return &refused->why;
    if (auto* unknown = std::get_if<fate_unknown>(&said)) return &unknown->why;
    return nullptr;
}

// A short pause between calls is the connector's own business.
bool stops_the_account(const failure& f) {
    return f.kind == trouble::braked || (f.kind == trouble::throttled && f.after >= std::chrono::minutes{10});
}

}

std::optional<brake> brake_after(const write_outcome& said, const brake& before, moment now) {
    if (std::holds_alternative<sent>(said)) return before.times ? std::optional(brake{}) : std::nullopt;
    auto* f = trouble_in(said);
    if (!f || !stops_the_account(*f)) return {};
    auto pause = std::max(f->after, shortest) * (1 << std::clamp(before.times, 0, 5));
    return brake{now + std::min(pause, longest), f->said, before.times + 1, before.times ? before.since : now};
}

}
