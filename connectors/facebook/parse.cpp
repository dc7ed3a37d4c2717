#include "connectors/facebook/parse.hpp"

#include "connectors/facebook/names.hpp"
#include "connectors/graph/names.hpp"
#include "connectors/graph/parse.hpp"
#include "connectors/text.hpp"

#include <algorithm>

namespace otklik::facebook {

using graph::id_text;
using graph::moment_of;
using graph::refuse;

namespace {

constexpr std::size_t most_attachments = 20;

struct kind_word {
    std::string_view kind, word;
};
constexpr kind_word kind_words[] = {{"photo", "фото"},     {"album", "фото"},        {"video", "видео"},
                                    {"sticker", "стикер"}, {"animated", "анимация"}, {"event", "мероприятие"},
                                    {"share", "ссылка"},   {"link", "ссылка"},       {"file", "документ"}};

// A link where there is one that can be followed, a word where there is none. "video_inline" is a video too.
std::string attachment(const json::value& a) {
    if (is_web_address(a["url"].text())) return a["url"].text();
    for (const char* name : {"media_type", "type"})
        for (const auto& [kind, word] : kind_words)
            if (a[name].text().starts_with(kind)) return std::string(word);
    return "вложение";
}

void add_attachments(const json::array& list, std::vector<std::string>& to) {
    for (const auto& a : list)
        if (a.is_object() && to.size() < most_attachments) to.push_back(attachment(a));
}

// Facebook names somebody only where that person or the page's rights allow it.
post_author author_in(const json::value& from) {
    const auto id = id_text(from["id"]);
    if (!id) return {{}, from["name"].text(), {}, false};
    return {*id, from["name"].text(), link_to(*id), false};
}

// What posts and comments have in common; the reason when it is not there.
std::optional<std::string> fill(post& p, const json::value& item, const parsing& with) {
    const auto written = moment_of(item["created_time"]);
    if (!written) return "it has no date";
    if (auto why = graph::objection_to_length(p.text)) return why;
    p.network = "facebook";
    p.account = with.account;
    p.source = with.source;
    p.own = p.author.id == with.page;
    p.written = *written;
    p.raw = json::write(graph::without(item, "comments"));
    return {};
}

}

std::string words_of_post(const json::value& item) {
    const auto& message = item["message"].text();
    return message.empty() ? item["story"].text() : message;
}

std::optional<post> parse_post(const json::value& item, const parsing& with, const std::string& place,
                               std::vector<skipped>& left_out) {
    if (!item.is_object()) return refuse(place, item, "it is no object", left_out);
    const auto id = id_text(item["id"]);
    if (!id) return refuse(place, item, "it has no id", left_out);
    if (item["is_published"].flag() == false) return {};
    if (!graph::is_text_or_nothing(item["message"])) return refuse(place, item, "its text is no text", left_out);
    post p;
    p.id = our_post_id(*id);
    p.kind = post_kind::post;
    p.text = words_of_post(item);
    p.author = author_in(item["from"]);
    if (auto why = fill(p, item, with)) return refuse(place, item, *why, left_out);
    const auto& link = item["permalink_url"].text();
    p.link = is_web_address(link) ? link : link_to(*id);
    add_attachments(item["attachments"]["data"].items(), p.attachments);
    return p;
}

std::optional<post> parse_comment(const json::value& item, const std::string& under, const parsing& with,
                                  const std::string& place, std::vector<skipped>& left_out) {
    if (!item.is_object()) return refuse(place, item, "it is no object", left_out);
    const auto id = id_text(item["id"]);
    if (!id) return refuse(place, item, "it has no id", left_out);
    if (!graph::is_text_or_nothing(item["message"])) return refuse(place, item, "its text is no text", left_out);
    const auto answered = id_text(item["parent"]["id"]);
    if (!answered && !item["parent"].is_null()) return refuse(place, item, "what it replies to has no id", left_out);
    post p;
    p.id = our_comment_id(*id);
    p.kind = answered ? post_kind::reply : post_kind::comment;
    p.text = item["message"].text();
    p.author = author_in(item["from"]);
    if (auto why = fill(p, item, with)) return refuse(place, item, *why, left_out);
    p.parent = our_post_id(under);
    if (answered) p.reply_to = our_comment_id(*answered);
    const auto& link = item["permalink_url"].text();
    p.link = is_web_address(link) ? link : link_to_comment(under, *id, answered.value_or(std::string()));
    if (item["attachment"].is_object()) add_attachments({item["attachment"]}, p.attachments);
    return p;
}

namespace {

// A delivery spells things otherwise than a list: brought into the list's form, it is read as one.
json::value as_listed(const json::value& value, const std::string& id) {
    json::value out;
    out.set("id", id).set("created_time", value["created_time"]).set("message", value["message"]);
    json::value from = value["from"];
    if (!from.is_object()) from = json::object{{"id", value["sender_id"]}, {"name", value["sender_name"]}};
    out.set("from", std::move(from));
    if (value["published"].flag() == false) out.set("is_published", false);
    if (const auto& link = value["post"]["permalink_url"]; link.is_string()) out.set("permalink_url", link);
    return out;
}

// Pictures and videos stand beside the words.
void add_media(const json::value& value, post& p) {
    if (const auto& link = value["link"].text(); is_web_address(link))
        p.attachments.push_back(link);
    else if (value.has("photo_id"))
        p.attachments.push_back("фото");
    else if (value.has("video_id"))
        p.attachments.push_back("видео");
}

}

std::optional<post> parse_change(const json::value& value, const parsing& with, const std::string& place,
                                 std::vector<skipped>& left_out) {
    const auto under = id_text(value["post_id"]);
    if (!under) return refuse(place, value, "it names no post", left_out);
    const auto comment = id_text(value["comment_id"]);
    auto item = as_listed(value, comment.value_or(*under));
    std::optional<post> out;
    if (comment) {
        const auto answered = id_text(value["parent_id"]);
        // A comment's parent is the post, a reply's a comment.
        const bool is_reply = answered && *answered != *under && last_part(*answered) != last_part(*under);
        if (is_reply) item.set("parent", json::object{{"id", *answered}});
        // The post's address is not the comment's.
        item.set("permalink_url", nullptr);
        out = parse_comment(item, *under, with, place, left_out);
    } else {
        out = parse_post(item, with, place, left_out);
    }
    if (!out) return out;
    out->raw = json::write(value);
    add_media(value, *out);
    return out;
}

}
