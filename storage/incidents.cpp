#include "storage/delivery_words.hpp"
#include "storage/records.hpp"
#include "storage/redis.hpp"
#include "storage/store.hpp"

namespace otklik::storage {

namespace {

// Number and version are the store's own; the record was written before they were known.
incident incident_from(std::int64_t id, std::int64_t version, const std::string& record) {
    auto which = "incident " + std::to_string(id);
    auto out = from_record<incident>(record, which);
    if (!out)
        throw std::runtime_error(which +
                                 " cannot be read; its record lies in Redis at otklik:incident:" + std::to_string(id));
    out->id = id;
    out->version = version;
    return std::move(*out);
}

void add_all_states(std::vector<std::string>& words) {
    for (auto name : names_of(incident_state{})) words.emplace_back(name);
}

}

asio::awaitable<std::optional<incident>> store::find_incident(std::int64_t id) {
    std::vector<std::string> words{"HMGET", "otklik:incident:" + number(id), "version", "record"};
    auto found = co_await redis_.command(std::move(words));
    auto version = whole_number(found[0]);
    if (!version) co_return std::nullopt;
    co_return incident_from(id, *version, found[1].text());
}

asio::awaitable<std::optional<std::int64_t>> store::incident_of(std::string post) {
    std::vector<std::string> words{"HGET", "otklik:of", std::move(post)};
    auto found = co_await redis_.command(std::move(words));
    co_return whole_number(found);
}

asio::awaitable<std::vector<incident>> store::incidents(incident_filter wanted) {
    std::vector<std::string> arguments{number(wanted.limit), std::move(wanted.executor)};
    for (auto s : wanted.states) arguments.emplace_back(name_of(s));
    if (wanted.states.empty()) add_all_states(arguments);
    auto found = co_await redis_.call("otklik_incidents", std::move(arguments));
    std::vector<incident> out;
    for (std::size_t i = 0; i + 2 < found.list().size(); i += 3)
        out.push_back(incident_from(found[i].integer(), found[i + 1].integer(), found[i + 2].text()));
    co_return out;
}

asio::awaitable<std::vector<std::pair<incident_state, std::int64_t>>> store::counts(std::string executor) {
    std::vector<std::string> arguments{std::move(executor)};
    add_all_states(arguments);
    auto found = co_await redis_.call("otklik_counts", std::move(arguments));
    std::vector<std::pair<incident_state, std::int64_t>> out;
    for (std::size_t i = 0; i < found.list().size(); ++i)
        out.emplace_back(static_cast<incident_state>(i), found[i].integer());
    co_return out;
}

asio::awaitable<std::vector<audit_entry>> store::history(std::int64_t id) {
    std::vector<std::string> words{"LRANGE", "otklik:incident:" + number(id) + ":audit", "0", "-1"};
    auto found = co_await redis_.command(std::move(words));
    std::vector<audit_entry> out;
    for (const auto& record : found.list()) {
        auto entry = from_record<audit_entry>(record.text(), "the history of incident " + number(id));
        if (!entry) continue;
        entry->incident = id;
        out.push_back(std::move(*entry));
    }
    co_return out;
}

asio::awaitable<change_outcome> store::change(incident_change what) {
    const auto decided_on = what.next.version;
    what.next.version += 1;
    std::vector<std::string> arguments{number(what.next.id),
                                       number(decided_on),
                                       std::string(name_of(what.next.state)),
                                       what.next.executor(),
                                       to_record(what.next),
                                       to_record(what.entry),
                                       number(what.entry.at),
                                       number(what.next.messages.size())};
    for (const auto& m : what.next.messages) arguments.push_back(m.post);
    for (const auto& d : what.deliveries) add_words(arguments, d);
    auto outcome = co_await redis_.call("otklik_change", std::move(arguments));
    if (outcome.text() == "done") co_return change_outcome::done;
    co_return outcome.text() == "fence" ? change_outcome::fence_lost : change_outcome::changed_meanwhile;
}

asio::awaitable<std::vector<incident_event>> store::events(std::string position, std::chrono::milliseconds patience) {
    if (position.empty()) position = co_await last_event();  // "$" would miss what happens between two tries
    std::vector<std::string> words{"XREAD", "COUNT", "500"};
    if (patience.count() > 0) words.insert(words.end(), {"BLOCK", number(std::int64_t{patience.count()})});
    words.insert(words.end(), {"STREAMS", "otklik:events", position});
    redis_value read;  // not in one expression: g++ 12 destroys what a conditional awaits twice
    if (patience.count() > 0)
        read = co_await redis_.blocking(std::move(words), patience);
    else
        read = co_await redis_.command(std::move(words));
    std::vector<incident_event> out;
    for (const auto& entry : read[0][1].list()) {
        incident_event e;  // fields in the order they were written: i, v, s
        e.position = entry[0].text();
        e.incident = whole_number(entry[1][1]).value_or(0);
        e.version = whole_number(entry[1][3]).value_or(0);
        e.state = named<incident_state>(entry[1][5].text()).value_or(incident_state::fresh);
        out.push_back(std::move(e));
    }
    co_return out;
}

asio::awaitable<std::string> store::last_event() {
    std::vector<std::string> words{"XREVRANGE", "otklik:events", "+", "-", "COUNT", "1"};
    auto last = co_await redis_.command(std::move(words));
    co_return last.list().empty() ? std::string("0-0") : last[0][0].text();
}

}
