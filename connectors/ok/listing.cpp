#include "connectors/ok/listing.hpp"

#include <algorithm>
#include <array>

namespace otklik::ok {

namespace asio = boost::asio;

namespace {

// Only what posts are made of: OK counts what is asked for against the account.
constexpr std::string_view people = "user.UID,user.NAME,user.FIRST_NAME,user.LAST_NAME,group.*";

std::string fields_of(std::string_view what) {
    return std::string(what) + "," + std::string(people);
}

// What stands in an answer that is a list, even an empty one. Anything else is not «there is nothing».
bool is_list_of(const json::value& answer, std::string_view items) {
    constexpr std::array<std::string_view, 5> signs{"has_more", "anchor", "entities", "discussionId", "discussionType"};
    if (!answer.is_object()) return false;
    if (answer.has(items)) return answer[items].is_array() || answer[items].is_null();
    return std::ranges::any_of(signs, [&](auto name) { return answer.has(name); });
}

api_error not_a_list(const std::string& method) {
    return {{trouble::unreadable, method + ": the answer is no list", {}}, 0, proof::none};
}

bool is_empty_object(const json::value& answer) {
    return answer.is_object() && answer.members().empty();
}

// A page of a list that goes on by anchors.
page_answer anchored(json::value answer, const std::string& method, std::string_view items, const list_place& from) {
    if (!is_list_of(answer, items)) return not_a_list(method);
    page out;
    out.items = answer[items].items();
    out.next = {from.other_way, answer["anchor"].text(), 0};
    const auto more = answer["has_more"].flag();
    out.last = out.items.empty() || out.next.anchor.empty() || out.next.anchor == from.anchor || !more.value_or(true);
    out.newest_first = true;
    out.method = method;
    out.answer = std::move(answer);
    return out;
}

asio::awaitable<page_answer> topics_of_group(api& ok, std::string group, std::int64_t count, list_place from) {
    const std::string method = "mediatopic.getTopics";
    params fields{{"gid", group}, {"count", std::to_string(count)}, {"fields", fields_of("media_topic.*")}};
    if (!from.anchor.empty()) fields["anchor"] = from.anchor;
    auto answer = co_await ok.read(method, std::move(fields));
    if (auto* error = std::get_if<api_error>(&answer)) co_return std::move(*error);
    auto& list = std::get<json::value>(answer);
    if (is_empty_object(list)) list.set("media_topics", json::array{});  // a group without topics
    co_return anchored(std::move(list), method, "media_topics", from);
}

// The stream says in `feeds` whether there is more; the topics themselves stand among the entities.
asio::awaitable<page_answer> topics_of_stream(api& ok, std::string group, std::int64_t count, list_place from) {
    const std::string method = "stream.get";
    params fields{{"gid", group},
                  {"count", std::to_string(count)},
                  {"patterns", "POST"},
                  {"fields", fields_of("feed.*,media_topic.*")},
                  {"direction", "FORWARD"}};
    if (!from.anchor.empty()) fields["anchor"] = from.anchor;
    auto answer = co_await ok.read(method, std::move(fields));
    if (auto* error = std::get_if<api_error>(&answer)) co_return std::move(*error);
    auto& list = std::get<json::value>(answer);
    if (is_empty_object(list)) list.set("feeds", json::array{});
    auto out = anchored(std::move(list), method, "feeds", from);
    if (auto* p = std::get_if<page>(&out)) p->items = p->answer["entities"]["media_topics"].items();
    co_return out;
}

asio::awaitable<page_answer> comments_by_anchor(api& ok, discussion of, list_place from) {
    const std::string method = "discussions.getComments";
    params fields{{"discussionId", of.id},
                  {"discussionType", of.type},
                  {"anchor", from.anchor.empty() ? "LAST" : from.anchor},
                  {"direction", "BACKWARD"},
                  {"count", std::to_string(comments_on_page)},
                  {"fields", fields_of("comment.*")}};
    auto answer = co_await ok.read(method, std::move(fields));
    if (auto* error = std::get_if<api_error>(&answer)) co_return std::move(*error);
    co_return anchored(std::get<json::value>(std::move(answer)), method, "comments", from);
}

// The predecessor: by offset, in an order that is nowhere written down, so to be read to its end.
asio::awaitable<page_answer> comments_by_offset(api& ok, discussion of, list_place from) {
    const std::string method = "discussions.getDiscussionComments";
    params fields{{"entityId", of.id},
                  {"entityType", of.type},
                  {"offset", std::to_string(from.offset)},
                  {"count", std::to_string(comments_on_page)}};
    auto answer = co_await ok.read(method, std::move(fields));
    if (auto* error = std::get_if<api_error>(&answer)) co_return std::move(*error);
    page out;
    out.answer = std::get<json::value>(std::move(answer));
    const bool bare = out.answer.is_array();
    if (!bare && !is_list_of(out.answer, "comments")) co_return not_a_list(method);
    out.items = bare ? out.answer.items() : out.answer["comments"].items();
    out.next = {true, {}, from.offset + std::ssize(out.items)};
    out.last = out.items.empty();
    out.method = method;
    co_return out;
}

// In the midst of a list its own way; at the start the preferred one, then the other. What works is preferred after it.
template <class First, class Second>
asio::awaitable<page_answer> in_either_way(bool& preferred, list_place from, First first, Second second) {
    const bool begins = from.is_start();
    if (begins) from.other_way = preferred;
    for (int attempt = 0;; ++attempt) {
        auto asked = from.other_way ? second(from) : first(from);
        auto answer = co_await std::move(asked);
        auto* error = std::get_if<api_error>(&answer);
        if (!error) {
            preferred = from.other_way;
            co_return answer;
        }
        if (!begins || attempt == 1 || !is_another_way_worth_trying(*error)) co_return answer;
        from.other_way = !from.other_way;
    }
}

}

asio::awaitable<page_answer> topics_page(api& ok, std::string group, std::int64_t count, list_place from) {
    auto first = [&](const list_place& at) { return topics_of_group(ok, group, count, at); };
    auto second = [&](const list_place& at) { return topics_of_stream(ok, group, count, at); };
    co_return co_await in_either_way(ok.preferred().topics_stream, std::move(from), first, second);
}

asio::awaitable<page_answer> discussions_page(api& ok, std::string category, std::int64_t count, list_place from) {
    const std::string method = "discussions.getList";
    params fields{{"category", std::move(category)},
                  {"types", "GROUP_TOPIC,GROUP_PHOTO,GROUP_MOVIE"},
                  {"count", std::to_string(count)},
                  {"fields", fields_of("discussion.*")}};
    if (!from.anchor.empty()) fields["anchor"] = from.anchor;
    auto answer = co_await ok.read(method, std::move(fields));
    if (auto* error = std::get_if<api_error>(&answer)) co_return std::move(*error);
    auto& list = std::get<json::value>(answer);
    if (is_empty_object(list)) list.set("discussions", json::array{});
    co_return anchored(std::move(list), method, "discussions", from);
}

asio::awaitable<page_answer> comments_page(api& ok, discussion of, list_place from) {
    auto first = [&](const list_place& at) { return comments_by_anchor(ok, of, at); };
    auto second = [&](const list_place& at) { return comments_by_offset(ok, of, at); };
    co_return co_await in_either_way(ok.preferred().old_comments, std::move(from), first, second);
}

asio::awaitable<api_answer> topics_named(api& ok, std::string numbers) {
    params fields{{"topic_ids", std::move(numbers)}, {"media_limit", "3"}, {"fields", fields_of("media_topic.*")}};
    auto answer = co_await ok.read("mediatopic.getByIds", std::move(fields));
    if (auto* value = std::get_if<json::value>(&answer)) {
        if (!is_empty_object(*value) && !is_list_of(*value, "media_topics"))
            co_return not_a_list("mediatopic.getByIds");
    }
    co_return answer;
}

}
