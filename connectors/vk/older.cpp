#include "connectors/vk/read.hpp"

#include <algorithm>

namespace otklik::vk {

using namespace std::chrono_literals;

std::string older_posts(const wall_cursor& at, const reader_settings& with, moment now) {
    constexpr auto how_often = 5min;
    std::string out;
    if (at.gap_offset || !at.owner || now - at.older_read < how_often) return out;
    for (auto i = with.posts_watched; i < at.posts.size() && i < with.posts_watched + most_older; ++i)
        out += (out.empty() ? "" : ",") + std::to_string(at.owner) + "_" + std::to_string(at.posts[i].id);
    return out;
}

void take_older(wall_cursor& at, const api_answer& answer, moment now, std::vector<skipped>& left_out) {
    at.older_read = now;
    if (auto* error = std::get_if<api_error>(&answer)) {
        left_out.push_back({"wall.getById of older posts", error->why.said});
        return;
    }
    for (const auto& item : std::get<json::value>(answer)["items"].items()) {
        const auto id = item["id"].integer_or(0), counted = item["comments"]["count"].integer_or(0);
        auto known = std::ranges::find(at.posts, id, &watched_post::id);
        const bool ordered = std::ranges::find(at.work, id, &comment_work::post) != at.work.end();
        if (known != at.posts.end() && !ordered && !is_deleted(item) && known->comments != counted)
            at.work.push_back({id, counted});
    }
}

}
