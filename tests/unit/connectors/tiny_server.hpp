// A server that says exactly what a test tells it to, byte by byte; each connection has a thread of its own.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>
#include <atomic>
#include <condition_variable>
#include <functional>
#include <list>
#include <mutex>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace otklik::test {

class tiny_server;

// One connection, as the script sees it.
class conversation {
public:
    conversation(tiny_server& server, int fd, int which) : number(which), server_(server), fd_(fd) {}
    const int number;  // the first connection is 1

    // Head and body of the next request; empty when the client has hung up.
    std::string request();
    // The next line without its end; empty when the client has hung up.
    std::string line();
    void say(std::string_view bytes) {
        while (!bytes.empty()) {
            auto n = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (n <= 0) return;
            bytes.remove_prefix(static_cast<std::size_t>(n));
        }
    }
    void say_byte_by_byte(std::string_view bytes) {
        for (char c : bytes) say({&c, 1});
    }
    void answer(std::string_view body, std::string_view headers = "") {
        say("HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" + std::string(headers) +
            "\r\n" + std::string(body));
    }
    void reset() {
        linger hard{1, 0};
        ::setsockopt(fd_, SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
    }
    void hold();     // until the server is stopped
    bool hung_up();  // waits until the client closes

private:
    bool more() {
        char buffer[4096];
        auto n = ::recv(fd_, buffer, sizeof buffer, 0);
        if (n <= 0) return false;
        got_.append(buffer, static_cast<std::size_t>(n));
        return true;
    }

    tiny_server& server_;
    int fd_;
    std::string got_;
};

class tiny_server {
public:
    using script = std::function<void(conversation&)>;

    explicit tiny_server(script s)
        : script_(std::move(s)), listener_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        sockaddr_in where{};
        where.sin_family = AF_INET;
        where.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof where;
        if (::bind(listener_, reinterpret_cast<sockaddr*>(&where), size) || ::listen(listener_, 64))
            throw std::runtime_error("no port");
        ::getsockname(listener_, reinterpret_cast<sockaddr*>(&where), &size);
        port_ = ntohs(where.sin_port);
        accepting_ = std::thread([this] { accept_all(); });
    }

    ~tiny_server() {
        {
            std::lock_guard lock(mutex_);
            stopped_ = true;
            for (int fd : open_) ::shutdown(fd, SHUT_RDWR);
        }
        changed_.notify_all();
        ::shutdown(listener_, SHUT_RDWR);
        accepting_.join();
        for (auto& t : talking_) t.join();
        ::close(listener_);
    }

    int port() const { return port_; }
    std::string url(std::string_view path = "/") const {
        return "http://127.0.0.1:" + std::to_string(port_) + std::string(path);
    }

    std::vector<std::string> requests() {
        std::lock_guard lock(mutex_);
        return requests_;
    }
    int connections() {
        std::lock_guard lock(mutex_);
        return connections_;
    }
    // Waits until that many requests have come; false after five seconds.
    bool asked(std::size_t times) {
        std::unique_lock lock(mutex_);
        return changed_.wait_for(lock, std::chrono::seconds(5), [&] { return requests_.size() >= times; });
    }

private:
    friend class conversation;

    void accept_all() {
        for (;;) {
            int fd = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
            if (fd < 0) return;
            std::lock_guard lock(mutex_);
            if (stopped_) {
                ::close(fd);
                return;
            }
            open_.push_back(fd);
            talking_.emplace_back([this, fd, n = ++connections_] {
                conversation c(*this, fd, n);
                script_(c);
                std::lock_guard again(mutex_);
                std::erase(open_, fd);
                ::close(fd);
            });
        }
    }

    script script_;
    int listener_, port_ = 0;
    std::mutex mutex_;
    std::condition_variable changed_;
    bool stopped_ = false;
    int connections_ = 0;
    std::vector<std::string> requests_;
    std::vector<int> open_;
    std::list<std::thread> talking_;
    std::thread accepting_;
};

inline std::string conversation::request() {
    std::size_t head = 0, length = 0;
    while ((head = got_.find("\r\n\r\n")) == got_.npos)
        if (!more()) return {};
    if (auto at = got_.find("Content-Length: "); at < head) length = std::stoul(got_.substr(at + 16));
    while (got_.size() < head + 4 + length)
        if (!more()) return {};
    auto out = got_.substr(0, head + 4 + length);
    got_.erase(0, out.size());
    {
        std::lock_guard lock(server_.mutex_);
        server_.requests_.push_back(out);
    }
    server_.changed_.notify_all();
    return out;
}

inline std::string conversation::line() {
    std::size_t end = 0;
    while ((end = got_.find('\n')) == got_.npos)
        if (!more()) return {};
    auto out = got_.substr(0, end);
    got_.erase(0, end + 1);
    if (out.ends_with('\r')) out.pop_back();
    std::lock_guard lock(server_.mutex_);
    server_.requests_.push_back(out);
    return out;
}

inline void conversation::hold() {
    std::unique_lock lock(server_.mutex_);
    server_.changed_.wait(lock, [&] { return server_.stopped_; });
}

inline bool conversation::hung_up() {
    char c;
    return ::recv(fd_, &c, 1, 0) == 0;
}

}
