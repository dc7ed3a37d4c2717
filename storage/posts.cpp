#include "storage/records.hpp"
#include "storage/redis.hpp"
#include "storage/store.hpp"

namespace otklik::storage {

asio::awaitable<std::size_t> store::ingest(std::string source, std::vector<post> posts, std::string cursor, moment now,
                                           moment bound) {
    std::vector<std::string> arguments{std::move(source), new_call(), std::move(cursor), number(now), number(bound)};
    arguments.reserve(arguments.size() + 4 * posts.size());
    for (auto& p : posts) {
        p.found = now;
        arguments.push_back(p.id);
        arguments.push_back(p.parent);
        arguments.push_back(number(p.written));
        arguments.push_back(to_record(p));
    }
    auto fresh = co_await redis_.call("otklik_ingest", std::move(arguments));
    co_return static_cast<std::size_t>(fresh.integer());
}

asio::awaitable<std::optional<std::string>> store::cursor(std::string source) {
    std::vector<std::string> words{"HGET", "otklik:cursors", std::move(source)};
    auto found = co_await redis_.command(std::move(words));
    if (found.is_null()) co_return std::nullopt;
    co_return found.text();
}

asio::awaitable<std::optional<post>> store::find_post(std::string id) {
    std::vector<std::string> words{"HGET", "otklik:post:" + id, "record"};
    auto found = co_await redis_.command(std::move(words));
    if (found.is_null()) co_return std::nullopt;
    co_return from_record<post>(found.text(), id);
}

asio::awaitable<std::vector<post>> store::thread(std::string parent, std::size_t limit) {
    std::vector<std::string> arguments{parent, number(limit)};
    auto found = co_await redis_.call("otklik_thread", std::move(arguments));
    std::vector<post> out;
    for (const auto& record : found.list())
        if (auto p = from_record<post>(record.text(), "a post under " + parent)) out.push_back(std::move(*p));
    co_return out;
}

asio::awaitable<std::vector<store::kept_post>> store::kept_posts(std::string after, std::size_t count) {
    std::vector<std::string> arguments{std::move(after), number(count)};
    auto found = co_await redis_.call("otklik_kept", std::move(arguments));
    std::vector<kept_post> out;
    for (std::size_t i = 0; i + 2 < found.list().size(); i += 3) {
        const auto& id = found[i + 1].text();
        if (auto p = from_record<post>(found[i + 2].text(), id))
            out.push_back({found[i].text() + " " + id, std::move(*p)});
    }
    co_return out;
}

asio::awaitable<std::vector<waiting_post>> store::next_posts(std::string consumer, std::size_t count,
                                                             std::chrono::milliseconds patience) {
    std::vector<waiting_post> out;
    for (bool waited = patience.count() <= 0;; waited = true) {
        std::vector<std::string> arguments{consumer, number(count), number(std::int64_t{taken_over_after_.count()})};
        auto line = co_await redis_.call("otklik_line", std::move(arguments));
        for (std::size_t i = 0; i + 1 < line.list().size(); i += 2) {
            auto p = from_record<post>(line[i + 1].text(), "the waiting post " + line[i].text());
            if (p)
                out.push_back({line[i].text(), std::move(*p)});
            else
                co_await pass_over(line[i].text());  // kept, but not in the way of the others
        }
        if (!out.empty() || waited) co_return out;
        // What arrives meanwhile is given to this consumer inside Redis, so a lost answer loses nothing: the next look
        // at the line finds it among what the consumer was given before.
        std::vector<std::string> words{"XREADGROUP", "GROUP",       "intake", consumer,
                                       "COUNT",      number(count), "BLOCK",  number(std::int64_t{patience.count()}),
                                       "STREAMS",    "otklik:line", ">"};
        auto woken = co_await redis_.blocking(std::move(words), patience);
        if (woken.is_null()) co_return out;
    }
}

asio::awaitable<void> store::pass_over(std::string ticket) {
    std::vector<std::string> arguments{std::move(ticket)};
    co_await redis_.call("otklik_pass_over", std::move(arguments));
}

asio::awaitable<store::acceptance> store::accept(std::string ticket, post what, incident first, audit_entry entry) {
    const auto now = entry.at;
    if (ticket.empty() && what.found == moment{}) what.found = now;
    first.version = 1;
    std::vector<std::string> arguments{std::move(ticket),
                                       what.id,
                                       what.parent,
                                       number(what.written),
                                       to_record(what),
                                       number(now),
                                       std::string(name_of(first.state)),
                                       first.executor(),
                                       to_record(first),
                                       to_record(entry)};
    auto made = co_await redis_.call("otklik_accept", std::move(arguments));
    acceptance out;
    out.incident = made[0].integer();
    out.made = made[1].integer() == 1;
    co_return out;
}

}
