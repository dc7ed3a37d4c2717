#include "connectors/facebook/write.hpp"

#include "connectors/facebook/names.hpp"
#include "connectors/graph/names.hpp"
#include "connectors/graph/private_reply.hpp"
#include "connectors/graph/write.hpp"

#include <algorithm>

namespace otklik::facebook {

namespace asio = boost::asio;

namespace {

std::string where_it_is(const placement& what) {
    return what.to.link.empty() ? std::string("сообщение, на которое дан ответ,") : what.to.link;
}

std::vector<std::string> steps_for(const placement& what) {
    if (what.privately)
        return {"Откройте " + where_it_is(what) + " под учётной записью сотрудника, который управляет страницей.",
                "Нажмите под сообщением «Отправить сообщение». Ответить так можно один раз и в течение семи дней.",
                "Вставьте текст ответа без изменений и отправьте его.",
                "Скопируйте ссылку на сообщение жителя и подтвердите ею размещение в Отклике."};
    return {
        "Откройте " + where_it_is(what) +
            " под учётной записью сотрудника, который управляет страницей, и переключитесь на страницу.",
        "Нажмите «Ответить» под сообщением: " +
            (what.to.author.name.empty() ? std::string("автор не назван") : what.to.author.name) + ".",
        "Вставьте текст ответа без изменений, приложите файлы, если они есть, и отправьте его.",
        "Скопируйте ссылку на размещённый комментарий (нажмите на его дату) и подтвердите ею размещение в Отклике."};
}

by_hand steps_by_hand(const placement& what, std::string why) {
    return {std::move(why), steps_for(what)};
}

// One thing hangs on a comment at most, and it is a picture.
std::optional<std::string> objection_to_files(const placement& what) {
    if (what.files.empty()) return {};
    if (what.privately) return "К личному сообщению программа файлов не прикладывает.";
    if (what.files.size() > 1) return "К комментарию в Facebook прикладывается только один файл.";
    if (!is_picture(what.files.front())) return "К комментарию в Facebook программа прикладывает только картинку.";
    return {};
}

// The comment's id is told. If instead it is said that something was done, then what is there was changed: that is
// how Facebook answers an edit, and an edit is not what was asked for.
write_outcome outcome_of_comment(const json::value& answer, const std::string& path, const std::string& post,
                                 const std::string& top) {
    if (const auto id = graph::id_text(answer["id"])) return sent{our_comment_id(*id), link_to_comment(post, *id, top)};
    const bool edited = answer["success"].flag() == true;
    return fate_unknown{{trouble::unreadable,
                         "POST " + path +
                             (edited ? ": Facebook says that it changed something, not that it wrote"
                                     : ": an answer without the comment's id"),
                         {}}};
}

asio::awaitable<write_outcome> place_comment(own_page& page, const placement& what, std::string id) {
    graph::params fields{{"message", what.text}};
    if (!what.files.empty()) {
        const auto& picture = what.files.front();
        if (!picture.address.empty()) {
            fields["attachment_url"] = picture.address;
        } else {
            auto uploaded = co_await upload_photo(page, picture);
            if (auto* error = std::get_if<graph::api_error>(&uploaded))
                co_return graph::outcome_of_preparing(*error, steps_for(what));
            fields["attachment_id"] = std::get<std::string>(uploaded);
        }
    }
    // Never without /comments: a POST to the comment itself changes it.
    const auto path = id + "/comments";
    auto answer = co_await page.graph.post(path, std::move(fields));
    if (auto* error = std::get_if<graph::api_error>(&answer)) co_return graph::outcome_of(*error, steps_for(what));
    // Two levels only: a reply to a reply stands under the comment above both.
    const auto top = what.to.kind == post_kind::comment ? id
                     : what.to.kind == post_kind::reply ? meta_answered_of(what.to)
                                                        : std::string();
    co_return outcome_of_comment(std::get<json::value>(answer), path, meta_post_of(what.to).value_or(id), top);
}

asio::awaitable<write_outcome> place_privately(own_page& page, moment now, const placement& what, std::string id) {
    if (auto late = graph::too_late_for_private_reply(now, what)) co_return refused_before_write{std::move(*late)};
    auto recipient = std::string(what.to.kind == post_kind::post ? "post_id" : "comment_id");
    auto steps = steps_for(what);
    co_return co_await graph::reply_privately(page.graph, what, page.id, std::move(recipient), std::move(id),
                                              std::move(steps));
}

}

bool is_picture(const file& f) {
    return (f.is == material::photo || f.is == material::infographic) &&
           (!f.address.empty() || (f.bytes && !f.bytes->empty()));
}

asio::awaitable<std::variant<std::string, graph::api_error>> upload_photo(own_page& page, const file& photo) {
    const auto path = page.id + "/photos";
    graph::params fields{{"published", "false"}};
    std::vector<multipart_file> files;
    if (photo.bytes && !photo.bytes->empty())
        files.push_back({"source", photo.name, photo.type, *photo.bytes});
    else
        fields["url"] = photo.address;
    auto answer = co_await page.graph.prepare(path, std::move(fields), std::move(files));
    if (auto* error = std::get_if<graph::api_error>(&answer)) co_return std::move(*error);
    auto id = graph::id_text(std::get<json::value>(answer)["id"]);
    if (!id)
        co_return graph::api_error{{trouble::unreachable, "POST " + path + ": an answer without the photo's id", {}}};
    co_return std::move(*id);
}

asio::awaitable<write_outcome> place_answer(own_page& page, moment now, const placement& what) {
    auto id = meta_id_of(what.to);
    if (!id) co_return steps_by_hand(what, "Неизвестно, под какой публикацией стоит сообщение.");
    if (auto why = objection_to_files(what)) co_return steps_by_hand(what, std::move(*why));
    if (auto stranger = co_await page.has_its_token()) co_return refused_before_write{std::move(*stranger)};
    if (what.privately) co_return co_await place_privately(page, now, what, std::move(*id));
    co_return co_await place_comment(page, what, std::move(*id));
}

}
