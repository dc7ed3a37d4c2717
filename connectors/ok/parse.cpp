#include "connectors/ok/parse.hpp"
#include "connectors/text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>

namespace otklik::ok {

namespace {

constexpr std::size_t longest_text = 256 * 1024;  // bytes; OK's own limits are far below
constexpr std::size_t most_attachments = 20;
constexpr auto moscow = std::chrono::hours(3);  // since October 2014; only where no milliseconds came

bool take(std::string_view& s, std::string_view prefix) {
    if (!s.starts_with(prefix)) return false;
    s.remove_prefix(prefix.size());
    return true;
}

// "2014-04-11 12:53:02", Moscow's wall clock.
std::optional<moment> from_wall_clock(const std::string& text) {
    int year = 0, hour = 0, minute = 0, second = 0, length = 0;
    unsigned month = 0, day = 0;
    if (std::sscanf(text.c_str(), "%4d-%2u-%2u %2d:%2d:%2d%n", &year, &month, &day, &hour, &minute, &second, &length) !=
            6 ||
        static_cast<std::size_t>(length) != text.size())
        return {};
    const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(month), std::chrono::day(day)};
    if (!date.ok() || year < 2006 || hour > 23 || minute > 59 || second > 60 || hour < 0 || minute < 0 || second < 0)
        return {};
    return moment{std::chrono::sys_days(date)} + std::chrono::hours(hour) + std::chrono::minutes(minute) +
           std::chrono::seconds(second) - moscow;
}

// "user:538901295641" and its like.
bool is_reference(std::string_view s) {
    return (take(s, "user:") || take(s, "group:")) && is_number(s);
}

post_author unnamed(std::string_view reference) {
    auto number = reference;
    if (take(number, "user:")) return {std::string(number), "id" + std::string(number), link_to_user(number), false};
    take(number, "group:");
    return {std::string(reference), "группа " + std::string(number), link_to_group(number), false};
}

// Nobody named is somebody who is not there any more: nobody will read an answer.
post_author author_named(const std::string& reference, const std::string& name, const parsing& with) {
    if (reference.empty()) return {{}, shown(name), {}, true};
    auto out = unnamed(reference);
    if (with.known)
        if (auto found = with.known->find(reference); found != with.known->end()) out = found->second;
    if (!name.empty()) out.name = shown(name);
    return out;
}

struct kind_word {
    std::string_view kind, word;
};
// By the names of a topic's media and of a comment's attachments, in small letters.
constexpr kind_word kind_words[] = {
    {"photo", "фото"},        {"movie", "видео"},    {"video", "видео"},
    {"music", "аудиозапись"}, {"link", "ссылка"},    {"poll", "опрос"},
    {"topic", "публикация"},  {"app", "приложение"}, {"audio_recording", "голосовое сообщение"},
    {"sticker", "стикер"},    {"image", "фото"},     {"audio", "аудиозапись"},
    {"share", "ссылка"},      {"file", "документ"}};

// A link where there is one that can be followed, a word where there is none.
std::string attachment(const json::value& a) {
    for (const auto* url : {&a["url"], &a["link"], &a["payload"]["url"]})
        if (is_web_address(url->text())) return url->text();
    auto kind = a["type"].text();
    for (auto& c : kind)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    for (const auto& [name, word] : kind_words)
        if (name == kind) return std::string(word);
    return "вложение";
}

// The texts of a topic's media one below the other; nothing when one of them is no text.
std::optional<std::string> text_of_media(const json::value& media) {
    std::string out;
    for (const auto& m : media.items()) {
        if (m["type"].text() != "text") continue;
        if (!m["text"].is_string()) return {};
        out += (out.empty() ? "" : "\n") + shown(m["text"].text());
    }
    return out;
}

// The number of the group that a discussion stands in; empty where nobody says.
std::string group_of_discussion(const json::value& item) {
    for (const auto& object : item["ref_objects"].items())
        if (object["type"].text() == "GROUP") return number_text(object["id"]).value_or(std::string());
    return {};
}

}

std::optional<moment> moment_in(const json::value& v) {
    constexpr std::int64_t latest = 253402300799999;  // the end of the year 9999
    const auto text = number_text(v);
    std::int64_t ms = 0;
    if (!text || std::from_chars(text->data(), text->data() + text->size(), ms).ec != std::errc()) return {};
    return ms <= latest ? std::optional(from_milliseconds(ms)) : std::nullopt;
}

