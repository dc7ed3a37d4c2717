// The comments are read from the newest back to the message. Own are those of the group, and those of the person whose
// token it is: should OK not write in the group's name after all, our answer stands under that person's.
#include "connectors/ok/look.hpp"

#include "connectors/ok/find.hpp"
#include "connectors/ok/listing.hpp"
#include "connectors/ok/write.hpp"
#include "connectors/text.hpp"

#include <algorithm>

namespace otklik::ok {

namespace asio = boost::asio;
using namespace std::chrono_literals;

namespace {

constexpr std::size_t most_pages = 100;  // beyond it the answer is «cannot say», never «there is nothing»
constexpr auto overlap = 10min;          // the message's date and its neighbours' need not be told by one clock
constexpr std::int64_t most_media = 3;   // elements of a topic that come with its number

failure unreadable(std::string said) {
    return {trouble::unreadable, std::move(said), {}};
}

class looking {
public:
    looking(api& ok, const parsing& with, const placement& what, item_key where)
        : ok_(ok), with_(with), what_(what), where_(std::move(where)), ours_(squeezed(what.text)) {}

    asio::awaitable<look_outcome> run() {
        if (auto why = co_await look_at_discussion()) co_return std::move(*why);
        if (seen_.gone) co_return std::move(seen_);
        if (auto why = co_await look_at_topic()) co_return std::move(*why);
        if (auto why = co_await ask_who_we_are()) co_return std::move(*why);
        if (auto why = co_await look_at_comments()) co_return std::move(*why);
        if (auto why = co_await look_for_message()) co_return std::move(*why);
        if (!seen_.own_replies.empty()) co_return std::move(seen_);
        if (!doubtful_.empty()) co_return unreadable(doubtful_);
        if (!as_group_) co_return failure{trouble::settings, "OK does not let the group comment here", {}};
        co_return std::move(seen_);
    }

private:
    using trouble_met = std::optional<failure>;

    // A read whose «it is not there» is an answer too.
    asio::awaitable<std::variant<std::optional<json::value>, failure>> ask(std::string method, params fields) {
        auto answer = co_await ok_.read(std::move(method), std::move(fields));
        if (auto* error = std::get_if<api_error>(&answer)) {
            if (error->why.kind == trouble::gone) co_return std::optional<json::value>{};
            co_return std::move(error->why);
        }
        co_return std::optional(std::get<json::value>(std::move(answer)));
    }

    asio::awaitable<trouble_met> look_at_discussion() {
        params fields{{"discussionId", where_.in.id}, {"discussionType", where_.in.type}, {"fields", "discussion.*"}};
        auto asked = co_await ask("discussions.get", std::move(fields));
        if (auto* why = std::get_if<failure>(&asked)) co_return std::move(*why);
        const auto& answer = std::get<0>(asked);
        seen_.gone = !answer || (answer->is_object() && answer->members().empty());
        if (seen_.gone) co_return std::nullopt;
        if (!(*answer)["discussion"].is_object()) co_return unreadable("discussions.get: the answer is no discussion");
        discussion_ = (*answer)["discussion"];
        as_group_ = discussion_["comment_as_admin_allowed"].flag_or(true);
        co_return std::nullopt;
    }

    // The topic itself is the message.
    asio::awaitable<trouble_met> look_at_topic() {
        if (!where_.comment.empty()) co_return std::nullopt;
        if (was_read_as_discussion()) {
            message_seen_ = true;
            seen_.text = text_of_discussion(discussion_);
            co_return std::nullopt;
        }
        auto topic = item_key_of(what_.to.id)->in.id;
        auto found = co_await find_topic(ok_, std::move(topic));
        if (auto* error = std::get_if<api_error>(&found)) co_return std::move(error->why);
        const auto& one = std::get<0>(found);
        message_seen_ = true;
        seen_.gone = !one;
        if (!one) co_return std::nullopt;
        std::vector<skipped> left_out;
        auto now = parse_topic(one->items.front(), with_, "mediatopic.getByIds", left_out);
        if (!now) co_return unreadable(left_out.front().place + ": " + left_out.front().why);
        // Of a topic with many parts only the first ones come: what is not told has not changed.
        const bool only_begins = std::ssize(one->items.front()["media"].items()) >= most_media;
        seen_.text = only_begins && what_.to.text.starts_with(now->text) ? what_.to.text : now->text;
        co_return std::nullopt;
    }

    // The words of one thing in two lists of OK differ; it is compared with what it was read from.
    bool was_read_as_discussion() const {
        const auto raw = json::parse(what_.to.raw.empty() ? "{}" : what_.to.raw);
        return raw && raw->has("object_id");
    }

