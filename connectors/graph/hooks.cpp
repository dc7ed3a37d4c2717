#include "connectors/graph/hooks.hpp"

#include "connectors/graph/names.hpp"
#include "connectors/graph/proof.hpp"
#include "connectors/network_json.hpp"

#include <algorithm>

namespace otklik::graph {

namespace {

constexpr std::size_t most_entries = 1000;    // Meta's limit of one delivery
constexpr std::size_t most_changes = 10'000;  // nobody's limit but ours

hook_reply handshake(const hook_request& what, std::string_view verify_token) {
    auto given = [&](std::string_view name) {
        const auto found = what.query.find(name);
        return found == what.query.end() ? std::string() : found->second;
    };
    const auto challenge = given("hub.challenge");
    // The challenge is given back as it came: nothing but letters and digits, lest a page of a stranger's comes out.
    const bool harmless = !challenge.empty() && challenge.size() <= 200 && is_id(challenge);
    if (verify_token.empty() || given("hub.mode") != "subscribe" || !harmless ||
        !are_equal(given("hub.verify_token"), verify_token))
        return {403, {}, {}, {}};
    return {200, challenge, {}, {}};
}

void take_entry(const json::value& entry, const std::string& place, opened_hook& out) {
    const auto about = id_text(entry["id"]);
    if (!about) {
        out.reply.left_out.push_back({place, "it has no id"});
        return;
    }
    auto take = [&](const json::value& change, std::string where) {
        if (out.changes.size() >= most_changes || change["field"].text().empty() || !change["value"].is_object())
            out.reply.left_out.push_back({std::move(where), "it is no change"});
        else
            out.changes.push_back({*about, change["field"].text(), change["value"], std::move(where), entry["time"]});
    };
    const auto& changes = entry["changes"].items();
    for (std::size_t i = 0; i < changes.size(); ++i) take(changes[i], place + ".changes[" + std::to_string(i) + "]");
    // The flat form that one of Meta's pages shows.
    if (entry.has("field")) take(entry, place);
}

void take_delivery(const json::value& delivery, std::string_view object, opened_hook& out) {
    if (delivery["object"].text() != object) {
        out.reply.left_out.push_back({"delivery", "it is about \"" + one_line(delivery["object"].text(), 40) + "\""});
        return;
    }
    const auto& entries = delivery["entry"].items();
    for (std::size_t i = 0; i < std::min(entries.size(), most_entries); ++i)
        take_entry(entries[i], "entry[" + std::to_string(i) + "]", out);
    if (entries.size() > most_entries)
        out.reply.left_out.push_back({"delivery", std::to_string(entries.size()) + " entries, more than Meta sends"});
}

}

hook_keys hook_keys_of(const option_values& given) {
    return {value_of(given, "verify_token"), value_of(given, "app_secret")};
}

bool comes_again(const failure& why) {
    return why.kind == trouble::unreachable || why.kind == trouble::throttled;
}

opened_hook open_hook(const hook_request& what, std::string_view object, const hook_keys& keys) {
    opened_hook out;
    if (what.method == "GET") {
        out.reply = handshake(what, keys.verify_token);
        return out;
    }
    if (what.method != "POST") {
        out.reply.status = 405;
        return out;
    }
    if (!is_signed(what.signature, what.body, keys.app_secret)) {
        out.reply.status = 403;
        return out;
    }
    bool mended = false;
    std::string why;
    const auto body = parse_network_json(what.body, mended, why);
    if (!body) {
        out.reply.left_out.push_back({"delivery", why});
        return out;
    }
    // One of Meta's samples is wrapped in an array.
    if (!body->is_array()) {
        take_delivery(*body, object, out);
        return out;
    }
    for (const auto& delivery : body->items()) take_delivery(delivery, object, out);
    return out;
}

}
