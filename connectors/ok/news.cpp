// Pictures are uploaded first, each getting a token; the topic that names the tokens is the one write.
#include "connectors/ok/news.hpp"

#include "connectors/ok/find.hpp"
#include "connectors/ok/listing.hpp"
#include "connectors/ok/write.hpp"

#include <algorithm>

namespace otklik::ok {

namespace asio = boost::asio;

namespace {

constexpr std::size_t most_pages = 5;     // of a hundred topics, in which own ones are looked for
constexpr std::size_t most_topics = 100;  // that are told

std::vector<std::string> steps_by_hand(const std::string& group, const news& what) {
    std::vector<std::string> steps{
        "Откройте " + link_to_group(group) + " под учётной записью администратора или модератора группы.",
        "Нажмите «Создать новую тему» и вставьте подготовленный текст без изменений."};
    if (!what.files.empty()) steps.push_back("Приложите файлы: " + names_of_files(what.files) + ".");
    steps.push_back("Выберите, что тема публикуется от имени группы, и опубликуйте её.");
    steps.push_back("Скопируйте ссылку на тему и подтвердите ею публикацию в Отклике.");
    return steps;
}

bool is_picture(const file& f) {
    return f.is == material::photo || f.is == material::infographic;
}

// Nothing was published yet: whatever went wrong is a proven refusal.
write_outcome not_begun(const api_error& error, const std::string& group, const news& what) {
    if (error.of_write == proof::by_hand) return not_for_programs(error.why, steps_by_hand(group, what));
    return refused_before_write{error.why};
}

api_error strange(std::string said) {
    return {{trouble::unreadable, std::move(said), {}}, 0, proof::unwritten};
}

using tokens = std::vector<std::string>;

// In the order of the pictures, which is that of the ids OK drew for them.
std::optional<tokens> tokens_in(const json::value& answer, const json::array& ids) {
    tokens out;
    for (const auto& id : ids) {
        const auto& token = answer["photos"][id.text()]["token"].text();
        if (!token.empty()) out.push_back(token);
    }
    if (out.size() == ids.size()) return out;
    out.clear();  // the ids may come back in another encoding
    for (const auto& [id, photo] : answer["photos"].members())
        if (!photo["token"].text().empty()) out.push_back(photo["token"].text());
    return out.size() == ids.size() ? std::optional(out) : std::nullopt;
}

asio::awaitable<std::variant<tokens, api_error>> upload(api& ok, std::string group, const std::vector<file>& pictures) {
    params fields{{"gid", std::move(group)}, {"count", std::to_string(pictures.size())}};
    auto place = co_await ok.read("photosV2.getUploadUrl", std::move(fields));
    if (auto* error = std::get_if<api_error>(&place)) co_return std::move(*error);
    const auto told = std::get<json::value>(std::move(place));
    const auto& ids = told["photo_ids"].items();
    if (ids.size() != pictures.size() || told["upload_url"].text().empty())
        co_return strange("photosV2.getUploadUrl: the answer is no place for these pictures");
    std::vector<multipart_file> parts;
    for (const auto& f : pictures)
        parts.push_back({"pic" + std::to_string(parts.size() + 1), f.name, f.type, *f.bytes});
    auto form = multipart_encoded({}, parts);
    auto answer = co_await ok.upload(told["upload_url"].text(), std::move(form));
    if (auto* error = std::get_if<api_error>(&answer)) co_return std::move(*error);
    auto out = tokens_in(std::get<json::value>(answer), ids);
    if (!out) co_return strange("upload: the answer has no token for each picture");
    co_return std::move(*out);
}

std::string attachment_of(const news& what, const tokens& pictures) {
    json::value text, media, out;
    text.set("type", "text");
    text.set("text", what.text);
    if (!what.text.empty()) media.add(std::move(text));
    if (!pictures.empty()) {
        json::value list, photo;
        for (const auto& token : pictures) {
            json::value one;
            one.set("id", token);
            list.add(std::move(one));
        }
        photo.set("type", "photo");
        photo.set("list", std::move(list));
        media.add(std::move(photo));
    }
    out.set("media", std::move(media));
    out.set("onBehalfOfGroup", "true");  // OK wants a text here, not a flag
    return json::write(out);
}

}

asio::awaitable<write_outcome> publish_topic(api& ok, std::string group, const news& what) {
    const auto other = std::ranges::find_if_not(what.files, is_picture);
    if (other != what.files.end()) {
        by_hand hand{"К теме программа прикладывает только картинки.", steps_by_hand(group, what)};
        co_return hand;
    }
    tokens pictures;
    if (!what.files.empty()) {
        auto uploaded = co_await upload(ok, group, what.files);
        if (auto* error = std::get_if<api_error>(&uploaded)) co_return not_begun(*error, group, what);
        pictures = std::get<tokens>(std::move(uploaded));
    }
    params fields{{"type", "GROUP_THEME"}, {"gid", group}, {"attachment", attachment_of(what, pictures)}};
    auto answer = co_await ok.write("mediatopic.post", std::move(fields));
    if (auto* error = std::get_if<api_error>(&answer)) co_return outcome_of(*error, steps_by_hand(group, what));
    const auto topic = number_text(std::get<json::value>(answer));
    if (!topic) {
        fate_unknown nameless{{trouble::unreadable, "mediatopic.post: an answer without the topic's number", {}}};
        co_return nameless;
    }
    co_return sent{post_id({{"GROUP_TOPIC", *topic}, {}}), link_to_topic(group, *topic)};
}

asio::awaitable<std::variant<std::vector<own_reply>, failure>> topics_since(api& ok, const parsing& with,
                                                                            moment since) {
    auto me = co_await own_number(ok);
    if (auto* why = std::get_if<failure>(&me)) co_return std::move(*why);
    const std::string ours[] = {"group:" + with.group, "user:" + std::get<std::string>(me)};
    std::vector<own_reply> out;
    list_place at;
    for (std::size_t n = 0;; ++n) {
        if (n == most_pages) co_return failure{trouble::unreadable, "more topics than can be read", {}};
        auto answer = co_await topics_page(ok, with.group, static_cast<std::int64_t>(most_topics), at);
        if (auto* error = std::get_if<api_error>(&answer)) co_return std::move(error->why);
        const auto& topics = std::get<page>(answer);
        for (const auto& item : topics.items) {
            const auto& named =
                item["author_ref"].text().empty() ? item["owner_ref"].text() : item["author_ref"].text();
            if (!named.empty() && std::ranges::find(ours, named) == std::end(ours)) continue;
            std::vector<skipped> left_out;
            auto topic = parse_topic(item, with, topics.method, left_out);
            // It may be the one that is looked for.
            if (!topic)
                co_return failure{trouble::unreadable, left_out.front().place + ": " + left_out.front().why, {}};
            if (topic->written >= since) out.push_back({topic->id, topic->link, topic->text, topic->written});
        }
        // The first one may be pinned; the last one says how far the page goes.
        const auto last = topics.items.empty() ? std::optional<moment>{} : written_at(topics.items.back());
        if (topics.last || (last && *last < since) || out.size() >= most_topics) break;
        at = topics.next;
    }
    std::ranges::sort(out, std::greater<>(), &own_reply::written);
    if (out.size() > most_topics) out.resize(most_topics);
    co_return out;
}

}
