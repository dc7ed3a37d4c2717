// A VK that answers what a test wrote down, method by method, and remembers what it was asked.
#pragma once

#include "tests/unit/connectors/network_stage.hpp"

namespace otklik::vk {
extern const connector_kind kind;
}

namespace otklik::test {

struct vk_question {
    std::string method, head, body;
    std::map<std::string, std::string> fields;
};

// The method is what comes after "/method/"; of an address that is no method's, the whole path.
inline vk_question question_of(const std::string& request) {
    vk_question q;
    const auto head = request.find("\r\n\r\n");
    q.head = request.substr(0, head);
    q.body = request.substr(head + 4);
    const auto path = request.find('/'), path_end = request.find(' ', path);
    std::string_view address = std::string_view(request).substr(path, path_end - path);
    if (address.starts_with("/method/")) address.remove_prefix(8);
    q.method = address.substr(0, address.find('?'));
    if (auto query = address.find('?'); query != address.npos) take_form(address.substr(query + 1), q.fields);
    if (q.head.find("application/x-www-form-urlencoded") != q.head.npos) take_form(q.body, q.fields);
    return q;
}

struct VkStage : network_stage {
    VkStage()
        : network_stage(
              vk::kind,
              {{"community", "55"},
               {"service_token", "vk1.s.SECRET"},
               {"community_token", "vk1.a.SECRET"},
               {"posts_watched", "50"}},
              [](const std::string& request) { return question_of(request).method; },
              [](const std::string&) { return error(3, "nobody wrote an answer"); }) {}

    connector& vk() { return network(); }
    std::vector<vk_question> asked(std::string_view method = {}) {
        std::vector<vk_question> out;
        for (auto& r : server_->requests())
            if (auto q = question_of(r); method.empty() || q.method == method) out.push_back(q);
        return out;
    }

    reading read(std::string kind, std::string target, std::string cursor = {}) {
        return read_from(a_source(std::move(kind), std::move(target)), std::move(cursor));
    }
    reading read_all(std::string kind, std::string target, std::string cursor = {}) {
        return network_stage::read_all(a_source(std::move(kind), std::move(target)), std::move(cursor));
    }

    static std::string error(int code, std::string_view said = "said") {
        return R"({"error":{"error_code":)" + std::to_string(code) + R"(,"error_msg":")" + std::string(said) + R"("}})";
    }
    static std::string response(std::string_view json) { return R"({"response":)" + std::string(json) + "}"; }
    // A list as VK gives it; `level` is current_level_count.
    static std::string list(std::string_view items, int level = -1) {
        return response(
            R"({"count":999,)" +
            (level < 0 ? std::string() : R"("current_level_count":)" + std::to_string(level) + ",") + R"("items":[)" +
            std::string(items) +
            R"(],"profiles":[{"id":123,"first_name":"Анна","last_name":"Ветрова"},{"id":124,"first_name":"DELETED","last_name":"","deactivated":"deleted"}],)" +
            R"("groups":[{"id":55,"name":"Администрация"}]})");
    }

    static placement answer_to(std::string id, post_kind kind, std::string link) {
        placement p;
        p.delivery = "d-1";
        p.to.id = std::move(id), p.to.network = "vk", p.to.kind = kind, p.to.link = std::move(link);
        p.to.parent = kind == post_kind::post ? "" : "vk:-55_765";
        p.to.author = {"123", "Анна Ветрова", "https://vk.com/id123", false};
        p.text = "Вывезем завтра.";
        return p;
    }
    static placement answer_to_comment() {
        return answer_to("vk:-55_766", post_kind::comment, "https://vk.com/wall-55_765?reply=766");
    }
};

}
