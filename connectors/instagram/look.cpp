// Under the account's own publications all is seen. Of others' publications Instagram shows the mention and nothing
// else: what we answered there cannot be looked for, and neither can a private reply.
#include "connectors/instagram/look.hpp"

#include "connectors/graph/names.hpp"
#include "connectors/graph/paging.hpp"
#include "connectors/graph/parse.hpp"
#include "connectors/instagram/names.hpp"
#include "connectors/instagram/parse.hpp"
#include "connectors/instagram/write.hpp"
#include "connectors/text.hpp"

#include <algorithm>

namespace otklik::instagram {

namespace asio = boost::asio;
using graph::id_text;
using graph::moment_of;

namespace {

constexpr std::size_t most_pages = 200;  // beyond it the answer is «cannot say», never «there is nothing»

failure unreadable(std::string said) {
    return {trouble::unreadable, std::move(said), {}};
}

class looking {
public:
    looking(own_account& own, const placement& what, std::string id, std::string username)
        : own_(own),
          what_(what),
          id_(std::move(id)),
          username_(std::move(username)),
          ours_(squeezed(what.text)),
          sent_(squeezed(words_to_send(what))) {
        is_post_ = what.to.kind == post_kind::post;
        if (what.to.kind == post_kind::reply)
            top_ = number_of(std::string_view(what.to.reply_to)).value_or(std::string());
        else
            top_ = id_;
    }

    asio::awaitable<look_outcome> run() {
        bool tried = false;
        if (is_unseen(what_)) tried = co_await own_.was_tried(what_.delivery);
        if (tried)
            co_return failure{
                trouble::settings, "ответ уже пытались отправить, а показать его Instagram программе не может", {}};
        if (const auto named = mention_in(what_.to)) {
            if (auto why = co_await look_at_mention(*named)) co_return std::move(*why);
            co_return std::move(seen_);
        }
        if (only_tags_us(what_.to)) {
            seen_.text = what_.to.text;  // as it was found: Instagram shows such a one to nobody who asks for it
            co_return std::move(seen_);
        }
        if (auto why = co_await look_at_message()) co_return std::move(*why);
        if (what_.privately) co_return std::move(seen_);
        if (auto why = co_await look_at_replies()) co_return std::move(*why);
        if (!doubtful_.empty() && seen_.own_replies.empty()) co_return unreadable(doubtful_);
        co_return std::move(seen_);
    }

private:
    using trouble_met = std::optional<failure>;

    asio::awaitable<trouble_met> look_at_mention(mention named) {
        auto question = question_about(own_, named.media, named.comment);
        auto answer = co_await own_.graph.get(std::move(question.path), std::move(question.fields));
        if (auto* error = std::get_if<graph::api_error>(&answer)) {
            seen_.gone = error->why.kind == trouble::gone;
            if (seen_.gone) co_return std::nullopt;
            co_return std::move(error->why);
        }
        const auto& told = std::get<json::value>(answer);
        const auto& item = named.comment.empty() ? told["mentioned_media"] : told["mentioned_comment"];
        if (id_text(item["id"]) != id_) co_return unreadable("the answer is not the mention that was asked for");
        seen_.text = item[named.comment.empty() ? "caption" : "text"].text();
        co_return std::nullopt;
    }

    asio::awaitable<trouble_met> look_at_message() {
        graph::params fields{{"fields", is_post_ ? "id,caption,is_comment_enabled"
                                                 : "id,text,hidden,parent_id,media{id,is_comment_enabled}"}};
        auto answer = co_await own_.graph.get(id_, std::move(fields));
        if (auto* error = std::get_if<graph::api_error>(&answer)) {
            seen_.gone = error->why.kind == trouble::gone;
            if (!seen_.gone) co_return std::move(error->why);
            co_return co_await look_around_gone_one();
        }
        const auto& told = std::get<json::value>(answer);
        if (id_text(told["id"]) != id_) co_return unreadable("GET " + id_ + ": the answer is another thing");
        const auto& words = told[is_post_ ? "caption" : "text"];
        if (!graph::is_text_or_nothing(words)) co_return unreadable("GET " + id_ + ": its text is no text");
        seen_.text = words.text();
        const auto& media = is_post_ ? told : told["media"];
        // What is hidden cannot be answered either.
        seen_.closed = media["is_comment_enabled"].flag() == false || told["hidden"].flag() == true;
        if (const auto above = id_text(told["parent_id"])) top_ = *above;
        co_return std::nullopt;
    }

