// A store over a real server, empty at the beginning of each test; a second one beside it, as another replica would
// have; and one whose answers can be lost on the way.
#pragma once

#include "storage/redis.hpp"
#include "storage/store.hpp"
#include "tests/unit/storage/server.hpp"

#include <gtest/gtest.h>

namespace otklik::test {

using namespace storage;
using namespace std::chrono_literals;

inline post a_post(const std::string& id, const std::string& parent = "", std::int64_t written = 1000) {
    post p;
    p.id = id;
    p.network = "vk";
    p.parent = parent;
    p.kind = parent.empty() ? post_kind::post : post_kind::comment;
    p.text = "текст " + id;
    p.written = from_milliseconds(written);
    return p;
}

inline audit_entry an_entry(const std::string& who, const std::string& action, moment at) {
    audit_entry e;
    e.who = who;
    e.action = action;
    e.at = at;
    return e;
}

inline assignment to_executor(const std::string& executor) {
    assignment a;
    a.executor = executor;
    return a;
}

struct StoreTest : testing::Test {
    static void SetUpTestSuite() { server = new redis_server; }
    static void TearDownTestSuite() { delete std::exchange(server, nullptr); }
    void SetUp() override { server->say({"FLUSHALL"}); }

    // One co_spawn for every kind of result: each of its instantiations costs seconds of compiling.
    template <class T>
    static asio::awaitable<void> into(asio::awaitable<T> work, std::shared_ptr<test::bench::outcome<T>> end) {
        try {
            if constexpr (std::is_void_v<T>) {
                co_await std::move(work);
                end->value = true;
            } else {
                end->value.emplace(co_await std::move(work));
            }
        } catch (...) {
            end->thrown = std::current_exception();
        }
    }
    template <class T>
    std::shared_ptr<test::bench::outcome<T>> start(asio::awaitable<T> work) {
        auto end = std::make_shared<test::bench::outcome<T>>();
        bench.start(into(std::move(work), end));
        return end;
    }
    template <class T>
    T run(asio::awaitable<T> work) {
        auto end = std::make_shared<test::bench::outcome<T>>();
        bench.finish(into(std::move(work), end));
        return test::bench::take<T>(*end);
    }
    // Of one that was started before.
    template <class T>
    T result(const std::shared_ptr<test::bench::outcome<T>>& end) {
        for (auto until = std::chrono::steady_clock::now() + 10s;
             !end->ended() && std::chrono::steady_clock::now() < until;)
            bench.finish(nap(1ms));
        return test::bench::take<T>(*end);
    }
    // The same through the store whose next answer is lost: Redis does it, the link breaks, the call is sent again.
    template <class T>
    T run_losing(asio::awaitable<T> work, int answers = 1) {
        run(unlucky_connection.open());
        proxy.lose_answers(answers);
        if constexpr (std::is_void_v<T>) {
            run(std::move(work));
            EXPECT_EQ(proxy.left_to_lose(), 0) << "no answer was lost";
        } else {
            auto out = run(std::move(work));
            EXPECT_EQ(proxy.left_to_lose(), 0) << "no answer was lost";
            return out;
        }
    }

    incident a_fresh_incident(const std::string& of_post) {
        incident i;
        i.state = incident_state::fresh;
        i.created = now;
        i.messages.emplace_back().post = of_post;
        return i;
    }
    std::int64_t an_incident(const std::string& of_post = "vk:1") {
        return run(one.accept("", a_post(of_post), a_fresh_incident(of_post), an_entry("system", "found", now)))
            .incident;
    }
    incident the_incident(std::int64_t id) { return run(one.find_incident(id)).value(); }
    // What a coordinator would do next.
    incident_change a_change(std::int64_t id, incident_state to, const std::string& who = "anna") {
        incident_change c;
        c.next = the_incident(id);
        c.next.state = to;
        c.entry = an_entry(who, "changed", now);
        return c;
    }
    delivery a_delivery(const std::string& id, std::int64_t of_incident) {
        delivery d;
        d.id = id;
        d.incident = of_incident;
        d.text = "Ответ";
        return d;
    }
    delivery_write first_write(const delivery& d, std::optional<moment> due) {
        delivery_write w;
        w.what = d;
        w.due = due;
        return w;
    }
    static delivery_write next_write(const leased_delivery& taken, delivery_state to, std::optional<moment> due) {
        delivery_write w;
        w.what = taken.what;
        w.what.state = to;
        w.fence = taken.fence;
        w.due = due;
        return w;
    }
    // An incident with one delivery that is due now.
    std::int64_t with_delivery(const std::string& of_post, const std::string& delivery_id) {
        auto id = an_incident(of_post);
        auto c = a_change(id, incident_state::placing);
        c.deliveries.push_back(first_write(a_delivery(delivery_id, id), now));
        EXPECT_EQ(run(one.change(c)), change_outcome::done);
        return id;
    }

    static inline redis_server* server = nullptr;
    test::bench bench;
    redis connection{bench.io.get_executor(), server->url()}, other_connection{bench.io.get_executor(), server->url()};
    lossy_proxy proxy{bench, *server};
    redis unlucky_connection{bench.io.get_executor(), proxy.url()};
    store one{connection, {}, 200ms}, two{other_connection, {}, 200ms}, unlucky{unlucky_connection, {}, 200ms};
    moment now = from_milliseconds(1'700'000'000'000);
};

}