    asio::awaitable<trouble_met> ask_who_we_are() {
        auto number = co_await own_number(ok_);
        if (auto* why = std::get_if<failure>(&number)) co_return std::move(*why);
        own_ = {"group:" + with_.group, "user:" + std::get<std::string>(number)};
        co_return std::nullopt;
    }

    asio::awaitable<trouble_met> look_at_comments() {
        list_place at;
        std::string first_before;
        for (std::size_t n = 0; n < most_pages; ++n) {
            auto answer = co_await comments_page(ok_, where_.in, at);
            if (auto* error = std::get_if<api_error>(&answer)) {
                seen_.gone = error->why.kind == trouble::gone;
                co_return seen_.gone ? std::nullopt : trouble_met(std::move(error->why));
            }
            const auto& comments = std::get<page>(answer);
            const auto first = comments.items.empty() ? std::string() : comments.items.front()["id"].text();
            if (!first.empty() && first == first_before)
                co_return unreadable(comments.method + ": the same page came twice");
            first_before = first;
            for (const auto& item : comments.items) take(item, comments.method);
            // That the newest come first is not promised: pages before the message end the look only behind it.
            const bool behind = comments.newest_first && message_seen_ && is_before_the_message(comments);
            if (comments.last || behind) co_return std::nullopt;
            at = comments.next;
        }
        co_return unreadable("more comments than can be read");
    }

    bool is_before_the_message(const page& comments) const {
        return std::ranges::all_of(comments.items, [&](const json::value& item) {
            const auto written = written_at(item);
            return written && *written < what_.to.written - overlap;
        });
    }

    void take(const json::value& item, const std::string& method) {
        const auto& id = item["id"].text();
        if (!where_.comment.empty() && id == where_.comment) return take_message(item);
        if (is_deleted(item)) return;
        const auto author = author_of_comment(item);
        const bool nobodys = author && author->empty() && is_ours(item["text"].text());
        if (author && !nobodys && std::ranges::find(own_, *author) == own_.end() && item.is_object()) return;
        const auto written = written_at(item);
        if (!author || nobodys || !item.is_object() || !is_comment_id(id) || !written || !item["text"].is_string()) {
            doubtful_ = method + ": a comment that may be ours cannot be understood";
            return;
        }
        take_own(item, *written);
    }

    bool is_ours(const std::string& text) const { return squeezed(text) == ours_ || squeezed(shown(text)) == ours_; }

    // To this message: a reply to another resident in the same discussion is no answer to this one, and what was
    // written before the message cannot be. In exactly our words it is ours wherever it stands.
    void take_own(const json::value& item, moment written) {
        if (written < what_.to.written) return;
        const auto& text = item["text"].text();
        const bool same = is_ours(text);
        if (!same && item["reply_to_comment_id"].text() != where_.comment) return;
        const item_key key{where_.in, item["id"].text()};
        seen_.own_replies.push_back({post_id(key), what_.to.link, same ? what_.text : shown(text), written});
    }

    void take_message(const json::value& item) {
        message_seen_ = true;
        seen_.gone = is_deleted(item);
        if (seen_.gone) return;
        if (!item["text"].is_string() && item.has("text") && !item["text"].is_null())
            doubtful_ = "the message's text is no text";
        seen_.text = shown(item["text"].text());
    }

    // OK's lists are known to be shorter than what there is: gone is only what is not there by its id either.
    asio::awaitable<trouble_met> look_for_message() {
        if (message_seen_ || seen_.gone) co_return std::nullopt;
        auto found = co_await find_comment(ok_, where_);
        if (auto* why = std::get_if<failure>(&found)) co_return std::move(*why);
        const auto& comment = std::get<0>(found);
        seen_.gone = !comment;
        if (comment) take_message(*comment);
        co_return std::nullopt;
    }

    api& ok_;
    const parsing& with_;
    const placement& what_;
    item_key where_;
    std::string ours_;
    std::vector<std::string> own_;
    thread_view seen_;
    bool message_seen_ = false;
    json::value discussion_;
    bool as_group_ = true;
    std::string doubtful_;
};

}

asio::awaitable<look_outcome> look_at_thread(api& ok, const parsing& with, const placement& what) {
    auto where = target_of(what.to);
    if (!where) co_return failure{trouble::settings, what.to.id + " is no message of OK that can be found again", {}};
    looking at(ok, with, what, std::move(*where));
    co_return co_await at.run();
}

}
