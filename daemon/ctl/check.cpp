#include "daemon/ctl/commands.hpp"

#include "connectors/http_client.hpp"
#include "daemon/accounts/guard.hpp"
#include "daemon/accounts/pictures.hpp"
#include "daemon/accounts/secrets.hpp"
#include "daemon/clock.hpp"
#include "daemon/ctl/account_text.hpp"
#include "rules/pack.hpp"
#include "storage/redis.hpp"
#include "storage/store.hpp"

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

// The key under which the running service keeps its secrets; nothing where it has none yet, or we may not read it.
std::optional<secret_key> key_of_service(const config& settings) {
    if (!settings.storage_key.empty()) return key_of(settings.storage_key);
    const auto file = settings.directory / "secrets.key";
    try {
        if (std::filesystem::exists(file)) return key_in(file);
    } catch (const std::system_error&) {
        // as if there were none
    }
    return {};
}

asio::awaitable<bool> is_open(storage::redis& connection) {
    try {
        auto refusal = co_await connection.open();
        co_return !refusal;
    } catch (const storage::store_unavailable&) {
        // the service does not run
    }
    co_return false;
}

asio::awaitable<bool> ask(const account& a, http_client& http, daemon_clock& time, const config& settings,
                          secret_keeper* secrets) {
    surroundings around{http, time, a.id, a.options, settings.publishing.timeout};
    around.secrets = secrets;
    auto network = open_guarded(*a.kind, std::move(around), guard_limits_of(settings));
    account_report known;
    known.at = time.now();
    known.said = co_await network->check();
    if (!known.said.picture.empty()) {
        auto seen = co_await fetch_picture(http, known.said.picture);
        known.picture = std::move(seen.digest);
        known.picture_trouble = std::move(seen.trouble);
    }
    co_return print_check(a, known, settings.zone);
}

bool ask_all(const config& settings) {
    asio::io_context loop(1);
    daemon_clock time(loop);
    http_settings how;
    how.proxy = settings.proxy, how.ca_file = settings.ca_file;
    http_client http(loop.get_executor(), how);
    // A network may have changed a token since, and may change one now: the service's store knows which.
    storage::redis connection(loop.get_executor(), url_of_store(settings), std::chrono::seconds{1});
    storage::store store(connection);
    bool well = true;
    auto work = [&]() -> asio::awaitable<void> {
        const bool running = co_await is_open(connection);
        const auto key = running ? key_of_service(settings) : std::nullopt;
        for (auto& a : settings.accounts) {
            std::unique_ptr<secret_keeper> secrets;
            if (key) secrets = keep_in_store(store, a.id, *key);
            well = co_await ask(a, http, time, settings, secrets.get()) && well;
        }
        connection.close();
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
