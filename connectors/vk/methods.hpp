// Which methods of VK are called, which kinds of token may call them, and how often.
#pragma once

#include "connectors/rate_limit.hpp"

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace otklik::vk {

enum class token_kind { service, community, user };
constexpr auto names_of(token_kind) {
    return std::array<std::string_view, 3>{"service", "community", "user"};
}

using token_kinds = std::array<std::optional<token_kind>, 3>;

// In the order of preference; none for a method that is not in the table.
token_kinds may_call(std::string_view method);

std::vector<rate_window> windows();

// The day's quotas are windows of a token name of their own.
struct quota_row {
    std::string_view method;
    std::size_t calls;         // a day, of one token
    std::string_view purpose;  // in Russian
};
std::span<const quota_row> daily_quotas();
bool has_daily_quota(std::string_view method);
std::string daily(token_kind kind);

}
