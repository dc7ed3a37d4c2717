// HTTP for connectors: libcurl does the talking, Asio the waiting; many transfers on the one loop.
//
// A failure is a value, and it says truthfully whether the request can have reached the server: `nothing_was_sent` is
// true only when no byte of it was given to a connection. A reply of any status is a reply, not a failure.
// Not thread-safe. All calls come from the executor given at construction.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/system/result.hpp>
#include <chrono>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace otklik {

class transfers;

struct http_header {
    std::string name, value;
};

struct http_settings {
    std::string
        proxy;  // "http://user:password@host:3128", "socks5h://host:1080"; empty: none, whatever the environment says
    std::string ca_file;  // PEM, trusted instead of the system's own; certificates are verified either way
    std::string user_agent = "otklik";
    long connections_per_host = 16;
    long connections_kept = 32;  // idle ones, all hosts together
};

struct http_request {
    http_request(std::string its_method, std::string its_url)
        : method(std::move(its_method)), url(std::move(its_url)) {}

    std::string method, url;
    std::vector<http_header> headers;
    std::string body;

    // The request changes something at the other end, so it must not go out twice: a fresh connection, HTTP/1.1, no
    // redirects, and if libcurl should set out to send it again, the transfer ends instead.
    bool writes = false;

    long redirects = 0;  // how many are followed
    std::chrono::milliseconds connect_limit{10'000};
    std::chrono::milliseconds limit{30'000};        // from beginning to end
    std::size_t body_limit = std::size_t{8} << 20;  // of the reply, unpacked
};

struct http_reply {
    int status = 0;
    std::vector<http_header> headers;
    std::string body;

    // The last header of that name in any case, or an empty one.
    std::string_view header(std::string_view name) const;
};

struct http_failure {
    enum class kind {
        not_connected,  // no address, no connection
        not_trusted,    // TLS: certificate or handshake
        timed_out,
        broken,     // the connection was cut, or what came was not HTTP
        too_large,  // body or headers over the limit
        cancelled,  // by the caller, or because the client went away
        misused,    // the request itself: a URL that cannot be one, a protocol that is not allowed
    };
    kind what = kind::broken;
    bool nothing_was_sent = false;
    std::string said;  // for a person; the host at most, never a path, a header or a body
};

using http_outcome = boost::system::result<http_reply, http_failure>;

class http_client {
public:
    explicit http_client(boost::asio::any_io_executor executor, http_settings settings = {});
    ~http_client();  // every transfer still under way ends as cancelled

    http_client(const http_client&) = delete;
    http_client& operator=(const http_client&) = delete;

    // Cancelled like any Asio operation; ends then as http_failure::kind::cancelled, which is a value too.
    boost::asio::awaitable<http_outcome> fetch(http_request what);

private:
    http_settings settings_;
    std::shared_ptr<transfers> transfers_;
};

// "a=1&b=%D0%B9", for application/x-www-form-urlencoded.
std::string form_encoded(std::span<const http_header> fields);

[[noreturn]] void throw_exception_from_error(const http_failure&, const boost::source_location&);

}
