#include "connectors/vk/parse.hpp"

#include "connectors/utf8.hpp"

#include <algorithm>
#include <charconv>

namespace otklik::vk {

namespace {

std::optional<std::int64_t> number_in(std::string_view s) {
    std::int64_t out = 0;
    auto [end, ec] = std::from_chars(s.data(), s.data() + s.size(), out);
    if (s.empty() || ec != std::errc() || end != s.data() + s.size()) return {};
    return out;
}

// Takes "-55" off the front of s.
std::optional<std::int64_t> take_number(std::string_view& s) {
    auto digits = s.starts_with('-') ? std::size_t{1} : std::size_t{0};
    while (digits < s.size() && s[digits] >= '0' && s[digits] <= '9') ++digits;
    auto out = number_in(s.substr(0, digits));
    if (out) s.remove_prefix(digits);
    return out;
}

bool take(std::string_view& s, std::string_view prefix) {
    if (!s.starts_with(prefix)) return false;
    s.remove_prefix(prefix.size());
    return true;
}

// "-55_177"
std::optional<item_key> take_key(std::string_view& s) {
    auto owner = take_number(s);
    if (!owner || !take(s, "_")) return {};
    auto id = take_number(s);
    if (!id || *id <= 0 || *owner == 0) return {};
    return item_key{*owner, *id};
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

std::string post_id(item_key k) {
    return "vk:" + std::to_string(k.owner) + "_" + std::to_string(k.id);
}

std::optional<item_key> item_key_of(std::string_view s) {
    if (!take(s, "vk:")) return {};
    auto key = take_key(s);
    return s.empty() ? key : std::nullopt;
}

std::string link_to(const wall_link& l) {
    auto out = "https://vk.com/wall" + std::to_string(l.post.owner) + "_" + std::to_string(l.post.id);
    if (l.comment) out += "?reply=" + std::to_string(l.comment);
    if (l.comment && l.root && l.root != l.comment) out += "&thread=" + std::to_string(l.root);
    return out;
}

// /wall-55_177  /wall-55_177?reply=770&thread=766  /feed?w=wall-55_177_r770  /adm?w=wall-55_177%2Fall
std::optional<wall_link> wall_link_of(std::string_view address) {
    while (address.ends_with(' ')) address.remove_suffix(1);
    while (address.starts_with(' ')) address.remove_prefix(1);
    if (!take_host(address)) return {};
    address = address.substr(0, address.find('#'));
    const auto question = address.find('?');
    auto path = address.substr(0, question);
    auto query = question == address.npos ? std::string_view() : address.substr(question + 1);
    wall_link out;
    std::optional<item_key> post;
    if (take(path, "wall")) post = take_key(path);
    while (!query.empty()) {
        auto field = query.substr(0, query.find('&'));
        query.remove_prefix(std::min(query.size(), field.size() + 1));
        if (take(field, "reply="))
            out.comment = number_in(field).value_or(0);
        else if (take(field, "thread="))
            out.root = number_in(field).value_or(0);
        else if (take(field, "w=wall") && !post) {
            post = take_key(field);
            if (take(field, "_r")) out.comment = take_number(field).value_or(0);
        }
    }
    if (!post || out.comment < 0 || out.root < 0) return {};
    out.post = *post;
    return out;
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

namespace {

struct entity {
    std::string_view name;
    std::string_view text;
};
constexpr entity entities[] = {{"&lt;", "<"},   {"&gt;", ">"},  {"&amp;", "&"},  {"&quot;", "\""}, {"&apos;", "'"},
                               {"&nbsp;", " "}, {"<br>", "\n"}, {"<br/>", "\n"}, {"<br />", "\n"}};

// &#10071; or &#x2757; at the front of s: its character, and how long it was. Not for what no text may hold.
std::optional<char32_t> numeric_entity(std::string_view s, std::size_t& length) {
    if (!s.starts_with("&#")) return {};
    const bool hexadecimal = s.size() > 2 && (s[2] == 'x' || s[2] == 'X');
    const auto* from = s.data() + (hexadecimal ? 3 : 2);
    const auto* to = s.data() + std::min<std::size_t>(s.size(), 12);
    std::uint32_t code = 0;
    if (from >= to) return {};
    auto [end, ec] = std::from_chars(from, to, code, hexadecimal ? 16 : 10);
    if (ec != std::errc() || end == to || *end != ';') return {};
    const bool a_character = (code >= 0x20 || code == '\n' || code == '\t') && code != 0x7f && code < 0x110000 &&
                             (code < 0xd800 || code > 0xdfff);
    if (!a_character) return {};
    length = static_cast<std::size_t>(end - s.data()) + 1;
    return static_cast<char32_t>(code);
}

// [id123|Анна] at the front of s: the words shown for it, and its length.
std::optional<std::string_view> mention(std::string_view s, std::size_t& length) {
    auto rest = s;
    if (!take(rest, "[")) return {};
    bool known = false;
    for (std::string_view kind : {"id", "club", "public", "event"})
        if (auto after = rest;
            take(after, kind) && take_number(after) && (after.starts_with('|') || after.starts_with(':')))
            known = true;
    known = known || rest.starts_with("https://") || rest.starts_with("http://");
    const auto bar = rest.find('|'), end = rest.find(']');
    if (!known || bar == rest.npos || end == rest.npos || end < bar ||
        rest.substr(0, bar).find_first_of("[\n") != rest.npos)
        return {};
    length = end + 2;
    return rest.substr(bar + 1, end - bar - 1);
}

}

std::string unescaped(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const auto rest = text.substr(at);
        std::size_t length = 1;
        const auto* named =
            rest[0] == '&' || rest[0] == '<'
                ? std::ranges::find_if(entities, [&](const entity& e) { return rest.starts_with(e.name); })
                : std::end(entities);
        if (named != std::end(entities)) {
            out += named->text;
            length = named->name.size();
        } else if (auto character = numeric_entity(rest, length)) {
            append_utf8(out, *character);
        } else {
            out += rest[0];
        }
        at += length;
    }
    return out;
}

std::string shown(std::string_view text) {
    const auto plain = unescaped(text);
    std::string out;
    out.reserve(plain.size());
    for (std::size_t at = 0; at < plain.size();) {
        std::size_t length = 1;
        if (auto words = plain[at] == '[' ? mention(std::string_view(plain).substr(at), length) : std::nullopt)
            out += *words;
        else
            out += plain[at];
        at += length;
    }
    return out;
}

std::string address_of(const post_author& author) {
    const auto id = number_in(author.id);
    if (!id || *id <= 0) return {};
    auto name = author.name.substr(0, author.name.find(' '));
    std::erase_if(name, [](char c) { return c == '[' || c == ']' || c == '|' || static_cast<unsigned char>(c) < ' '; });
    if (name.empty()) return {};
    return "[id" + std::to_string(*id) + "|" + name + "], ";
}

std::string without_address(std::string_view text) {
    std::size_t length = 0;
    if (!mention(text, length)) return std::string(text);
    auto rest = text.substr(length);
    if (!take(rest, ",")) return std::string(text);
    take(rest, " ");
    return std::string(rest);
}

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

bool is_web_address(std::string_view url) {
    return url.starts_with("https://") || url.starts_with("http://");
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

// The item's own words, and below them those of what it repeats.
std::string whole_text(const json::value& item) {
    auto out = shown(item["text"].text());
    for (const auto& inner : item["copy_history"].items())
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
    for (const auto& inner : item["copy_history"].items()) add_attachments(inner, p.attachments);
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
        return parse_comment(item, {*owner, *under}, root_of(item), with, place, left_out);
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
    const item_key key{under.owner, *item["id"].integer()};
    p.id = post_id(key);
    p.kind = root ? post_kind::reply : post_kind::comment;
    p.link = link_to({under, key.id, root});
    p.parent = post_id(under);
    const auto answered = item["reply_to_comment"].integer_or(0);
    if (answered > 0)
        p.reply_to = post_id({under.owner, answered});
    else if (root)
        p.reply_to = post_id({under.owner, root});
    return p;
}

}
