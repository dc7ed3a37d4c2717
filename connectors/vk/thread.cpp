#include "connectors/vk/thread.hpp"

#include <algorithm>

namespace otklik::vk {

namespace asio = boost::asio;

namespace {

constexpr std::int64_t page = 100;
constexpr std::size_t most_pages = 200;  // beyond it the answer is «cannot say», never «there is nothing»

std::string text_of(std::int64_t n) {
    return std::to_string(n);
}

params fields_for(item_key under, std::int64_t root, std::int64_t offset) {
    params out{{"owner_id", text_of(under.owner)},
               {"post_id", text_of(under.id)},
               {"offset", text_of(offset)},
               {"count", text_of(page)},
               {"sort", "asc"},
               {"preview_length", "0"},
               {"extended", "1"}};
    if (root)
        out.push_back({"comment_id", text_of(root)});
    else
        out.push_back({"thread_items_count", "10"});
    return out;
}

bool is_absence(const failure& f) {
    return f.kind == trouble::gone;
}

// Reads a level page by page until `wanted` says that it has what it came for; true when it has.
template <class Wanted>
asio::awaitable<std::variant<bool, api_error>> walk(api& vk, item_key under, std::int64_t root, Wanted wanted) {
    std::int64_t offset = 0, first_before = 0;
    for (std::size_t n = 0; n < most_pages; ++n) {
        auto answer = co_await vk.read("wall.getComments", fields_for(under, root, offset));
        if (auto* error = std::get_if<api_error>(&answer)) co_return std::move(*error);
        const auto& response = std::get<json::value>(answer);
        const auto& items = response["items"].items();
        if (items.empty()) co_return false;
        const auto first = items.front()["id"].integer_or(0);
        if (first && first == first_before)
            co_return api_error{{trouble::unreadable, "wall.getComments: the same page came twice", {}}};
        first_before = first;
        if (wanted(response)) co_return true;
        offset += std::ssize(items);
        const auto level = response["current_level_count"].integer();
        if (level && offset >= *level && std::ssize(items) < page) co_return false;
    }
    co_return api_error{{trouble::unreadable, "wall.getComments: more comments than can be read", {}}};
}

struct search_state {
    std::int64_t comment;
    std::optional<found_comment> found;
    std::vector<std::int64_t> long_threads;  // roots whose replies did not all come along

    bool operator()(const json::value& response, std::int64_t root) {
        auto take = [&](const json::value& item, std::int64_t its_root) {
            if (item["id"].integer_or(0) == comment) found = found_comment{item, its_root, authors_in(response)};
            return found.has_value();
        };
        for (const auto& item : response["items"].items()) {
            if (take(item, root)) return true;
            const auto& replies = item["thread"]["items"].items();
            for (const auto& reply : replies)
                if (take(reply, item["id"].integer_or(0))) return true;
            if (item["thread"]["count"].integer_or(0) > std::ssize(replies))
                long_threads.push_back(item["id"].integer_or(0));
        }
        return false;
    }
};

}

std::optional<target> target_of(const post& to) {
    const auto own = item_key_of(to.id);
    if (!own || to.network != "vk") return {};
    if (to.kind == post_kind::post) return target{*own, 0, 0};
    const auto under = item_key_of(to.parent);
    if (!under || under->owner != own->owner) return {};
    target out{*under, own->id, 0};
    if (to.kind == post_kind::comment)
        out.root = own->id;
    else if (auto link = wall_link_of(to.link); link && link->comment == own->id)
        out.root = link->root;
    return out;
}

asio::awaitable<std::variant<std::optional<found_comment>, api_error>> find_comment(api& vk, target where) {
    search_state state{where.comment, {}, {}};
    const bool in_thread = where.root && where.root != where.comment;
    std::vector<std::int64_t> levels{in_thread ? where.root : 0};
    for (std::size_t i = 0; i < levels.size(); ++i) {
        const auto root = levels[i];
        auto wanted = [&state, root](const json::value& response) { return state(response, root); };
        auto walked = co_await walk(vk, where.post, root, wanted);
        if (auto* error = std::get_if<api_error>(&walked)) {
            if (is_absence(error->why)) continue;
            co_return std::move(*error);
        }
        if (state.found) break;
        // Not where it should be: everywhere else under the post, long threads last.
        if (i == 0 && in_thread) levels.push_back(0);
        if (root == 0 && where.root != where.comment) std::ranges::copy(state.long_threads, std::back_inserter(levels));
    }
    if (state.found && is_deleted(state.found->item)) state.found.reset();
    co_return std::move(state.found);
}

asio::awaitable<std::variant<std::optional<found_post>, api_error>> find_post(api& vk, item_key which) {
    params fields{{"posts", text_of(which.owner) + "_" + text_of(which.id)}, {"extended", "1"}};
    auto answer = co_await vk.read("wall.getById", std::move(fields));
    if (auto* error = std::get_if<api_error>(&answer)) {
        if (is_absence(error->why)) co_return std::optional<found_post>{};
        co_return std::move(*error);
    }
    const auto& response = std::get<json::value>(answer);
    for (const auto& item : response["items"].items())
        if (item["id"].integer_or(0) == which.id && item["owner_id"].integer_or(0) == which.owner &&
            !is_deleted(item)) {
            found_post found{item, authors_in(response)};
            co_return std::optional(std::move(found));
        }
    co_return std::optional<found_post>{};
}

asio::awaitable<std::variant<comment_list, api_error>> all_comments(api& vk, item_key under, std::int64_t root) {
    comment_list out;
    auto wanted = [&out](const json::value& response) {
        for (const auto& item : response["items"].items()) out.push_back(item);
        return false;
    };
    auto walked = co_await walk(vk, under, root, wanted);
    if (auto* error = std::get_if<api_error>(&walked)) co_return std::move(*error);
    co_return std::move(out);
}

}