void add_attachments(const json::value& list, std::vector<std::string>& to) {
    for (const auto& a : list.items())
        if (a.is_object() && a["type"].text() != "text" && to.size() < most_attachments) to.push_back(attachment(a));
}

std::optional<post> refuse(std::string place, const json::value& item, std::string why,
                           std::vector<skipped>& left_out) {
    const auto& id = item.has("id") ? item["id"] : item["message"]["mid"];
    if (const auto text = id.is_string() ? std::optional(id.text()) : number_text(id); text && is_comment_id(*text))
        place += ", id " + *text;
    left_out.push_back({std::move(place), std::move(why)});
    return {};
}

std::optional<std::string> fill(post& p, const json::value& item, const parsing& with, const std::string& author,
                                const std::string& author_name) {
    const auto written = written_at(item);
    if (!written) return "it has no date";
    if (p.text.size() > longest_text)
        return "its text has " + std::to_string(p.text.size()) + " bytes, more than anybody writes";
    p.network = "ok";
    p.account = with.account;
    p.source = with.source;
    p.author = author_named(author, author_name, with);
    p.own = author == "group:" + with.group;
    p.written = *written;
    p.raw = json::write(item);
    return {};
}

std::string shown(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        std::size_t length = 0;
        // {group:123} opens and {group} closes what it names; other braces are the writer's own.
        for (std::string_view kind : {"{user", "{group", "{media_topic", "{theme"}) {
            auto rest = text.substr(at);
            if (text[at] != '{' || !take(rest, kind)) continue;
            if (take(rest, ":"))
                while (!rest.empty() && rest.front() >= '0' && rest.front() <= '9') rest.remove_prefix(1);
            if (rest.starts_with('}')) length = text.size() - at - rest.size() + 1;
        }
        if (!length) out += text[at];
        at += std::max<std::size_t>(length, 1);
    }
    return out;
}

authors authors_in(const json::value& answer) {
    authors out;
    const auto& entities = answer["entities"];
    for (const auto& u : entities["users"].items()) {
        const auto id = number_text(u["uid"]);
        if (!id) continue;
        auto name = u["name"].text();
        if (name.empty()) {
            name = u["first_name"].text();
            if (!u["last_name"].text().empty()) name += (name.empty() ? "" : " ") + u["last_name"].text();
        }
        auto author = unnamed("user:" + *id);
        if (!name.empty()) author.name = name;
        out["user:" + *id] = std::move(author);
    }
    for (const auto& g : entities["groups"].items()) {
        const auto id = number_text(g["uid"]);
        if (!id) continue;
        auto author = unnamed("group:" + *id);
        if (!g["name"].text().empty()) author.name = g["name"].text();
        out["group:" + *id] = std::move(author);
    }
    return out;
}

discussion discussion_of(const json::value& topic) {
    const auto& summary = topic["discussion_summary"];
    const auto id = number_text(summary["discussion_id"]);
    const auto& type = summary["discussion_type"].text();
    if (id && is_discussion_type(type)) return {type, *id};
    return {"GROUP_TOPIC", number_text(topic["id"]).value_or(std::string())};
}

std::optional<std::int64_t> comments_of(const json::value& topic) {
    const auto count = topic["discussion_summary"]["comments_count"].integer();
    return count && *count >= 0 ? count : std::nullopt;
}

std::optional<listed> listed_topic(const json::value& item, std::string_view group) {
    auto id = number_text(item["id"]);
    if (!id) return {};
    auto link = link_to_topic(group, *id);
    return listed{std::move(*id), discussion_of(item), comments_of(item), std::move(link)};
}

std::optional<listed> listed_discussion(const json::value& item) {
    const auto id = number_text(item["object_id"]);
    const auto& type = item["object_type"].text();
    if (!id || !is_discussion_type(type)) return {};
    listed out;
    out.in = {type, *id};
    out.name = post_id({out.in, {}}).substr(std::string_view("ok:").size());
    if (const auto count = item["total_comments_count"].integer(); count && *count >= 0) out.comments = count;
    // A photo's own address would need its album's number: the group's has to do.
    const auto group = group_of_discussion(item);
    if (type == "GROUP_MOVIE")
        out.link = "https://ok.ru/video/" + *id;
    else if (!group.empty())
        out.link = type == "GROUP_TOPIC" ? link_to_topic(group, *id) : link_to_group(group);
    return out;
}

