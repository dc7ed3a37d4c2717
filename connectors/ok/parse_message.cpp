#include "connectors/ok/parse.hpp"

namespace otklik::ok {

// OK's pages say that a sender is a user or a group, and show users only; so the group's own number counts under
// either name, or its own answers would come back as residents' messages.
std::string sender_of(const json::value& message, std::string_view own_group) {
    const auto& sender = message["sender"];
    for (const char* name : {"user_id", "group_id"}) {
        const auto& reference = sender[name].text();
        const auto colon = reference.find(':');
        const auto kind = reference.substr(0, colon);
        if (colon == reference.npos || (kind != "user" && kind != "group")) continue;
        const auto number = reference.substr(colon + 1);
        if (!is_number(number)) continue;
        return number == own_group ? "group:" + number : reference;
    }
    return {};
}

std::optional<post> parse_message(const json::value& item, const parsing& with, const std::string& place,
                                  std::vector<skipped>& left_out) {
    if (!item.is_object() || !item["message"].is_object()) return refuse(place, item, "it is no message", left_out);
    const auto& message = item["message"];
    const auto& text = message["text"];
    if (!text.is_null() && !text.is_string()) return refuse(place, item, "its text is no text", left_out);
    if (text.text().empty() && message["attachments"].items().empty()) return {};
    const direct_key key{item["recipient"]["chat_id"].text(), message["mid"].text()};
    if (!is_chat(key.chat)) return refuse(place, item, "its conversation has no id", left_out);
    if (!is_message(key.message)) return refuse(place, item, "its id is no message's", left_out);
    const auto sender = sender_of(item, with.group);
    if (sender.empty()) return refuse(place, item, "its sender is neither a user nor a group", left_out);
    post p;
    p.text = text.text();
    if (auto why = fill(p, item, with, sender, item["sender"]["name"].text()))
        return refuse(place, item, *why, left_out);
    p.id = direct_id(key);
    p.kind = post_kind::direct;
    p.link = link_to_group(with.group);
    p.parent = direct_id({key.chat, {}});
    add_attachments(message["attachments"], p.attachments);
    return p;
}

}
