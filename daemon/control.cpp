#include "daemon/control.hpp"

#include "daemon/points.hpp"
#include "storage/values/json.hpp"

#include <sys/stat.h>
#include <unistd.h>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <csignal>

#include <algorithm>
#include <map>
#include <stdexcept>

namespace otklik {

namespace asio = boost::asio;
using asio::local::stream_protocol;

namespace {

// How many passes are left until the daemon dies at a point. Set and read by the one loop.
std::map<std::string, int, std::less<>>& armed() {
    static std::map<std::string, int, std::less<>> points;
    return points;
}

json::value points() {
    json::array names;
    for (auto name : crash_points) names.emplace_back(name);
    return json::object{{"points", std::move(names)}};
}

asio::awaitable<json::value> obey(json::value order, daemon_clock& time) {
    const auto& what = order["do"].text();
    if (what == "points") co_return points();
    if (what == "wind") co_await time.wind(std::chrono::milliseconds{order["ms"].integer_or(0)});
    if (what == "freeze") time.freeze();
    if (what == "flow") time.flow();
    if (what == "die_at") die_at(order["point"].text(), static_cast<int>(order["nth"].integer_or(1)));
    co_return json::object{{"now", to_milliseconds(time.now())}};
}

asio::awaitable<void> serve_one(stream_protocol::socket peer, daemon_clock& time) {
    std::string buffer;
    boost::system::error_code ec;
    for (;;) {
        auto size = co_await asio::async_read_until(peer, asio::dynamic_buffer(buffer, 65536), '\n',
                                                    asio::redirect_error(asio::use_awaitable, ec));
        if (ec) co_return;
        std::string answer = R"({"error":"not JSON"})";
        if (auto order = json::parse(std::string_view(buffer).substr(0, size - 1))) {
            try {
                answer = json::write(co_await obey(std::move(*order), time));
            } catch (const std::invalid_argument& e) {
                answer = json::write(json::object{{"error", e.what()}});
            }
        }
        buffer.erase(0, size);
        answer += '\n';
        co_await asio::async_write(peer, asio::buffer(answer), asio::redirect_error(asio::use_awaitable, ec));
        if (ec) co_return;
    }
}

}

void die_at(std::string_view name, int nth) {
    if (std::ranges::find(crash_points, name) == crash_points.end()) throw std::invalid_argument("no such point");
    armed()[std::string(name)] = nth;
}

void pass_point(std::string_view name) {
    auto it = armed().find(name);
    if (it != armed().end() && --it->second == 0) ::kill(::getpid(), SIGKILL);
}

asio::awaitable<void> serve_control(std::string path, daemon_clock& time) {
    auto executor = co_await asio::this_coro::executor;
    ::unlink(path.c_str());
    stream_protocol::acceptor door(executor, stream_protocol::endpoint(path));
    ::chmod(path.c_str(), 0600);
    for (;;) {
        auto peer = co_await door.async_accept(asio::use_awaitable);
        // A conversation ends with its peer or with the loop; it owns all it uses but the clock, which outlives the
        // loop's work.
        asio::co_spawn(executor, serve_one(std::move(peer), time), [](std::exception_ptr) {});
    }
}

}
