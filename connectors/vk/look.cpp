// How the message that is to be answered stands now, and what we have written to it.
#include "connectors/vk/thread.hpp"
#include "connectors/vk/write.hpp"

#include <algorithm>

namespace otklik::vk {

namespace asio = boost::asio;

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
        const auto to = answered_by(item, where.post);
        const bool to_this = to == where.comment || to == 0;
        if (!to_this && words != what.text) return;
        const auto written =
            moment{std::chrono::seconds(std::clamp<std::int64_t>(item["date"].integer_or(0), 0, 253402300799))};
        seen.own_replies.push_back(
            {comment_id(where.post, id), link_to({where.post, id, root}), std::move(words), written});
    }
};

// Closed only when that is certain: a service token has no user, so `can_post` alone says nothing about us.
bool comments_closed(const json::value& item, std::int64_t community) {
    if (item["is_closed"].flag_or(false)) return true;  // a topic
    const auto& comments = item["comments"];
    const bool own = item["owner_id"].integer_or(0) == -community;
    const auto groups = comments["groups_can_post"].flag();
    if (!groups || *groups) return false;
    return !own || comments["can_post"].flag() == false;
}

bool says_closed(const api_error& error) {
    return error.code == 212 || error.code == 801;
}

asio::awaitable<std::optional<failure>> look_at_post(api& vk, looking& at) {
    auto found = co_await find_post(vk, at.where.post);
    if (auto* error = std::get_if<api_error>(&found)) co_return std::move(error->why);
    auto& post = std::get<0>(found);
    at.seen.gone = !post;
    if (!post) co_return std::nullopt;
    at.seen.closed = comments_closed(post->item, at.with.community);
    if (at.where.comment) co_return std::nullopt;
    std::vector<skipped> ignored;
    if (auto now = parse_thing(post->item, at.where.post, at.with, "", ignored)) at.seen.text = now->text;
    co_return std::nullopt;
}

asio::awaitable<std::optional<failure>> look_at_comment(api& vk, looking& at) {
    auto found = co_await find_comment(vk, at.where);
    if (auto* error = std::get_if<api_error>(&found)) {
        if (!says_closed(*error)) co_return std::move(error->why);
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
    auto listed = co_await all_comments(vk, at.where.post, root, at.where.comment);
    if (auto* error = std::get_if<api_error>(&listed)) {
        const bool thread_gone_too =
            at.seen.gone && (error->why.kind == trouble::gone || error->why.kind == trouble::refused);
        if (says_closed(*error))
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
