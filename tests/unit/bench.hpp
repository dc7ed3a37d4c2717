// Runs a coroutine to its end inside an ordinary test.
//
//   auto reply = bench.finish(client.fetch(what));
//
// The body of the test stays a plain function, so that ASSERT_* works. An exception leaves finish() as it would leave
// the coroutine.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <chrono>
#include <memory>
#include <optional>
#include <stdexcept>
#include <type_traits>

namespace otklik::test {

struct bench {
    boost::asio::io_context io;

    template <class T>
    struct outcome {
        std::exception_ptr thrown;
        std::optional<std::conditional_t<std::is_void_v<T>, bool, T>> value;
        bool ended() const { return thrown || value; }
    };

    // Starts it and lets go; the outcome fills when it ends.
    template <class T>
    std::shared_ptr<outcome<T>> start(boost::asio::awaitable<T> work, boost::asio::cancellation_slot slot = {}) {
        auto end = std::make_shared<outcome<T>>();  // outlives this call if the work does
        if constexpr (std::is_void_v<T>) {
            auto keep = [end](std::exception_ptr p) { p ? (void)(end->thrown = p) : (void)(end->value = true); };
            boost::asio::co_spawn(io, std::move(work), boost::asio::bind_cancellation_slot(slot, keep));
        } else {
            auto keep = [end](std::exception_ptr p, T value) {
                p ? (void)(end->thrown = p) : (void)end->value.emplace(std::move(value));
            };
            boost::asio::co_spawn(io, std::move(work), boost::asio::bind_cancellation_slot(slot, keep));
        }
        return end;
    }

    template <class T>
    static T take(outcome<T>& end) {
        if (end.thrown) std::rethrow_exception(end.thrown);
        if (!end.value) throw std::runtime_error("the coroutine is still waiting");
        if constexpr (!std::is_void_v<T>) return std::move(*end.value);
    }

    // For code that touches a socket.
    template <class T>
    T finish(boost::asio::awaitable<T> work, std::chrono::milliseconds limit = std::chrono::seconds(10)) {
        auto end = start(std::move(work));
        const auto until = std::chrono::steady_clock::now() + limit;
        io.restart();
        while (!end->ended() && std::chrono::steady_clock::now() < until && !io.stopped()) io.run_one_until(until);
        return take<T>(*end);
    }

    // For code without real I/O: all that can run is run; what still waits then would hang.
    template <class T>
    T finish_now(boost::asio::awaitable<T> work) {
        auto end = start(std::move(work));
        run_all();
        return take<T>(*end);
    }

    void run_all() {
        io.restart();
        io.poll();
    }

    // How long the loop still has something to wait for; `limit` when it never runs dry.
    std::chrono::milliseconds runs_dry_after(std::chrono::milliseconds limit) {
        const auto began = std::chrono::steady_clock::now();
        io.restart();
        io.run_for(limit);
        return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - began);
    }
};

}
