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
    if (target.starts_with("v")) q.version = target.substr(0, target.find('/'));
    q.path = target.substr(q.version.empty() ? 0 : std::min(target.size(), q.version.size() + 1));
    if (q.header("Content-Type") == "application/x-www-form-urlencoded") take_form(q.body, q.fields);
    return q;
}

// The bench of a network that speaks Graph. A method is a call, such as "GET 55_66/comments"; an error is a 400. A
// batch is answered from the calls it holds, unless "POST " says otherwise.
struct GraphStage : network_stage {
    GraphStage(const connector_kind& kind, option_map options)
        : network_stage(
              kind, std::move(options), [](const std::string& request) { return graph_question_of(request).call(); },
              [](const std::string& call) { return error(1, 0, "nobody wrote an answer for " + call); }) {
        answer_ = [this](const std::string& request) {
            const auto q = graph_question_of(request);
            return q.call() == "POST " && answers_["POST "].empty() ? answer_to_batch(q) : next(q.call());
        };
        say_ = [this](conversation& c, const std::string& answer) {
            const bool bad = answer.starts_with(R"({"error":)");
            c.say("HTTP/1.1 " + std::string(bad ? "400 Bad Request" : "200 OK") +
                  "\r\nContent-Type: application/json\r\n" + headers_ +
                  "Content-Length: " + std::to_string(answer.size()) + "\r\n\r\n" + answer);
        };
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

    static constexpr std::int64_t noon = 1'699'963'200;  // 2023-11-14T12:00:00Z; before the clock of the tests
    static std::string at(std::int64_t seconds) {
        char out[32];
        const std::time_t when = seconds;
        std::tm parts{};
        gmtime_r(&when, &parts);
        std::strftime(out, sizeof out, "%Y-%m-%dT%H:%M:%S+0000", &parts);
        return out;
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

}
