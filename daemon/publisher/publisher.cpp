#include "daemon/publisher/publisher.hpp"

#include "daemon/points.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>

namespace otklik {

namespace asio = boost::asio;
using kind = next_step::kind;
using std::chrono::milliseconds;
using storage::leased_delivery;

namespace {

constexpr milliseconds idle{1000};  // between two looks into an empty outbox
constexpr milliseconds store_away{2000};
constexpr int calls_of_a_file = 12;  // upload, save, and waiting until the network has taken it in
constexpr milliseconds account_busy{2000};

// A message without an account of ours to answer from: entered by hand, or its account was taken out of the
// configuration.
next_step nobody_places(const delivery& what, const std::optional<post>& to) {
    if (what.kind != delivery_kind::answer)
        return {kind::stop, "Аккаунта «" + what.account + "» больше нет в настройке"};
    if (!to) return {kind::stop, "Сообщения больше нет в хранилище"};
    auto where = to->link.empty() ? std::string("место, где стоит сообщение") : to->link;
    if (to->link.empty() && !to->attachments.empty()) where += " (" + to->attachments.front() + ")";
    next_step step{kind::hand_over, "У этого сообщения нет аккаунта, от имени которого можно ответить"};
    step.steps = {"Откройте " + where + ".", "Ответьте автору текстом ответа без изменений.",
                  "Скопируйте ссылку на размещённый ответ и подтвердите ею размещение."};
    return step;
}

}

asio::awaitable<void> publisher::work() {
    for (;;) {
        bool pause_for_store = false, did = false;
        try {
            did = co_await work_once();
        } catch (const storage::store_unavailable& e) {
            spdlog::warn("publisher: the store does not answer: {}", e.what());
            pause_for_store = true;
        }
        last_round_ = time_.now();
        if (pause_for_store)
            co_await time_.rest(store_away);
        else if (!did)
            co_await time_.rest(idle);
    }
}

asio::awaitable<bool> publisher::work_once() {
    auto taken = co_await store_.take_delivery(time_.now(), settings_.lease);
    if (!taken) co_return false;
    auto& busy = busy_[taken->what.account];
    if (busy >= most_of_one_account) {
        co_await put_back(std::move(*taken));
        co_return true;
    }
    struct turn {
        explicit turn(std::size_t& workers) : busy(++workers) {}
        ~turn() { --busy; }
        turn(const turn&) = delete;
        std::size_t& busy;
    } mine(busy);
    co_await deliver(std::move(*taken));
    co_return true;
}

// As it was, until its account has a worker to spare.
asio::awaitable<void> publisher::put_back(leased_delivery taken) {
    storage::delivery_write write{std::move(taken.what), taken.fence, time_.now() + account_busy};
    co_await store_.save_delivery(std::move(write));
}

asio::awaitable<void> publisher::deliver(leased_delivery taken) {
    auto& d = taken.what;
    const auto network = accounts_.find(d.account);
    const auto settings = std::ranges::find(all_.accounts, d.account, &account::id);
    std::optional<post> to = post{};
    if (d.kind != delivery_kind::news) to = co_await store_.find_post(d.post);
    if (!to || network == accounts_.end()) {
        auto step = nobody_places(d, to);
        co_return co_await settle(std::move(taken), std::move(step));
    }
    network_write what{d, *settings->kind, *network->second, std::move(*to)};
    pass_point("publish.before_look");
    auto seen = co_await look(what);
    auto step = d.state == delivery_state::unknown ? in_doubt(d, seen, settings_) : before_placing(d, seen);
    if (step.what == kind::place) {
        auto before = co_await brake_of(d.account);
        if (before.until <= time_.now()) {
            what.files = co_await files_of(d);
            if (what.files.size() == d.files.size()) co_return co_await place(what, taken, std::move(before));
            step = {kind::stop, "Приложенного файла больше нет в хранилище"};
        } else {
            step = {kind::prepare, "Сеть остановила размещение от имени этого аккаунта: " + before.why,
                    before.until - time_.now()};
        }
    }
    co_await settle(std::move(taken), std::move(step));
}

asio::awaitable<std::vector<file>> publisher::files_of(const delivery& what) {
    std::vector<file> out;
    for (const auto& f : what.files) {
        auto kept = co_await store_.find_file(f.id);
        if (!kept) break;
        file one;
        one.is = named<material>(f.material).value_or(material::document);
        one.name = f.name, one.type = std::move(kept->type);
        one.bytes = std::make_shared<const std::string>(std::move(kept->bytes));
        if (!all_.public_address.empty()) one.address = all_.public_address + "/files/" + f.id;
        out.push_back(std::move(one));
    }
    co_return out;
}

// What other deliveries of ours put there says nothing about this one.
asio::awaitable<look_outcome> publisher::look(const network_write& what) {
    auto seen = co_await look_for(what);
    auto* view = std::get_if<thread_view>(&seen);
    if (!view || view->own_replies.empty()) co_return seen;
    std::vector<std::string> ids;
    for (auto& r : view->own_replies) ids.push_back(r.remote_id);
    auto placed = co_await store_.placed_by_us(std::move(ids));
    std::vector<own_reply> others;
    for (std::size_t i = 0; i < placed.size(); ++i)
        if (!placed[i] || view->own_replies[i].remote_id == what.what.remote_id)
            others.push_back(std::move(view->own_replies[i]));
    view->own_replies = std::move(others);
    co_return seen;
}

asio::awaitable<brake> publisher::brake_of(const std::string& account) {
    auto name = "brake:" + account;
    for (auto& [key, record] : co_await store_.states(name))
        if (auto v = json::parse(record); v && key == name) co_return decode<brake>(*v);
    co_return brake{};
}

asio::awaitable<void> publisher::place(const network_write& what, leased_delivery& taken, brake before) {
    auto& d = taken.what;
    auto now = time_.now();
    d.state = delivery_state::sending;
    d.attempt += 1;
    d.looks = 0, d.failed_looks = 0;
    d.last_attempt = now;
    if (d.attempt == 1) d.first_attempt = now;
    // Each file may take several calls before the one that counts; the lease must outlive them all.
    taken.until += calls_of_a_file * settings_.timeout * what.files.size();
    pass_point("publish.before_sending");
    storage::delivery_write intent{d, taken.fence, taken.until};
    if (!co_await store_.save_delivery(std::move(intent))) co_return;  // the lease went to another
    if (time_.now() + settings_.timeout >= taken.until) {
        // The call could outlive the lease, and another would believe it lost. Nothing was sent; begin anew.
        next_step again{kind::prepare, "не хватило времени"};
        co_return co_await settle(std::move(taken), std::move(again));
    }
    pass_point("publish.before_call");
    auto said = co_await carry_out(what);
    pass_point("publish.after_call");
    if (auto now_holds = brake_after(said, before, time_.now())) {
        if (now_holds->times) spdlog::warn("account {}: all writes are braked: {}", d.account, now_holds->why);
        co_await store_.keep_state("brake:" + d.account, json::write(encode(*now_holds)));
    }
    auto step = after_placing(d, said, settings_);
    co_await settle(std::move(taken), std::move(step));
    pass_point("publish.after_settle");
}

asio::awaitable<void> publisher::settle(leased_delivery taken, next_step step) {
    auto& d = taken.what;
    auto due = std::optional<moment>{};
    auto act = std::optional<action>{};
    d.reason = step.reason;
    switch (step.what) {
        case kind::sent:
            d.state = delivery_state::sent, act = action::sent;
            d.remote_id = step.found.remote_id, d.link = step.found.link;
            break;
        case kind::wait: d.failed_looks += 1, due = time_.now() + step.after; break;
        case kind::not_there: d.looks += 1, d.failed_looks = 0, due = time_.now() + step.after; break;
        case kind::prepare: d.state = delivery_state::prepared, due = time_.now() + step.after; break;
        case kind::unknown: d.state = delivery_state::unknown, due = time_.now() + step.after; break;
        case kind::stop: d.state = delivery_state::stopped, act = action::stop; break;
        case kind::refused: d.state = delivery_state::refused, act = action::stop; break;
        case kind::hand_over: d.state = delivery_state::by_hand, act = action::hand_over, d.steps = step.steps; break;
        case kind::place: break;
    }
    spdlog::info("delivery {}: {} after attempt {}{}{}", d.id, name_of(d.state), d.attempt,
                 d.reason.empty() ? "" : ": ", d.reason);
    storage::delivery_write write{std::move(d), taken.fence, due};
    if (!act) {
        co_await store_.save_delivery(std::move(write));
        co_return;
    }
    auto account = write.what.account;
    finding fact{*act, std::move(write), std::move(step.edited)};
    co_await desk_.note(std::move(fact));
    if (*act == action::sent)
        co_await store_.keep_state("placed:" + account, std::to_string(to_milliseconds(time_.now())));
}

}
