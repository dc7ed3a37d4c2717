#include "daemon/accounts/checks.hpp"

#include "daemon/accounts/pictures.hpp"
#include "daemon/accounts/warnings.hpp"
#include "daemon/alerts/alerts.hpp"
#include "daemon/people/passwords.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>

namespace otklik {

namespace asio = boost::asio;
using std::chrono::milliseconds;

namespace {

constexpr milliseconds glance{1000};  // between two looks whether a check is asked for
constexpr milliseconds store_away{60'000};

// The same for all replicas: they see the same warning come on the same day.
std::string letter_name(const std::string& account, const noted_warning& w) {
    const auto day = std::chrono::floor<std::chrono::days>(w.since).time_since_epoch().count();
    return "account-" + digest_of(account + "\n" + w.id + "\n" + std::to_string(day));
}

// Those of now; what was noted before keeps when it came.
std::vector<noted_warning> noted_anew(const std::vector<account_warning>& all, const std::vector<noted_warning>& before,
                                      moment now) {
    std::vector<noted_warning> out;
    for (const auto& w : all) {
        auto it = std::ranges::find(before, w.id, &noted_warning::id);
        out.push_back(it != before.end() ? *it : noted_warning{w.id, now, false});
    }
    return out;
}

}

asio::awaitable<void> account_checks::work(const account& which, connector& network) {
    auto& mine = turns_[which.id];
    for (;;) {
        mine.asked = false, mine.checking = true;
        auto pause = settings_.check_every;
        try {
            co_await check_once(which, network);
        } catch (const storage::store_unavailable& e) {
            spdlog::warn("account {}: not checked, the store does not answer: {}", which.id, e.what());
            pause = store_away;
        }
        mine.checking = false;
        for (const auto next = time_.now() + pause; !mine.asked && time_.now() < next;) co_await time_.rest(glance);
    }
}

asio::awaitable<void> account_checks::check_once(const account& which, connector& network) {
    auto said = co_await network.check();
    auto address = said.picture;
    auto before = co_await report_of(store_, which.id);
    auto known = after_check(std::move(before), std::move(said), time_.now());
    co_await look_at_picture(which.id, std::move(address), known);
    for (auto& f : known.said.failures) spdlog::warn("account {}: {}: {}", which.id, name_of(f.kind), f.said);
    co_await tell(which, known);
}

asio::awaitable<void> account_checks::look_at_picture(const std::string& account, std::string address,
                                                      account_report& known) {
    known.picture_trouble.clear();
    if (address.empty()) {
        if (known.said.connected) known.picture.clear(), known.picture_kept = false;
        co_return;
    }
    auto seen = co_await fetch_picture(http_, std::move(address));
    known.picture_trouble = seen.trouble;
    if (!seen.trouble.empty() || seen.digest == known.picture) co_return;
    known.picture = seen.digest;
    known.picture_kept = !seen.bytes.empty();
    co_await store_.keep_picture(account, std::move(seen.bytes));
}

asio::awaitable<void> account_checks::keep(const std::string& account, const account_report& known) {
    auto record = json::write(encode(known));
    co_await store_.keep_state("check:" + account, std::move(record));
}

// What is told is noted before it is marked as told: a crash between them notes the same letter again, which is none.
asio::awaitable<void> account_checks::tell(const account& which, account_report& known) {
    auto confirmed = co_await confirmation_of(store_, which.id);
    auto all = warnings_of(which, known, confirmed, known.at);
    known.noted = noted_anew(all, known.noted, known.at);
    co_await keep(which.id, known);
    if (!settings_.mail) co_return;
    bool more = false;
    for (std::size_t i = 0; i < all.size(); ++i) {
        auto& w = known.noted[i];
        if (w.told) continue;
        auto plan = letter_of_account(which.title, all[i], settings_);
        if (!plan) continue;
        co_await note_letter(store_, letter_name(which.id, w), std::move(*plan), known.at);
        w.told = more = true;
    }
    if (more) co_await keep(which.id, known);
}

}
