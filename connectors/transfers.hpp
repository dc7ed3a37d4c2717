// libcurl's multi interface on Asio, for http_client and mail_client; nobody else sees a curl header.
//
// libcurl says which sockets it wants watched and when it wants waking; this watches and wakes. What holds it together:
//   - a socket has at most one wait armed in each direction, and none once libcurl lets go of it;
//   - libcurl is never called, and no coroutine resumed, from inside one of libcurl's own callbacks;
//   - libcurl closes its sockets itself, so they are released, never closed, here.
// Not thread-safe. All calls come from the executor given at construction.
#pragma once

#include <curl/curl.h>
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>

namespace otklik {

struct easy_deleter {
    void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
};
using easy_handle = std::unique_ptr<CURL, easy_deleter>;
easy_handle make_easy();

class transfers : public std::enable_shared_from_this<transfers> {
public:
    explicit transfers(boost::asio::any_io_executor executor);
    ~transfers();

    CURLM* multi() { return multi_; }

    enum class after { keep_connection, hang_up };

    // Runs a prepared transfer to its end: libcurl's verdict, or nothing when it was cancelled. The handle and all it
    // points to stay the caller's and outlive the wait. `hang_up` shuts the socket down before libcurl can say goodbye
    // on it, for SMTP: libcurl waits for the answer to QUIT without returning, up to two minutes.
    boost::asio::awaitable<std::optional<CURLcode>> run(CURL* easy, after then = after::keep_connection);

    // Ends every transfer as cancelled and closes all connections. Nothing may be run after this.
    void close();

private:
    struct waiting;
    template <class Handler>
    struct waiting_for;
    struct watch;

    static int on_socket(CURL*, curl_socket_t, int, void*, void*) noexcept;
    static int on_timer(CURLM*, long, void*) noexcept;

    void start(std::unique_ptr<waiting>);
    void end(std::uint64_t number, std::optional<CURLcode> verdict);
    void watch_socket(curl_socket_t, int wanted);
    void forget(curl_socket_t);
    void arm(curl_socket_t, const std::shared_ptr<watch>&);
    void wait(curl_socket_t, const std::shared_ptr<watch>&, int ready);
    void wake_after(long milliseconds);
    void drive(curl_socket_t, int events);

    boost::asio::any_io_executor executor_;
    boost::asio::steady_timer timer_;
    CURLM* multi_;
    std::uint64_t last_number_ = 0;
    std::map<std::uint64_t, std::unique_ptr<waiting>> running_;
    std::unordered_map<curl_socket_t, std::shared_ptr<watch>> watches_;
};

// What both protocols set in the same way: limits, TLS, no signals, no environment, no waiting for the resolver.
struct transfer_limits {
    std::chrono::milliseconds connect, whole;
};
void set_common(CURL* easy, const char* protocols, const transfer_limits&, const std::string& ca_file);

// "host: what libcurl says of it", without user, password, path or query, on one line.
std::string said_of(const std::string& url, CURLcode code, const char* error_buffer);

bool is_about_trust(CURLcode);

}
