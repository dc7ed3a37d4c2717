#include "daemon/ctl/commands.hpp"

#include "daemon/clock.hpp"
#include "daemon/ctl/account_text.hpp"
#include "daemon/incidents/transitions.hpp"
#include "daemon/intake/poller.hpp"
#include "daemon/publisher/brakes.hpp"
#include "storage/embedded_redis.hpp"
#include "storage/redis.hpp"
#include "storage/store.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <functional>
#include <iostream>
#include <sstream>

namespace otklik::ctl {

namespace asio = boost::asio;

namespace {

using question = std::function<asio::awaitable<int>(storage::store&, const config&, clock&)>;

// Opens the store that the configuration names, asks, and closes it.
int ask(const std::filesystem::path& file, const question& what) {
    auto settings = configuration(file);
    if (!settings) return exit_configuration;
    bool embedded = settings->storage_url == "embedded";
    auto url = url_of_store(*settings);
    asio::io_context loop(1);
    storage::redis redis(loop.get_executor(), url, std::chrono::seconds{3});
    storage::store store(redis);
    daemon_clock time(loop);
    int status = 1;
    std::exception_ptr failed;
    auto work = [&]() -> asio::awaitable<void> {
        if (auto refusal = co_await redis.open())
            std::cerr << *refusal << '\n';
        else
            status = co_await what(store, *settings, time);
        redis.close();
    };
    asio::co_spawn(loop, work, [&](std::exception_ptr e) { failed = e; });
    loop.run();
    try {
        if (failed) std::rethrow_exception(failed);
    } catch (const storage::store_unavailable& e) {
        std::cerr << (embedded ? "Служба не запущена (её Redis не отвечает): systemctl start otklik\n"
                               : "Redis не отвечает: " + std::string(e.what()) + "\n");
        return 1;
    }
    return status;
}

std::vector<incident_state> states_in(const std::string& list) {
    std::vector<incident_state> out;
    std::istringstream in(list);
    for (std::string word; std::getline(in, word, ',');)
        if (auto s = named<incident_state>(word)) out.push_back(*s);
    return out;
}

asio::awaitable<int> list(storage::store& store, const config& settings, std::string states) {
    storage::incident_filter filter;
    filter.states = states_in(states);
    filter.limit = 500;
    for (auto& i : co_await store.incidents(filter))
        std::cout << i.id << '\t' << name_of(i.state) << '\t' << when(i.created, settings.zone) << '\t'
                  << (i.executor().empty() ? "-" : i.executor()) << '\t'
                  << (i.messages.empty() ? "-" : i.messages.front().post) << '\n';
    co_return 0;
}

asio::awaitable<int> show(storage::store& store, const config& settings, std::int64_t number) {
    auto i = co_await store.find_incident(number);
    if (!i) {
        std::cerr << "Нет инцидента № " << number << '\n';
        co_return 1;
    }
    std::cout << "№ " << i->id << ", " << title_of(i->state) << ", версия " << i->version << '\n';
    for (auto& m : i->messages) {
        auto p = co_await store.find_post(m.post);
        std::cout << "\n" << m.post << (p ? " " + p->link + "\n" + p->author.name + ": " + p->text : "") << '\n';
        std::cout << "Почему: " << m.match["because"].text() << '\n';
    }
    if (i->answer) std::cout << "\nОтвет: " << i->answer->text << '\n';
    for (auto& d : co_await store.deliveries(i->deliveries))
        std::cout << "Размещение " << d.id << ": " << name_of(d.state) << " " << d.link << " " << d.reason << '\n';
    std::cout << '\n';
    for (auto& e : co_await store.history(number))
        std::cout << when(e.at, settings.zone) << '\t' << e.who << '\t' << e.action << '\t' << e.from << " -> " << e.to
                  << '\t' << e.detail << '\n';
    co_return 0;
}

asio::awaitable<int> tell_status(storage::store& store, const config& settings, clock& time) {
    auto health = co_await store.health();
    std::cout << "Хранилище: Redis " << health.version << ", " << health.url << ", " << health.memory_bytes / (1 << 20)
              << " МиБ, публикаций " << health.posts_kept << ", ждут разбора " << health.posts_waiting << '\n';
    for (auto& [state, n] : co_await store.counts({}))
        std::cout << "Инциденты, " << title_of(state) << ": " << n << '\n';
    for (auto& [name, record] : co_await store.states("source:")) {
        auto v = json::parse(record);
        if (!v) continue;
        auto r = decode<source_report>(*v);
        std::cout << "Источник " << r.source << ": прочитан " << when(r.last_read, settings.zone) << ", новых "
                  << r.found << (r.trouble.empty() ? "" : ", беда: " + r.trouble) << '\n';
    }
    for (auto& [name, record] : co_await store.states("brake:"))
        if (auto v = json::parse(record))
            if (auto b = decode<brake>(*v); b.times)
                std::cout << "Аккаунт " << name.substr(name.find(':') + 1) << ": размещение остановлено до "
                          << when(b.until, settings.zone) << ": " << b.why << '\n';
    for (auto& a : settings.accounts) {
        auto known = co_await report_of(store, a.id);
        auto confirmed = co_await confirmation_of(store, a.id);
        print_status(a, known, confirmed, settings.zone, time.now());
    }
    co_return 0;
}

}

std::string url_of_store(const config& settings) {
    return settings.storage_url == "embedded" ? storage::embedded_redis::url_of(settings.directory)
                                              : settings.storage_url;
}

int incidents_list(const std::filesystem::path& file, const std::string& states) {
    return ask(file, [&](storage::store& s, const config& c, clock&) { return list(s, c, states); });
}

int incidents_show(const std::filesystem::path& file, std::int64_t number) {
    return ask(file, [&](storage::store& s, const config& c, clock&) { return show(s, c, number); });
}

int status(const std::filesystem::path& file) {
    return ask(file, [](storage::store& s, const config& c, clock& t) { return tell_status(s, c, t); });
}

}
