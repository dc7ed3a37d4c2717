#include "storage/delivery_words.hpp"
#include "storage/records.hpp"
#include "storage/redis.hpp"
#include "storage/store.hpp"

namespace otklik::storage {

namespace {

// The state beside the record is the one that holds: a delivery found in `sending` becomes `unknown` inside Redis.
delivery delivery_from(const redis_value& record, const redis_value& state) {
    auto out = from_record<delivery>(record.text(), "a delivery");
    if (!out) throw std::runtime_error("a delivery cannot be read: " + record.text().substr(0, 200));
    out->state = named<delivery_state>(state.text()).value_or(delivery_state::unknown);
    return std::move(*out);
}

}

asio::awaitable<std::optional<leased_delivery>> store::take_delivery(moment now, std::chrono::milliseconds lease) {
    std::vector<std::string> arguments{number(now), number(std::int64_t{lease.count()}), new_call()};
    auto taken = co_await redis_.call("otklik_take", std::move(arguments));
    if (taken.is_null()) co_return std::nullopt;
    leased_delivery out;
    out.what = delivery_from(taken[0], taken[1]);
    out.fence = taken[2].integer();
    out.until = from_milliseconds(taken[3].integer());
    co_return out;
}

asio::awaitable<bool> store::save_delivery(delivery_write what) {
    // Only a write without a fence asks for the time, and such a write comes with a change of its incident.
    std::vector<std::string> arguments{"0"};
    add_words(arguments, what);
    auto saved = co_await redis_.call("otklik_save", std::move(arguments));
    co_return saved.integer() == 1;
}

asio::awaitable<std::vector<delivery>> store::deliveries(std::vector<std::string> ids) {
    std::vector<delivery> out;
    if (ids.empty()) co_return out;
    auto found = co_await redis_.call("otklik_deliveries", std::move(ids));
    for (std::size_t i = 0; i + 1 < found.list().size(); i += 2) out.push_back(delivery_from(found[i], found[i + 1]));
    co_return out;
}

asio::awaitable<std::optional<moment>> store::next_due() {
    std::vector<std::string> words{"ZRANGE", "otklik:due", "0", "0", "WITHSCORES"};
    auto first = co_await redis_.command(std::move(words));
    auto when = whole_number(first[1]);
    if (!when) co_return std::nullopt;
    co_return from_milliseconds(*when);
}

asio::awaitable<std::vector<bool>> store::placed_by_us(std::vector<std::string> remote_ids) {
    std::vector<bool> out;
    if (remote_ids.empty()) co_return out;
    std::vector<std::string> words{"HMGET", "otklik:placed"};
    words.insert(words.end(), std::make_move_iterator(remote_ids.begin()), std::make_move_iterator(remote_ids.end()));
    auto found = co_await redis_.command(std::move(words));
    for (const auto& id : found.list()) out.push_back(!id.is_null());
    co_return out;
}

}
