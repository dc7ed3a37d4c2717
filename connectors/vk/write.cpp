#include "connectors/vk/write.hpp"

#include "connectors/vk/thread.hpp"
#include "connectors/vk/upload.hpp"

#include <algorithm>

namespace otklik::vk {

namespace asio = boost::asio;

namespace {

std::string text_of(std::int64_t n) {
    return std::to_string(n);
}

std::string words_to_send(const placement& what, const target& where) {
    std::string to;  // in a discussion nothing but the text says what is answered
    if (where.post.on == shelf::topic && where.comment)
        to = ":bp" + text_of(where.post.owner) + "_" + text_of(where.comment);
    return address_of(what.to.author, to) + what.text;
}

params fields_for(const target& where, std::int64_t community, const placement& what) {
    const auto& row = row_for(where.post.on);
    const bool wall = where.post.on == shelf::wall, topic = where.post.on == shelf::topic;
    params out{{std::string(row.owner), text_of(topic ? -where.post.owner : where.post.owner)},
               {std::string(row.id), text_of(where.post.id)},
               {"from_group", wall ? text_of(community) : "1"},  // elsewhere it is a flag
               {"message", words_to_send(what, where)},
               {"guid", what.delivery}};
    if (where.comment && !topic) out.push_back({"reply_to_comment", text_of(where.comment)});
    return out;
}

// VK says it for a wall; a reply under a video lands in the thread of what it answers.
std::int64_t root_in_answer(const json::value& response, const target& where) {
    if (where.post.on == shelf::wall) return root_of(response);
    return row_for(where.post.on).threads ? where.root : 0;
}

by_hand steps_by_hand(const placement& what, std::string why = {}) {
    const auto where = what.to.link.empty() ? std::string("сообщение, на которое дан ответ") : what.to.link;
    std::string files;
    for (const auto& f : what.files) files += (files.empty() ? ", приложите файлы (" : ", ") + f.name;
    if (!files.empty()) files += ")";
    return {
        std::move(why),
        {"Откройте " + where + " под учётной записью, которой разрешено писать от имени сообщества.",
         "Нажмите «Ответить» под этим сообщением и выберите, что комментарий пишется от имени сообщества.",
         "Вставьте текст ответа без изменений" + files + " и отправьте его.",
         "Скопируйте ссылку на размещённый комментарий (нажмите на его дату) и подтвердите ею размещение в Отклике."}};
}

}

asio::awaitable<write_outcome> place_comment(api& vk, std::int64_t community, const placement& what) {
    const auto where = target_of(what.to);
    if (!where) co_return steps_by_hand(what, "Неизвестно, под какой записью стоит сообщение.");
    const auto& row = row_for(where->post.on);
    const std::string method(row.create);
    if (!vk.token_for(method))
        co_return steps_by_hand(what, where->post.on == shelf::wall
                                          ? "У аккаунта нет ключа сообщества с правом «Стена»."
                                          : "Отвечать здесь ВКонтакте даёт только с ключом пользователя.");
    if (where->post.on != shelf::wall && where->post.owner != -community)
        co_return steps_by_hand(what, "Здесь ВКонтакте не даёт программе отвечать от имени чужого сообщества.");

    const upload_place wall{community, 0};
    auto attachments = co_await upload(vk, wall, what.files);
    if (auto* error = std::get_if<api_error>(&attachments)) co_return outcome_of(*error, steps_by_hand(what));
    auto fields = fields_for(*where, community, what);
    if (auto& list = std::get<std::string>(attachments); !list.empty())
        fields.push_back({"attachments", std::move(list)});
    auto answer = co_await vk.write(method, std::move(fields));
    if (auto* error = std::get_if<api_error>(&answer)) co_return outcome_of(*error, steps_by_hand(what));

    // Sent is what has an id; anything else that looks like success is not known to be one.
    const auto& response = std::get<json::value>(answer);
    const auto id = where->post.on == shelf::wall ? response["comment_id"].integer() : response.integer();
    if (!id || *id <= 0)
        co_return fate_unknown{{trouble::unreadable, method + ": an answer without the comment's id", {}}};
    co_return sent{comment_id(where->post, *id), link_to({where->post, *id, root_in_answer(response, *where)})};
}

}
