#include "daemon/daemon.hpp"

#include "connectors/http_client.hpp"
#include "daemon/accounts/brake_letters.hpp"
#include "daemon/accounts/checks.hpp"
#include "daemon/accounts/guard.hpp"
#include "daemon/accounts/request_counter.hpp"
#include "daemon/accounts/secrets.hpp"
#include "daemon/accounts/shared_limits.hpp"
#include "daemon/alerts/alerts.hpp"
#include "daemon/clock.hpp"
#include "daemon/control.hpp"
#include "daemon/intake/intake.hpp"
#include "daemon/intake/poller.hpp"
#include "daemon/intake/rules_in_force.hpp"
#include "daemon/publisher/publisher.hpp"
#include "daemon/readiness.hpp"
#include "daemon/web/server.hpp"
#include "storage/embedded_redis.hpp"
#include "storage/redis.hpp"
#include "storage/store.hpp"

#include <date/tz.h>
#include <spdlog/spdlog.h>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/thread_pool.hpp>

#include <unistd.h>
#include <csignal>
#include <iostream>
#include <list>

namespace otklik {

namespace asio = boost::asio;

namespace {

constexpr std::size_t spare_publishers = 2;  // beside those that all accounts together may keep busy
constexpr std::chrono::milliseconds tidy_every = std::chrono::hours{1};

// The long-running parts. Each is started here and cancelled here; one that fails ends the daemon.
class tasks {
public:
    explicit tasks(asio::io_context& loop) : loop_(loop) {}

    void start(std::string name, asio::awaitable<void> work) {
        auto& stop = stops_.emplace_back();
        ++running_;
        asio::co_spawn(
            loop_, std::move(work),
            asio::bind_cancellation_slot(stop.slot(), [this, name = std::move(name)](std::exception_ptr failed) {
                --running_;
                if (failed && !stopping_) {
                    failed_ = failed;
                    spdlog::critical("{} has failed", name);
                    stop_all();
                }
            }));
    }

    void stop_all() {
        if (std::exchange(stopping_, true)) return;
        for (auto& s : stops_) s.emit(asio::cancellation_type::terminal);
    }

    int running() const { return running_; }
    bool stopping() const { return stopping_; }
    void rethrow() const {
        if (failed_) std::rethrow_exception(failed_);
    }

private:
    asio::io_context& loop_;
    std::list<asio::cancellation_signal> stops_;
    int running_ = 0;
    bool stopping_ = false;
    std::exception_ptr failed_;
};

rules::pack load_rules(const config& settings) {
    auto read = rules::load_pack(settings.pack);
    std::string all;
    for (auto& p : read.problems) all += (all.empty() ? "" : "\n") + p.text();
    if (!read.ok()) throw cannot_start(all);
    return std::move(read.value);
}

std::string unknown_executors(const config& settings, const rules::pack& pack) {
    std::string all;
    for (auto& p : unknown_units(settings, pack)) all += (all.empty() ? "" : "\n") + p.where + ": " + p.what;
    return all;
}

// Everything that lives as long as the daemon, in the order in which it is made.
class house {
public:
    house(asio::io_context& loop, config settings, start_options options)
        : loop_(loop),
          settings_(std::move(settings)),
          options_(std::move(options)),
          time_(loop),
          tasks_(loop),
          rules_(
              settings_.pack, load_rules(settings_),
              [this](const rules::pack& pack) { return unknown_executors(settings_, pack); }, pool_),
          persons_(settings_.people),
          http_(loop.get_executor(), http_settings_of(settings_)),
          signals_(loop, SIGTERM, SIGINT),
          hang_up_(loop, SIGHUP) {
        if (auto why = unknown_executors(settings_, rules_.names()); !why.empty()) throw cannot_start(why);
    }

    asio::awaitable<void> live() {
        listen_for_signals();
        co_await open_store();
        open_accounts();
        open_web();
        start_parts();
        std::cout << R"({"ready":true,"url":")" << server_->url() << R"(","pid":)" << ::getpid() << "}" << std::endl;
        tell_ready();
        tell_status("работает: " + server_->url());
        spdlog::info("ready on {}", server_->url());
    }

    void stop() { tasks_.stop_all(); }
    void rethrow() const { tasks_.rethrow(); }
    bool stopping() const { return tasks_.stopping(); }
    int running() const { return tasks_.running(); }

    asio::awaitable<void> close_store() {
        if (redis_) redis_->close();
        if (child_) co_await child_->stop();
    }

private:
    static http_settings http_settings_of(const config& settings) {
        http_settings out;
        out.proxy = settings.proxy;
        out.ca_file = settings.ca_file;
        return out;
    }

    void listen_for_signals() {
        signals_.async_wait([this](boost::system::error_code ec, int number) {
            if (ec) return;
            spdlog::info("signal {}: stopping", number);
            tell_stopping();
            stop();
        });
    }

    asio::awaitable<void> read_rules_again() {
        for (;;) {
            co_await hang_up_.async_wait(asio::use_awaitable);
            spdlog::info("signal {}: reading the rules again", SIGHUP);
            co_await rules_.read_again();
        }
    }

