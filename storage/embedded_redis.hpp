// A private redis-server for `storage.url = "embedded"`: a child of ours on a unix socket under the state directory.
//
// It dies with this process (PR_SET_PDEATHSIG follows the thread that starts it, so start it from the loop's thread,
// and let that be the main one). Two locks keep the directory from being served twice: one is held by the daemon alone
// and says "a second daemon"; the other is inherited by the server and says "the server of a killed daemon is still
// writing", which is waited for. A server that ends while we live is started again. The distribution's server on port
// 6379 is never touched. Not thread-safe. All calls come from the executor given at start.
#pragma once

#include <sys/types.h>
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>

namespace otklik::storage {

namespace asio = boost::asio;

// One line that says what to do.
struct embedded_redis_failed : std::runtime_error {
    using std::runtime_error::runtime_error;
};

struct embedded_redis_settings {
    embedded_redis_settings() = default;  // not an aggregate: g++ 12 destroys those twice inside co_await f({…})

    std::chrono::milliseconds orphan_patience = std::chrono::seconds(15);  // for the server of a killed daemon to end
    std::chrono::milliseconds load_patience = std::chrono::minutes(5);     // for the server to read its file
    std::chrono::milliseconds stop_patience = std::chrono::seconds(20);    // after SIGTERM; then SIGKILL
    int restarts_per_minute = 10;                                          // more wait for their minute
    std::string program = "redis-server";                                  // looked for in PATH and /usr/bin
    std::function<void(const std::string&)> report;  // what the log shall say; empty: a warning of spdlog
};

class embedded_redis {
public:
    // Ends when the server answers. Throws embedded_redis_failed.
    static asio::awaitable<std::unique_ptr<embedded_redis>> start(asio::any_io_executor,
                                                                  std::filesystem::path state_directory,
                                                                  embedded_redis_settings = {});
    // Where the server of a daemon with this state directory listens, for otklikctl.
    static std::string url_of(const std::filesystem::path& state_directory);

    // Without stop() before: the server is killed. Nothing it acknowledged is lost either way.
    ~embedded_redis();
    embedded_redis(const embedded_redis&) = delete;
    embedded_redis& operator=(const embedded_redis&) = delete;

    std::string url() const;
    pid_t pid() const;  // of the server that runs now; 0 between two
    // SIGTERM, and waits until it is gone.
    asio::awaitable<void> stop();

private:
    class server;
    explicit embedded_redis(std::shared_ptr<server>);
    std::shared_ptr<server> server_;
};

}
