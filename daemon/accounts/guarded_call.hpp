// One call of a connector under guard: it ends in time, one way or the other.
#pragma once

#include "connectors/connector.hpp"
#include "storage/unavailable.hpp"
#include "storage/waiters.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>

#include <chrono>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>

namespace otklik {

// The connector broke a promise. `called`: it was reached, so that a write may have happened.
struct misbehaved : std::runtime_error {
    misbehaved(trouble its_kind, const std::string& said, bool was_called)
        : std::runtime_error(said), kind(its_kind), called(was_called) {}
    failure as_failure() const { return {kind, what(), {}}; }

    trouble kind;
    bool called;
};

// What is under way belongs to itself: a call that was left behind goes on without those who began it.
template <class T>
struct call_under_way {
    call_under_way(boost::asio::any_io_executor executor, std::shared_ptr<connector> of)
        : network(std::move(of)), bell(executor) {}

    std::shared_ptr<connector> network;
    std::shared_ptr<int> left_behind;  // counted there once it is given up
    boost::asio::cancellation_signal stop;
    storage::waiters bell;  // rung when it has ended
    std::optional<T> value;
    std::exception_ptr thrown;
    bool ended = false;
};

template <class T>
using work_of = std::function<boost::asio::awaitable<T>(connector&)>;

template <class T>
boost::asio::awaitable<void> carry_out(std::shared_ptr<call_under_way<T>> one, work_of<T> work) {
    auto value = co_await work(*one->network);
    one->value = std::move(value);
}

template <class T>
boost::asio::awaitable<void> wait_for_end(call_under_way<T>& one, std::chrono::milliseconds limit) {
    const auto until = std::chrono::steady_clock::now() + limit;
    while (!one.ended && std::chrono::steady_clock::now() < until) co_await one.bell.wait(until);
}

// Its value, or misbehaved; nothing when it did not end within `limit`, nor within `grace` after it was cancelled. It
// is then left behind, counted in `left_behind` until it ends after all.
template <class T>
boost::asio::awaitable<std::shared_ptr<call_under_way<T>>> call_within(std::shared_ptr<connector> network,
                                                                       work_of<T> work, std::chrono::milliseconds limit,
                                                                       std::chrono::milliseconds grace,
                                                                       std::shared_ptr<int> left_behind) {
    namespace asio = boost::asio;
    auto executor = co_await asio::this_coro::executor;
    auto one = std::make_shared<call_under_way<T>>(executor, std::move(network));
    auto end = [one](std::exception_ptr thrown) {
        one->thrown = thrown;
        one->ended = true;
        if (one->left_behind) --*one->left_behind;
        one->bell.wake_all();
    };
    asio::co_spawn(executor, carry_out<T>(one, std::move(work)),
                   asio::bind_cancellation_slot(one->stop.slot(), std::move(end)));
    bool cancelled = false;
    try {
        co_await wait_for_end(*one, limit);
    } catch (const boost::system::system_error&) {
        cancelled = true;
    }
    if (!one->ended) {
        one->stop.emit(asio::cancellation_type::terminal);
        if (cancelled) co_await asio::this_coro::reset_cancellation_state(asio::disable_cancellation());
        co_await wait_for_end(*one, grace);
    }
    if (!one->ended) {
        one->left_behind = std::move(left_behind);
        ++*one->left_behind;
    }
    if (cancelled) throw boost::system::system_error(asio::error::operation_aborted);
    co_return one;
}

}
