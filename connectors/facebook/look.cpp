// A comment and its replies have two levels: a reply to a reply stands under the comment above both, and mostly says
// that it answers that one. So under a reply all that the page wrote in the thread afterwards may be our answer, unless
// it names somebody else.
#include "connectors/facebook/look.hpp"

#include "connectors/facebook/names.hpp"
#include "connectors/facebook/parse.hpp"
#include "connectors/graph/names.hpp"
#include "connectors/graph/paging.hpp"
#include "connectors/graph/parse.hpp"
#include "connectors/text.hpp"

#include <algorithm>

namespace otklik::facebook {

namespace asio = boost::asio;
using graph::id_text;
using graph::moment_of;

namespace {

constexpr std::size_t most_pages = 100;  // beyond it the answer is «cannot say», never «there is nothing»

failure unreadable(std::string said) {
    return {trouble::unreadable, std::move(said), {}};
}

class looking {
public:
    looking(own_page& page, const placement& what, std::string id)
        : page_(page), what_(what), id_(std::move(id)), ours_(squeezed(what.text)) {
        is_post_ = what.to.kind == post_kind::post;
        top_ = is_post_ || what.to.kind == post_kind::comment ? id_ : meta_answered_of(what.to);
    }

    asio::awaitable<look_outcome> run() {
        if (auto stranger = co_await page_.has_its_token()) co_return std::move(*stranger);
        if (auto why = co_await look_at_message()) co_return std::move(*why);
        if (what_.privately) {
            if (auto why = co_await look_at_conversation()) co_return std::move(*why);
            co_return std::move(seen_);
        }
        if (auto why = co_await look_at_replies()) co_return std::move(*why);
        if (!doubtful_.empty() && seen_.own_replies.empty()) co_return unreadable(doubtful_);
        co_return std::move(seen_);
    }

private:
    using trouble_met = std::optional<failure>;

    std::string fields_of_message() const {
        if (is_post_) return what_.privately ? "id,message,story,can_reply_privately" : "id,message,story";
        return what_.privately ? "id,message,parent{id,parent{id}},can_reply_privately,private_reply_conversation"
                               : "id,message,parent{id,parent{id}},can_comment";
    }

    asio::awaitable<trouble_met> look_at_message() {
        graph::params fields{{"fields", fields_of_message()}};
        auto answer = co_await page_.graph.get(id_, std::move(fields));
        if (auto* error = std::get_if<graph::api_error>(&answer)) {
            seen_.gone = error->why.kind == trouble::gone;
            if (!seen_.gone) co_return std::move(error->why);
            if (is_post_) co_return std::nullopt;
            co_return co_await look_around_gone_comment();
        }
        message_ = std::get<json::value>(std::move(answer));
        const auto id = id_text(message_["id"]);
        if (!id || last_part(*id) != last_part(id_))
            co_return unreadable("GET " + id_ + ": the answer is another thing");
        if (!graph::is_text_or_nothing(message_["message"]))
            co_return unreadable("GET " + id_ + ": the message's text is no text");
        seen_.text = is_post_ ? words_of_post(message_) : message_["message"].text();
        seen_.closed = message_["can_comment"].flag() == false;
        // Nobody else's post says whether it may be commented on; its list of comments does.
        take_top(message_);
        co_return std::nullopt;
    }

    // What a reply says it answers may itself be a reply: the comment above both holds the thread.
    void take_top(const json::value& reply) {
        for (const auto* above : {&reply["parent"], &reply["parent"]["parent"]})
            if (const auto id = id_text((*above)["id"])) top_ = *id;
    }

    // What is not there may only not be shown to us: with the post or the thread above it we see whether we see at all.
    asio::awaitable<trouble_met> look_around_gone_comment() {
        const auto above = top_ == id_ || top_.empty() ? meta_post_of(what_.to) : std::optional(top_);
        if (!above) co_return std::nullopt;
        graph::params fields{{"fields", *above == top_ ? "id,parent{id}" : "id"}};
        auto answer = co_await page_.graph.get(*above, std::move(fields));
        if (auto* error = std::get_if<graph::api_error>(&answer)) {
            if (error->why.kind != trouble::gone) co_return std::move(error->why);
            top_ = id_;  // all of it is gone
        } else if (*above == top_) {
            take_top(std::get<json::value>(answer));
        }
        co_return std::nullopt;
    }

    // Under a post what stands at the top, under a comment all of its thread; a reply may have a list of its own.
    asio::awaitable<trouble_met> look_at_replies() {
        if (top_.empty() || (seen_.gone && top_ == id_)) co_return std::nullopt;
        if (auto why = co_await look_at_list(top_)) co_return why;
        if (top_ == id_ || seen_.gone) co_return std::nullopt;
        co_return co_await look_at_list(id_);
    }

