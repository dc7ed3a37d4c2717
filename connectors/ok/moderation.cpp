#include "connectors/ok/moderation.hpp"

#include "connectors/ok/find.hpp"
#include "connectors/ok/parse.hpp"
#include "connectors/ok/write.hpp"

namespace otklik::ok {

namespace asio = boost::asio;

namespace {

std::vector<std::string> steps_by_hand(moderation what, const post& which) {
    const auto where = which.link.empty() ? std::string("публикацию в группе") : which.link;
    std::vector<std::string> steps{"Откройте " + where + " под учётной записью администратора или модератора группы."};
    if (what == moderation::restore)
        steps.push_back("Если на месте темы есть «Восстановить», нажмите. Если нет, опубликуйте её заново.");
    else if (which.kind == post_kind::post)
        steps.push_back("Откройте меню в углу публикации и выберите «Удалить».");
    else
        steps.push_back("Найдите комментарий: " + named(which.author) + ". Наведите на него и выберите «Удалить».");
    steps.push_back("Подтвердите в Отклике, что сделано.");
    return steps;
}

write_outcome unknown_to_ok(std::string said) {
    return refused_before_write{{trouble::refused, std::move(said), {}}};
}

// "true", or an object that says so; anything else is not known to be done.
bool is_done(const json::value& answer) {
    return answer.is_object() ? answer["success"].flag_or(false) : answer.flag_or(false);
}

fate_unknown not_said(const std::string& method) {
    return {{trouble::unreadable, method + ": the answer does not say that it is done", {}}};
}

std::string kept_as(const post& which) {
    return "restore " + which.id;
}

asio::awaitable<write_outcome> remove_comment(api& ok, item_key key, const post& which) {
    const std::string method = "discussions.deleteDiscussionComment";
    params fields{{"discussionId", key.in.id}, {"discussionType", key.in.type}, {"comment_id", key.comment}};
    auto answer = co_await ok.write(method, std::move(fields));
    if (auto* error = std::get_if<api_error>(&answer))
        co_return outcome_of(*error, steps_by_hand(moderation::remove, which));
    if (!is_done(std::get<json::value>(answer))) co_return not_said(method);
    co_return sent{which.id, which.link};
}

asio::awaitable<write_outcome> remove_topic(api& ok, item_key key, std::string group, secret_keeper* secrets,
                                            const post& which) {
    const std::string method = "mediatopic.deleteTopic";
    const auto raw = json::parse(which.raw.empty() ? "{}" : which.raw);
    auto name = raw ? number_text((*raw)["delete_id"]) : std::nullopt;
    params fields{{"delete_id", name.value_or(key.in.id)}, {"gid", std::move(group)}};
    auto answer = co_await ok.write(method, std::move(fields));
    if (auto* error = std::get_if<api_error>(&answer))
        co_return outcome_of(*error, steps_by_hand(moderation::remove, which));
    const auto& told = std::get<json::value>(answer);
    auto back = told["restore_id"].is_string() ? told["restore_id"].text() : std::string();
    if (back.empty()) back = number_text(told["restore_id"]).value_or(std::string());
    if (!back.empty() && secrets) co_await secrets->keep(kept_as(which), std::move(back));
    if (!is_done(told)) co_return not_said(method);
    co_return sent{which.id, which.link};
}

asio::awaitable<write_outcome> restore_topic(api& ok, secret_keeper* secrets, const post& which) {
    const std::string method = "mediatopic.restoreTopic";
    std::optional<std::string> back;
    if (secrets) back = co_await secrets->fetch(kept_as(which));
    if (!back) {
        by_hand hand{"Отклик не знает, под каким номером Одноклассники хранят удалённую тему.",
                     steps_by_hand(moderation::restore, which)};
        co_return hand;
    }
    params fields{{"restore_id", std::move(*back)}};
    auto answer = co_await ok.write(method, std::move(fields));
    if (auto* error = std::get_if<api_error>(&answer))
        co_return outcome_of(*error, steps_by_hand(moderation::restore, which));
    if (!is_done(std::get<json::value>(answer))) co_return not_said(method);
    co_return sent{which.id, which.link};
}

}

asio::awaitable<write_outcome> moderate_item(api& ok, std::string group, secret_keeper* secrets, moderation what,
                                             const post& which) {
    if (what == moderation::hide || what == moderation::show)
        co_return unknown_to_ok("Одноклассники ничего не скрывают: комментарий можно только удалить");
    const auto key = which.network == "ok" ? item_key_of(which.id) : std::nullopt;
    if (!key) co_return unknown_to_ok("удаляются темы группы и комментарии, а это не они");
    if (!key->comment.empty()) {
        if (what == moderation::restore) co_return unknown_to_ok("удалённый комментарий в Одноклассниках не вернуть");
        co_return co_await remove_comment(ok, *key, which);
    }
    if (key->in.type != "GROUP_TOPIC") {
        by_hand hand{"Фотографии и видео программа не удаляет.", steps_by_hand(what, which)};
        co_return hand;
    }
    if (what == moderation::restore) co_return co_await restore_topic(ok, secrets, which);
    co_return co_await remove_topic(ok, *key, std::move(group), secrets, which);
}

asio::awaitable<std::variant<standing, failure>> standing_of_item(api& ok, const post& which) {
    const auto key = which.network == "ok" ? item_key_of(which.id) : std::nullopt;
    if (!key || (key->comment.empty() && key->in.type != "GROUP_TOPIC"))
        co_return failure{trouble::settings, which.id + " is nothing that is moderated", {}};
    if (key->comment.empty()) {
        auto topic = co_await find_topic(ok, key->in.id);
        if (auto* error = std::get_if<api_error>(&topic)) co_return std::move(error->why);
        co_return std::get<0>(topic) ? standing::visible : standing::gone;
    }
    auto comment = co_await find_comment(ok, *key);
    if (auto* why = std::get_if<failure>(&comment)) co_return std::move(*why);
    const auto& one = std::get<0>(comment);
    co_return one && !is_deleted(*one) ? standing::visible : standing::gone;
}

}