    // What is not there may only not be shown to us: with the publication above it we see whether we see at all.
    asio::awaitable<trouble_met> look_around_gone_one() {
        const auto media = is_post_ ? std::optional(own_.id) : number_of(std::string_view(what_.to.parent));
        if (!media) co_return std::nullopt;
        graph::params fields{{"fields", "id"}};
        auto answer = co_await own_.graph.get(*media, std::move(fields));
        if (auto* error = std::get_if<graph::api_error>(&answer))
            if (is_post_ || error->why.kind != trouble::gone) co_return std::move(error->why);
        co_return std::nullopt;
    }

    asio::awaitable<trouble_met> look_at_replies() {
        if (top_.empty()) co_return unreadable("nobody says under which comment the message stands");
        if (seen_.gone && top_ == id_) co_return std::nullopt;
        const auto path = top_ + (is_post_ ? "/comments" : "/replies");
        std::string at;
        for (std::size_t n = 0; n < most_pages; ++n) {
            graph::params fields{{"limit", "50"}, {"fields", "id,text,timestamp,username,from{id,username}"}};
            auto answer = co_await graph::get_page(own_.graph, path, std::move(fields), std::move(at));
            if (auto* error = std::get_if<graph::api_error>(&answer)) {
                if (error->why.kind != trouble::gone) co_return std::move(error->why);
                seen_.gone = true;  // its own list is not there: all of it was deleted
                co_return std::nullopt;
            }
            auto& replies = std::get<graph::page>(answer);
            for (const auto& item : replies.items) take(item, path);
            if (replies.next.empty()) co_return std::nullopt;
            // Newest first is not promised of replies; of a publication's comments it is, and they may be very many.
            if (is_post_ && is_before_the_message(replies)) co_return std::nullopt;
            at = std::move(replies.next);
        }
        co_return unreadable("GET " + path + ": more comments than can be read");
    }

    bool is_before_the_message(const graph::page& replies) const {
        return !replies.items.empty() && std::ranges::all_of(replies.items, [&](const json::value& item) {
            const auto written = moment_of(item["timestamp"]);
            return written && *written < what_.to.written;
        });
    }

    void take(const json::value& item, const std::string& path) {
        const auto id = id_text(item["id"]);
        if (id == id_) return;
        const auto& text = item["text"].text();
        const bool same = squeezed(text) == ours_ || squeezed(text) == sent_;
        const auto own = is_own(item, own_.id, username_);
        // Somebody's whom Instagram does not name; but our own words would be ours.
        if (item.is_object() && id && (own == false || (!own && !same))) return;
        const auto written = moment_of(item["timestamp"]);
        if (!item.is_object() || !id || !own || !written || !graph::is_text_or_nothing(item["text"])) {
            doubtful_ = "GET " + path + ": a comment that may be ours cannot be understood";
            return;
        }
        if (*written < what_.to.written || (!same && names_another(text))) return;
        seen_.own_replies.push_back({our_id(*id), what_.to.link, same ? what_.text : text, *written});
    }

    // In one thread the replies to all stand one below the other; whom one answers is said by its first word.
    bool names_another(const std::string& text) const {
        if (!text.starts_with('@')) return false;
        const auto end = text.find_first_of(" ,:\n\t");
        return std::string_view(text).substr(1, end == text.npos ? end : end - 1) != what_.to.author.name;
    }

    own_account& own_;
    const placement& what_;
    std::string id_, username_, ours_, sent_, top_;
    bool is_post_ = false;
    thread_view seen_;
    std::string doubtful_;
};

}

graph::batch_get question_about(const own_account& own, const std::string& media, const std::string& comment) {
    const auto what = comment.empty() ? "mentioned_media.media_id(" + media +
                                            "){id,caption,media_type,permalink,timestamp,username,comments_count}"
                                      : "mentioned_comment.comment_id(" + comment +
                                            "){id,text,timestamp,username,like_count,media{id,permalink}}";
    return {own.id, {{"fields", what}}};
}

asio::awaitable<look_outcome> look_at_thread(own_account& own, const placement& what) {
    auto id = number_of(what.to);
    if (!id)
        co_return failure{trouble::settings, what.to.id + " is no message of Instagram that can be found again", {}};
    auto name = co_await own.username();
    if (auto* why = std::get_if<failure>(&name)) co_return std::move(*why);
    looking at(own, what, std::move(*id), std::get<std::string>(name));
    co_return co_await at.run();
}

}
