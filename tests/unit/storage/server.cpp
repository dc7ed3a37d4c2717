#include "tests/unit/storage/server.hpp"

#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <csignal>
#include <set>
#include <stdexcept>
#include <thread>

namespace otklik::test {

temporary_directory::temporary_directory() {
    char name[] = "/tmp/otklik-test-XXXXXX";
    if (!::mkdtemp(name)) throw std::runtime_error("mkdtemp");
    path = name;
}
temporary_directory::~temporary_directory() {
    std::error_code ignored;
    std::filesystem::remove_all(path, ignored);
}

redis_server::redis_server(words more) : more_(std::move(more)) {
    start();
}
redis_server::~redis_server() {
    kill();
}

void redis_server::start() {
    words all{"redis-server",
              "--port",
              "0",
              "--unixsocket",
              socket(),
              "--dir",
              directory_.path.string(),
              "--save",
              "",
              "--appendonly",
              "yes",
              "--appendfsync",
              "always",
              "--maxmemory-policy",
              "noeviction",
              "--logfile",
              "log"};
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

void redis_server::kill() {
    if (pid_ <= 0) return;
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
    pid_ = 0;
}

void redis_server::restart() {
    kill();
    start();
}

storage::redis_endpoint redis_server::endpoint() const {
    storage::redis_endpoint out;
    out.socket = socket();
    return out;
}

storage::redis_value redis_server::say(words what) const {
    bench b;
    storage::redis_link link(b.io.get_executor(), endpoint());
    return b.finish(link.async_command(std::move(what), std::chrono::seconds(5), asio::use_awaitable));
}

void redis_server::wait_until_it_answers() const {
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

struct lossy_proxy::insides {
    using socket = asio::local::stream_protocol::socket;

    insides(asio::io_context& its, std::string to)
        : io(its), target(std::move(to)), path((directory.path / "p").string()), door(its, path) {}

    asio::awaitable<void> accept() {
        for (;;) {
            auto client = std::make_shared<socket>(co_await door.async_accept(asio::use_awaitable));
            auto server = std::make_shared<socket>(io);
            auto [ec] = co_await server->async_connect({target}, asio::as_tuple(asio::use_awaitable));
            if (ec) continue;
            asio::co_spawn(io, pump(client, server, false), [](std::exception_ptr) {});
            asio::co_spawn(io, pump(server, client, true), [](std::exception_ptr) {});
        }
    }

    asio::awaitable<void> pump(std::shared_ptr<socket> from, std::shared_ptr<socket> to, bool answers) {
        open.insert(from);
        std::string block(65536, '\0');
        bool lost = false;
        while (!lost) {
            auto [ec, n] = co_await from->async_read_some(asio::buffer(block), asio::as_tuple(asio::use_awaitable));
            if (ec) break;
            lost = answers && to_lose > 0;
            if (lost) break;
            auto [failed, m] =
                co_await asio::async_write(*to, asio::buffer(block, n), asio::as_tuple(asio::use_awaitable));
            if (failed) break;
        }
        if (lost) --to_lose;
        open.erase(from);
        boost::system::error_code ignored;
        from->close(ignored);
        to->close(ignored);
    }

    asio::io_context& io;
    temporary_directory directory;
    std::string target, path;
    asio::local::stream_protocol::acceptor door;
    std::set<std::shared_ptr<socket>> open;
    int to_lose = 0;
};

lossy_proxy::lossy_proxy(bench& b, const redis_server& to) : insides_(std::make_unique<insides>(b.io, to.socket())) {
    asio::co_spawn(b.io, insides_->accept(), [](std::exception_ptr) {});
}

// Its coroutines refer to what is inside, so they end first.
lossy_proxy::~lossy_proxy() {
    insides_->door.close();
    cut();
    insides_->io.restart();
    insides_->io.poll();
}

std::string lossy_proxy::url() const {
    return "unix://" + insides_->path;
}
void lossy_proxy::lose_answers(int n) {
    insides_->to_lose = n;
}
int lossy_proxy::left_to_lose() const {
    return insides_->to_lose;
}

void lossy_proxy::cut() {
    for (auto& s : insides_->open) {
        boost::system::error_code ignored;
        s->close(ignored);
    }
}

asio::awaitable<void> nap(std::chrono::milliseconds how_long) {
    asio::steady_timer bed(co_await asio::this_coro::executor, how_long);
    co_await bed.async_wait(asio::use_awaitable);
}

}
