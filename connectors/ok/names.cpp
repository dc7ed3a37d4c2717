#include "connectors/ok/names.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace otklik::ok {

namespace {

constexpr std::size_t longest_number = 19, longest_comment_id = 200, longest_short_name = 64;

struct type_row {
    std::string_view type, prefix;
};
// A topic's number stands alone, since topics are nearly all there is.
constexpr std::array<type_row, 3> types{{{"GROUP_TOPIC", ""}, {"GROUP_PHOTO", "photo"}, {"GROUP_MOVIE", "movie"}}};

bool take(std::string_view& s, std::string_view prefix) {
    if (!s.starts_with(prefix)) return false;
    s.remove_prefix(prefix.size());
    return true;
}

std::string_view trimmed(std::string_view s) {
    while (s.starts_with(' ')) s.remove_prefix(1);
    while (s.ends_with(' ') || s.ends_with('/')) s.remove_suffix(1);
    return s;
}

// The path of an address of OK in its parts, or nothing for any other address.
std::optional<std::vector<std::string_view>> path_of(std::string_view address) {
    address = trimmed(address);
    if (!take(address, "https://")) take(address, "http://");
    for (std::string_view mirror : {"www.", "m."}) take(address, mirror);
    if (!take(address, "ok.ru") && !take(address, "odnoklassniki.ru")) return {};
    address = trimmed(address.substr(0, address.find_first_of("?#")));
    std::vector<std::string_view> parts;
    while (take(address, "/")) {
        parts.push_back(address.substr(0, address.find('/')));
        address.remove_prefix(parts.back().size());
    }
    return parts;
}

bool is_plain(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.' ||
           c == '-';
}

bool is_short_name(std::string_view s) {
    constexpr std::string_view no_groups[] = {"group", "profile", "topic", "video", "feed", "dk"};
    return !s.empty() && s.size() <= longest_short_name && std::ranges::find(no_groups, s) == std::end(no_groups) &&
           std::ranges::all_of(s, is_plain);
}

}

bool is_discussion_type(std::string_view type) {
    return std::ranges::find(types, type, &type_row::type) != types.end();
}

bool is_number(std::string_view s) {
    return !s.empty() && s.size() <= longest_number && s != "0" &&
           std::ranges::all_of(s, [](char c) { return c >= '0' && c <= '9'; });
}

std::optional<std::string> number_text(const json::value& v) {
    if (v.is_string()) return is_number(v.text()) ? std::optional(v.text()) : std::nullopt;
    const auto number = v.integer();
    return number && *number > 0 ? std::optional(std::to_string(*number)) : std::nullopt;
}

bool is_comment_id(std::string_view s) {
    return !s.empty() && s.size() <= longest_comment_id &&
           std::ranges::all_of(s, [](char c) { return c > ' ' && c < '\x7f'; });
}

std::string post_id(const item_key& k) {
    const auto* row = std::ranges::find(types, k.in.type, &type_row::type);
    auto out = "ok:" + std::string(row == types.end() ? "" : row->prefix) + k.in.id;
    return k.comment.empty() ? out : out + "_" + k.comment;
}

std::optional<item_key> item_key_of(std::string_view s) {
    if (!take(s, "ok:")) return {};
    item_key out;
    for (const auto& row : types)
        if (!row.prefix.empty() && take(s, row.prefix)) out.in.type = row.type;
    const auto end = s.find('_');
    out.in.id = s.substr(0, end);
    if (!is_number(out.in.id)) return {};
    if (end == s.npos) return out;
    out.comment = s.substr(end + 1);
    return is_comment_id(out.comment) ? std::optional(out) : std::nullopt;
}

// Of these signs alone, so that it can stand in a path and in an id.
bool is_chat(std::string_view s) {
    return take(s, "chat:") && !s.empty() && s.size() <= longest_comment_id && std::ranges::all_of(s, is_plain);
}

bool is_message(std::string_view s) {
    return take(s, "mid:") && is_comment_id(s);
}

std::string direct_id(const direct_key& k) {
    return "ok:" + k.chat + (k.message.empty() ? "" : "_" + k.message);
}

std::optional<direct_key> direct_key_of(std::string_view s) {
    if (!take(s, "ok:")) return {};
    const auto end = s.find("_mid:");
    direct_key out{std::string(s.substr(0, end)), {}};
    if (!is_chat(out.chat)) return {};
    if (end == s.npos) return out;
    out.message = s.substr(end + 1);
    return is_message(out.message) ? std::optional(out) : std::nullopt;
}

std::optional<group_name> group_name_of(std::string_view target) {
    target = trimmed(target);
    if (is_number(target)) return group_name{std::string(target), {}};
    if (is_short_name(target) && target.find('.') == target.npos) return group_name{{}, std::string(target)};
    const auto parts = path_of(target);
    if (!parts || parts->empty()) return {};
    if (parts->front() == "group")
        return parts->size() > 1 && is_number((*parts)[1]) ? std::optional(group_name{std::string((*parts)[1]), {}})
                                                           : std::nullopt;
    return is_short_name(parts->front()) ? std::optional(group_name{{}, std::string(parts->front())}) : std::nullopt;
}

std::string link_to_group(std::string_view group) {
    return "https://ok.ru/group/" + std::string(group);
}

std::string link_to_topic(std::string_view group, std::string_view topic) {
    return link_to_group(group) + "/topic/" + std::string(topic);
}

std::string link_to_user(std::string_view user) {
    return "https://ok.ru/profile/" + std::string(user);
}

// /group/53245288710321/topic/62503929662320  /adm_akhtuba/topic/62503929662320
std::optional<std::string> topic_in(std::string_view address) {
    const auto parts = path_of(address);
    if (!parts || parts->size() < 3) return {};
    const bool by_number = parts->front() == "group" && is_number((*parts)[1]);
    const bool by_name = is_short_name(parts->front());
    const std::size_t at = by_number ? 2 : 1;
    if ((!by_number && !by_name) || (*parts)[at] != "topic" || parts->size() <= at + 1) return {};
    return is_number((*parts)[at + 1]) ? std::optional(std::string((*parts)[at + 1])) : std::nullopt;
}

}
