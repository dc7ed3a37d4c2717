// What the stages of all networks share: a clock that does not wait, and a network that answers what a test wrote down,
// method by method.
#pragma once

#include "connectors/connector.hpp"
#include "connectors/http_client.hpp"
#include "tests/unit/bench.hpp"
#include "tests/unit/connectors/tiny_server.hpp"

#include <gtest/gtest.h>
#include <algorithm>
#include <boost/asio/awaitable.hpp>
#include <deque>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

namespace otklik::test {

// A clock that rests at once, and is later afterwards.
class impatient final : public otklik::clock {
public:
    moment now() const override { return now_; }
    boost::asio::awaitable<void> rest(std::chrono::milliseconds how_long) override {
        now_ += how_long;
        co_return;
    }
    moment now_ = from_milliseconds(1'700'000'000'000);
};

inline std::string percent_decoded(std::string_view s) {
    std::string out;
    for (std::size_t i = 0; i < s.size(); ++i)
        if (s[i] == '%' && i + 2 < s.size())
            out += static_cast<char>(std::stoi(std::string(s.substr(i + 1, 2)), nullptr, 16)), i += 2;
        else
            out += s[i];
    return out;
}

// The fields of "a=1&b=%D0%B9".
inline void take_form(std::string_view form, std::map<std::string, std::string>& into) {
    while (!form.empty()) {
        auto field = form.substr(0, form.find('&'));
        form.remove_prefix(std::min(form.size(), field.size() + 1));
        auto equals = field.find('=');
        if (equals != field.npos)
            into[percent_decoded(field.substr(0, equals))] = percent_decoded(field.substr(equals + 1));
    }
}

struct network_stage : testing::Test {
    // What a method answers: first to last, the last one for ever. One that begins with "HTTP/" goes out as it stands;
    // "cut" closes the connection without a word; anything else is the body of a 200.
    std::map<std::string, std::deque<std::string>> answers_;
    std::mutex mutex_;

    virtual std::string method_of(const std::string& request) const = 0;
    // The error that the network answers where the test wrote nothing.
    virtual std::string unwritten(const std::string& method) const = 0;

    void talk(conversation& c) {
        for (std::string r; !(r = c.request()).empty();) {
            auto answer = next(method_of(r));
            if (answer == "cut") return;
            if (answer.starts_with("HTTP/")) return c.say(answer);
            c.answer(answer, "Content-Type: application/json; charset=utf-8\r\n");
        }
    }
    std::string next(const std::string& method) {
        std::lock_guard lock(mutex_);
        auto& queue = answers_[method];
        if (queue.empty()) return unwritten(method);
        auto out = queue.front();
        if (queue.size() > 1) queue.pop_front();
        return out;
    }
};

}
