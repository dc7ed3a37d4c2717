#include "connectors/ok/write.hpp"

#include "connectors/ok/parse.hpp"
#include "connectors/text.hpp"
#include "connectors/utf8.hpp"

namespace otklik::ok {

namespace asio = boost::asio;

namespace {

const std::string method = "discussions.addDiscussionComment";

std::vector<std::string> steps_by_hand(const placement& what) {
    const auto where = what.to.link.empty() ? std::string("тему, под которой стоит сообщение,") : what.to.link;
    const auto text = what.files.empty() ? std::string("Вставьте текст ответа без изменений и отправьте его.")
                                         : "Вставьте текст ответа без изменений, приложите файлы (" +
                                               names_of_files(what.files) + ") и отправьте.";
    return {"Откройте " + where + " под учётной записью администратора или модератора группы.",
            "Найдите сообщение: " + named(what.to.author) +
                ". Нажмите под ним «Ответить» и выберите, что комментарий пишется от имени группы.",
            text,
            "Скопируйте ссылку на тему (у отдельного комментария в Одноклассниках ссылки нет) и подтвердите ею "
            "размещение в Отклике."};
}

// The new comment's id: the answer itself, or within it. Nowhere is written which; what is none is not known to be one.
std::optional<std::string> id_in(const json::value& answer) {
    constexpr std::size_t shortest = 8;  // or "ok" and "true" would be ids
    for (const auto* v : {&answer, &answer["id"], &answer["comment_id"], &answer["comment"]["id"]})
        if (v->is_string() && v->text().size() >= shortest && is_comment_id(v->text())) return v->text();
    return {};
}

}

std::optional<item_key> target_of(const post& to) {
    auto key = to.network == "ok" ? item_key_of(to.id) : std::nullopt;
    if (!key || (key->comment.empty() != (to.kind == post_kind::post))) return {};
    if (!key->comment.empty()) return key;
    // What stands under a topic may be another thing's discussion: its summary says so.
    if (const auto raw = json::parse(to.raw.empty() ? "{}" : to.raw); raw && raw->has("discussion_summary"))
        key->in = discussion_of(*raw);
    return key;
}

std::string named(const post_author& author) {
    return author.name.empty() ? "автор не назван" : author.name;
}

std::string names_of_files(const std::vector<file>& files) {
    std::string out;
    for (const auto& f : files) out += (out.empty() ? "" : ", ") + f.name;
    return out;
}

write_outcome outcome_of(const api_error& error, std::vector<std::string> steps) {
    return otklik::outcome_of(error.why, error.of_write, std::move(steps));
}

asio::awaitable<write_outcome> place_comment(api& ok, const placement& what) {
    const auto where = target_of(what.to);
    if (!where) {
        by_hand nowhere{"Неизвестно, в каком обсуждении стоит сообщение.", steps_by_hand(what)};
        co_return nowhere;
    }
    if (!what.files.empty()) {
        by_hand with_files{"Под комментарием файлы прикладывает человек.", steps_by_hand(what)};
        co_return with_files;
    }
    if (const auto characters = characters_in(what.text); characters > longest_answer) {
        failure too_long{trouble::refused,
                         "в ответе " + std::to_string(characters) + " знаков, а комментарий вмещает " +
                             std::to_string(longest_answer),
                         {}};
        co_return refused_before_write{std::move(too_long)};
    }
    params fields{
        {"entityId", where->in.id}, {"entityType", where->in.type}, {"comment", what.text}, {"as_admin", "true"}};
    if (!where->comment.empty()) fields["reply_to_comment_id"] = where->comment;
    auto answer = co_await ok.write(method, std::move(fields));
    if (auto* error = std::get_if<api_error>(&answer)) co_return outcome_of(*error, steps_by_hand(what));
    auto id = id_in(std::get<json::value>(answer));
    if (!id) co_return fate_unknown{{trouble::unreadable, method + ": an answer without the comment's id", {}}};
    const item_key placed{where->in, std::move(*id)};
    co_return sent{post_id(placed), what.to.link};
}

}
