// A page of Facebook, number 100, with posts such as 100_55 and comments such as 55_66.
#pragma once

#include "tests/unit/connectors/graph_stage.hpp"

namespace otklik::facebook {
extern const connector_kind kind;
}

namespace otklik::test {

struct FacebookStage : GraphStage {
    FacebookStage()
        : GraphStage(facebook::kind, {{"page", "100"},
                                      {"page_token", "EAASECRET"},
                                      {"app_secret", "app-SECRET"},
                                      {"app_id", "900"},
                                      {"verify_token", "word-SECRET"},
                                      {"version", "v25.0"},
                                      {"posts_watched", "50"}}) {
        answers_["GET me"] = {R"({"id":"100"})"};
    }

    static std::string from(std::string_view id) {
        return R"("from":{"id":")" + std::string(id) + R"(","name":")" +
               (id == "100" ? "Администрация" : "Анна Ветрова") + "\"}";
    }
    static std::string comment(std::string_view id, std::int64_t seconds = noon, std::string_view more = "",
                               std::string_view by = "7890") {
        return R"({"id":")" + std::string(id) + R"(","message":"Когда починят?","created_time":")" + at(seconds) +
               "\"," + from(by) + std::string(more) + "}";
    }
    static std::string own(std::string_view id, std::string_view text, std::string_view parent = "",
                           std::int64_t seconds = noon + 600, std::string_view more = "") {
        return R"({"id":")" + std::string(id) + R"(","message":")" + std::string(text) + R"(","created_time":")" +
               at(seconds) + "\"," + from("100") +
               (parent.empty() ? "" : R"(,"parent":{"id":")" + std::string(parent) + "\"}") + std::string(more) + "}";
    }
    // The comments that come along with a post: the counter, some of them, and whether there are more.
    static std::string along(int total, std::string_view items, bool more = false) {
        return R"(,"comments":{"data":[)" + std::string(items) +
               R"(],"summary":{"order":"reverse_chronological","total_count":)" + std::to_string(total) +
               R"(,"can_comment":true})" +
               (more ? R"(,"paging":{"cursors":{"after":"N"},"next":"https://graph.facebook.com/x?after=N"})" : "") +
               "}";
    }
    static std::string feed_post(std::string_view id, std::string_view comments = "", std::string_view more = "",
                                 std::int64_t seconds = noon - 3600) {
        return R"({"id":")" + std::string(id) + R"(","message":"Новость","created_time":")" + at(seconds) + "\"," +
               from("100") + R"(,"permalink_url":"https://www.facebook.com/adm/posts/)" + std::string(id) +
               R"(","is_published":true)" + std::string(comments.empty() ? along(0, "") : comments) +
               std::string(more) + "}";
    }

    reading read(std::string cursor = {}) { return read_from(a_source("page", ""), std::move(cursor)); }
    reading read_whole(std::string cursor = {}) { return read_all(a_source("page", ""), std::move(cursor)); }

    static placement answer_to_comment() {
        placement p;
        p.delivery = "d-1";
        p.to.id = "facebook:66", p.to.network = "facebook", p.to.kind = post_kind::comment;
        p.to.link = "https://www.facebook.com/adm/posts/55?comment_id=66", p.to.parent = "facebook:100_55";
        p.to.author = {"7890", "Анна Ветрова", "https://www.facebook.com/7890", false};
        p.to.written = moment{std::chrono::seconds(noon)};
        p.to.text = "Когда починят?";
        p.to.raw = R"({"id":"55_66"})";
        p.text = "Починим завтра.";
        return p;
    }
    static placement answer_to_reply() {
        auto p = answer_to_comment();
        p.to.id = "facebook:67", p.to.kind = post_kind::reply, p.to.reply_to = "facebook:66";
        p.to.raw = R"({"id":"55_67"})";
        return p;
    }
    static placement answer_to_post() {
        auto p = answer_to_comment();
        p.to.id = "facebook:100_55", p.to.kind = post_kind::post, p.to.parent.clear(), p.to.raw.clear();
        return p;
    }
    static file picture(std::string address = {}) {
        file f;
        f.name = "plan.jpg", f.type = "image/jpeg", f.address = std::move(address);
        f.bytes = std::make_shared<const std::string>("JPEGBYTES");
        return f;
    }
};

}
