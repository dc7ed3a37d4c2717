#include "storage/records.hpp"
#include "storage/redis.hpp"
#include "storage/store.hpp"

namespace otklik::storage {

asio::awaitable<void> store::keep_session(std::string digest, std::string record, moment until) {
    std::vector<std::string> arguments{std::move(digest), std::move(record), number(until)};
    co_await redis_.call("otklik_session_keep", std::move(arguments));
}

asio::awaitable<std::optional<std::string>> store::find_session(std::string digest, moment now) {
    std::vector<std::string> words{"HMGET", "otklik:session:" + digest, "record", "until"};
    auto found = co_await redis_.command(std::move(words));
    auto until = whole_number(found[1]);
    if (!until || *until <= to_milliseconds(now)) co_return std::nullopt;
    co_return found[0].text();
}

asio::awaitable<void> store::end_session(std::string digest) {
    std::vector<std::string> arguments{std::move(digest)};
    co_await redis_.call("otklik_session_end", std::move(arguments));
}

asio::awaitable<bool> store::note_letter(std::string name, std::string record, moment due) {
    std::vector<std::string> arguments{std::move(name), new_call(), std::move(record), number(due)};
    auto noted = co_await redis_.call("otklik_letter_note", std::move(arguments));
    co_return noted.integer() == 1;
}

asio::awaitable<std::vector<store::letter>> store::letters_due(moment now, std::size_t count) {
    std::vector<std::string> arguments{number(now), number(count)};
    auto found = co_await redis_.call("otklik_letters_due", std::move(arguments));
    std::vector<letter> out;
    for (std::size_t i = 0; i + 1 < found.list().size(); i += 2) {
        auto& l = out.emplace_back();
        l.name = found[i].text();
        l.record = found[i + 1].text();
    }
    co_return out;
}

asio::awaitable<void> store::letter_done(std::string name) {
    std::vector<std::string> arguments{std::move(name)};
    co_await redis_.call("otklik_letter_done", std::move(arguments));
}

asio::awaitable<void> store::letter_later(std::string name, std::string record, moment due) {
    std::vector<std::string> arguments{std::move(name), std::move(record), number(due)};
    co_await redis_.call("otklik_letter_later", std::move(arguments));
}

asio::awaitable<void> store::keep_state(std::string name, std::string record) {
    std::vector<std::string> words{"HSET", "otklik:states", std::move(name), std::move(record)};
    co_await redis_.command(std::move(words));
}

asio::awaitable<std::vector<std::pair<std::string, std::string>>> store::states(std::string prefix) {
    std::vector<std::string> words{"HGETALL", "otklik:states"};
    auto all = co_await redis_.command(std::move(words));
    std::vector<std::pair<std::string, std::string>> out;
    for (std::size_t i = 0; i + 1 < all.list().size(); i += 2)
        if (all[i].text().starts_with(prefix)) out.emplace_back(all[i].text(), all[i + 1].text());
    std::sort(out.begin(), out.end());
    co_return out;
}

asio::awaitable<std::optional<std::string>> store::state(std::string name) {
    std::vector<std::string> words{"HGET", "otklik:states", std::move(name)};
    auto found = co_await redis_.command(std::move(words));
    if (found.is_null()) co_return std::nullopt;
    co_return found.text();
}

asio::awaitable<void> store::keep_picture(std::string account, std::string bytes) {
    std::vector<std::string> words{"HSET", "otklik:pictures", std::move(account), std::move(bytes)};
    co_await redis_.command(std::move(words));
}

asio::awaitable<std::optional<std::string>> store::find_picture(std::string account) {
    std::vector<std::string> words{"HGET", "otklik:pictures", std::move(account)};
    auto found = co_await redis_.command(std::move(words));
    if (found.is_null()) co_return std::nullopt;
    co_return found.text();
}

}
