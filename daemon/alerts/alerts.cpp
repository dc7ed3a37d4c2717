#include "daemon/alerts/alerts.hpp"

#include "daemon/people/passwords.hpp"
#include "daemon/points.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>

namespace otklik {

namespace asio = boost::asio;
using std::chrono::milliseconds;

namespace {

constexpr milliseconds store_away{2000};
constexpr milliseconds idle{1000};
constexpr auto position_key = "alerts";

// What is kept of a letter until it is sent.
struct kept_letter {
    letter_plan plan;
    int attempts = 0;
    moment noted{};

    template <class F>
    static void fields(F&& f) {
        f("plan", &kept_letter::plan), f("attempts", &kept_letter::attempts), f("noted", &kept_letter::noted);
    }
};

constexpr int most_attempts = 40;  // a day and a half with the pauses below

milliseconds pause_after(int attempts) {
    constexpr milliseconds first{30'000}, most{3'600'000};
    return std::min(most, first * (1 << std::min(attempts, 7)));
}

kept_letter read_letter(const std::string& record) {
    auto v = json::parse(record);
    return v ? decode<kept_letter>(*v) : kept_letter{};
}

}

asio::awaitable<void> note_letter(storage::store& store, std::string name, letter_plan plan, moment now) {
    kept_letter letter{std::move(plan), 0, now};
    auto record = json::write(encode(letter));
    co_await store.note_letter(std::move(name), std::move(record), now);
}

asio::awaitable<void> alerts::watch() {
    std::string position;
    bool known = false;
    for (;;) {
        bool pause_for_store = false;
        try {
            if (!known) {
                auto kept = co_await store_.states(position_key);
                position = kept.empty() ? "0" : kept.front().second;
                known = true;
            }
            co_await watch_once(position);
        } catch (const storage::store_unavailable& e) {
            spdlog::warn("alerts: the store does not answer: {}", e.what());
            pause_for_store = true;
        }
        if (pause_for_store) co_await time_.rest(store_away);
    }
}

asio::awaitable<void> alerts::watch_once(std::string& position) {
    auto events = co_await store_.events(position, std::chrono::seconds{1});
    if (events.empty()) co_return;
    for (auto& event : events) co_await note(event);
    position = events.back().position;
    co_await store_.keep_state(position_key, position);
}

asio::awaitable<void> alerts::note(const storage::incident_event& event) {
    auto about = co_await store_.find_incident(event.incident);
    if (!about) co_return;
    about->state = event.state;  // it may have gone on meanwhile: what happened is told all the same
    auto* unit = pack_.find_executor(about->executor());
    letter_context context{{}, unit ? unit->title : "", console_};
    if (!about->messages.empty())
        if (auto first = co_await store_.find_post(about->messages.front().post))
            context.message = std::move(first->text);
    auto plan = letter_about(*about, context, settings_);
    if (!plan) co_return;
    auto name = std::to_string(event.incident) + "-" + std::to_string(event.version);
    co_await note_letter(store_, std::move(name), std::move(*plan), time_.now());
}

asio::awaitable<void> alerts::send() {
    for (;;) {
        std::size_t sent = 0;
        bool pause_for_store = false;
        try {
            sent = co_await send_due();
        } catch (const storage::store_unavailable&) {
            pause_for_store = true;  // watch() has logged it
        }
        if (pause_for_store)
            co_await time_.rest(store_away);
        else if (sent == 0)
            co_await time_.rest(idle);
    }
}

asio::awaitable<std::size_t> alerts::send_due() {
    auto due = co_await store_.letters_due(time_.now(), 16);
    for (auto& letter : due) co_await send_one(letter);
    co_return due.size();
}

asio::awaitable<void> alerts::send_one(storage::store::letter what) {
    auto kept = read_letter(what.record);
    mail out;
    out.from = settings_.mail_from;
    out.from_name = "Отклик";
    out.to = kept.plan.to;
    out.subject = kept.plan.subject;
    out.text = kept.plan.text;
    // The same for every attempt, so that a mail program can tell a letter that came twice.
    out.message_id = "<" + what.name + "." + digest_of(what.name + console_).substr(0, 12) + "@otklik>";
    out.date = kept.noted;
    pass_point("letter.before_send");
    auto failed = co_await mail_.send(std::move(out));
    pass_point("letter.after_send");
    if (!failed) co_return co_await store_.letter_done(what.name);

    kept.attempts += 1;
    if (kept.attempts >= most_attempts) {
        spdlog::error("letter {}: given up after {} attempts: {}", what.name, kept.attempts, failed->said);
        co_return co_await store_.letter_done(what.name);
    }
    spdlog::warn("letter {}: {}; attempt {}", what.name, failed->said, kept.attempts);
    auto record = json::write(encode(kept));
    co_await store_.letter_later(what.name, std::move(record), time_.now() + pause_after(kept.attempts));
}

}
