#include "connectors/instagram/names.hpp"

#include "connectors/graph/names.hpp"

#include <algorithm>

namespace otklik::instagram {

namespace {

constexpr std::string_view ours = "instagram:";
constexpr std::size_t longest_username = 30, longest_tag = 200;

}

std::string our_id(std::string_view id) {
    return std::string(ours).append(id);
}

std::optional<std::string> number_of(std::string_view id) {
    if (!id.starts_with(ours)) return {};
    id.remove_prefix(ours.size());
    return graph::is_id(id) ? std::optional(std::string(id)) : std::nullopt;
}

std::optional<std::string> number_of(const post& p) {
    const bool known = p.kind == post_kind::post || p.kind == post_kind::comment || p.kind == post_kind::reply;
    return known && p.network == "instagram" ? number_of(std::string_view(p.id)) : std::nullopt;
}

std::string link_to_user(std::string_view username) {
    return "https://www.instagram.com/" + std::string(username) + "/";
}

bool is_username(std::string_view text) {
    return !text.empty() && text.size() <= longest_username && std::ranges::all_of(text, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_';
    });
}

std::optional<std::string> hashtag_in(std::string_view target) {
    if (target.starts_with('#')) target.remove_prefix(1);
    const bool plain = std::ranges::none_of(target, [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte <= ' ' || c == '#' || c == '@' || c == '/' || c == '"';
    });
    return !target.empty() && target.size() <= longest_tag && plain ? std::optional(std::string(target)) : std::nullopt;
}

}
