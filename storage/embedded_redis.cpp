// start: locks, first launch, wait until it answers; then one task that waits for the child's end and launches it
// again, and one that reads what the child says, so that its log needs no file and no bound.
#include "storage/embedded_redis.hpp"

#include "storage/child_process.hpp"
#include "storage/redis_link.hpp"

#include <fcntl.h>
#include <spdlog/spdlog.h>
#include <sys/file.h>
#include <sys/un.h>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <csignal>
#include <deque>

namespace otklik::storage {

using boost::system::error_code;
using std::chrono::steady_clock;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

namespace {

constexpr std::size_t longest_socket_path =
    sizeof(sockaddr_un::sun_path) - 1;  // redis-server cuts a longer one, silently

std::string program_path(const std::string& name) {
    if (name.find('/') != std::string::npos) return name;
    const char* path = std::getenv("PATH");
    std::string places = std::string(path ? path : "") + ":/usr/bin:/usr/local/bin";
    for (std::size_t i = 0; i < places.size();) {
        auto end = std::min(places.find(':', i), places.size());
        auto candidate = fs::path(places.substr(i, end - i)) / name;
        if (end > i && ::access(candidate.c_str(), X_OK) == 0) return candidate.string();
        i = end + 1;
    }
    throw embedded_redis_failed(name +
                                " is not installed, and storage.url = \"embedded\" needs it: apt install redis-server");
}

// One line of redis-server's log without process, role and date; `warning` for the level that means a person.
struct log_line {
    std::string text;
    bool warning = false;
};
log_line read_log_line(const std::string& line) {
    for (auto level : {" # ", " * ", " - ", " . "})
        if (auto at = line.find(level); at != std::string::npos && at < 50)
            return {line.substr(at + 3), level[1] == '#'};
    return {line, false};
}

}

class embedded_redis::server : public std::enable_shared_from_this<server> {
public:
    using self_ptr = std::shared_ptr<server>;

    server(const asio::any_io_executor& ex, const fs::path& state, embedded_redis_settings how)
        : executor_(ex),
          directory_(state / "redis"),
          socket_(directory_ / "socket"),
          settings_(std::move(how)),
          pause_(ex) {}

    static asio::awaitable<void> start(self_ptr self);
    static asio::awaitable<void> stop(self_ptr self);
    void abandon();

    std::string url() const { return "unix://" + socket_.string(); }
    pid_t pid() const { return child_ ? child_->pid() : 0; }

private:
    void prepare_directory();
    asio::awaitable<void> lock_against_daemons();
    asio::awaitable<void> wait_for_orphan();
    void unlock();
    void launch();
    asio::awaitable<bool> ready();
    asio::awaitable<bool> answers();
    static asio::awaitable<void> supervise(self_ptr self);
    static asio::awaitable<void> listen(self_ptr self, file_descriptor from);
    asio::awaitable<void> keep_pace();
    asio::awaitable<void> rest(std::chrono::milliseconds);
    void heard(const std::string& line);
    void report(const std::string&) const;
    std::vector<std::string> arguments() const;
    std::string last_words() const;

