// Answering a private message, and looking whether the answer stands.
#include "connectors/vk/messages.hpp"
#include "connectors/vk/scan.hpp"
#include "connectors/vk/upload.hpp"

#include <algorithm>

namespace otklik::vk {

namespace asio = boost::asio;

namespace {

by_hand steps_by_hand(const placement& what, std::int64_t community) {
    const auto peer = peer_of(what);
    const auto where = peer ? link_to({{-community, peer, shelf::conversation}, 0, 0})
                            : "https://vk.com/gim" + std::to_string(community);
    return {{},
            {"Откройте сообщения сообщества: " + where + ".",
             "Найдите переписку с автором (" + what.to.author.name +
                 "). Если её нет, написать первым ВКонтакте не даст: попросите автора под его сообщением "
                 "написать в сообщения сообщества.",
             "Вставьте текст ответа без изменений и отправьте его от имени сообщества.",
             "Вернитесь в Отклик и подтвердите размещение ссылкой на переписку."}};
}

// What VK answered to messages.send: the number alone, as it does for one recipient today, or a list of one, as it
// says it will; that one may hold a refusal inside a success.
std::int64_t message_in(const json::value& response) {
    if (const auto id = response.integer()) return *id;
    const auto& one = response.is_array() && !response.items().empty() ? response.items().front() : response;
    return one["message_id"].integer_or(0);
}

std::int64_t refusal_in(const json::value& response) {
    return response.items().empty() ? 0 : response.items().front()["error"]["code"].integer_or(0);
}

}

std::int64_t peer_of(const placement& what) {
    const auto conversation = item_key_of(what.to.parent);
    if (what.to.kind == post_kind::direct && conversation && conversation->on == shelf::conversation)
        return conversation->id;
    if (!what.privately) return 0;
    return std::max<std::int64_t>(number_in(what.to.author.id).value_or(0), 0);
}

std::int64_t random_id_of(std::string_view delivery) {
    std::uint64_t hash = 14695981039346656037u;  // FNV-1a
    for (unsigned char c : delivery) hash = (hash ^ c) * 1099511628211u;
    return static_cast<std::int64_t>((hash ^ (hash >> 52)) & ((std::uint64_t{1} << 52) - 1)) | 1;  // 0 means none
}

asio::awaitable<write_outcome> place_message(api& vk, std::int64_t community, const placement& what) {
    auto steps = steps_by_hand(what, community);
    const auto peer = peer_of(what);
    if (!peer || !vk.token_for("messages.send")) {
        steps.why = peer ? "У аккаунта нет ключа сообщества с правом «Сообщения сообщества»."
                         : "Лично можно написать только человеку, который писал сообществу сам.";
        co_return std::move(steps);
    }
    const upload_place conversation{community, peer};
    auto attachments = co_await upload(vk, conversation, what.files);
    if (auto* error = std::get_if<api_error>(&attachments)) co_return outcome_of(*error, std::move(steps));
    params fields{{"peer_id", std::to_string(peer)},
                  {"random_id", std::to_string(random_id_of(what.delivery))},
                  {"message", what.text}};
    if (auto& list = std::get<std::string>(attachments); !list.empty())
        fields.push_back({"attachment", std::move(list)});  // in the singular, though it is a list
    auto answer = co_await vk.write("messages.send", std::move(fields));
    if (auto* error = std::get_if<api_error>(&answer)) co_return outcome_of(*error, std::move(steps));
    const auto& response = std::get<json::value>(answer);
    if (const auto code = refusal_in(response)) {
        const auto& row = error_of(code);
        const api_error error{
            {row.kind, "messages.send: " + std::to_string(code) + ", " + std::string(row.meaning), row.after},
            code,
            row.of_write};
        co_return outcome_of(error, std::move(steps));
    }
    const auto id = message_in(response);
    if (id <= 0) co_return fate_unknown{{trouble::unreadable, "messages.send: an answer without a number", {}}};
    const item_key under{-community, peer, shelf::conversation};
    co_return sent{comment_id(under, id), link_to({under, id, 0})};
}

namespace {

constexpr std::int64_t page = 200;
constexpr std::int64_t deepest = 2'000;  // messages; beyond them the answer is «cannot say»

struct dialogue {
    item_key under;
    std::int64_t message = 0;  // that is answered; 0: the resident wrote elsewhere, and is answered here
    moment since{};
    const parsing& with;
    const placement& what;
    thread_view seen;
    bool found = false, any = false;

    void take(const json::value& item) {
        const auto id = item["id"].integer_or(0);
        if (id <= 0 || is_deleted(item)) return;
        any = true;
        const auto written =
            moment{std::chrono::seconds(std::clamp<std::int64_t>(item["date"].integer_or(0), 0, 253402300799))};
        if (id == message) {
            found = true;
            std::vector<skipped> ignored;
            if (auto now = parse_message(item, with, "", ignored)) seen.text = now->text;
        }
        const bool ours = item["from_id"].integer_or(0) == -with.community;
        const bool after = message ? id > message : written >= since;
        if (!ours || !after) return;
        const auto& text = item["text"].text();
        auto words = text == what.text ? text : unescaped(text);
        // What was written elsewhere is answered here by nothing but our own words.
        if (!message && words != what.text) return;
        seen.own_replies.push_back({comment_id(under, id), link_to({under, id, 0}), std::move(words), written});
    }
    bool passed(const json::value& item) const {
        if (message) return item["id"].integer_or(0) <= message;
        return moment{std::chrono::seconds(item["date"].integer_or(0))} < since;
    }
};

}

asio::awaitable<look_outcome> look_at_conversation(api& vk, const parsing& with, const placement& what) {
    const auto peer = peer_of(what);
    if (!peer) co_return failure{trouble::settings, what.to.id + " belongs to no conversation with a person", {}};
    const item_key under{-with.community, peer, shelf::conversation};
    const auto message = what.to.kind == post_kind::direct ? comment_in(what.to.id, under) : 0;
    dialogue at{under, message, what.to.written, with, what, {}};
    for (std::int64_t offset = 0; offset < deepest;) {
        params fields{{"peer_id", std::to_string(peer)},
                      {"count", std::to_string(page)},
                      {"offset", std::to_string(offset)},
                      {"extended", "1"}};
        auto answer = co_await vk.read("messages.getHistory", std::move(fields));
        if (auto* error = std::get_if<api_error>(&answer)) co_return std::move(error->why);
        const auto& response = std::get<json::value>(answer);
        const auto& items = response["items"].items();
        for (const auto& item : items) at.take(item);
        for (const auto& c : response["conversations"].items())
            if (c["peer"]["id"].integer_or(0) == peer && c["can_write"]["allowed"].flag() == false)
                at.seen.closed = true;
        offset += std::ssize(items);
        if (std::ssize(items) < page || at.passed(items.back())) {
            at.seen.gone = at.message && !at.found;
            // A community may not write first.
            if (!at.message) at.seen.closed = at.seen.closed || !at.any;
            co_return std::move(at.seen);
        }
    }
    co_return failure{trouble::unreadable, "messages.getHistory: more messages than can be read", {}};
}

}
