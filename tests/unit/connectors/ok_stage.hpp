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
    bench bench_;
    impatient time_;
    std::map<std::string, std::string, std::less<>> options_{{"group", "555"},
                                                             {"application_key", "CBAEXAMPLEABABABA"},
                                                             {"access_token", "tkn-SECRET"},
                                                             {"session_secret_key", "session-SECRET"},
                                                             {"topics_watched", "50"}};
    std::optional<tiny_server> server_{std::in_place, [this](conversation& c) { talk(c); }};
    std::optional<http_client> http_{std::in_place, bench_.io.get_executor()};
    std::function<std::unique_ptr<rate_limit>(std::vector<rate_window>)> limits_;
    secret_keeper* secrets_ = nullptr;
    std::unique_ptr<connector> ok_;

    std::string method_of(const std::string& request) const override { return ok_question_of(request).method; }
    std::string unwritten(const std::string& method) const override {
        return error(1, "nobody wrote an answer for " + method);
    }

    connector& ok() {
        if (!ok_) {
            options_["api"] = "http://127.0.0.1:" + std::to_string(server_->port());
            surroundings around{*http_, time_, "adm", options_};
            around.limits = limits_;
            around.secrets = secrets_;
            ok_ = ok::kind.open(std::move(around));
        }
        return *ok_;
    }
    std::vector<ok_question> asked(std::string_view method = {}) {
        std::vector<ok_question> out;
        for (auto& r : server_->requests())
            if (auto q = ok_question_of(r); method.empty() || q.method == method) out.push_back(q);
        return out;
    }

    reading read(std::string target, std::string cursor = {}, std::string kind = "group") {
        source from;
        from.id = "s1", from.account = "adm", from.kind = std::move(kind), from.target = std::move(target);
        return bench_.finish(ok().read(from, std::move(cursor)));
    }
    // Until there is no more.
    reading read_all(std::string target, std::string cursor = {}) {
        reading all;
        for (int i = 0; i < 100; ++i) {
            auto part = read(target, std::move(cursor));
            cursor = part.cursor;
            std::ranges::move(part.posts, std::back_inserter(all.posts));
            std::ranges::move(part.left_out, std::back_inserter(all.left_out));
            all.cursor = part.cursor, all.failed = part.failed;
            if (!part.more) return all;
        }
        ADD_FAILURE() << "it never ends";
        return all;
    }
    static std::vector<std::string> ids(const reading& r) {
        std::vector<std::string> out;
        for (auto& p : r.posts) out.push_back(p.id);
        return out;
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
