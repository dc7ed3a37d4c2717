// What belongs to no subject: how the store does, and what it forgets. The rest: posts.cpp, incidents.cpp, outbox.cpp,
// people.cpp.
#include "storage/store.hpp"

#include "storage/durability.hpp"
#include "storage/records.hpp"
#include "storage/redis.hpp"

namespace otklik::storage {

store::store(redis& connection, retention keeps, std::chrono::milliseconds taken_over_after)
    : redis_(connection), retention_(keeps), taken_over_after_(taken_over_after) {}

asio::awaitable<store_health> store::health() {
    std::vector<std::string> info{"INFO", "server", "memory"}, line{"XLEN", "otklik:line"};
    std::vector<std::string> kept{"ZCARD", "otklik:kept"}, accepted{"HLEN", "otklik:of"};
    store_health out;
    const auto about = (co_await redis_.command(std::move(info))).text();
    out.version = info_field(about, "redis_version");
    out.url = redis_.address();
    out.memory_bytes = whole_number(redis_value{info_field(about, "used_memory")}).value_or(0);
    out.posts_waiting = (co_await redis_.command(std::move(line))).integer();
    out.posts_kept = out.posts_waiting + (co_await redis_.command(std::move(kept))).integer() +
                     (co_await redis_.command(std::move(accepted))).integer();
    co_return out;
}

asio::awaitable<std::size_t> store::tidy(moment now) {
    constexpr std::int64_t at_once = 500;  // a few milliseconds of Redis' time
    std::size_t all = 0;
    for (;;) {
        std::vector<std::string> arguments{number(now), number(now - retention_.unmatched),
                                           number(now - retention_.seen), number(at_once)};
        auto went = (co_await redis_.call("otklik_tidy", std::move(arguments))).integer();
        all += static_cast<std::size_t>(went);
        if (went < at_once) co_return all;
    }
}

}
