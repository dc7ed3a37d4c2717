// What the stages of all networks share: a clock that does not wait, and a network that answers what a test wrote down,
// method by method.
#pragma once

#include "connectors/connector.hpp"
#include "connectors/error_row.hpp"
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

// Small secrets, kept in memory.
struct pocket final : secret_keeper {
    std::map<std::string, std::string> kept;
    bool broken = false;
    std::function<void()> on_keep;
    boost::asio::awaitable<std::optional<std::string>> fetch(std::string its_name) override {
        auto found = kept.find(its_name);
        co_return found == kept.end() ? std::nullopt : std::optional(found->second);
    }
    boost::asio::awaitable<void> keep(std::string its_name, std::string value) override {
        if (broken) throw std::runtime_error("no disk");
        kept[its_name] = std::move(value);
        if (on_keep) on_keep();
        co_return;
    }
};

// The bench of a network: `kind` is opened with `options_`, and the server at its other end says what is written down.
struct network_stage : testing::Test {
    using teller = std::function<std::string(const std::string&)>;
    using option_map = std::map<std::string, std::string, std::less<>>;

    // `method_of`: which method a request calls. `unwritten`: the error that the network answers where the test wrote
    // nothing for a method. Neither may need the stage: the server outlives what is derived from it.
    network_stage(const connector_kind& kind, option_map options, teller method_of, teller unwritten)
        : kind_(kind),
          method_of_(std::move(method_of)),
          unwritten_(std::move(unwritten)),
          options_(std::move(options)) {}

    const connector_kind& kind_;
    teller method_of_, unwritten_;
    // What a method answers: first to last, the last one for ever. One that begins with "HTTP/" goes out as it stands;
    // "cut" closes the connection without a word; anything else is the body of a 200.
    std::map<std::string, std::deque<std::string>> answers_;
    std::function<std::string(const std::string& request)> answer_{
        [this](const std::string& request) { return next(method_of_(request)); }};
    std::function<void(conversation&, const std::string& answer)> say_{[](conversation& c, const std::string& answer) {
        c.answer(answer, "Content-Type: application/json; charset=utf-8\r\n");
    }};
    std::string headers_;  // of all answers of a GraphStage
    std::mutex mutex_;

    bench bench_;
    impatient time_;
    option_map options_;
    secret_keeper* secrets_ = nullptr;
    std::function<std::unique_ptr<rate_limit>(std::vector<rate_window>)> limits_;
    std::map<std::string, int> counted_;
    std::optional<tiny_server> server_{std::in_place, [this](conversation& c) { talk(c); }};
    std::optional<http_client> http_{std::in_place, bench_.io.get_executor()};
    std::unique_ptr<connector> network_;

    void talk(conversation& c) {
        for (std::string r; !(r = c.request()).empty();) {
            const auto answer = answer_to(r);
            if (answer == "cut") return;
            if (answer.starts_with("HTTP/")) return c.say(answer);
            say_(c, answer);
        }
    }
    std::string answer_to(const std::string& request) {
        std::lock_guard lock(mutex_);
        return answer_(request);
    }
    std::string next(const std::string& method) {
        auto& queue = answers_[method];
        if (queue.empty()) return unwritten_(method);
        auto out = queue.front();
        if (queue.size() > 1) queue.pop_front();
        return out;
    }

    connector& network() {
        if (!network_) {
            options_["api"] = "http://127.0.0.1:" + std::to_string(server_->port());
            surroundings around{*http_, time_, "adm", options_};
            around.limits = limits_;
            around.secrets = secrets_;
            around.count = [this](std::string_view method, std::string_view outcome) {
                ++counted_[std::string(method) + " " + std::string(outcome)];
            };
            network_ = kind_.open(std::move(around));
        }
        return *network_;
    }
    template <class Ability>
    Ability& able() {
        return dynamic_cast<Ability&>(network());
    }
    void forget() { network_.reset(); }

    static source a_source(std::string kind, std::string target) {
        source from;
        from.id = "s1", from.account = "adm", from.kind = std::move(kind), from.target = std::move(target);
        return from;
    }
    reading read_from(const source& from, std::string cursor = {}) {
        return bench_.finish(network().read(from, std::move(cursor)));
    }
    // Until there is no more.
    reading read_all(const source& from, std::string cursor = {}) {
        reading all;
        for (int i = 0; i < 100; ++i) {
            auto part = read_from(from, std::move(cursor));
            cursor = part.cursor;
            std::ranges::move(part.posts, std::back_inserter(all.posts));
            std::ranges::move(part.left_out, std::back_inserter(all.left_out));
            all.cursor = part.cursor, all.failed = part.failed;
            if (!part.more) return all;
        }
        ADD_FAILURE() << "it never ends";
        return all;
    }
    static std::vector<std::string> ids(const std::vector<post>& posts) {
        std::vector<std::string> out;
        for (auto& p : posts) out.push_back(p.id);
        return out;
    }
    static std::vector<std::string> ids(const reading& r) { return ids(r.posts); }

    write_outcome place(const placement& what) { return bench_.finish(network().place(what)); }
    look_outcome look(const placement& what) { return bench_.finish(network().look(what)); }
    static std::string_view name(const write_outcome& o) {
        constexpr std::string_view names[] = {"sent", "refused before write", "unknown", "by hand"};
        return names[o.index()];
    }
    static std::string_view outcome_of(proof of_write) {
        return of_write == proof::none ? "unknown" : of_write == proof::unwritten ? "refused before write" : "by hand";
    }
    thread_view seen(const placement& what) {
        auto outcome = look(what);
        if (auto* f = std::get_if<failure>(&outcome)) throw std::runtime_error(f->said);
        return std::get<thread_view>(outcome);
    }
    std::optional<failure> trouble_of(const placement& what) {
        auto outcome = look(what);
        auto* f = std::get_if<failure>(&outcome);
        return f ? std::optional(*f) : std::nullopt;
    }

    // What the method answers to a write, and what may be believed of it.
    struct answer_row {
        std::string answered;
        std::string_view outcome;
    };
    // It is one request, and exactly one; `beside`: how many others go before it.
    void place_and_expect(const std::string& method, const placement& what, const answer_row& row,
                          std::size_t beside = 0) {
        answers_[method] = {row.answered};
        const auto before = server_->requests().size(), asked_before = asked_for(method);
        EXPECT_EQ(name(place(what)), row.outcome) << row.answered;
        EXPECT_EQ(asked_for(method), asked_before + 1) << "exactly one request: " << row.answered;
        EXPECT_EQ(server_->requests().size(), before + 1 + beside) << "exactly one request: " << row.answered;
    }

private:
    std::size_t asked_for(const std::string& method) {
        const auto all = server_->requests();
        return static_cast<std::size_t>(
            std::ranges::count_if(all, [&](const auto& r) { return method_of_(r) == method; }));
    }
};

// Every material has a row of its own, in order and with a reason that says something.
inline void expect_a_row_for_each_material(const connector_kind& kind) {
    ASSERT_EQ(kind.materials.size(), names_of(material{}).size());
    for (std::size_t i = 0; i < kind.materials.size(); ++i) {
        EXPECT_EQ(kind.materials[i].what, static_cast<material>(i));
        EXPECT_FALSE(kind.materials[i].why.empty());
    }
}

// The options that are said to be no more than secret: each is one by its name.
inline void expect_secrets_marked(const connector_kind& kind) {
    for (const auto& o : kind.options)
        EXPECT_EQ(o.secret, o.name.ends_with("_token") || o.name == "app_secret") << o.name;
}

}
