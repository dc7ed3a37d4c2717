// Letters over SMTP, awaited: libcurl does the talking, Asio the waiting.
// Not thread-safe. All calls come from the executor given at construction.
#pragma once

#include "connectors/mail_message.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <memory>
#include <optional>
#include <string>

namespace otklik {

class transfers;

enum class starttls { never, when_offered, always };
constexpr auto names_of(starttls) {
    return std::array<std::string_view, 3>{"never", "when_offered", "always"};
}

struct mail_settings {
    std::string server;                      // "smtp://mail.example:25", or smtps:// for TLS from the first byte
    starttls encryption = starttls::always;  // of smtp://
    std::string user, password;              // both empty: no login; beyond this machine only over TLS
    std::string hello;                       // the name said in EHLO; empty: this machine's
    std::string ca_file;                     // PEM, trusted instead of the system's own
    std::chrono::milliseconds connect_limit{10'000};
    std::chrono::milliseconds limit{60'000};
};

struct mail_failure {
    enum class kind {
        unreachable,  // no connection, a time-out, a cut: worth another attempt
        refused,      // the server said no: smtp_status says which no; 4xx is worth another attempt
        not_trusted,  // TLS: certificate, handshake, or STARTTLS not offered where it must be
        login,        // user or password
        cancelled,
        misused,  // the letter or the settings: an address that is none, a server that is no URL
    };
    kind what = kind::unreachable;
    bool nothing_was_sent = false;  // proven: the server has not taken the letter for anybody
    int smtp_status = 0;            // the server's last answer; 0 for none
    std::string said;               // for a person; never a password or the letter itself
};

class mail_client {
public:
    mail_client(boost::asio::any_io_executor executor, mail_settings settings);
    ~mail_client();  // a letter still under way ends as cancelled

    mail_client(const mail_client&) = delete;
    mail_client& operator=(const mail_client&) = delete;

    // Nothing, when the server has taken the letter for everybody in `to`. If it refuses one of them, nobody gets it.
    boost::asio::awaitable<std::optional<mail_failure>> send(mail letter);

private:
    mail_settings settings_;
    std::shared_ptr<transfers> transfers_;
};

}
