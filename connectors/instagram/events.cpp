// A delivery of Instagram says little: a comment has no date and no address, a mention not even words. All are fetched;
// a comment that cannot be is told as far as it goes, and a mention that cannot be is to be delivered once more.
#include "connectors/instagram/events.hpp"

#include "connectors/graph/names.hpp"
#include "connectors/instagram/look.hpp"
#include "connectors/instagram/parse.hpp"

namespace otklik::instagram {

namespace asio = boost::asio;
using graph::id_text;

namespace {

// Meta waits some seconds for an answer. Other comments are polled, other mentions delivered once more.
constexpr std::size_t most_comments = 200, most_mentions = 20;

const json::value& comment_id_in(const json::value& value) {
    return value.has("comment_id") ? value["comment_id"] : value["id"];
}

class delivery {
public:
    delivery(own_account& own, parsing with) : own_(own), with_(std::move(with)) {}

    asio::awaitable<hook_reply> run(graph::opened_hook opened) {
        out_ = std::move(opened.reply);
        std::vector<graph::hook_change> comments;
        std::vector<graph::batch_get> questions;
        std::size_t mentions = 0;
        for (auto& change : opened.changes) {
            const bool is_mention = change.field == "mentions";
            if (!is_mention && change.field != "comments") continue;
            if (change.about != own_.id) {
                out_.left_out.push_back({change.place, "it is about " + change.about + ", another account"});
                continue;
            }
            auto question = is_mention ? about_mention(change.value) : about_comment(change.value);
            if (!question)
                out_.left_out.push_back({change.place, "it names nothing"});
            else if (is_mention ? ++mentions > most_mentions : questions.size() >= most_comments)
                could_not_fetch(change, {trouble::throttled, "more at once than can be fetched", {}});
            else if (is_mention)
                co_await fetch_mention(change, std::move(*question));
            else
                questions.push_back(std::move(*question)), comments.push_back(std::move(change));
        }
        if (questions.empty()) co_return std::move(out_);
        auto answers = co_await own_.graph.get_all(std::move(questions));
        for (std::size_t i = 0; i < comments.size(); ++i) take(comments[i], answers[i]);
        co_return std::move(out_);
    }

private:
    // In a call of its own, which is the documented one: they are rare, and no list would bring them again.
    asio::awaitable<void> fetch_mention(const graph::hook_change& change, graph::batch_get question) {
        auto answer = co_await own_.graph.get(std::move(question.path), std::move(question.fields));
        take(change, answer);
    }

    std::optional<graph::batch_get> about_mention(const json::value& value) const {
        const auto media = id_text(value["media_id"]), comment = id_text(value["comment_id"]);
        if (!media || (!comment && value.has("comment_id"))) return {};
        return question_about(own_, *media, comment.value_or(std::string()));
    }

    static std::optional<graph::batch_get> about_comment(const json::value& value) {
        const auto id = id_text(comment_id_in(value));
        if (!id) return {};
        return graph::batch_get{*id, {{"fields", std::string(comment_fields) + ",media{id,permalink}"}}};
    }

    void take(const graph::hook_change& change, const graph::api_answer& answer) {
        if (const auto* error = std::get_if<graph::api_error>(&answer)) return could_not_fetch(change, error->why);
        const auto& told = std::get<json::value>(answer);
        if (change.field == "mentions") return keep(parse_mention(told, with_, change.place, out_.left_out));
        auto media = id_text(told["media"]["id"]);
        if (!media) media = id_text(change.value["media"]["id"]);
        if (!media) return out_.left_out.push_back({change.place, "it does not say what it stands under"});
        const media_place under{*media, told["media"]["permalink"].text()};
        keep(parse_comment(told, under, {}, with_, change.place, out_.left_out));
    }

    void keep(std::optional<post> p) {
        if (p) out_.posts.push_back(std::move(*p));
    }

    void could_not_fetch(const graph::hook_change& change, const failure& why) {
        if (change.field == "mentions") {
            out_.left_out.push_back({change.place, why.said});
            if (graph::comes_again(why)) out_.status = 503;
        } else if (why.kind == trouble::gone) {
            out_.left_out.push_back({change.place, why.said});
        } else {
            keep(as_delivered(change));
        }
    }

    std::optional<post> as_delivered(const graph::hook_change& change) {
        const auto media = id_text(change.value["media"]["id"]);
        if (!media) {
            out_.left_out.push_back({change.place, "it does not say what it stands under"});
            return {};
        }
        auto item = change.value;
        item.set("id", comment_id_in(change.value)).set("timestamp", change.when);
        return parse_comment(item, {*media, {}}, {}, with_, change.place, out_.left_out);
    }

    own_account& own_;
    parsing with_;
    hook_reply out_;
};

}

asio::awaitable<hook_reply> take_hook(own_account& own, std::string account, graph::hook_keys keys, hook_request what,
                                      const source& events) {
    auto opened = graph::open_hook(what, "instagram", keys);
    if (opened.changes.empty()) co_return std::move(opened.reply);
    auto name = co_await own.username();
    if (std::holds_alternative<failure>(name)) {  // own words could not be told from a resident's
        opened.reply.status = 503;
        co_return std::move(opened.reply);
    }
    parsing with{std::move(account), events.id, own.id, std::get<std::string>(name)};
    delivery one(own, std::move(with));
    co_return co_await one.run(std::move(opened));
}

}
