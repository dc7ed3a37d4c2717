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
constexpr std::array methods{
    method_row{"newsfeed.search", {service, user}},
    method_row{"wall.get", {service, user}},
    method_row{"wall.getById", {service, user}},
    method_row{"wall.getComments", {service, user}},
    method_row{"wall.createComment", {community, user}},
    method_row{"wall.deleteComment", {user}},
    method_row{"wall.restoreComment", {user}},
    method_row{"wall.delete", {user}},
    method_row{"wall.restore", {user}},
    method_row{"newsfeed.getMentions", {user}},
    method_row{"photos.getWallUploadServer", {user}},
    method_row{"photos.saveWallPhoto", {user}},
    method_row{"photos.getMessagesUploadServer", {community, user}},
    method_row{"photos.saveMessagesPhoto", {community, user}},
    method_row{"docs.getWallUploadServer", {community, user}},
    method_row{"docs.save", {community, user}},
    method_row{"wall.post", {user, community}},
    method_row{"photos.getAllComments", {user}},
    method_row{"photos.getComments", {user}},
    method_row{"photos.createComment", {user}},
    method_row{"photos.deleteComment", {user}},
    method_row{"photos.restoreComment", {user}},
    method_row{"video.get", {user}},
    method_row{"video.getComments", {user}},
    method_row{"video.createComment", {user}},
    method_row{"video.deleteComment", {user}},
    method_row{"video.restoreComment", {user}},
    method_row{"board.getTopics", {service, user}},
    method_row{"board.getComments", {service, user}},
    method_row{"board.createComment", {user}},
    method_row{"board.deleteComment", {community, user}},
    method_row{"board.restoreComment", {community, user}},
    method_row{"messages.getConversations", {community}},
    method_row{"messages.getHistory", {community}},
    method_row{"messages.send", {community}},
    method_row{"groups.getById", {community, service, user}},
    method_row{"groups.getTokenPermissions", {community}},
    method_row{"groups.getLongPollServer", {community, user}},
    method_row{"users.get", {user, service, community}},
    method_row{"utils.getServerTime", {service, community, user}},
    method_row{"execute", {service, user}},
};

constexpr std::array quotas{
    quota_row{"wall.get", 5000, "чтений стен за сутки"},
    quota_row{"newsfeed.search", 1000, "поисков за сутки"},
};

constexpr std::array<std::string_view, 3> daily_names{"service/day", "community/day", "user/day"};

}

token_kinds may_call(std::string_view method) {
    const auto row = std::ranges::find(methods, method, &method_row::name);
    return row == methods.end() ? token_kinds{} : row->kinds;
}

bool has_daily_quota(std::string_view method) {
    return std::ranges::find(quotas, method, &quota_row::method) != quotas.end();
}

std::span<const quota_row> daily_quotas() {
    return quotas;
}

std::string daily(token_kind kind) {
    return std::string(daily_names[static_cast<std::size_t>(kind)]);
}

// Three a second and twenty a second are VK's numbers; the tenth more is for requests that bunch up on the way.
std::vector<rate_window> windows() {
    std::vector<rate_window> out{
        {"service", "", 3, 1100ms},
        {"community", "", 20, 1100ms},
        {"user", "", 3, 1100ms},
    };
    for (const auto& q : quotas)
        for (auto name : daily_names) out.push_back({name, q.method, q.calls, 24h});
    return out;
}

}
