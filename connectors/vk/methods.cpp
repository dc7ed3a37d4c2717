#include "connectors/vk/methods.hpp"

#include <algorithm>

namespace otklik::vk {

using namespace std::chrono_literals;

namespace {

struct method_row {
    std::string_view name;
    token_kinds kinds;
};

using enum token_kind;
// A kind that may not is answered with 27, 28 or 1051.
constexpr method_row methods[] = {
    {"newsfeed.search", {service, user}},        {"wall.get", {service, user}},
    {"wall.getById", {service, user}},           {"wall.getComments", {service, user}},
    {"wall.createComment", {community, user}},   {"groups.getById", {community, service, user}},
    {"groups.getTokenPermissions", {community}}, {"groups.getLongPollServer", {community, user}},
    {"users.get", {user, service, community}},   {"utils.getServerTime", {service, community, user}},
};

}

token_kinds may_call(std::string_view method) {
    const auto row = std::ranges::find(methods, method, &method_row::name);
    return row == std::end(methods) ? token_kinds{} : row->kinds;
}

// Three a second and twenty a second are VK's numbers; the tenth more is for requests that bunch up on the way.
std::vector<rate_window> windows() {
    return {
        {"service", "", 3, 1100ms},
        {"community", "", 20, 1100ms},
        {"user", "", 3, 1100ms},
        {"service", "wall.get", 5000, 24h},
        {"user", "wall.get", 5000, 24h},
        {"service", "newsfeed.search", 1000, 24h},
        {"user", "newsfeed.search", 1000, 24h},
    };
}

}
