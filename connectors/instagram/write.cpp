#include "connectors/instagram/write.hpp"

#include "connectors/graph/names.hpp"
#include "connectors/graph/private_reply.hpp"
#include "connectors/graph/write.hpp"
#include "connectors/instagram/names.hpp"
#include "connectors/instagram/parse.hpp"

namespace otklik::instagram {

namespace asio = boost::asio;

namespace {

std::vector<std::string> steps_for(const placement& what) {
    const auto where = what.to.link.empty() ? std::string("публикацию, под которой стоит сообщение,") : what.to.link;
    const auto author = what.to.author.name.empty() ? std::string("автор не назван") : "@" + what.to.author.name;
    if (what.privately)
        return {"Откройте " + where + " под учётной записью администрации.",
                "Найдите сообщение (" + author +
                    ") и нажмите под ним «Отправить сообщение». Ответить так можно один раз и в течение семи дней.",
                "Вставьте текст ответа без изменений и отправьте его.",
                "Подтвердите в Отклике ссылкой на публикацию, что ответ отправлен."};
    return {"Откройте " + where + " под учётной записью администрации.",
            what.to.kind == post_kind::post ? "Добавьте комментарий к публикации (" + author + ")."
                                            : "Найдите сообщение (" + author + ") и нажмите под ним «Ответить».",
            "Вставьте текст ответа без изменений и отправьте его.",
            "Скопируйте ссылку на публикацию (у отдельного комментария в Instagram ссылки нет) и подтвердите ею "
            "размещение в Отклике."};
}

by_hand steps_by_hand(const placement& what, std::string why) {
    return {std::move(why), steps_for(what)};
}

write_outcome outcome_of_comment(const graph::api_answer& answer, const std::string& path, const placement& what) {
    if (const auto* error = std::get_if<graph::api_error>(&answer)) return graph::outcome_of(*error, steps_for(what));
    const auto id = graph::id_text(std::get<json::value>(answer)["id"]);
    if (id) return sent{our_id(*id), what.to.link};
    return fate_unknown{{trouble::unreadable, "POST " + path + ": an answer without the comment's id", {}}};
}

asio::awaitable<write_outcome> answer_mention(own_account& own, const placement& what, mention where) {
    graph::params fields{{"media_id", where.media}, {"message", what.text}};
    if (!where.comment.empty()) fields["comment_id"] = where.comment;
    const auto path = own.id + "/mentions";
    auto answer = co_await own.graph.post(path, std::move(fields));
    co_return outcome_of_comment(answer, path, what);
}

asio::awaitable<write_outcome> answer_privately(own_account& own, const placement& what, std::string comment) {
    auto sender = own.by_facebook_login ? own.page : own.id;
    auto steps = steps_for(what);
    co_return co_await graph::reply_privately(own.graph, what, std::move(sender), "comment_id", std::move(comment),
                                              std::move(steps));
}

// That it is tried is on the disk before it is tried; only a proof that nothing was written takes it back.
asio::awaitable<write_outcome> place_unseen(own_account& own, const placement& what, std::string id) {
    if (!own.can_remember())
        co_return steps_by_hand(what, "Такой ответ Instagram потом не показывает, а запомнить попытку негде.");
    co_await own.remember(what.delivery, true);
    std::optional<write_outcome> outcome;
    if (what.privately)
        outcome = co_await answer_privately(own, what, std::move(id));
    else
        outcome = co_await answer_mention(own, what, mention_in(what.to).value());
    if (!std::holds_alternative<fate_unknown>(*outcome)) co_await own.remember(what.delivery, false);
    co_return std::move(*outcome);
}

asio::awaitable<write_outcome> place_comment(own_account& own, const placement& what, std::string id) {
    const auto above = what.to.kind == post_kind::reply ? number_of(std::string_view(what.to.reply_to)) : std::nullopt;
    if (what.to.kind == post_kind::reply && !above)
        co_return steps_by_hand(what, "Неизвестно, под каким комментарием стоит сообщение.");
    const auto path = above ? *above + "/replies" : id + (what.to.kind == post_kind::post ? "/comments" : "/replies");
    graph::params fields{{"message", words_to_send(what)}};
    auto answer = co_await own.graph.post(path, std::move(fields));
    co_return outcome_of_comment(answer, path, what);
}

std::optional<std::string> objection_to(const own_account& own, const placement& what) {
    if (!what.files.empty()) return "К комментарию в Instagram файлов не прикладывают.";
    if (what.privately && what.to.kind == post_kind::post)
        return "Личным сообщением программа отвечает только на комментарий.";
    if (what.privately && mention_in(what.to))
        return "Личным сообщением программа отвечает только на комментарии под своими публикациями.";
    if (what.privately && own.by_facebook_login && own.page.empty())
        return "Для личного ответа нужна настройка page: номер страницы Facebook, с которой связан аккаунт.";
    if (only_tags_us(what.to)) return "Под чужой публикацией программа отвечает, только если в ней упомянут аккаунт.";
    return {};
}

}

bool only_tags_us(const post& which) {
    return which.kind == post_kind::post && !which.own && !mention_in(which);
}

bool is_unseen(const placement& what) {
    return what.privately || mention_in(what.to).has_value();
}

std::string words_to_send(const placement& what) {
    const auto& name = what.to.author.name;
    const auto address = "@" + name;
    const bool named = !is_username(name) || what.text.find(address) != what.text.npos;
    return what.to.kind != post_kind::reply || named ? what.text : address + " " + what.text;
}

asio::awaitable<write_outcome> place_answer(own_account& own, moment now, const placement& what) {
    auto id = number_of(what.to);
    if (!id) co_return steps_by_hand(what, "Неизвестно, под какой публикацией стоит сообщение.");
    if (auto why = objection_to(own, what)) co_return steps_by_hand(what, std::move(*why));
    if (what.privately)
        if (auto late = graph::too_late_for_private_reply(now, what)) co_return refused_before_write{std::move(*late)};
    if (is_unseen(what)) co_return co_await place_unseen(own, what, std::move(*id));
    co_return co_await place_comment(own, what, std::move(*id));
}

}
