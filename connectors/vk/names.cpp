#include "connectors/vk/names.hpp"

#include "connectors/vk/scan.hpp"

#include <algorithm>

namespace otklik::vk {

namespace {

using enum shelf;
constexpr shelf_row rows[] = {
    {wall, "", "wall.getComments", "wall.createComment", "wall.deleteComment", "wall.restoreComment", "owner_id",
     "post_id", true},
    {photo, "photo", "photos.getComments", "photos.createComment", "photos.deleteComment", "photos.restoreComment",
     "owner_id", "photo_id", false},
    {video, "video", "video.getComments", "video.createComment", "video.deleteComment", "video.restoreComment",
     "owner_id", "video_id", true},
    {topic, "topic", "board.getComments", "board.createComment", "board.deleteComment", "board.restoreComment",
     "group_id", "topic_id", false},
    {conversation, "conversation", "", "", "", "", "", "", false},
};

// "-55_177"
std::optional<item_key> take_key(std::string_view& s) {
    auto owner = take_number(s);
    if (!owner || !take(s, "_")) return {};
    auto id = take_number(s);
    if (!id || *id <= 0 || *owner == 0) return {};
    return item_key{*owner, *id};
}

// "photo-55_33", with the word of its shelf in front; on a wall "wall-55_177".
std::optional<item_key> take_named_key(std::string_view& s) {
    for (const auto& row : rows) {
        auto rest = s;
        if (!take(rest, row.what == wall ? "wall" : row.word)) continue;
        auto key = take_key(rest);
        if (!key) return {};
        key->on = row.what;
        s = rest;
        return key;
    }
    return {};
}

// Takes scheme and host off an address of VK; false for any other.
bool take_host(std::string_view& address) {
    if (!take(address, "https://")) take(address, "http://");
    take(address, "www.");
    for (std::string_view host : {"m.vk.com", "m.vk.ru", "vk.com", "vk.ru", "vk.me"})
        if (address.starts_with(host) && (address.size() == host.size() || address[host.size()] == '/')) {
            address.remove_prefix(std::min(address.size(), host.size() + 1));
            return true;
        }
    return false;
}

}

const shelf_row& row_for(shelf s) {
    return rows[static_cast<std::size_t>(s)];
}

std::string post_id(item_key k) {
    return "vk:" + std::string(row_for(k.on).word) + std::to_string(k.owner) + "_" + std::to_string(k.id);
}

std::optional<item_key> item_key_of(std::string_view s) {
    if (!take(s, "vk:")) return {};
    auto key = take_named_key(s);
    if (!key) key = take_key(s);
    return s.empty() ? key : std::nullopt;
}

std::string comment_id(item_key under, std::int64_t comment) {
    if (under.on == wall) return post_id({under.owner, comment});
    if (under.on == conversation) return "vk:message" + std::to_string(under.owner) + "_" + std::to_string(comment);
    return post_id(under) + "_" + std::to_string(comment);
}

std::int64_t comment_in(std::string_view id, item_key under) {
    const auto number = number_in(id.substr(std::min(id.size(), id.rfind('_') + 1))).value_or(0);
    return number > 0 && comment_id(under, number) == id ? number : 0;
}

std::string link_to(const wall_link& l) {
    if (l.post.on == conversation)
        return "https://vk.com/gim" + std::to_string(-l.post.owner) + "?sel=" + std::to_string(l.post.id);
    const auto word = l.post.on == wall ? std::string("wall") : std::string(row_for(l.post.on).word);
    auto out = "https://vk.com/" + word + std::to_string(l.post.owner) + "_" + std::to_string(l.post.id);
    if (l.comment) out += (l.post.on == topic ? "?post=" : "?reply=") + std::to_string(l.comment);
    if (l.comment && l.root && l.root != l.comment && row_for(l.post.on).threads)
        out += "&thread=" + std::to_string(l.root);
    return out;
}

// /wall-55_177  /wall-55_177?reply=770&thread=766  /feed?w=wall-55_177_r770  /adm?w=wall-55_177%2Fall
// /topic-55_10?post=3
std::optional<wall_link> any_link_of(std::string_view address) {
    while (address.ends_with(' ')) address.remove_suffix(1);
    while (address.starts_with(' ')) address.remove_prefix(1);
    if (!take_host(address)) return {};
    address = address.substr(0, address.find('#'));
    const auto question = address.find('?');
    auto path = address.substr(0, question);
    auto query = question == address.npos ? std::string_view() : address.substr(question + 1);
    wall_link out;
    auto post = take_named_key(path);
    while (!query.empty()) {
        auto field = query.substr(0, query.find('&'));
        query.remove_prefix(std::min(query.size(), field.size() + 1));
        if (take(field, "reply=") || take(field, "post="))
            out.comment = number_in(field).value_or(0);
        else if (take(field, "thread="))
            out.root = number_in(field).value_or(0);
        else if (!post && (take(field, "w=") || take(field, "z="))) {
            post = take_named_key(field);
            if (take(field, "_r")) out.comment = take_number(field).value_or(0);
        }
    }
    if (!post || post->on == conversation || out.comment < 0 || out.root < 0) return {};
    out.post = *post;
    return out;
}

std::optional<wall_link> wall_link_of(std::string_view address) {
    auto out = any_link_of(address);
    return out && out->post.on == wall ? out : std::nullopt;
}

std::optional<wall_name> wall_name_of(std::string_view target) {
    while (target.ends_with(' ') || target.ends_with('/')) target.remove_suffix(1);
    take_host(target);
    take(target, "@");
    if (auto number = number_in(target)) return *number ? std::optional(wall_name{*number, {}}) : std::nullopt;
    auto rest = target;
    for (std::string_view kind : {"club", "public", "event"})
        if (rest = target; take(rest, kind))
            if (auto number = number_in(rest); number && *number > 0) return wall_name{-*number, {}};
    if (rest = target; take(rest, "id"))
        if (auto number = number_in(rest); number && *number > 0) return wall_name{*number, {}};
    const bool plain = !target.empty() && std::ranges::all_of(target, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
    });
    if (!plain) return {};
    return wall_name{0, std::string(target)};
}

}