    asio::awaitable<void> open_store() {
        auto url = settings_.storage_url;
        try {
            if (url == "embedded") {
                child_ = co_await storage::embedded_redis::start(loop_.get_executor(), settings_.directory);
                url = child_->url();
            }
            redis_ = std::make_unique<storage::redis>(loop_.get_executor(), url);
            if (auto refusal = co_await redis_->open()) throw cannot_start("[storage] url: " + *refusal);
        } catch (const storage::embedded_redis_failed& e) {
            throw cannot_start(std::string("[storage] ") + e.what());
        } catch (const std::invalid_argument& e) {
            throw cannot_start(std::string("[storage] url: ") + e.what());
        } catch (const storage::store_unavailable& e) {
            throw cannot_start("[storage] url: Redis не отвечает (" + std::string(e.what()) +
                               "): запустите его или укажите url = \"embedded\"");
        }
        store_ = std::make_unique<storage::store>(*redis_);
    }

    void open_accounts() {
        requests_ = std::make_unique<request_counter>(*store_, time_);
        const auto key = key_of_secrets();
        for (auto& a : settings_.accounts) {
            auto& secrets = secrets_.emplace_back(keep_in_store(*store_, a.id, key));
            surroundings around{http_, time_, a.id, a.options, settings_.publishing.timeout};
            around.limits = [this, id = a.id](std::vector<rate_window> windows) {
                return count_in_store(*store_, time_, id, std::move(windows));
            };
            around.count = [this, id = a.id](std::string_view method, std::string_view outcome) {
                requests_->count(id, method, outcome);
            };
            around.secrets = secrets.get();
            auto in_line = [this]() -> asio::awaitable<std::int64_t> {
                const auto health = co_await store_->health();
                co_return health.posts_waiting;
            };
            accounts_[a.id] = open_guarded(*a.kind, std::move(around), guard_limits_of(settings_), std::move(in_line));
        }
    }

    secret_key key_of_secrets() const {
        if (!settings_.storage_key.empty()) return key_of(settings_.storage_key);
        try {
            return key_in(settings_.directory / "secrets.key");
        } catch (const std::system_error& e) {
            throw cannot_start(std::string("[storage] directory: ") + e.what());
        }
    }

    void open_web() {
        desk_ = std::make_unique<desk>(*store_, time_, rules_.names(), settings_.accounts);
        intake_ = std::make_unique<intake>(*store_, *desk_, time_, rules_.engine(), accounts_, settings_.sources);
        kept_ =
            std::make_unique<kept_posts>(*store_, rules_.engine(), [this](const post& p) { return intake_->judge(p); });
        plan_ = std::make_unique<content_plan>(*store_, time_, settings_);
        hooks_ = std::make_unique<hooks>(*store_, time_, accounts_, settings_);
        publisher_ = std::make_unique<publisher>(*store_, *desk_, time_, accounts_, settings_);
        checks_ = std::make_unique<account_checks>(*store_, time_, http_, settings_);
        sessions_ = std::make_unique<web::sessions>(*store_, time_, persons_, pool_);
        changes_ = std::make_unique<web::changes>(*store_);
        api_ = std::make_unique<web::api>(web::api::parts{*store_, time_, *desk_, *intake_, *kept_, *plan_, *hooks_,
                                                          *sessions_, settings_, persons_, rules_.names(), *checks_});
        try {
            server_ = std::make_unique<web::server>(loop_.get_executor(), settings_.listen, *api_, *changes_);
        } catch (const boost::system::system_error& e) {
            throw cannot_start("[web] listen: " + settings_.listen + ": " + e.code().message());
        } catch (const std::invalid_argument& e) {
            throw cannot_start(e.what());
        }
        if (settings_.address.empty()) settings_.address = server_->url();
    }

    // The way of a message, left to right.
    void start_parts() {
        start_reading();
        tasks_.start("intake", intake_->work("intake-1"));
        const auto publishers = publisher::most_of_one_account * settings_.accounts.size() + spare_publishers;
        for (std::size_t i = 0; i < publishers; ++i) tasks_.start("the publisher", publisher_->work());
        if (settings_.mail) {
            mail_ = std::make_unique<mail_client>(loop_.get_executor(), *settings_.mail);
            alerts_ = std::make_unique<alerts>(*store_, time_, *mail_, settings_, rules_.names(), settings_.address);
            tasks_.start("alerts", alerts_->watch());
            tasks_.start("letters", alerts_->send());
            tasks_.start("letters about brakes", watch_brakes(*store_, time_, settings_));
        }
        for (auto& a : settings_.accounts) tasks_.start("the checks of " + a.id, checks_->work(a, *accounts_.at(a.id)));
        tasks_.start("the live feed", changes_->work());
        tasks_.start("the web server", server_->work());
        tasks_.start("reading the rules again", read_rules_again());
        tasks_.start("the counter of requests", requests_->work());
        tasks_.start("tidying", tidy());
        tasks_.start("the watchdog", keep_watchdog([this] { return alive(); }));
#ifdef OTKLIK_CONTROL_SOCKET
        if (!options_.control_socket.empty())
            tasks_.start("the control socket", serve_control(options_.control_socket, time_));
#endif
    }

