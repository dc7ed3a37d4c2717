#include "connectors/vk/parse.hpp"

#include "connectors/text.hpp"
#include "connectors/vk/scan.hpp"

#include <algorithm>

namespace otklik::vk {

authors authors_in(const json::value& response) {
    authors out;
    for (const auto& p : response["profiles"].items()) {
        const auto id = p["id"].integer();
        if (!id || *id <= 0) continue;
        auto name = unescaped(p["first_name"].text());
        if (!p["last_name"].text().empty()) name += (name.empty() ? "" : " ") + unescaped(p["last_name"].text());
        out[*id] = {std::to_string(*id), name, "https://vk.com/id" + std::to_string(*id), p.has("deactivated")};
    }
    for (const auto& g : response["groups"].items()) {
        const auto id = g["id"].integer();
        if (!id || *id <= 0) continue;
        out[-*id] = {std::to_string(-*id), unescaped(g["name"].text()), "https://vk.com/club" + std::to_string(*id),
                     g.has("deactivated")};
    }
    return out;
}

namespace {

post_author author_of(std::int64_t id, const parsing& with) {
    if (with.known)
        if (auto found = with.known->find(id); found != with.known->end()) return found->second;
    const auto name = id > 0 ? "id" + std::to_string(id) : "club" + std::to_string(-id);
    return {std::to_string(id), name, "https://vk.com/" + name, false};
}

std::string largest_picture(const json::value& photo) {
    std::int64_t most = -1;
    std::string out;
    for (const auto& s : photo["sizes"].items()) {
        const auto width = std::clamp<std::int64_t>(s["width"].integer_or(0), 0, 1 << 20);
        const auto height = std::clamp<std::int64_t>(s["height"].integer_or(0), 0, 1 << 20);
        if (width * height <= most || !is_web_address(s["url"].text())) continue;
        most = width * height;
        out = s["url"].text();
    }
    return out;
}

struct kind_word {
    std::string_view kind, word;
};
constexpr kind_word kind_words[] = {
    {"photo", "фото"},      {"video", "видео"},   {"audio", "аудиозапись"}, {"doc", "документ"},
    {"link", "ссылка"},     {"poll", "опрос"},    {"page", "страница"},     {"album", "альбом"},
    {"sticker", "стикер"},  {"event", "событие"}, {"article", "статья"},    {"clip", "клип"},
    {"podcast", "подкаст"}, {"market", "товар"},  {"graffiti", "граффити"}, {"audio_message", "голосовое сообщение"}};

// A link where there is one that can be followed, a word where there is none.
std::string attachment(const json::value& a) {
    const auto& kind = a["type"].text();
    const auto& what = a[kind];
    if (kind == "photo")
        if (auto url = largest_picture(what); !url.empty()) return url;
    if (is_web_address(what["url"].text())) return what["url"].text();
    if (auto owner = what["owner_id"].integer(), id = what["id"].integer(); kind == "video" && owner && id)
        return "https://vk.com/video" + std::to_string(*owner) + "_" + std::to_string(*id);
    for (const auto& [name, word] : kind_words)
        if (name == kind) return std::string(word);
    return "вложение";
}

void add_attachments(const json::value& item, std::vector<std::string>& to) {
    constexpr std::size_t most = 20;
    for (const auto& a : item["attachments"].items())
        if (a.is_object() && to.size() < most) to.push_back(attachment(a));
}

// What an item repeats: a repost of posts, a message of messages that were forwarded with it.
constexpr std::string_view repeated[] = {"copy_history", "fwd_messages"};

// The item's own words, and below them those of what it repeats.
std::string whole_text(const json::value& item) {
    auto out = shown(item["text"].text());
    for (auto name : repeated)
        for (const auto& inner : item[name].items())
            if (!inner["text"].text().empty()) out += (out.empty() ? "" : "\n\n") + shown(inner["text"].text());
    return out;
}

// What post and comment have in common; the reason when it is not there.
std::optional<std::string> fill(post& p, const json::value& item, const parsing& with) {
    const auto id = item["id"].integer(), from = item["from_id"].integer(), date = item["date"].integer();
    constexpr std::int64_t latest = 253402300799;  // the end of the year 9999
    if (!id || *id <= 0) return "its id is no number";
    if (!from || *from == 0) return "it has no author";
    if (!date || *date <= 0 || *date > latest) return "it has no date";
    if (item.has("text") && !item["text"].is_string()) return "its text is no text";
    p.network = "vk";
    p.account = with.account;
    p.source = with.source;
    p.author = author_of(*from, with);
    p.own = *from == -with.community;
    p.written = moment{std::chrono::seconds(*date)};
    p.text = whole_text(item);
    add_attachments(item, p.attachments);
    for (auto name : repeated)
        for (const auto& inner : item[name].items()) add_attachments(inner, p.attachments);
    p.raw = json::write(item);
    return {};
}

std::string place_of(const std::string& place, const json::value& item) {
    const auto id = item["id"].integer();
    return id ? place + ", id " + std::to_string(*id) : place;
}

std::optional<post> refuse(const std::string& place, const json::value& item, std::string why,
                           std::vector<skipped>& left_out) {
    left_out.push_back({place_of(place, item), std::move(why)});
    return {};
}

}

bool is_deleted(const json::value& item) {
    return item["deleted"].flag_or(false) || item["is_deleted"].flag_or(false);
}

std::int64_t answered_by(const json::value& comment, item_key under) {
    if (under.on == shelf::topic) return answered_in(comment["text"].text());
    return comment["reply_to_comment"].integer_or(0);
}

std::int64_t root_of(const json::value& comment) {
    const auto& parents = comment["parents_stack"].items();
    return parents.empty() ? 0 : std::max<std::int64_t>(parents.front().integer_or(0), 0);
}

std::optional<post> parse_post(const json::value& item, const parsing& with, const std::string& place,
                               std::vector<skipped>& left_out) {
    if (!item.is_object()) return refuse(place, item, "it is no object", left_out);
    if (is_deleted(item)) return {};
    auto owner = item["owner_id"].integer();
    if (!owner) owner = item["to_id"].integer();
    if (!owner || *owner == 0) return refuse(place, item, "it stands on nobody's wall", left_out);
    if (item["post_type"].text() == "reply") {
        const auto under = item["post_id"].integer();
        if (!under || *under <= 0) return refuse(place, item, "a comment under no post", left_out);
        return parse_lone_comment(item, {*owner, *under}, with, place, left_out);
    }
    post p;
    if (auto why = fill(p, item, with)) return refuse(place, item, *why, left_out);
    const item_key key{*owner, *item["id"].integer()};
    p.id = post_id(key);
    p.kind = post_kind::post;
    p.link = link_to({key, 0, 0});
    return p;
}

std::optional<post> parse_comment(const json::value& item, item_key under, std::int64_t root, const parsing& with,
                                  const std::string& place, std::vector<skipped>& left_out) {
    if (!item.is_object()) return refuse(place, item, "it is no object", left_out);
    if (is_deleted(item)) return {};
    post p;
    if (auto why = fill(p, item, with)) return refuse(place, item, *why, left_out);
    const auto id = *item["id"].integer();
    p.id = comment_id(under, id);
    p.kind = root ? post_kind::reply : post_kind::comment;
    p.link = link_to({under, id, root});
    p.parent = post_id(under);
    const auto answered = answered_by(item, under);
    if (answered > 0)
        p.reply_to = comment_id(under, answered);
    else if (root)
        p.reply_to = comment_id(under, root);
    return p;
}

std::optional<post> parse_lone_comment(const json::value& item, item_key under, const parsing& with,
                                       const std::string& place, std::vector<skipped>& left_out) {
    auto p = parse_comment(item, under, root_of(item), with, place, left_out);
    // A reply of an unknown thread is looked for everywhere, a comment only at the top.
    if (p && row_for(under.on).threads && !item.has("parents_stack")) p->kind = post_kind::reply;
    return p;
}

std::optional<post> parse_message(const json::value& item, const parsing& with, const std::string& place,
                                  std::vector<skipped>& left_out) {
    constexpr std::int64_t first_chat = 2'000'000'000;
    if (!item.is_object()) return refuse(place, item, "it is no object", left_out);
    const auto peer = item["peer_id"].integer();
    if (!peer) return refuse(place, item, "it stands in no conversation", left_out);
    if (is_deleted(item) || *peer <= 0 || *peer >= first_chat) return {};
    post p;
    if (auto why = fill(p, item, with)) return refuse(place, item, *why, left_out);
    const item_key under{-with.community, *peer, shelf::conversation};
    p.id = comment_id(under, *item["id"].integer());
    p.kind = post_kind::direct;
    p.link = link_to({under, 0, 0});
    p.parent = post_id(under);
    if (const auto answered = item["reply_message"]["id"].integer_or(0); answered > 0)
        p.reply_to = comment_id(under, answered);
    return p;
}

namespace {

// What has a title is a post whose text the title begins; `raw` is the item as it came.
std::optional<post> parse_titled(const json::value& item, const json::value& as_post, item_key key, const parsing& with,
                                 const std::string& place, std::vector<skipped>& left_out) {
    post p;
    if (auto why = fill(p, as_post, with)) return refuse(place, item, *why, left_out);
    p.id = post_id(key);
    p.link = link_to({key, 0, 0});
    p.raw = json::write(item);
    return p;
}

}

std::optional<post> parse_topic(const json::value& item, std::int64_t owner, const parsing& with,
                                const std::string& place, std::vector<skipped>& left_out) {
    if (!item.is_object()) return refuse(place, item, "it is no object", left_out);
    auto as_post = item;
    const auto by = item["created_by"].integer_or(0);
    as_post.set("from_id", by ? by : owner).set("date", item["created"]).set("text", item["title"]);
    return parse_titled(item, as_post, {owner, item["id"].integer_or(0), shelf::topic}, with, place, left_out);
}

std::optional<post> parse_video(const json::value& item, const parsing& with, const std::string& place,
                                std::vector<skipped>& left_out) {
    if (!item.is_object()) return refuse(place, item, "it is no object", left_out);
    const auto owner = item["owner_id"].integer_or(0);
    if (!owner) return refuse(place, item, "it belongs to nobody", left_out);
    const auto& about = item["description"].text();
    auto as_post = item;
    as_post.set("from_id", owner).set("text", item["title"].text() + (about.empty() ? "" : "\n\n" + about));
    return parse_titled(item, as_post, {owner, item["id"].integer_or(0), shelf::video}, with, place, left_out);
}

std::optional<post> parse_thing(const json::value& item, item_key which, const parsing& with, const std::string& place,
                                std::vector<skipped>& left_out) {
    if (which.on == shelf::topic) return parse_topic(item, which.owner, with, place, left_out);
    if (which.on == shelf::video) return parse_video(item, with, place, left_out);
    return parse_post(item, with, place, left_out);
}

}
