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

bool is_absence(const failure& f) {
    return f.kind == trouble::gone;
}

// Reads a level page by page until `wanted` says that it has what it came for; true when it has. With `down_to` from
// the newest comment back to that one.
template <class Wanted>
asio::awaitable<std::variant<bool, api_error>> walk(api& vk, item_key under, std::int64_t root, std::int64_t down_to,
                                                    Wanted wanted) {
    const std::string method(row_for(under.on).comments);
    std::int64_t offset = 0, first_before = 0;
    for (std::size_t n = 0; n < most_pages; ++n) {
        auto answer = co_await vk.read(method, list_fields(under, root, offset, down_to ? "desc" : "asc"));
        if (auto* error = std::get_if<api_error>(&answer)) co_return std::move(*error);
        const auto& response = std::get<json::value>(answer);
        const auto& items = response["items"].items();
        if (items.empty()) co_return false;
        const auto first = items.front()["id"].integer_or(0);
        if (first && first == first_before)
            co_return api_error{{trouble::unreadable, method + ": the same page came twice", {}}};
        first_before = first;
        if (wanted(response)) co_return true;
        if (down_to && items.back()["id"].integer_or(0) <= down_to) co_return false;
        offset += std::ssize(items);
        const auto level = response["current_level_count"].integer();
        const bool at_end = level ? offset >= *level : !row_for(under.on).threads;
        if (at_end && std::ssize(items) < page) co_return false;
    }
    co_return api_error{{trouble::unreadable, method + ": more comments than can be read", {}}};
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
    if (to.network != "vk") return {};
    const auto under = item_key_of(to.kind == post_kind::post ? to.id : to.parent);
    if (!under) return {};
    if (to.kind == post_kind::post) return target{*under, 0, 0};
    target out{*under, comment_in(to.id, *under), 0};
    if (!out.comment) return {};
    if (to.kind == post_kind::comment)
        out.root = out.comment;
    else if (auto link = any_link_of(to.link); link && link->comment == out.comment)
        out.root = link->root;
    return out;
}

params list_fields(item_key under, std::int64_t root, std::int64_t offset, std::string_view sort) {
    const auto& row = row_for(under.on);
    const auto owner = under.on == shelf::topic ? -under.owner : under.owner;
    params out{{std::string(row.owner), text_of(owner)},
               {std::string(row.id), text_of(under.id)},
               {"offset", text_of(offset)},
               {"count", text_of(page)},
               {"sort", std::string(sort)},
               {"extended", "1"}};
    if (under.on == shelf::wall) out.push_back({"preview_length", "0"});
    if (root)
        out.push_back({"comment_id", text_of(root)});
    else if (row.threads)
        out.push_back({"thread_items_count", "10"});
    return out;
}

asio::awaitable<std::variant<std::optional<found_comment>, api_error>> find_comment(api& vk, target where) {
    search_state state{where.comment, {}, {}};
    const bool threads = row_for(where.post.on).threads;
    const bool in_thread = threads && where.root && where.root != where.comment;
    std::vector<std::int64_t> levels{in_thread ? where.root : 0};
    for (std::size_t i = 0; i < levels.size(); ++i) {
        const auto root = levels[i];
        auto wanted = [&state, root](const json::value& response) { return state(response, root); };
        auto walked = co_await walk(vk, where.post, root, threads ? 0 : where.comment, wanted);
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

namespace {

struct finding {
    std::string method;
    params fields;
};

// How a post, a video or a topic is asked for. There is none for a photo: its comments show whether it is there.
std::optional<finding> finding_of(item_key which) {
    const auto key = text_of(which.owner) + "_" + text_of(which.id);
    switch (which.on) {
        case shelf::wall: return finding{"wall.getById", {{"posts", key}, {"extended", "1"}}};
        case shelf::video: return finding{"video.get", {{"owner_id", text_of(which.owner)}, {"videos", key}}};
        case shelf::topic:
            return finding{"board.getTopics",
                           {{"group_id", text_of(-which.owner)}, {"topic_ids", text_of(which.id)}, {"extended", "1"}}};
        case shelf::photo:
        case shelf::conversation: break;
    }
    return {};
}

}

asio::awaitable<std::variant<std::optional<found_post>, api_error>> find_post(api& vk, item_key which) {
    auto how = finding_of(which);
    if (!how) co_return std::optional<found_post>(std::in_place);
    auto answer = co_await vk.read(std::move(how->method), std::move(how->fields));
    if (auto* error = std::get_if<api_error>(&answer)) {
        if (is_absence(error->why)) co_return std::optional<found_post>{};
        co_return std::move(*error);
    }
    const auto& response = std::get<json::value>(answer);
    for (const auto& item : response["items"].items()) {
        const bool its = which.on == shelf::topic || item["owner_id"].integer_or(0) == which.owner;
        if (item["id"].integer_or(0) != which.id || !its || is_deleted(item)) continue;
        found_post found{item, authors_in(response)};
        co_return std::optional(std::move(found));
    }
    co_return std::optional<found_post>{};
}

asio::awaitable<std::variant<comment_list, api_error>> all_comments(api& vk, item_key under, std::int64_t root,
                                                                    std::int64_t after) {
    comment_list out;
    const bool threads = row_for(under.on).threads;
    if (!threads) root = 0;
    auto wanted = [&out](const json::value& response) {
        for (const auto& item : response["items"].items()) out.push_back(item);
        return false;
    };
    auto walked = co_await walk(vk, under, root, threads ? 0 : after, wanted);
    if (auto* error = std::get_if<api_error>(&walked)) co_return std::move(*error);
    co_return std::move(out);
}

}
