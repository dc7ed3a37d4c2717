// One connection to Redis: hiredis speaks, Asio waits.
//
// hiredis owns the socket and the line of unanswered commands; this class lends it the loop, and turns every answer
// into the completion of one Asio operation. A link that breaks stays broken: whoever holds it makes another. Not
// thread-safe. All calls come from the executor given at construction.
#pragma once

#include "storage/redis_value.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/associated_cancellation_slot.hpp>
#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/system/error_code.hpp>
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace otklik::storage {

namespace asio = boost::asio;

struct redis_endpoint {
    std::string host;  // a numeric address: hiredis would look up a name with everybody waiting
    int port = 0;
    std::string socket;  // path of a unix socket; then host and port mean nothing
};

class redis_link {
public:
    redis_link(asio::any_io_executor, const redis_endpoint&);
    ~redis_link();  // what is unanswered ends as if the server had hung up
    redis_link(const redis_link&) = delete;
    redis_link& operator=(const redis_link&) = delete;

    // void(error_code, redis_value). An error of Redis is a value; an error_code means that the link is broken and
    // nobody knows whether the command was carried out. A link that owes an answer for longer than `limit` is broken.
    // Cancelling ends the wait now and drops the late answer; it does not unsay the command.
    template <class Token>
    auto async_command(std::vector<std::string> words, std::chrono::milliseconds limit, Token&& token) {
        return asio::async_initiate<Token, void(boost::system::error_code, redis_value)>(
            [this](auto handler, const std::vector<std::string>& said, std::chrono::milliseconds within) {
                send(said, within, std::make_unique<question<decltype(handler)>>(executor_, std::move(handler)));
            },
            token, std::move(words), limit);
    }

    bool broken() const;
    std::string why() const;  // of a broken link, in hiredis' words
    void close();

private:
    // hiredis holds a pointer to one until it calls back, which it does exactly once.
    struct unanswered {
        virtual ~unanswered() = default;
        virtual void complete(boost::system::error_code, redis_value) = 0;
    };

    template <class Handler>
    struct question final : unanswered {
        question(const asio::any_io_executor& ex, Handler h)
            : handler_(std::move(h)), work_(asio::get_associated_executor(*handler_, ex)) {
            auto slot = asio::get_associated_cancellation_slot(*handler_);
            if (slot.is_connected())
                slot.assign([this](asio::cancellation_type) { complete(asio::error::operation_aborted, {}); });
        }

        void complete(boost::system::error_code ec, redis_value v) override {
            if (!handler_) return;  // was cancelled; this is the late answer
            auto slot = asio::get_associated_cancellation_slot(*handler_);
            auto ex = work_->get_executor();
            auto call = [h = std::move(*handler_), ec, answer = std::move(v)]() mutable {
                std::move(h)(ec, std::move(answer));
            };
            handler_.reset();
            work_.reset();
            // Never resumed from inside hiredis: it must not be called again before its own call returns.
            asio::post(ex, std::move(call));
            if (slot.is_connected()) slot.clear();  // last: it destroys the function that may have called us
        }

        std::optional<Handler> handler_;
        std::optional<asio::executor_work_guard<asio::associated_executor_t<Handler, asio::any_io_executor>>> work_;
    };

    void send(const std::vector<std::string>& words, std::chrono::milliseconds limit, std::unique_ptr<unanswered>);

    class wire;
    asio::any_io_executor executor_;
    std::shared_ptr<wire> wire_;
};

}