    asio::any_io_executor executor_;
    fs::path directory_, socket_;
    embedded_redis_settings settings_;
    std::string program_;
    file_descriptor daemon_lock_;  // ours alone, and so closed on exec
    file_descriptor server_lock_;  // the child's too: it outlives us as long as the child does
    std::optional<child_process> child_;
    asio::steady_timer pause_;
    std::deque<steady_clock::time_point> launches_;  // of the last minute
    std::deque<log_line> said_;
    bool up_ = false, stopping_ = false;
};

void embedded_redis::server::report(const std::string& what) const {
    if (settings_.report)
        settings_.report(what);
    else
        spdlog::warn("{}", what);
}

asio::awaitable<void> embedded_redis::server::rest(std::chrono::milliseconds how_long) {
    error_code ec;  // stop() ends it early
    pause_.expires_after(how_long);
    co_await pause_.async_wait(asio::redirect_error(asio::use_awaitable, ec));
}

// ---- before the first launch

void embedded_redis::server::prepare_directory() {
    if (socket_.string().size() > longest_socket_path)
        throw embedded_redis_failed("the state directory " + directory_.parent_path().string() +
                                    " has too long a path: that of the unix socket in it may have " +
                                    std::to_string(longest_socket_path) + " bytes and has " +
                                    std::to_string(socket_.string().size()) + "; choose a shorter one");
    std::error_code ec;
    fs::create_directories(directory_, ec);
    if (!ec) fs::permissions(directory_, fs::perms::owner_all, ec);
    if (ec) throw embedded_redis_failed("the directory " + directory_.string() + " cannot be used: " + ec.message());
    auto open_lock = [&](const char* name) {
        auto path = directory_ / name;
        file_descriptor fd(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
        if (!fd)
            throw embedded_redis_failed(path.string() + " cannot be opened: " + std::generic_category().message(errno));
        return fd;
    };
    daemon_lock_ = open_lock("daemon.lock");
    server_lock_ = open_lock("server.lock");
}

asio::awaitable<void> embedded_redis::server::lock_against_daemons() {
    // A child between fork and exec holds it too, for a moment: hence not at once.
    for (auto until = steady_clock::now() + 500ms; ::flock(daemon_lock_.get(), LOCK_EX | LOCK_NB) != 0;
         co_await rest(20ms))
        if (steady_clock::now() >= until)
            throw embedded_redis_failed("the daemon with pid " + number_in(daemon_lock_) + " already uses " +
                                        directory_.parent_path().string() +
                                        ": stop it first, or give this one a state directory of its own");
    write_number(daemon_lock_, ::getpid());
}

asio::awaitable<void> embedded_redis::server::wait_for_orphan() {
    for (auto until = steady_clock::now() + settings_.orphan_patience;
         ::flock(server_lock_.get(), LOCK_EX | LOCK_NB) != 0; co_await rest(20ms))
        if (steady_clock::now() >= until)
            throw embedded_redis_failed("the redis-server with pid " + number_in(server_lock_) +
                                        " of an earlier daemon still writes to " + directory_.string() +
                                        ": if it does not end by itself, end it with kill " + number_in(server_lock_));
}

asio::awaitable<void> embedded_redis::server::start(self_ptr self) {
    self->program_ = program_path(self->settings_.program);
    self->prepare_directory();
    co_await self->lock_against_daemons();
    co_await self->wait_for_orphan();
    self->launch();
    if (!co_await self->ready())
        throw embedded_redis_failed("redis-server did not start in " + self->directory_.string() + ": " +
                                    self->last_words());
    asio::co_spawn(self->executor_, supervise(self), [](std::exception_ptr p) {
        if (p) std::rethrow_exception(p);
    });
}

// ---- the child

std::vector<std::string> embedded_redis::server::arguments() const {
    return {program_, "--port", "0", "--unixsocket", socket_.string(), "--unixsocketperm", "700", "--dir",
            directory_.string(), "--daemonize", "no", "--supervised", "no", "--pidfile", "", "--logfile", "",
            "--loglevel", "notice", "--always-show-logo", "no", "--databases", "1",
            // The append-only file alone, written before anything is acknowledged; no snapshots beside it.
            "--save", "", "--appendonly", "yes", "--appendfsync", "always", "--no-appendfsync-on-rewrite", "no",
            "--aof-use-rdb-preamble", "yes", "--maxmemory-policy", "noeviction"};
}

void embedded_redis::server::launch() {
    said_.clear();
    up_ = false;
    file_descriptor read_end, write_end;
    open_pipe(read_end, write_end);
    child_.emplace(executor_, arguments(), write_end, server_lock_);
    write_number(server_lock_, child_->pid());
    write_end.reset();
    asio::co_spawn(executor_, listen(shared_from_this(), std::move(read_end)), [](std::exception_ptr p) {
        if (p) std::rethrow_exception(p);
    });
}

asio::awaitable<void> embedded_redis::server::listen(self_ptr self, file_descriptor from) {
    asio::posix::stream_descriptor pipe(self->executor_, from.release());
    std::string line, block(4096, '\0');
    for (;;) {
        auto [ec, n] = co_await pipe.async_read_some(asio::buffer(block), asio::as_tuple(asio::use_awaitable));
        if (ec) co_return;
        for (char c : std::string_view(block).substr(0, n)) {
            if (c == '\n')
                self->heard(std::exchange(line, {}));
            else if (line.size() < 500)
                line += c;
        }
    }
}

void embedded_redis::server::heard(const std::string& line) {
    auto l = read_log_line(line);
    // While it starts and stops it says everything at the level of a warning.
    if (l.warning && up_ && !stopping_) report("redis-server: " + l.text);
    said_.push_back(std::move(l));
    if (said_.size() > 20) said_.pop_front();
}

std::string embedded_redis::server::last_words() const {
    std::string out = child_ ? child_->how_it_ended() : "";
    for (auto l = said_.rbegin(); l != said_.rend(); ++l)
        if (l->warning || std::next(l) == said_.rend()) return out + (out.empty() ? "" : ": ") + l->text;
    return out;
}

// True when it answers; false when it ended, or has not come so far within its patience.
asio::awaitable<bool> embedded_redis::server::ready() {
    for (auto until = steady_clock::now() + settings_.load_patience; steady_clock::now() < until && !stopping_;) {
        if (!child_ || child_->ended()) break;
        if (co_await answers()) {
            up_ = true;
            co_return true;
        }
        co_await rest(20ms);
    }
    if (child_ && child_->ended()) co_await rest(20ms);  // for the last of what it said
    co_return false;
}

asio::awaitable<bool> embedded_redis::server::answers() {
    redis_endpoint to;
    to.socket = socket_.string();
    redis_link link(executor_, to);
    std::vector<std::string> ping{"PING"};
    auto [ec, answer] = co_await link.async_command(std::move(ping), 1s, asio::as_tuple(asio::use_awaitable));
    co_return !ec && answer.text() == "PONG";
}

asio::awaitable<void> embedded_redis::server::keep_pace() {
    while (!launches_.empty() && launches_.front() + 1min < steady_clock::now()) launches_.pop_front();
    if (launches_.size() >= static_cast<std::size_t>(std::max(settings_.restarts_per_minute, 1))) {
        auto left = std::chrono::ceil<std::chrono::milliseconds>(launches_.front() + 1min - steady_clock::now());
        report("redis-server ended too often; it is started again in " + std::to_string(left / 1s + 1) + " s");
        co_await rest(left);
        launches_.pop_front();
    }
    launches_.push_back(steady_clock::now());
}

asio::awaitable<void> embedded_redis::server::supervise(self_ptr self) {
    while (!self->stopping_) {
        if (self->child_) {
            co_await self->child_->wait();
            if (self->stopping_) break;
            co_await self->rest(20ms);  // for the last of what it said
            self->report("redis-server " + self->last_words() + "; starting it again");
        }
        co_await self->keep_pace();
        if (self->stopping_) break;
        try {
            self->launch();
        } catch (const std::system_error& e) {
            self->report(std::string("redis-server cannot be started: ") + e.what());
            continue;
        }
        if (!co_await self->ready() && !self->stopping_ && !self->child_->ended()) self->child_->signal(SIGKILL);
    }
}

asio::awaitable<void> embedded_redis::server::stop(self_ptr self) {
    self->stopping_ = true;
    self->pause_.cancel();
    if (!self->child_) co_return self->unlock();
    self->child_->signal(SIGTERM);
    asio::steady_timer tick(self->executor_);
    for (auto until = steady_clock::now() + self->settings_.stop_patience; !self->child_->ended();) {
        if (steady_clock::now() >= until) {
            self->report("redis-server did not end by itself and is killed");
            self->child_->signal(SIGKILL);
            until = steady_clock::time_point::max();
        }
        tick.expires_after(5ms);
        co_await tick.async_wait(asio::use_awaitable);
    }
    self->unlock();
}

void embedded_redis::server::unlock() {
    server_lock_.reset();
    daemon_lock_.reset();
}

void embedded_redis::server::abandon() {
    stopping_ = true;
    pause_.cancel();
    if (child_) child_->kill_and_reap();
    unlock();
}

asio::awaitable<std::unique_ptr<embedded_redis>> embedded_redis::start(asio::any_io_executor ex,
                                                                       fs::path state_directory,
                                                                       embedded_redis_settings how) {
    auto made = std::make_shared<server>(ex, fs::absolute(state_directory), std::move(how));
    std::unique_ptr<embedded_redis> out(new embedded_redis(made));  // from here on a failure ends the child, too
    co_await server::start(made);
    co_return out;
}

std::string embedded_redis::url_of(const fs::path& state_directory) {
    return "unix://" + (fs::absolute(state_directory) / "redis" / "socket").string();
}

embedded_redis::embedded_redis(std::shared_ptr<server> s) : server_(std::move(s)) {}
embedded_redis::~embedded_redis() {
    server_->abandon();
}

std::string embedded_redis::url() const {
    return server_->url();
}
pid_t embedded_redis::pid() const {
    return server_->pid();
}
asio::awaitable<void> embedded_redis::stop() {
    return server::stop(server_);
}

}
