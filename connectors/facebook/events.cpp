// A delivery is a hint and no more: what it does not tell is fetched, what cannot be fetched is polled anyway.
#include "connectors/facebook/events.hpp"

#include "connectors/facebook/parse.hpp"
#include "connectors/graph/names.hpp"

#include <algorithm>
#include <array>

namespace otklik::facebook {

namespace asio = boost::asio;
using graph::id_text;

namespace {

// What a feed tells of and residents write. Reactions, likes, albums and the like are nobody's words.
constexpr std::array<std::string_view, 6> items{"comment", "post", "status", "photo", "video", "share"};
constexpr std::size_t most_fetched = 200;  // Meta waits some seconds for an answer; the others are polled

bool brings_a_post(const graph::hook_change& change) {
    const auto& item = change.value["item"].text();
    if (change.value["verb"].text() != "add") return false;
    const bool names_its_kind = change.value.has("item");
    if (change.field == "mention" && !names_its_kind) return true;
    return std::ranges::find(items, std::string_view(item)) != items.end();
}

class delivery {
public:
    delivery(own_page& page, parsing with) : page_(page), with_(std::move(with)) {}

    asio::awaitable<hook_reply> run(graph::opened_hook opened) {
        out_ = std::move(opened.reply);
        std::vector<graph::hook_change> untold;
        for (auto& change : opened.changes) {
            if (change.field != "feed" && change.field != "mention") continue;
            if (change.about != page_.id) {
                out_.left_out.push_back({change.place, "it is about " + change.about + ", another page"});
            } else if (brings_a_post(change)) {
                // Without the right to users' content the words are left out.
                const bool told = change.value["message"].is_string() && change.value.has("created_time");
                if (told || untold.size() >= most_fetched)
                    take(change);
                else
                    untold.push_back(std::move(change));
            }
        }
        if (!untold.empty()) co_await fetch(std::move(untold));
        co_return std::move(out_);
    }

private:
    void take(const graph::hook_change& change) {
        if (auto p = parse_change(change.value, with_, change.place, out_.left_out))
            out_.posts.push_back(std::move(*p));
    }

    asio::awaitable<void> fetch(std::vector<graph::hook_change> untold) {
        std::vector<graph::batch_get> questions;
        for (const auto& change : untold) {
            const auto comment = id_text(change.value["comment_id"]), post = id_text(change.value["post_id"]);
            const auto wanted = comment ? comment : post;
            graph::params fields{{"fields", std::string(comment ? comment_fields : post_fields)}};
            questions.push_back({wanted.value_or("0"), std::move(fields)});
        }
        auto answers = co_await page_.graph.get_all(std::move(questions));
        for (std::size_t i = 0; i < untold.size(); ++i) take_fetched(untold[i], answers[i]);
    }

    void take_fetched(const graph::hook_change& change, const graph::api_answer& answer) {
        if (const auto* error = std::get_if<graph::api_error>(&answer)) {
            out_.left_out.push_back({change.place, error->why.said});
            // What tags the page in a comment is in no list: Facebook is to tell it once more.
            if (graph::comes_again(error->why) && change.field == "mention") out_.status = 503;
            return;
        }
        const auto& item = std::get<json::value>(answer);
        const auto under = id_text(change.value["post_id"]);
        std::optional<post> p;
        if (change.value.has("comment_id") && under)
            p = parse_comment(item, *under, with_, change.place, out_.left_out);
        else
            p = parse_post(item, with_, change.place, out_.left_out);
        if (p) out_.posts.push_back(std::move(*p));
    }

    own_page& page_;
    parsing with_;
    hook_reply out_;
};

}

asio::awaitable<hook_reply> take_hook(own_page& page, std::string account, graph::hook_keys keys, hook_request what,
                                      const source& events) {
    auto opened = graph::open_hook(what, "page", keys);
    parsing with{std::move(account), events.id, page.id};
    delivery one(page, std::move(with));
    co_return co_await one.run(std::move(opened));
}

}
