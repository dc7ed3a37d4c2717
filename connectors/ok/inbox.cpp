// The conversations in which something happened since the last round are read, each from its newest message back to
// what is known. OK lists conversations by what happened last, so a page with a known one ends the looking.
#include "connectors/ok/inbox.hpp"

#include "connectors/network_json.hpp"
#include "connectors/reading.hpp"

#include <openssl/crypto.h>
#include <algorithm>

namespace otklik::ok {

namespace asio = boost::asio;
using namespace std::chrono_literals;

namespace {

constexpr std::size_t pages_at_once = 5;  // in one call of read, as in read.cpp
constexpr std::size_t posts_at_once = 500;
constexpr std::int64_t most_pages = 20;  // of conversations, in one round
constexpr std::size_t most_seen = 500;
constexpr auto overlap = 10min;  // OK's clocks need not agree

std::optional<moment> event_of(const json::value& chat) {
    for (const char* name : {"lastEventTime", "last_event_time"})
        if (auto when = moment_in(chat[name])) return when;
    return {};
}

// A list by its name, which may be null; nothing for an answer that is none.
const json::array* list_in(const json::value& answer, std::string_view name) {
    if (!answer.is_object() || !answer.has(name)) return nullptr;
    const auto& list = answer[name];
    return list.is_array() || list.is_null() ? &list.items() : nullptr;
}

class inbox_reading {
public:
    inbox_reading(graph& ok, const parsing& with, const otklik::clock& time, const source& from, std::string cursor)
        : ok_(ok), with_(with), time_(time), from_(from), at_(cursor_from<inbox_cursor>(cursor)) {}

    asio::awaitable<reading> run() {
        bool going = true;
        if (at_.work.empty() || !at_.marker.empty()) going = co_await probe();
        while (going && !at_.work.empty() && pages_ < pages_at_once && out_.posts.size() < posts_at_once)
            going = co_await read_conversation();
        const bool over = at_.work.empty() && at_.marker.empty();
        if (over && !out_.failed) end_round();
        out_.more = !out_.failed && !over;
        out_.cursor = json::write(encode(at_));
        co_return std::move(out_);
    }

private:
    bool fail(failure why) {
        out_.failed = std::move(why);
        return false;
    }

    // What was written before it is known, or of no use.
    moment known_until() const {
        return at_.newest == moment{} ? from_.since : std::max(at_.newest - overlap, from_.since);
    }

    asio::awaitable<bool> probe() {
        params query{{"count", "100"}};
        if (!at_.marker.empty()) query["marker"] = at_.marker;
        ++pages_;
        auto answer = co_await ok_.read("chats", std::move(query));
        if (auto* error = std::get_if<api_error>(&answer)) {
            if (error->why.kind == trouble::refused) at_.marker.clear();  // a place that is not valid any more
            co_return fail(std::move(error->why));
        }
        const auto& told = std::get<json::value>(answer);
        const auto* chats = list_in(told, "chats");
        if (!chats) co_return fail({trouble::unreadable, "graph.chats: the answer is no list", {}});
        bool meets_known = chats->empty();
        for (std::size_t i = 0; i < chats->size(); ++i) meets_known = take_conversation((*chats)[i], i) || meets_known;
        const auto next =
            told["marker"].is_string() ? std::optional(told["marker"].text()) : number_text(told["marker"]);
        const bool last = meets_known || !next || *next == at_.marker || ++at_.pages >= most_pages;
        at_.marker = last ? std::string() : *next;
        if (last) at_.pages = 0;
        co_return true;
    }

    // True for one in which nothing has happened since the last round.
    bool take_conversation(const json::value& chat, std::size_t i) {
        const auto& id = chat["chat_id"].text();
        if (!is_chat(id)) {
            out_.left_out.push_back({"graph.chats items[" + std::to_string(i) + "]", "it has no id"});
            return false;
        }
        const auto event = event_of(chat);
        if (event && *event < known_until()) return true;
        const auto when = event.value_or(moment{});
        at_.newest_now = std::max(at_.newest_now, std::min(when, time_.now()));
        const auto before = std::ranges::find(at_.seen, id, &conversation_seen::chat);
        const bool read = event && before != at_.seen.end() && before->event == *event;
        if (!read && std::ranges::find(at_.work, id, &conversation_work::chat) == at_.work.end())
            at_.work.push_back({id, when, {}});
        return false;
    }

