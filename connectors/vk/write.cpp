#include "connectors/vk/write.hpp"

#include "connectors/vk/thread.hpp"

#include <algorithm>

namespace otklik::vk {

namespace asio = boost::asio;

namespace {

std::string text_of(std::int64_t n) {
    return std::to_string(n);
}

std::string words_to_send(const placement& what) {
    return address_of(what.to.author) + what.text;
}

by_hand steps_by_hand(const placement& what, std::string why = {}) {
    const auto where = what.to.link.empty() ? std::string("сообщение, на которое дан ответ") : what.to.link;
    return {
        std::move(why),
        {"Откройте " + where + " под учётной записью, которой разрешено писать от имени сообщества.",
         "Нажмите «Ответить» под этим сообщением и выберите, что комментарий пишется от имени сообщества.",
         "Вставьте текст ответа без изменений и отправьте его.",
         "Скопируйте ссылку на размещённый комментарий (нажмите на его дату) и подтвердите ею размещение в Отклике."}};
}

}

asio::awaitable<write_outcome> place_comment(api& vk, std::int64_t community, const placement& what) {
    if (!vk.token_for("wall.createComment"))
        co_return steps_by_hand(what, "У аккаунта нет ключа сообщества с правом «Стена».");
    const auto where = target_of(what.to);
    if (!where) co_return steps_by_hand(what, "Неизвестно, под какой записью стоит сообщение.");

    params fields{{"owner_id", text_of(where->post.owner)},
                  {"post_id", text_of(where->post.id)},
                  {"from_group", text_of(community)},
                  {"message", words_to_send(what)},
                  {"guid", what.delivery}};
    if (where->comment) fields.push_back({"reply_to_comment", text_of(where->comment)});
    auto answer = co_await vk.write("wall.createComment", std::move(fields));
    if (auto* error = std::get_if<api_error>(&answer)) co_return outcome_of(*error, steps_by_hand(what));

    // Sent is what has an id; anything else that looks like success is not known to be one.
    const auto& response = std::get<json::value>(answer);
    const auto id = response["comment_id"].integer();
    if (!id || *id <= 0)
        co_return fate_unknown{{trouble::unreadable, "wall.createComment: an answer without the comment's id", {}}};
    co_return sent{post_id({where->post.owner, *id}), link_to({where->post, *id, root_of(response)})};
}

namespace {

struct looking {
    target where;
    const parsing& with;
    const placement& what;
    thread_view seen;

    // Ours, and to this message: a reply to another resident's comment in the same thread is no answer to this one, and
    // what was written before the message cannot be.
    void take(const json::value& item, std::int64_t root) {
        const auto id = item["id"].integer_or(0);
        if (id <= 0 || is_deleted(item) || item["from_id"].integer_or(0) != -with.community) return;
        if (where.comment && id <= where.comment) return;
        const auto& text = item["text"].text();
        auto words = without_address(unescaped(text));
        if (without_address(text) == what.text) words = what.text;  // entities that we wrote ourselves
        const auto to = item["reply_to_comment"].integer_or(0);
        const bool to_this = to == where.comment || to == 0;
        if (!to_this && words != what.text) return;
        const item_key key{where.post.owner, id};
        const auto written =
            moment{std::chrono::seconds(std::clamp<std::int64_t>(item["date"].integer_or(0), 0, 253402300799))};
        seen.own_replies.push_back({post_id(key), link_to({where.post, id, root}), std::move(words), written});
    }
};

// Closed only when that is certain: a service token has no user, so `can_post` alone says nothing about us.
bool comments_closed(const json::value& item, std::int64_t community) {
    const auto& comments = item["comments"];
    const bool own = item["owner_id"].integer_or(0) == -community;
    const auto groups = comments["groups_can_post"].flag();
    if (!groups || *groups) return false;
    return !own || comments["can_post"].flag() == false;
}

constexpr std::int64_t comments_are_closed = 212;

asio::awaitable<std::optional<failure>> look_at_post(api& vk, looking& at) {
    auto found = co_await find_post(vk, at.where.post);
    if (auto* error = std::get_if<api_error>(&found)) co_return std::move(error->why);
    auto& post = std::get<0>(found);
    at.seen.gone = !post;
    if (!post) co_return std::nullopt;
    at.seen.closed = comments_closed(post->item, at.with.community);
    if (at.where.comment) co_return std::nullopt;
    std::vector<skipped> ignored;
    if (auto now = parse_post(post->item, at.with, "", ignored)) at.seen.text = now->text;
    co_return std::nullopt;
}

asio::awaitable<std::optional<failure>> look_at_comment(api& vk, looking& at) {
    auto found = co_await find_comment(vk, at.where);
    if (auto* error = std::get_if<api_error>(&found)) {
        if (error->code != comments_are_closed) co_return std::move(error->why);
        at.seen.closed = true;
        co_return std::nullopt;
    }
    auto& comment = std::get<0>(found);
    at.seen.gone = !comment;
    if (!comment) co_return std::nullopt;
    at.where.root = comment->root ? comment->root : at.where.comment;
    std::vector<skipped> ignored;
    if (auto now = parse_comment(comment->item, at.where.post, comment->root, at.with, "", ignored))
        at.seen.text = now->text;
    co_return std::nullopt;
}

// Under a post all that we wrote at the top; under a comment all that stands in its thread, also when the comment
// itself is gone. What cannot be read is a failure, never «we wrote nothing».
asio::awaitable<std::optional<failure>> look_for_own(api& vk, looking& at) {
    const auto root = at.where.comment ? at.where.root : 0;
    if (at.where.comment && !root) co_return std::nullopt;
    auto listed = co_await all_comments(vk, at.where.post, root);
    if (auto* error = std::get_if<api_error>(&listed)) {
        const bool thread_gone_too =
            at.seen.gone && (error->why.kind == trouble::gone || error->why.kind == trouble::refused);
        if (error->code == comments_are_closed)
            at.seen.closed = true;
        else if (!thread_gone_too)
            co_return std::move(error->why);
        co_return std::nullopt;
    }
    for (const auto& item : std::get<comment_list>(listed)) at.take(item, root);
    co_return std::nullopt;
}

}

asio::awaitable<look_outcome> look_at_thread(api& vk, const parsing& with, const placement& what) {
    const auto where = target_of(what.to);
    if (!where) co_return failure{trouble::settings, what.to.id + " is no message of VK that can be found again", {}};
    looking at{*where, with, what, {}};
    if (auto why = co_await look_at_post(vk, at)) co_return std::move(*why);
    if (at.seen.gone) co_return std::move(at.seen);
    if (at.where.comment)
        if (auto why = co_await look_at_comment(vk, at)) co_return std::move(*why);
    if (auto why = co_await look_for_own(vk, at)) co_return std::move(*why);
    co_return std::move(at.seen);
}

}
