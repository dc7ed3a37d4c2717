#include "connectors/vk/events.hpp"

#include "connectors/options.hpp"
#include "connectors/vk/people.hpp"

#include <algorithm>

namespace otklik::vk {

namespace asio = boost::asio;
using namespace std::chrono_literals;

namespace {

// What an event's object is a comment on. `owner` may be called owner_id too.
struct event_row {
    std::string_view type;
    shelf on;
    std::string_view owner, id;
};
constexpr event_row comment_events[] = {
    {"wall_reply_new", shelf::wall, "post_owner_id", "post_id"},
    {"photo_comment_new", shelf::photo, "photo_owner_id", "photo_id"},
    {"video_comment_new", shelf::video, "video_owner_id", "video_id"},
    {"board_post_new", shelf::topic, "topic_owner_id", "topic_id"},
};

// The item that an event brings, or null: message_new wraps it, message_reply does not.
const json::value& item_of(const json::value& event) {
    static const json::value nothing;
    const auto& type = event["type"].text();
    if (type == "message_new") return event["object"]["message"];
    if (type == "wall_post_new" || type == "message_reply" ||
        std::ranges::find(comment_events, type, &event_row::type) != std::end(comment_events))
        return event["object"];
    return nothing;
}

std::optional<post> post_in(const json::value& event, const parsing& with, const std::string& place,
                            std::vector<skipped>& left_out) {
    const auto& type = event["type"].text();
    const auto& item = item_of(event);
    if (type == "wall_post_new") return parse_post(item, with, place, left_out);
    if (type.starts_with("message_")) return parse_message(item, with, place, left_out);
    const auto& row = *std::ranges::find(comment_events, type, &event_row::type);
    auto owner = item[row.owner].integer();
    if (!owner) owner = item["owner_id"].integer();
    const auto id = item[row.id].integer();
    if (!owner || *owner == 0 || !id || *id <= 0) {
        left_out.push_back({place, "it does not say under what it was written"});
        return {};
    }
    return parse_lone_comment(item, {*owner, *id, row.on}, with, place, left_out);
}

std::string ts_in(const json::value& answer) {
    if (auto number = answer["ts"].integer()) return std::to_string(*number);
    return answer["ts"].text();
}

class event_reading {
public:
    event_reading(api& vk, const reader_settings& with, event_line& line, const source& from, const std::string& cursor)
        : vk_(vk), with_(with), line_(line), from_(from), at_(cursor_from<event_cursor>(cursor)) {}

    asio::awaitable<reading> run() {
        auto done = co_await wait();
        if (!done && !out_.failed) done = co_await wait();  // VK has closed the line: once more, with a new one
        if (!done && !out_.failed)
            out_.failed = failure{trouble::unreachable, "VK closes the queue of events as soon as it is opened", 30s};
        if (out_.failed) line_ = {};
        out_.cursor = json::write(encode(at_));
        co_return std::move(out_);
    }

private:
    // True when VK answered with events, be it none.
    asio::awaitable<bool> wait() {
        if (line_.key.empty() && !co_await open()) co_return false;
        auto answer = co_await vk_.fetch("longpoll", request());
        if (auto* error = std::get_if<api_error>(&answer)) {
            out_.failed = std::move(error->why);
            co_return false;
        }
        const auto& body = std::get<json::value>(answer);
        if (body.has("failed")) co_return closed(body);
        if (ts_in(body).empty()) {
            out_.failed = failure{trouble::unreadable, "longpoll: an answer without ts", 5s};
            co_return false;
        }
        co_await take(body["updates"].items());
        at_.ts = ts_in(body);
        co_return true;
    }

    asio::awaitable<bool> open() {
        params fields{{"group_id", std::to_string(with_.community)}};
        auto answer = co_await vk_.read("groups.getLongPollServer", std::move(fields));
        if (auto* error = std::get_if<api_error>(&answer)) {
            out_.failed = explained(*error);
            co_return false;
        }
        const auto& given = std::get<json::value>(answer);
        line_ = {given["server"].text(), given["key"].text()};
        if (!line_.server.empty() && line_.server.find("://") == line_.server.npos)
            line_.server = "https://" + line_.server;
        if (line_.server.empty() || line_.key.empty() || objection_to_address(line_.server)) {
            out_.failed = failure{trouble::unreadable, "groups.getLongPollServer: no server that can be asked", 30s};
            co_return false;
        }
        if (at_.ts.empty()) at_.ts = ts_in(given);
        co_return true;
    }

    failure explained(const api_error& error) const {
        constexpr std::int64_t switched_off = 100;
        auto why = error.why;
        const bool by_rights = why.kind == trouble::refused || why.kind == trouble::settings;
        if (error.code == switched_off)
            why.said +=
                "; switch it on: «Управление» → «Работа с API» → «Long Poll API», version 5.199, event types "
                "wall_post_new, wall_reply_new, photo_comment_new, video_comment_new, board_post_new, "
                "message_new, message_reply";
        else if (by_rights)
            why.said += "; events need community_token with the right «manage» (управление сообществом)";
        if (by_rights) why.kind = trouble::settings;
        return why;
    }

    // The key stands in the address since that is how VK asks for it; it opens the queue for an hour or so.
    http_request request() const {
        const auto spare = std::chrono::duration_cast<std::chrono::seconds>(vk_.request_limit()) - 5s;
        const params query{{"act", "a_check"},
                           {"key", line_.key},
                           {"ts", at_.ts},
                           {"wait", std::to_string(std::clamp(spare, 1s, 25s).count())}};
        return {"GET", line_.server + (line_.server.find('?') == line_.server.npos ? "?" : "&") + form_encoded(query)};
    }

    // What VK says instead of events. False: the line must be opened anew; true: the next call may go on with it.
    bool closed(const json::value& body) {
        const auto why = body["failed"].integer_or(0);
        const std::string lost = "VK no longer keeps some of the events; the polled sources bring what was missed";
        if (why == 1 && !ts_in(body).empty()) {
            at_.ts = ts_in(body);
            out_.left_out.push_back({"longpoll", lost});
            out_.more = true;
            return true;
        }
        line_ = {};
        if (why == 2) return false;
        at_.ts.clear();
        out_.left_out.push_back({"longpoll", why == 3 ? lost : "failed " + std::to_string(why) + ": begun anew"});
        return false;
    }

    asio::awaitable<void> take(const json::array& updates) {
        json::array items;
        for (const auto& event : updates) items.push_back(item_of(event));
        const auto known = co_await authors_of(vk_, authors_among(items));
        const parsing with{with_.account, from_.id, with_.community, &known};
        for (std::size_t i = 0; i < updates.size(); ++i) {
            const auto& event = updates[i];
            const auto place = "longpoll updates[" + std::to_string(i) + "] " + event["type"].text();
            if (!event.is_object() || event["type"].text().empty())
                out_.left_out.push_back({place, "it is no event"});
            else if (event.has("group_id") && event["group_id"].integer_or(0) != with_.community)
                out_.left_out.push_back({place, "it is of another community"});
            else if (!items[i].is_null())
                if (auto p = post_in(event, with, place, out_.left_out)) out_.posts.push_back(std::move(*p));
        }
    }

    api& vk_;
    const reader_settings& with_;
    event_line& line_;
    const source& from_;
    event_cursor at_;
    reading out_;
};

}

asio::awaitable<reading> read_events(api& vk, const reader_settings& with, event_line& line, const source& from,
                                     std::string cursor) {
    event_reading one(vk, with, line, from, cursor);
    co_return co_await one.run();
}

}
