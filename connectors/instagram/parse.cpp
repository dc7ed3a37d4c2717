#include "connectors/instagram/parse.hpp"

#include "connectors/graph/names.hpp"
#include "connectors/graph/parse.hpp"
#include "connectors/instagram/names.hpp"
#include "connectors/text.hpp"

namespace otklik::instagram {

using graph::id_text;
using graph::moment_of;
using graph::refuse;

namespace {

struct kind_word {
    std::string_view kind, word;
};
constexpr kind_word kind_words[] = {{"IMAGE", "фото"}, {"VIDEO", "видео"}, {"CAROUSEL_ALBUM", "несколько фото"}};

std::string name_in(const json::value& item) {
    const auto& name = item["username"].text();
    return name.empty() ? item["from"]["username"].text() : name;
}

// People whose account is private are not named.
post_author author_in(const json::value& item) {
    const auto name = name_in(item);
    const auto id = id_text(item["from"]["id"]);
    return {id.value_or(name), name, is_username(name) ? link_to_user(name) : std::string(), false};
}

// What publications and comments have in common; the reason when it is not there.
std::optional<std::string> fill(post& p, const json::value& item, const json::value& words, const parsing& with) {
    const auto id = id_text(item["id"]);
    const auto written = moment_of(item["timestamp"]);
    if (!id) return "it has no id";
    if (!written) return "it has no date";
    if (!graph::is_text_or_nothing(words)) return "its text is no text";
    if (auto why = graph::objection_to_length(words.text())) return why;
    p.id = our_id(*id);
    p.network = "instagram";
    p.account = with.account;
    p.source = with.source;
    p.author = author_in(item);
    p.own = is_own(item, with.id, with.username).value_or(false);
    p.written = *written;
    p.text = words.text();
    p.raw = json::write(graph::without(item, "replies"));
    return {};
}

}

std::optional<bool> is_own(const json::value& item, std::string_view id, std::string_view username) {
    const auto name = name_in(item);
    const auto from = id_text(item["from"]["id"]);
    if (name.empty() && !from) return {};
    return (from && *from == id) || (!name.empty() && name == username);
}

std::optional<post> parse_media(const json::value& item, const parsing& with, const std::string& place,
                                std::vector<skipped>& left_out) {
    if (!item.is_object()) return refuse(place, item, "it is no object", left_out);
    post p;
    p.kind = post_kind::post;
    if (auto why = fill(p, item, item["caption"], with)) return refuse(place, item, *why, left_out);
    if (const auto& link = item["permalink"].text(); is_web_address(link)) p.link = link;
    for (const auto& [kind, word] : kind_words)
        if (item["media_type"].text() == kind) p.attachments.emplace_back(word);
    return p;
}

std::optional<post> parse_comment(const json::value& item, const media_place& under, const std::string& top,
                                  const parsing& with, const std::string& place, std::vector<skipped>& left_out) {
    if (!item.is_object()) return refuse(place, item, "it is no object", left_out);
    post p;
    if (auto why = fill(p, item, item["text"], with)) return refuse(place, item, *why, left_out);
    const auto answered = id_text(item["parent_id"]).value_or(top);
    p.kind = answered.empty() ? post_kind::comment : post_kind::reply;
    p.parent = our_id(under.id);
    if (!answered.empty()) p.reply_to = our_id(answered);
    p.link = under.link;
    return p;
}

std::optional<post> parse_mention(const json::value& answer, const parsing& with, const std::string& place,
                                  std::vector<skipped>& left_out) {
    const auto& comment = answer["mentioned_comment"];
    const auto& media = answer["mentioned_media"];
    std::optional<post> out;
    if (comment.is_object()) {
        const auto under = id_text(comment["media"]["id"]);
        if (!under) return refuse(place, comment, "it does not say what it stands under", left_out);
        const media_place where{*under, comment["media"]["permalink"].text()};
        out = parse_comment(comment, where, {}, with, place, left_out);
    } else {
        out = parse_media(media, with, place, left_out);
    }
    if (out) out->raw = json::write(answer);
    return out;
}

std::optional<mention> mention_in(const post& p) {
    const auto raw = json::parse(p.raw.empty() ? "{}" : p.raw);
    if (!raw) return {};
    if (const auto& comment = (*raw)["mentioned_comment"]; comment.is_object()) {
        const auto media = id_text(comment["media"]["id"]), id = id_text(comment["id"]);
        return media && id ? std::optional(mention{*media, *id}) : std::nullopt;
    }
    const auto media = id_text((*raw)["mentioned_media"]["id"]);
    return media ? std::optional(mention{*media, {}}) : std::nullopt;
}

}
