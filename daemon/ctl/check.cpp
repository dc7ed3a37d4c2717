#include "daemon/ctl/commands.hpp"

#include "connectors/http_client.hpp"
#include "daemon/accounts/guard.hpp"
#include "daemon/clock.hpp"
#include "rules/pack.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <algorithm>
#include <iostream>

namespace otklik::ctl {

namespace asio = boost::asio;

namespace {

// What is wrong with rules and people together; each line says where.
std::vector<std::string> objections(const config& settings, const rules::loaded& read) {
    std::vector<std::string> out;
    for (auto& p : read.problems) out.push_back(p.text());
    if (!read.ok()) return out;
    for (auto& e : read.value.executors)
        if (std::ranges::none_of(settings.people, [&](auto& p) { return p.executor == e.id; }))
            out.push_back(settings.file.string() + ": в подразделении «" + e.title + "» (" + e.id +
                          ") никого нет: добавьте [[person]] с executor = \"" + e.id + "\" (пункт 1.5)");
    for (auto& p : unknown_units(settings, read.value)) out.push_back(p.where + ": " + p.what);
    return out;
}

asio::awaitable<bool> ask(const account& a, http_client& http, daemon_clock& time, const config& settings) {
    surroundings around{http, time, a.id, a.options, settings.publishing.timeout};
    auto network = open_guarded(*a.kind, std::move(around), guard_limits_of(settings));
    auto found = co_await network->check();
    std::cout << a.id << " (" << a.kind->title << "): " << (found.connected ? "подключён" : "не подключён");
    if (!found.name.empty()) std::cout << ", «" << found.name << "»";
    std::cout << '\n';
    for (auto& can : found.abilities) std::cout << "  " << can << '\n';
    for (auto& f : found.failures) std::cerr << "  " << a.id << ": " << f.said << '\n';
    co_return found.failures.empty();
}

bool ask_all(const config& settings) {
    asio::io_context loop(1);
    daemon_clock time(loop);
    http_settings how;
    how.proxy = settings.proxy, how.ca_file = settings.ca_file;
    http_client http(loop.get_executor(), how);
    bool well = true;
    auto work = [&]() -> asio::awaitable<void> {
        for (auto& a : settings.accounts) well = co_await ask(a, http, time, settings) && well;
    };
    std::exception_ptr failed;
    asio::co_spawn(loop, work, [&](std::exception_ptr e) { failed = e; });
    loop.run();
    if (failed) std::rethrow_exception(failed);
    return well;
}

}

std::optional<config> configuration(const std::filesystem::path& file) {
    auto read = load_config(file);
    for (auto& p : read.problems) std::cerr << p.where << ": " << p.what << '\n';
    if (!read.problems.empty()) return {};
    return std::move(read.value);
}

int check(const std::filesystem::path& file, bool online) {
    auto settings = configuration(file);
    if (!settings) return exit_configuration;
    auto read = rules::load_pack(settings->pack);
    auto wrong = objections(*settings, read);
    for (auto& line : wrong) std::cerr << line << '\n';
    if (!wrong.empty()) return exit_configuration;
    std::cout << "Настройка в порядке: аккаунтов " << settings->accounts.size() << ", источников "
              << settings->sources.size() << ", людей " << settings->people.size() << ", правил "
              << read.value.rules.size() << '\n';
    if (!online) return 0;
    return ask_all(*settings) ? 0 : 1;
}

}