    // Sources of one kind share the quota of their account: one of them is given its turn, and its poller reads.
    void start_reading() {
        std::map<std::pair<std::string, std::string>, std::vector<const source*>> pools;
        for (auto& s : settings_.sources) {
            if (s.how == pace::waiting) start_poller(s, nullptr);
            if (s.how == pace::polled) pools[{s.account, s.kind}].push_back(&s);
        }
        for (auto& [pool, sources] : pools) {
            auto& its = *std::ranges::find(settings_.accounts, pool.first, &account::id);
            auto& kind = *std::ranges::find(its.kind->sources, pool.second, &source_kind::name);
            if (kind.how == pace::pushed) continue;
            auto name = pool.first + "/" + pool.second;
            turns_.push_back(std::make_unique<turns>(loop_.get_executor(), *store_, time_, name,
                                                     budget_of(kind, its.reads_per_hour, sources), hours_of_zone()));
            for (auto* s : sources) {
                turns_.back()->add(s->id, {std::min(its.soonest, s->every), s->every});
                start_poller(*s, turns_.back().get());
            }
            tasks_.start("the turns of " + name, turns_.back()->work());
        }
    }

    void start_poller(const source& s, turns* whose) {
        pollers_.push_back(
            std::make_unique<poller>(*store_, time_, *accounts_.at(s.account), whose, s, settings_.history));
        tasks_.start("the poller of " + s.id, pollers_.back()->work());
    }

    poll_schedule::hour_of_day hours_of_zone() const {
        try {
            return [zone = date::locate_zone(settings_.zone)](moment when) {
                auto local = zone->to_local(when);
                return static_cast<int>((local - date::floor<date::days>(local)) / std::chrono::hours{1});
            };
        } catch (const std::runtime_error&) {
            throw cannot_start("[administration] zone: нет такого часового пояса: " + settings_.zone);
        }
    }

    asio::awaitable<void> tidy() {
        for (;;) {
            try {
                co_await store_->tidy(time_.now());
            } catch (const storage::store_unavailable&) {
                // next time
            }
            co_await time_.rest(tidy_every);
        }
    }

    // Whether every loop has finished a round lately, by the clock they all live by.
    bool alive() const {
        constexpr auto longest = std::chrono::minutes{5};
        auto oldest = std::min(intake_->last_round(), publisher_->last_round());
        return oldest == moment{} || time_.now() - oldest < longest;
    }

    asio::io_context& loop_;
    config settings_;
    start_options options_;
    daemon_clock time_;
    tasks tasks_;
    asio::thread_pool pool_{1};  // for passwords, and for reading rules
    rules_in_force rules_;
    people persons_;
    http_client http_;
    asio::signal_set signals_;
    asio::signal_set hang_up_;

    std::unique_ptr<storage::embedded_redis> child_;
    std::unique_ptr<storage::redis> redis_;
    std::unique_ptr<storage::store> store_;
    std::unique_ptr<request_counter> requests_;
    std::vector<std::unique_ptr<secret_keeper>> secrets_;
    account_connectors accounts_;
    std::unique_ptr<desk> desk_;
    std::unique_ptr<intake> intake_;
    std::unique_ptr<kept_posts> kept_;
    std::unique_ptr<content_plan> plan_;
    std::unique_ptr<hooks> hooks_;
    std::unique_ptr<publisher> publisher_;
    std::vector<std::unique_ptr<turns>> turns_;
    std::vector<std::unique_ptr<poller>> pollers_;
    std::unique_ptr<account_checks> checks_;
    std::unique_ptr<mail_client> mail_;
    std::unique_ptr<alerts> alerts_;
    std::unique_ptr<web::sessions> sessions_;
    std::unique_ptr<web::changes> changes_;
    std::unique_ptr<web::api> api_;
    std::unique_ptr<web::server> server_;
};

// Runs the loop until `done`, at most `limit`; what is left then is left.
void run_until(asio::io_context& loop, std::chrono::milliseconds limit, const std::function<bool()>& done) {
    auto until = std::chrono::steady_clock::now() + limit;
    loop.restart();
    while (!done() && std::chrono::steady_clock::now() < until && loop.run_one_until(until)) {
    }
}

}

int run(config settings, start_options options) {
    asio::io_context loop(1);
    house all(loop, std::move(settings), std::move(options));
    std::exception_ptr failed;
    asio::co_spawn(loop, all.live(), [&](std::exception_ptr e) { failed = e; });
    while (!failed && !all.stopping()) loop.run_one();

    using namespace std::chrono_literals;
    run_until(loop, 5s, [&] { return all.running() == 0; });
    bool closed = false;
    asio::co_spawn(loop, all.close_store(), [&](std::exception_ptr) { closed = true; });
    run_until(loop, 30s, [&] { return closed; });
    if (failed) std::rethrow_exception(failed);
    all.rethrow();
    return 0;
}

}
