// A Graph API that answers what a test wrote down, call by call, and remembers what it was asked.
#pragma once

#include "connectors/abilities.hpp"
#include "tests/unit/connectors/network_stage.hpp"

namespace otklik::test {

using fields_of_call = std::map<std::string, std::string>;

struct graph_question {
    std::string head, method, version, path, body;
    fields_of_call fields;  // of the query and of a form
    std::string call() const { return method + " " + path; }
    std::string header(std::string_view name) const {
        const auto at = head.find("\r\n" + std::string(name) + ": ");
        if (at == head.npos) return {};
        const auto from = at + name.size() + 4;
        return head.substr(from, head.find("\r\n", from) - from);
    }
};

inline graph_question graph_question_of(const std::string& request) {
    graph_question q;
    const auto end = request.find("\r\n\r\n");
    q.head = request.substr(0, end);
    q.body = request.substr(end + 4);
    q.method = q.head.substr(0, q.head.find(' '));
    const auto from = q.method.size() + 2;  // behind the slash
    auto target = q.head.substr(from, q.head.find(' ', from) - from);
    if (const auto question = target.find('?'); question != target.npos) {
        take_form(std::string_view(target).substr(question + 1), q.fields);
        target.resize(question);
    }
    q.version = target.substr(0, target.find('/'));
    q.path = target.substr(std::min(target.size(), q.version.size() + 1));
    if (q.header("Content-Type") == "application/x-www-form-urlencoded") take_form(q.body, q.fields);
    return q;
}

// The bench of a network that speaks Graph: `kind` is opened with `options_`.
struct GraphStage : testing::Test {
    explicit GraphStage(const connector_kind& kind) : kind_(kind) {}

    const connector_kind& kind_;
    // What a call ("GET 55_66/comments") answers: first to last, the last one for ever. One that begins with "HTTP/"
    // goes out as it stands; "cut" closes the connection without a word; an error is a 400, all else the body of a 200.
    // A batch is answered from the calls it holds, unless "POST " says otherwise.
    std::map<std::string, std::deque<std::string>> answers_;
    std::string headers_;  // of all answers
    std::mutex mutex_;

    bench bench_;
    impatient time_;
    std::map<std::string, std::string, std::less<>> options_;
    secret_keeper* secrets_ = nullptr;
    std::map<std::string, int> counted_;
    std::optional<tiny_server> server_{std::in_place, [this](conversation& c) { talk(c); }};
    std::optional<http_client> http_{std::in_place, bench_.io.get_executor()};
    std::unique_ptr<connector> network_;

    void talk(conversation& c) {
        for (std::string r; !(r = c.request()).empty();) {
            const auto q = graph_question_of(r);
            std::lock_guard lock(mutex_);
            auto answer = q.call() == "POST " && answers_["POST "].empty() ? answer_to_batch(q) : next(q.call());
            if (answer == "cut") return;
            if (answer.starts_with("HTTP/")) return c.say(answer);
            const bool bad = answer.starts_with(R"({"error":)");
            c.say("HTTP/1.1 " + std::string(bad ? "400 Bad Request" : "200 OK") +
                  "\r\nContent-Type: application/json\r\n" + headers_ +
                  "Content-Length: " + std::to_string(answer.size()) + "\r\n\r\n" + answer);
        }
    }
    std::string next(const std::string& call) {
        auto& queue = answers_[call];
        if (queue.empty()) return error(1, 0, "nobody wrote an answer for " + call);
        auto out = queue.front();
        if (queue.size() > 1) queue.pop_front();
        return out;
    }
    std::string answer_to_batch(const graph_question& q) {
        const auto items = json::parse(q.fields.at("batch"));
        json::array out;
        for (const auto& item : items->items()) {
            const auto& url = item["relative_url"].text();
            auto answer = next(item["method"].text() + " " + url.substr(0, url.find('?')));
            if (answer == "null") {
                out.push_back(nullptr);
                continue;
            }
            json::value element;
            element.set("code", answer.starts_with(R"({"error":)") ? 400 : 200).set("body", answer);
            out.push_back(std::move(element));
        }
        return json::write(std::move(out));
    }

    connector& network() {
        if (!network_) {
            options_["api"] = "http://127.0.0.1:" + std::to_string(server_->port());
            surroundings around{*http_, time_, "adm", options_};
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

    std::vector<graph_question> asked(std::string_view call = {}) {
        std::vector<graph_question> out;
        for (auto& r : server_->requests())
            if (auto q = graph_question_of(r); call.empty() || q.call() == call) out.push_back(q);
        return out;
    }
    std::vector<std::string> calls() {
        std::vector<std::string> out;
        for (auto& q : asked()) out.push_back(q.call());
        return out;
    }

    source a_source(std::string kind, std::string target) const {
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

    write_outcome place(const placement& what) { return bench_.finish(network().place(what)); }
    static std::string_view name(const write_outcome& o) {
        constexpr std::string_view names[] = {"sent", "refused before write", "unknown", "by hand"};
        return names[o.index()];
    }
    thread_view seen(const placement& what) {
        auto outcome = bench_.finish(network().look(what));
        if (auto* f = std::get_if<failure>(&outcome)) throw std::runtime_error(f->said);
        return std::get<thread_view>(outcome);
    }
    std::optional<failure> trouble_of(const placement& what) {
        auto outcome = bench_.finish(network().look(what));
        auto* f = std::get_if<failure>(&outcome);
        return f ? std::optional(*f) : std::nullopt;
    }

    static std::string error(int code, int subcode = 0, std::string_view said = "said") {
        return R"({"error":{"message":")" + std::string(said) + R"(","type":"OAuthException","code":)" +
               std::to_string(code) + (subcode ? R"(,"error_subcode":)" + std::to_string(subcode) : "") +
               R"(,"fbtrace_id":"A1b2C3"}})";
    }
    // `next`: the cursor of the next page; it comes as Meta sends it, with the token in the address.
    static std::string list(std::string_view items, std::string_view next = {}, std::string_view more = {}) {
        const auto paging = R"(,"paging":{"cursors":{"before":"B","after":")" + std::string(next) +
                            R"("},"next":"https://graph.facebook.com/v25.0/x?access_token=EAASECRET&limit=100&after=)" +
                            std::string(next) + R"("})";
        return R"({"data":[)" + std::string(items) + "]" + (next.empty() ? std::string() : paging) + std::string(more) +
               "}";
    }
};

// Small secrets, kept in memory.
struct pocket final : secret_keeper {
    std::map<std::string, std::string> kept;
    boost::asio::awaitable<std::optional<std::string>> fetch(std::string its_name) override {
        auto found = kept.find(its_name);
        co_return found == kept.end() ? std::nullopt : std::optional(found->second);
    }
    boost::asio::awaitable<void> keep(std::string its_name, std::string value) override {
        kept[its_name] = std::move(value);
        co_return;
    }
};

}
