#include "daemon/intake/kept.hpp"

#include "daemon/intake/match_json.hpp"

#include <optional>

namespace otklik {

namespace asio = boost::asio;

namespace {

constexpr std::size_t read_at_once = 200;

unreadable_query unreadable(const rules::mistake& wrong) {
    return {"Строка " + std::to_string(wrong.at.line) + ", знак " + std::to_string(wrong.at.column) + ": " +
            wrong.message + (wrong.hint.empty() ? "" : ". " + wrong.hint)};
}

// An engine that knows one rule, with the word forms and lists of the pack.
std::variant<rules::engine, unreadable_query> engine_of(const std::string& query, const rules::pack& pack) {
    auto read = rules::read_query(query);
    if (auto* wrong = std::get_if<rules::mistake>(&read)) return unreadable(*wrong);
    auto& tree = std::get<rules::node>(read);
    if (const auto missing = rules::missing_lists(tree, pack.lists); !missing.empty())
        return unreadable(missing.front());
    auto one = pack;
    one.rules.clear();
    auto& rule = one.rules.emplace_back();
    rule.id = "search", rule.title = "поиск", rule.query = std::move(tree);
    return rules::engine(std::move(one));
}

rules::input input_of(const post& what) {
    rules::input in;
    in.network = what.network, in.kind = std::string(name_of(what.kind)), in.source = what.source;
    in.author = what.author.id, in.text = what.text;
    return in;
}

}

asio::awaitable<std::variant<kept_page, unreadable_query>> kept_posts::search(kept_search what) {
    std::optional<rules::engine> words;
    if (!what.query.empty()) {
        auto made = engine_of(what.query, engine_.rules());
        if (auto* wrong = std::get_if<unreadable_query>(&made)) co_return std::move(*wrong);
        words.emplace(std::get<rules::engine>(std::move(made)));
    }
    kept_page page;
    page.next = what.after;
    while (page.looked < kept_posts_a_page) {
        auto some = co_await store_.kept_posts(page.next, read_at_once);
        if (some.empty()) {
            page.next.clear();
            break;
        }
        for (auto& one : some) {
            ++page.looked;
            page.next = one.position;
            auto& p = one.what;
            if (p.own || (!what.source.empty() && p.source != what.source)) continue;
            if (words && words->apply(input_of(p)).hits.empty()) continue;
            auto found = co_await judge_(p);
            if (!words && !found.accepted) continue;
            auto match = to_json(found, p.text);
            page.items.push_back({std::move(p), std::move(match), found.accepted});
            if (page.items.size() == what.most) co_return page;
        }
    }
    co_return page;
}

}
