// A real redis-server for a test: in a directory of its own, on a unix socket, ended by its pid. And a proxy before it
// that swallows answers.
#pragma once

#include "storage/redis_link.hpp"
#include "tests/unit/bench.hpp"

#include <sys/types.h>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace otklik::test {

namespace asio = boost::asio;
using words = std::vector<std::string>;

struct temporary_directory {
    temporary_directory();
    ~temporary_directory();
    temporary_directory(const temporary_directory&) = delete;
    temporary_directory& operator=(const temporary_directory&) = delete;
    std::filesystem::path path;
};

class redis_server {
public:
    explicit redis_server(words more = {});
    ~redis_server();
    redis_server(const redis_server&) = delete;
    redis_server& operator=(const redis_server&) = delete;

    void start();
    void kill();
    void restart();

    std::string socket() const { return (directory_.path / "s").string(); }
    std::string url() const { return "unix://" + socket(); }
    storage::redis_endpoint endpoint() const;
    const std::filesystem::path& directory() const { return directory_.path; }

    // Past everything of ours, on a loop of its own.
    storage::redis_value say(words what) const;

private:
    void wait_until_it_answers() const;

    temporary_directory directory_;
    words more_;
    pid_t pid_ = 0;
};

// Hands everything on, until it is told to lose answers: then Redis does its work and the link breaks before it is
// heard.
class lossy_proxy {
public:
    lossy_proxy(bench&, const redis_server& to);
    ~lossy_proxy();

    std::string url() const;
    void lose_answers(int n);
    int left_to_lose() const;
    void cut();

private:
    struct insides;
    std::unique_ptr<insides> insides_;
};

// Ends after so much real time, with the loop running: for what must happen on its own.
asio::awaitable<void> nap(std::chrono::milliseconds how_long);

}
