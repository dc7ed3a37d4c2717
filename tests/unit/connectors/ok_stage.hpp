// An OK that answers what a test wrote down, method by method, and remembers what it was asked.
#pragma once

#include "tests/unit/connectors/network_stage.hpp"

namespace otklik::ok {
extern const connector_kind kind;
}

namespace otklik::test {

struct ok_question {
    std::string head, method, path, body;
    std::map<std::string, std::string> fields;
};

// A call of the bots' API is called "graph.chats", or "POST graph.messages"; its fields are those of its address.
inline void take_graph_call(ok_question& q) {
    const std::string_view root = "/graph/me/";
    q.method = q.path.substr(root.size(), q.path.find_first_of("/?", root.size()) - root.size());
    q.method = (q.head.starts_with("POST") ? "POST graph." : "graph.") + q.method;
    if (const auto query = q.path.find('?'); query != q.path.npos) {
        take_form(std::string_view(q.path).substr(query + 1), q.fields);
        q.path.resize(query);
    }
}

inline ok_question ok_question_of(const std::string& request) {
    ok_question q;
    const auto end = request.find("\r\n\r\n");
    q.head = request.substr(0, end);
    q.body = request.substr(end + 4);
    const auto path = q.head.find(' ') + 1;
    q.path = q.head.substr(path, q.head.find(' ', path) - path);
    if (q.path.starts_with("/graph/")) {
        take_graph_call(q);
    } else if (q.path.starts_with("/upload")) {
        q.method = "upload";
    } else {
        take_form(q.body, q.fields);
        q.method = q.fields["method"];
    }
    return q;
}

struct OkStage : network_stage {
    OkStage()
        : network_stage(
              ok::kind,
              {{"group", "555"},
               {"application_key", "CBAEXAMPLEABABABA"},
               {"access_token", "tkn-SECRET"},
               {"session_secret_key", "session-SECRET"},
               {"topics_watched", "50"}},
              [](const std::string& request) { return ok_question_of(request).method; },
              [](const std::string& method) { return error(1, "nobody wrote an answer for " + method); }) {}

    connector& ok() { return network(); }
    std::vector<ok_question> asked(std::string_view method = {}) {
        std::vector<ok_question> out;
        for (auto& r : server_->requests())
            if (auto q = ok_question_of(r); method.empty() || q.method == method) out.push_back(q);
        return out;
    }

    reading read(std::string target, std::string cursor = {}, std::string kind = "group") {
        return read_from(a_source(std::move(kind), std::move(target)), std::move(cursor));
    }
    reading read_all(std::string target, std::string cursor = {}) {
        return network_stage::read_all(a_source("group", std::move(target)), std::move(cursor));
    }

    static std::string error(int code, std::string_view said = "said") {
        return R"({"error_code":)" + std::to_string(code) + R"(,"error_msg":")" + std::string(said) +
               R"(","error_data":null})";
    }
    static std::string topics(std::string_view items, std::string_view more = "") {
        return R"({"media_topics":[)" + std::string(items) +
               R"(],"entities":{"groups":[{"uid":"555","name":"Администрация"}]})" + std::string(more) + "}";
    }
    // A topic with its counter, or without its summary where `comments` is negative.
    static std::string topic(std::string_view id, int comments, std::string_view more = "") {
        const auto summary = R"(,"discussion_summary":{"discussion_id":")" + std::string(id) +
                             R"(","discussion_type":"GROUP_TOPIC","comments_count":)" + std::to_string(comments) + "}";
        return R"({"id":")" + std::string(id) +
               R"(","created_ms":1699999000000,"author_ref":"group:555","owner_ref":"group:555","media":[{"type":"text","text":"Тема"}])" +
               (comments < 0 ? "" : summary) + std::string(more) + "}";
    }
    static std::string comments(std::string_view items, std::string_view more = "") {
        return R"({"comments":[)" + std::string(items) +
               R"(],"entities":{"users":[{"uid":"123","first_name":"Анна","last_name":"Ветрова"}]})" +
               std::string(more) + "}";
    }
    static std::string comment(std::string_view id, std::int64_t seconds = 1'699'999'500, std::string_view more = "") {
        return R"({"id":")" + std::string(id) + R"(","author_id":"123","text":"Когда вывезут мусор?","date_ms":)" +
               std::to_string(seconds * 1000) + std::string(more) + "}";
    }
    static std::string own(std::string_view id, std::string_view to, std::string_view text,
                           std::int64_t seconds = 1'699'999'900) {
        return R"({"id":")" + std::string(id) +
               R"(","author_id":"555","author_type":"GROUP","author_name":"Администрация","text":")" +
               std::string(text) + R"(","date_ms":)" + std::to_string(seconds * 1000) + R"(,"reply_to_comment_id":")" +
               std::string(to) + "\"}";
    }

    static placement answer_to_comment() {
        placement p;
        p.delivery = "d-1";
        p.to.id = "ok:700_MTM5Q+/=", p.to.network = "ok", p.to.kind = post_kind::comment;
        p.to.link = "https://ok.ru/group/555/topic/700", p.to.parent = "ok:700";
        p.to.author = {"123", "Анна Ветрова", "https://ok.ru/profile/123", false};
        p.to.written = moment{std::chrono::seconds(1'699'999'500)};
        p.to.text = "Когда вывезут мусор?";
        p.text = "Вывезем завтра.";
        return p;
    }
    // ---- the bots' API

    static std::string chat(std::string_view id, std::int64_t seconds) {
        return R"({"chat_id":"chat:)" + std::string(id) + R"(","type":"DIALOG","lastEventTime":)" +
               std::to_string(seconds * 1000) + "}";
    }
    static std::string chats(std::string_view items, std::string_view more = "") {
        return R"({"chats":[)" + std::string(items) + "]" + std::string(more) + "}";
    }
    static std::string message(std::string_view id, std::int64_t seconds = 1'699'999'500,
                               std::string_view sender = "user:123", std::string_view text = "Когда вывезут мусор?") {
        return R"({"sender":{"user_id":")" + std::string(sender) +
               R"(","name":"Анна Ветрова"},"recipient":{"chat_id":"chat:C1"},"message":{"text":")" + std::string(text) +
               R"(","seq":98211023614189660,"mid":"mid:C1.)" + std::string(id) + R"("},"timestamp":)" +
               std::to_string(seconds * 1000) + "}";
    }
    static std::string messages(std::string_view items) { return R"({"messages":[)" + std::string(items) + "]}"; }
    static placement answer_to_message() {
        auto p = answer_to_comment();
        p.to.id = "ok:chat:C1_mid:C1.a", p.to.kind = post_kind::direct, p.to.parent = "ok:chat:C1";
        p.to.link = "https://ok.ru/group/555";
        return p;
    }

    static placement answer_to_topic() {
        auto p = answer_to_comment();
        p.to.id = "ok:700", p.to.kind = post_kind::post, p.to.parent.clear();
        p.to.text = "Тема";
        p.to.written = moment{std::chrono::seconds(1'699'999'000)};
        return p;
    }
};

}
