#include "connectors/vk/people.hpp"

namespace otklik::vk {

namespace asio = boost::asio;

namespace {

constexpr std::size_t most_users = 1000, most_groups = 500;  // VK's limits of one call

void add(std::string& list, std::int64_t id) {
    list += (list.empty() ? "" : ",") + std::to_string(id);
}

}

asio::awaitable<authors> authors_of(api& vk, const std::set<std::int64_t>& ids) {
    std::string users, groups;
    std::size_t users_asked = 0, groups_asked = 0;
    for (auto id : ids) {
        if (id > 0 && users_asked++ < most_users) add(users, id);
        if (id < 0 && groups_asked++ < most_groups) add(groups, -id);
    }
    json::value named;  // as the lists that come with other answers
    if (!users.empty()) {
        params which{{"user_ids", users}};
        auto answer = co_await vk.read("users.get", std::move(which));
        if (auto* found = std::get_if<json::value>(&answer)) named.set("profiles", std::move(*found));
    }
    if (!groups.empty()) {
        params which{{"group_ids", groups}};
        auto answer = co_await vk.read("groups.getById", std::move(which));
        if (auto* found = std::get_if<json::value>(&answer)) named.set("groups", (*found)["groups"]);
    }
    co_return authors_in(named);
}

std::set<std::int64_t> authors_among(const json::array& items) {
    std::set<std::int64_t> out;
    for (const auto& item : items)
        if (const auto from = item["from_id"].integer_or(0)) out.insert(from);
    return out;
}

}
