#include "connectors/facebook/names.hpp"

#include "connectors/graph/names.hpp"

#include <algorithm>
#include <vector>

namespace otklik::facebook {

using graph::is_id;
using graph::is_number;
using graph::query_field;

namespace {

constexpr std::string_view ours = "facebook:", site = "https://www.facebook.com/";

bool take(std::string_view& s, std::string_view prefix) {
    if (!s.starts_with(prefix)) return false;
    s.remove_prefix(prefix.size());
    return true;
}

std::optional<std::string> key_of(std::string_view post_id) {
    if (!take(post_id, ours) || !is_id(post_id)) return {};
    return std::string(post_id);
}

// The id as Meta gave it, in a list or in a delivery.
std::optional<std::string> id_in(const std::string& raw) {
    const auto item = json::parse(raw.empty() ? "{}" : raw);
    if (!item) return {};
    auto id = graph::id_text((*item)["comment_id"]);
    return id ? id : graph::id_text((*item)["id"]);
}

struct parts {
    std::vector<std::string_view> path;
    std::string_view query;
};

std::optional<parts> parts_of(std::string_view link) {
    while (link.starts_with(' ')) link.remove_prefix(1);
    while (link.ends_with(' ')) link.remove_suffix(1);
    link = link.substr(0, link.find('#'));
    if (!take(link, "https://")) take(link, "http://");
    for (std::string_view mirror : {"www.", "m.", "web.", "mbasic.", "ru-ru."})
        if (take(link, mirror)) break;
    if (!take(link, "facebook.com/") && !take(link, "fb.com/")) return {};
    parts out;
    if (const auto question = link.find('?'); question != link.npos) {
        out.query = link.substr(question + 1);
        link = link.substr(0, question);
    }
    while (!link.empty()) {
        const auto part = link.substr(0, link.find('/'));
        link.remove_prefix(std::min(link.size(), part.size() + 1));
        if (!part.empty()) out.path.push_back(part);
    }
    return out;
}

bool is_page_name(std::string_view s) {
    constexpr std::string_view no_pages[] = {"share", "posts",     "photo",  "photos", "photo.php",   "permalink.php",
                                             "watch", "story.php", "groups", "events", "profile.php", "reel"};
    return !s.empty() && s.size() <= 80 && std::ranges::find(no_pages, s) == std::end(no_pages) &&
           std::ranges::all_of(s, [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
                      c == '_' || c == '-';
           });
}

std::string number_or_nothing(std::optional<std::string> text) {
    return text && is_number(*text) ? std::move(*text) : std::string();
}

}

std::string_view last_part(std::string_view id) {
    return id.substr(id.rfind('_') + 1);
}

std::string our_post_id(std::string_view id) {
    return std::string(ours).append(id);
}

std::string our_comment_id(std::string_view id) {
    return std::string(ours).append(last_part(id));
}

std::optional<std::string> meta_id_of(const post& p) {
    const auto key = p.network == "facebook" ? key_of(p.id) : std::nullopt;
    if (!key) return {};
    if (p.kind == post_kind::post) return key;
    if (p.kind != post_kind::comment && p.kind != post_kind::reply) return {};
    if (auto told = id_in(p.raw); told && last_part(*told) == *key) return told;
    const auto under = key_of(p.parent);
    return under ? std::optional(std::string(last_part(*under)) + "_" + *key) : std::nullopt;
}

std::optional<std::string> meta_post_of(const post& p) {
    return p.kind == post_kind::post ? meta_id_of(p) : key_of(p.parent);
}

std::string meta_answered_of(const post& p) {
    const auto answered = p.kind == post_kind::reply ? key_of(p.reply_to) : std::nullopt;
    const auto under = key_of(p.parent);
    return answered && under ? std::string(last_part(*under)) + "_" + *answered : std::string();
}

std::string link_to(std::string_view id) {
    return std::string(site).append(id);
}

std::string link_to_comment(std::string_view post, std::string_view comment, std::string_view top) {
    const auto under = link_to(post) + "?comment_id=";
    if (top.empty()) return under + std::string(last_part(comment));
    return under + std::string(last_part(top)) + "&reply_comment_id=" + std::string(last_part(comment));
}

std::optional<std::string> page_in(std::string_view target) {
    if (is_page_name(target) && target.find("facebook.com") == target.npos) return std::string(target);
    const auto at = parts_of(target);
    if (!at || at->path.empty()) return {};
    if (at->path.front() == "profile.php") {
        auto id = number_or_nothing(query_field(at->query, "id"));
        return id.empty() ? std::nullopt : std::optional(std::move(id));
    }
    return is_page_name(at->path.front()) ? std::optional(std::string(at->path.front())) : std::nullopt;
}

// /100/posts/55  /adm/posts/some-words/55  /permalink.php?story_fbid=55&id=100  /100_55  /photo/?fbid=55
std::optional<address> address_in(std::string_view link) {
    const auto at = parts_of(link);
    if (!at || at->path.empty()) return {};
    const auto first = at->path.front();
    address out;
    out.comment = number_or_nothing(query_field(at->query, "reply_comment_id"));
    if (out.comment.empty()) out.comment = number_or_nothing(query_field(at->query, "comment_id"));
    if (first == "permalink.php" || first == "story.php") {
        out.page = number_or_nothing(query_field(at->query, "id"));
        out.story = number_or_nothing(query_field(at->query, "story_fbid"));
    } else if (first == "photo" || first == "photo.php") {
        out.story = number_or_nothing(query_field(at->query, "fbid"));
    } else if (const auto half = first.find('_'); half != first.npos && is_number(first.substr(0, half))) {
        out.page = first.substr(0, half);
        out.story = is_number(first.substr(half + 1)) ? first.substr(half + 1) : "";
    } else if (at->path.size() >= 3 && at->path[1] == "posts" && is_page_name(first)) {
        if (is_number(first)) out.page = first;
        out.story = is_number(at->path.back()) ? at->path.back() : "";
    }
    return out.story.empty() ? std::nullopt : std::optional(std::move(out));
}

}