    asio::awaitable<trouble_met> look_at_list(std::string of) {
        const auto path = of + "/comments";
        std::string at;
        for (std::size_t n = 0; n < most_pages; ++n) {
            graph::params fields{{"filter", is_post_ ? "toplevel" : "stream"},
                                 {"order", "reverse_chronological"},
                                 {"summary", "true"},
                                 {"limit", "100"},
                                 {"fields", "id,message,created_time,from{id},parent{id},message_tags"}};
            auto answer = co_await graph::get_page(page_.graph, path, std::move(fields), std::move(at));
            if (auto* error = std::get_if<graph::api_error>(&answer)) {
                const bool thread_gone_too = error->why.kind == trouble::gone;
                if (!thread_gone_too) co_return std::move(error->why);
                // Its own list is not there: it has just been deleted.
                seen_.gone = true;
                co_return std::nullopt;
            }
            auto& replies = std::get<graph::page>(answer);
            if (is_post_ && replies.answer["summary"]["can_comment"].flag() == false) seen_.closed = true;
            for (const auto& item : replies.items) take(item, path);
            if (replies.next.empty()) co_return std::nullopt;
            at = std::move(replies.next);
        }
        co_return unreadable("GET " + path + ": more comments than can be read");
    }

    void take(const json::value& item, const std::string& path) {
        const auto id = id_text(item["id"]);
        if (id && last_part(*id) == last_part(id_)) return;
        const auto author = id_text(item["from"]["id"]);
        const bool same = squeezed(item["message"].text()) == ours_;
        const bool nobodys = !author && item["from"].is_null();
        // Somebody's whom Facebook does not name; but our own words would be ours.
        if (item.is_object() && id && ((author && *author != page_.id) || (nobodys && !same))) return;
        const auto written = moment_of(item["created_time"]);
        if (!item.is_object() || !id || !author || !written || !graph::is_text_or_nothing(item["message"])) {
            doubtful_ = "GET " + path + ": a comment that may be ours cannot be understood";
            return;
        }
        if (*written < what_.to.written || (!same && !is_to_this(item))) return;
        if (std::ranges::find(seen_.own_replies, our_comment_id(*id), &own_reply::remote_id) != seen_.own_replies.end())
            return;
        const auto under = meta_post_of(what_.to).value_or(id_);
        seen_.own_replies.push_back({our_comment_id(*id), link_to_comment(under, *id, is_post_ ? std::string() : top_),
                                     same ? what_.text : item["message"].text(), *written});
    }

    bool is_to_this(const json::value& item) const {
        const auto above = id_text(item["parent"]["id"]);
        if (is_post_) return !above;
        if (above && last_part(*above) == last_part(id_)) return !names_another(item);
        if (above && last_part(*above) != last_part(top_)) return false;  // to another one in the thread
        return !names_another(item);
    }

    bool names_another(const json::value& item) const {
        const auto& tags = item["message_tags"].items();
        return !tags.empty() && std::ranges::none_of(tags, [&](const json::value& tag) {
            return id_text(tag["id"]) == what_.to.author.id;
        });
    }

    // No further look would show more: a person is to see.
    static failure unseen(std::string said) { return {trouble::settings, std::move(said), {}}; }

    // One private reply there may be; where there is one, its conversation says whether it is ours.
    asio::awaitable<trouble_met> look_at_conversation() {
        if (seen_.gone) co_return std::nullopt;
        const auto& conversation = message_["private_reply_conversation"];
        const auto id = id_text(conversation["id"]);
        if (!id) {
            // Of a post Facebook does not say whether it was answered so: no more than that nobody can say.
            const auto may = message_["can_reply_privately"].flag();
            if (!may) co_return unseen("GET " + id_ + ": nothing is said of private replies");
            if (!*may && is_post_) co_return unseen("Facebook does not say what was written privately");
            seen_.closed = !*may;
            co_return std::nullopt;
        }
        graph::params fields{{"limit", "100"}, {"fields", "id,message,from,created_time"}};
        const auto path = *id + "/messages";
        std::string start;
        auto answer = co_await graph::get_page(page_.graph, path, std::move(fields), std::move(start));
        if (auto* error = std::get_if<graph::api_error>(&answer)) co_return std::move(error->why);
        for (const auto& item : std::get<graph::page>(answer).items) take_message(item);
        if (seen_.own_replies.empty())
            co_return unseen("GET " + path + ": a private reply was sent, and is not among the messages");
        co_return std::nullopt;
    }

    void take_message(const json::value& item) {
        const auto written = moment_of(item["created_time"]);
        if (id_text(item["from"]["id"]) != page_.id || !written || *written < what_.to.written) return;
        const auto& text = item["message"].text();
        const bool same = squeezed(text) == ours_;
        seen_.own_replies.push_back(
            {"facebook:" + item["id"].text(), what_.to.link, same ? what_.text : text, *written});
    }

    own_page& page_;
    const placement& what_;
    std::string id_, ours_, top_;
    bool is_post_ = false;
    json::value message_;
    thread_view seen_;
    std::string doubtful_;
};

}

asio::awaitable<look_outcome> look_at_thread(own_page& page, const placement& what) {
    auto id = meta_id_of(what.to);
    if (!id)
        co_return failure{trouble::settings, what.to.id + " is no message of Facebook that can be found again", {}};
    looking at(page, what, std::move(*id));
    co_return co_await at.run();
}

}
