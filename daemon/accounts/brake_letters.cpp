#include "daemon/accounts/brake_letters.hpp"

#include "daemon/accounts/warnings.hpp"
#include "daemon/alerts/alerts.hpp"
#include "daemon/people/passwords.hpp"
#include "daemon/publisher/brakes.hpp"

#include <algorithm>

namespace otklik {

namespace asio = boost::asio;

namespace {

constexpr std::chrono::milliseconds glance = std::chrono::seconds{15};

asio::awaitable<void> tell(storage::store& store, moment now, const config& settings) {
    for (const auto& [name, record] : co_await store.states("brake:")) {
        auto v = json::parse(record);
        auto holds = v ? decode<brake>(*v) : brake{};
        auto id = name.substr(name.find(':') + 1);
        auto which = std::ranges::find(settings.accounts, id, &account::id);
        if (holds.until <= now || which == settings.accounts.end()) continue;
        account_warning what;
        what.what = "Сеть остановила размещение ответов от имени этого аккаунта: " + holds.why + ".";
        what.what_to_do =
            "Войдите в сеть от имени аккаунта и посмотрите, не просит ли она подтверждения. Согласованные ответы не "
            "потеряны: «Отклик» продолжит размещать их сам, когда пауза закончится.";
        auto plan = letter_of_account(which->title, what, settings);
        if (!plan) continue;
        auto letter = "brake-" + digest_of(id + "\n" + std::to_string(to_milliseconds(holds.since)));
        co_await note_letter(store, std::move(letter), std::move(*plan), now);
    }
}

}

asio::awaitable<void> watch_brakes(storage::store& store, clock& time, const config& settings) {
    for (;;) {
        try {
            co_await tell(store, time.now(), settings);
        } catch (const storage::store_unavailable&) {
            // the next look finds it
        }
        co_await time.rest(glance);
    }
}

}