bool is_deleted(const json::value& comment) {
    const auto& type = comment["type"].text();
    return type.starts_with("REMOVED") || type.starts_with("DELETED");
}

std::optional<moment> written_at(const json::value& item) {
    for (const char* name : {"date_ms", "created_ms", "timestamp"})
        if (auto when = moment_in(item[name])) return when;
    for (const char* name : {"date", "creation_date"})
        if (auto when = from_wall_clock(item[name].text())) return when;
    return moment_in(item["creation_date"]);
}

std::optional<std::string> author_of_comment(const json::value& c) {
    if (c.has("author_ref") && !c["author_ref"].is_null()) {
        const auto& reference = c["author_ref"].text();
        return is_reference(reference) ? std::optional(reference) : std::nullopt;
    }
    const auto& id = c["author_id"];
    if (id.is_null() || (id.is_string() && id.text().empty())) return std::string();
    const auto number = number_text(id);
    if (!number) return {};
    return (c["author_type"].text() == "GROUP" ? "group:" : "user:") + *number;
}

std::optional<post> parse_topic(const json::value& item, const parsing& with, const std::string& place,
                                std::vector<skipped>& left_out) {
    if (!item.is_object()) return refuse(place, item, "it is no object", left_out);
    const auto id = number_text(item["id"]);
    if (!id) return refuse(place, item, "its id is no number", left_out);
    auto text = text_of_media(item["media"]);
    if (!text) return refuse(place, item, "its text is no text", left_out);
    const auto& owner = item["owner_ref"].text();
    const auto& author = item["author_ref"].text().empty() ? owner : item["author_ref"].text();
    if (!author.empty() && !is_reference(author)) return refuse(place, item, "its author is no reference", left_out);
    post p;
    p.text = std::move(*text);
    if (auto why = fill(p, item, with, author, {})) return refuse(place, item, *why, left_out);
    auto group = std::string_view(owner);
    if (!is_reference(owner) || !take(group, "group:")) group = with.where_group;
    p.id = post_id({{"GROUP_TOPIC", *id}, {}});
    p.kind = post_kind::post;
    if (!group.empty()) p.link = link_to_topic(group, *id);
    add_attachments(item["media"], p.attachments);
    return p;
}

std::string text_of_discussion(const json::value& item) {
    std::string out;
    for (const char* part : {"title", "message"})
        if (const auto& text = item[part].text(); !text.empty()) out += (out.empty() ? "" : "\n") + shown(text);
    return out;
}

std::optional<post> parse_discussion(const json::value& item, const parsing& with, const std::string& place,
                                     std::vector<skipped>& left_out) {
    const auto what = item.is_object() ? listed_discussion(item) : std::nullopt;
    if (!what) return refuse(place, item, "it is no discussion that is read", left_out);
    post p;
    p.text = text_of_discussion(item);
    const auto group = group_of_discussion(item);
    if (auto why = fill(p, item, with, group.empty() ? group : "group:" + group, {}))
        return refuse(place, item, *why, left_out);
    p.id = post_id({what->in, {}});
    p.kind = post_kind::post;
    p.link = what->link;
    return p;
}

std::optional<post> parse_comment(const json::value& item, const discussion& in, const std::string& topic,
                                  const std::string& link, const parsing& with, const std::string& place,
                                  std::vector<skipped>& left_out) {
    if (!item.is_object()) return refuse(place, item, "it is no object", left_out);
    if (is_deleted(item)) return {};
    const auto& id = item["id"].text();
    if (!is_comment_id(id)) return refuse(place, item, "its id is no comment's", left_out);
    const auto author = author_of_comment(item);
    if (!author) return refuse(place, item, "its author is no number", left_out);
    if (item.has("text") && !item["text"].is_null() && !item["text"].is_string())
        return refuse(place, item, "its text is no text", left_out);
    const auto& answered = item["reply_to_comment_id"];
    if (!answered.is_null() && !answered.is_string())
        return refuse(place, item, "what it replies to is no comment's id", left_out);
    post p;
    p.text = shown(item["text"].text());
    if (auto why = fill(p, item, with, *author, item["author_name"].text())) return refuse(place, item, *why, left_out);
    p.id = post_id({in, id});
    p.kind = is_comment_id(answered.text()) ? post_kind::reply : post_kind::comment;
    p.link = link;
    p.parent = topic;
    if (p.kind == post_kind::reply) p.reply_to = post_id({in, answered.text()});
    add_attachments(item["attachments"], p.attachments);
    return p;
}

}
