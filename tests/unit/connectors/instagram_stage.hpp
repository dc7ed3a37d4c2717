// An account of Instagram, number 178 and called adm_akht, with publications such as 500 and comments such as 600.
#pragma once

#include "tests/unit/connectors/graph_stage.hpp"

namespace otklik::instagram {
extern const connector_kind kind;
}

namespace otklik::test {

struct InstagramStage : GraphStage {
    InstagramStage()
        : GraphStage(instagram::kind, {{"user", "178"},
                                       {"access_token", "EAASECRET"},
                                       {"login", "facebook"},
                                       {"page", "100"},
                                       {"app_secret", "app-SECRET"},
                                       {"app_id", "900"},
                                       {"version", "v25.0"},
                                       {"verify_token", "word-SECRET"},
                                       {"media_watched", "50"}}) {
        secrets_ = &pocket_;
        answers_["GET 178"] = {R"({"id":"178","username":"adm_akht"})"};
    }
    pocket pocket_;

    static std::string media(std::string_view id, int comments, std::int64_t seconds = noon - 30 * 86'400) {
        return R"({"id":")" + std::string(id) + R"(","caption":"Новость","media_type":"IMAGE","permalink":)" +
               R"("https://www.instagram.com/p/)" + std::string(id) + R"(/","username":"adm_akht","timestamp":")" +
               at(seconds) + "\"" + (comments < 0 ? "" : R"(,"comments_count":)" + std::to_string(comments)) + "}";
    }
    static std::string comment(std::string_view id, std::int64_t seconds = noon, std::string_view more = "",
                               std::string_view by = "anna") {
        return R"({"id":")" + std::string(id) + R"(","text":"Когда починят фонарь?","timestamp":")" + at(seconds) +
               R"(","username":")" + std::string(by) + R"(","from":{"id":"id-)" + std::string(by) +
               R"(","username":")" + std::string(by) + "\"}" + std::string(more) + "}";
    }
    static std::string own(std::string_view id, std::string_view text, std::int64_t seconds = noon + 600) {
        return R"({"id":")" + std::string(id) + R"(","text":")" + std::string(text) + R"(","timestamp":")" +
               at(seconds) + R"(","username":"adm_akht","from":{"id":"178","username":"adm_akht"}})";
    }
    static std::string replies(std::string_view items, std::string_view next = {}) {
        return R"(,"replies":)" + list(items, next);
    }

    reading read(std::string cursor = {}) { return read_from(a_source("media", ""), std::move(cursor)); }
    reading read_whole(std::string cursor = {}) { return read_all(a_source("media", ""), std::move(cursor)); }

    static placement answer_to_comment() {
        placement p;
        p.delivery = "d-1";
        p.to.id = "instagram:600", p.to.network = "instagram", p.to.kind = post_kind::comment;
        p.to.link = "https://www.instagram.com/p/500/", p.to.parent = "instagram:500";
        p.to.author = {"id-anna", "anna", "https://www.instagram.com/anna/", false};
        p.to.written = moment{std::chrono::seconds(noon)};
        p.to.text = "Когда починят фонарь?";
        p.text = "Починим завтра.";
        return p;
    }
    static placement answer_to_reply() {
        auto p = answer_to_comment();
        p.to.id = "instagram:601", p.to.kind = post_kind::reply, p.to.reply_to = "instagram:600";
        return p;
    }
    static placement answer_to_media() {
        auto p = answer_to_comment();
        p.to.id = "instagram:500", p.to.kind = post_kind::post, p.to.parent.clear(), p.to.own = true;
        return p;
    }
    static placement answer_to_mention() {
        auto p = answer_to_comment();
        p.to.id = "instagram:700", p.to.parent = "instagram:550";
        p.to.raw = R"({"mentioned_comment":{"id":"700","media":{"id":"550"}},"id":"178"})";
        return p;
    }
    static file picture(std::string address = "https://adm.example/plan.jpg") {
        file f;
        f.name = "plan.jpg", f.type = "image/jpeg", f.address = std::move(address);
        return f;
    }
};

}