    asio::awaitable<bool> read_conversation() {
        const auto work = at_.work.front();
        ++pages_;
        auto answer = co_await messages_page(ok_, work.chat, work.before, known_until());
        if (auto* error = std::get_if<api_error>(&answer)) co_return give_up_or_stop(std::move(error->why));
        const auto& messages = std::get<json::value>(answer)["messages"].items();
        auto oldest = moment::max();
        for (std::size_t i = 0; i < messages.size(); ++i) {
            const auto place = "graph.messages " + work.chat + " items[" + std::to_string(i) + "]";
            if (const auto written = written_at(messages[i])) {
                oldest = std::min(oldest, *written);
                at_.newest_now = std::max(at_.newest_now, std::min(*written, time_.now()));
            }
            if (auto p = parse_message(messages[i], with_, place, out_.left_out)) out_.posts.push_back(std::move(*p));
        }
        const bool stuck = oldest == moment::max() || (work.before != moment{} && oldest >= work.before);
        if (messages.size() < messages_on_page || oldest < known_until() || stuck)
            end_of_conversation();
        else
            at_.work.front().before = oldest;
        co_return true;
    }

    void end_of_conversation() {
        const auto& done = at_.work.front();
        std::erase_if(at_.seen, [&](const conversation_seen& s) { return s.chat == done.chat; });
        at_.seen.push_back({done.chat, done.event});
        at_.work.erase(at_.work.begin());
    }

    void end_round() {
        at_.newest = std::max(at_.newest, at_.newest_now);
        at_.newest_now = {};
        std::erase_if(at_.seen, [&](const conversation_seen& s) { return s.event < at_.newest - overlap; });
        if (at_.seen.size() > most_seen)
            at_.seen.erase(at_.seen.begin(), at_.seen.end() - static_cast<std::ptrdiff_t>(most_seen));
    }

    bool give_up_or_stop(failure why) {
        const auto then = after(why.kind);
        if (then == after_trouble::leave_it_out) {
            out_.left_out.push_back({"graph.messages " + at_.work.front().chat, why.said});
            end_of_conversation();
            return true;
        }
        if (then == after_trouble::read_it_last) {
            at_.work.front().before = {};
            std::ranges::rotate(at_.work, at_.work.begin() + 1);
        }
        return fail(std::move(why));
    }

    graph& ok_;
    const parsing& with_;
    const otklik::clock& time_;
    const source& from_;
    inbox_cursor at_;
    reading out_;
    std::size_t pages_ = 0;
};

bool is_the_secret(std::string_view given, std::string_view secret) {
    return !secret.empty() && given.size() == secret.size() &&
           CRYPTO_memcmp(given.data(), secret.data(), secret.size()) == 0;
}

}

asio::awaitable<reading> read_messages(graph& ok, const parsing& with, const otklik::clock& time, const source& from,
                                       std::string cursor) {
    std::optional<failure> wrong;
    if (!ok.has_token())
        wrong = failure{trouble::settings, "messages to the group are read with bot_token_file, which is missing", {}};
    else if (from.target != with.group)
        wrong = failure{trouble::settings, "messages are those to the group " + with.group + ", no other's", {}};
    if (wrong) co_return not_begun(std::move(cursor), std::move(*wrong));
    inbox_reading one(ok, with, time, from, std::move(cursor));
    co_return co_await one.run();
}

asio::awaitable<api_answer> messages_page(graph& ok, std::string chat, moment before, moment since) {
    params query{{"count", std::to_string(messages_on_page)}};
    // OK counts backwards: `from` is the later one.
    if (before != moment{}) query["from"] = std::to_string(to_milliseconds(before));
    if (since > moment{}) query["to"] = std::to_string(to_milliseconds(since));
    auto answer = co_await ok.read("messages/" + chat, std::move(query));
    if (const auto* told = std::get_if<json::value>(&answer); told && !list_in(*told, "messages"))
        co_return api_error{{trouble::unreadable, "graph.messages: the answer is no list", {}}, 0, proof::none};
    co_return answer;
}

hook_reply take_event(const hook_request& what, const parsing& with, std::string_view secret) {
    hook_reply out;
    const auto given = what.query.find("secret");
    if (given == what.query.end() || !is_the_secret(given->second, secret)) {
        out.status = 403;
        return out;
    }
    bool mended = false;
    std::string why;
    const auto event = parse_network_json(what.body, mended, why);
    // Whatever it is, it is answered as taken: OK would send it for eight hours more, and then nothing at all.
    if (!event) {
        out.left_out.push_back({"event", why});
        return out;
    }
    const auto& type = (*event)["webhookType"].text();
    if (!type.empty() && type != "MESSAGE_CREATED") return out;
    if (auto p = parse_message(*event, with, "event", out.left_out)) out.posts.push_back(std::move(*p));
    return out;
}

}
