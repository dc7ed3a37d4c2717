// A real redis-server for a test: in a directory of its own, on a unix socket, ended by its pid. And a proxy before it that
// swallows answers.
#pragma once

#include "storage/redis_link.hpp"
#include "tests/unit/bench.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <csignal>
#include <filesystem>
#include <fcntl.h>
#include <set>
#include <stdexcept>
#include <string>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

namespace otklik::test {

namespace asio = boost::asio;
using words = std::vector<std::string>;

struct temporary_directory {
    temporary_directory() {
        char name[] = "/tmp/otklik-test-XXXXXX";
        if (!::mkdtemp(name)) throw std::runtime_error("mkdtemp");
        path = name;
    }
    ~temporary_directory() {
        std::error_code ignored;
        std::filesystem::remove_all(path, ignored);
    }
    std::filesystem::path path;
};

class redis_server {
public:
    explicit redis_server(words more = {}) : more_(std::move(more)) { start(); }
    ~redis_server() { kill(); }

    void start() {
        words all{"redis-server", "--port", "0", "--unixsocket", socket(), "--dir", directory_.path.string(), "--save", "",
                  "--appendonly", "yes", "--appendfsync", "always", "--maxmemory-policy", "noeviction", "--logfile", "log"};
        all.insert(all.end(), more_.begin(), more_.end());
        std::vector<char*> argv;
        for (auto& a : all) argv.push_back(a.data());
        argv.push_back(nullptr);
        if ((pid_ = ::fork()) == 0) {
            ::prctl(PR_SET_PDEATHSIG, SIGKILL);
            ::close_range(3, ~0U, 0);
            ::execvp(argv[0], argv.data());
            ::_exit(127);
        }
        wait_until_it_answers();
    }
    void kill() {
        if (pid_ <= 0) return;
        ::kill(pid_, SIGKILL);
        ::waitpid(pid_, nullptr, 0);
        pid_ = 0;
    }
    void restart() {
        kill();
        start();
    }

    std::string socket() const { return (directory_.path / "s").string(); }
    std::string url() const { return "unix://" + socket(); }
    storage::redis_endpoint endpoint() const {
        storage::redis_endpoint out;
        out.socket = socket();
        return out;
    }
    const std::filesystem::path& directory() const { return directory_.path; }

    // Past everything of ours, on a loop of its own.
    storage::redis_value say(words what) const {
        bench b;
        storage::redis_link link(b.io.get_executor(), endpoint());
        return b.finish(link.async_command(std::move(what), std::chrono::seconds(5), asio::use_awaitable));
    }

private:
    void wait_until_it_answers() const {
        for (int i = 0; i < 1000; ++i) {
            try {
                auto answer = say({"PING"});
                if (!answer.error() || answer.error()->text.starts_with("NOAUTH")) return;
            } catch (const boost::system::system_error&) {
            }
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        }
        throw std::runtime_error("redis-server does not answer");
    }

    temporary_directory directory_;
    words more_;
    pid_t pid_ = 0;
};

// Hands everything on, until it is told to lose answers: then Redis does its work and the link breaks before it is heard.
class lossy_proxy {
    using socket = asio::local::stream_protocol::socket;

public:
    lossy_proxy(bench& b, const redis_server& to)
        : io_(b.io), target_(to.socket()), path_((directory_.path / "p").string()), door_(b.io, path_) {
        asio::co_spawn(io_, accept(), [](std::exception_ptr) {});
    }
    ~lossy_proxy() {
        door_.close();
        cut();
    }

    std::string url() const { return "unix://" + path_; }
    void lose_answers(int n) { to_lose_ = n; }
    int left_to_lose() const { return to_lose_; }
    void cut() {
        for (auto* s : open_) {
            boost::system::error_code ignored;
            s->close(ignored);
        }
    }

private:
    asio::awaitable<void> accept() {
        for (;;) {
            auto client = std::make_shared<socket>(co_await door_.async_accept(asio::use_awaitable));
            auto server = std::make_shared<socket>(io_);
            auto [ec] = co_await server->async_connect({target_}, asio::as_tuple(asio::use_awaitable));
            if (ec) continue;
            asio::co_spawn(io_, pump(client, server, false), [](std::exception_ptr) {});
            asio::co_spawn(io_, pump(server, client, true), [](std::exception_ptr) {});
        }
    }
    asio::awaitable<void> pump(std::shared_ptr<socket> from, std::shared_ptr<socket> to, bool answers) {
        open_.insert(from.get());
        std::string block(65536, '\0');
        for (;;) {
            auto [ec, n] = co_await from->async_read_some(asio::buffer(block), asio::as_tuple(asio::use_awaitable));
            if (ec || (answers && to_lose_ > 0)) break;
            auto [failed, m] = co_await asio::async_write(*to, asio::buffer(block, n), asio::as_tuple(asio::use_awaitable));
            if (failed) break;
        }
        if (answers && to_lose_ > 0 && from->is_open()) --to_lose_;
        open_.erase(from.get());
        boost::system::error_code ignored;
        from->close(ignored);
        to->close(ignored);
    }

    asio::io_context& io_;
    temporary_directory directory_;
    std::string target_, path_;
    asio::local::stream_protocol::acceptor door_;
    std::set<socket*> open_;
    int to_lose_ = 0;
};

// Ends after so much real time, with the loop running: for what must happen on its own.
inline asio::awaitable<void> nap(std::chrono::milliseconds how_long) {
    asio::steady_timer bed(co_await asio::this_coro::executor, how_long);
    co_await bed.async_wait(asio::use_awaitable);
}

}
