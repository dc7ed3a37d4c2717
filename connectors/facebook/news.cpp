#include "connectors/facebook/news.hpp"

#include "connectors/facebook/names.hpp"
#include "connectors/facebook/parse.hpp"
#include "connectors/facebook/write.hpp"
#include "connectors/graph/names.hpp"
#include "connectors/graph/published.hpp"
#include "connectors/graph/write.hpp"

#include <algorithm>

namespace otklik::facebook {

namespace asio = boost::asio;

namespace {

std::vector<std::string> steps_for(const own_page& page) {
    return {"Откройте " + link_to(page.id) +
                " под учётной записью сотрудника, который управляет страницей, и переключитесь на страницу.",
            "Нажмите «Создать публикацию», вставьте текст без изменений и приложите файлы.",
            "Опубликуйте, скопируйте ссылку на публикацию (нажмите на её дату) и подтвердите ею размещение в Отклике."};
}

own_reply as_published(const json::value& item, const std::string& id, moment written) {
    const auto& link = item["permalink_url"].text();
    return {our_post_id(id), link.empty() ? link_to(id) : link, words_of_post(item), written};
}

}

asio::awaitable<write_outcome> publish_news(own_page& page, const news& what) {
    if (!std::ranges::all_of(what.files, is_picture))
        co_return by_hand{"К публикации программа прикладывает только картинки.", steps_for(page)};
    if (auto stranger = co_await page.has_its_token()) co_return refused_before_write{std::move(*stranger)};
    graph::params fields{{"message", what.text}};
    for (std::size_t i = 0; i < what.files.size(); ++i) {
        auto uploaded = co_await upload_photo(page, what.files[i]);
        if (auto* error = std::get_if<graph::api_error>(&uploaded))
            co_return graph::outcome_of_preparing(*error, steps_for(page));
        json::value media;
        media.set("media_fbid", std::get<std::string>(uploaded));
        fields["attached_media[" + std::to_string(i) + "]"] = json::write(media);
    }
    const auto path = page.id + "/feed";
    auto answer = co_await page.graph.post(path, std::move(fields));
    if (auto* error = std::get_if<graph::api_error>(&answer)) co_return graph::outcome_of(*error, steps_for(page));
    const auto id = graph::id_text(std::get<json::value>(answer)["id"]);
    if (!id) co_return fate_unknown{{trouble::unreadable, "POST " + path + ": an answer without the post's id", {}}};
    co_return sent{our_post_id(*id), link_to(*id)};
}

asio::awaitable<std::variant<std::vector<own_reply>, failure>> published_since(own_page& page, moment since) {
    if (auto stranger = co_await page.has_its_token()) co_return std::move(*stranger);
    graph::publications posts{page.id + "/published_posts", "id,message,story,created_time,permalink_url",
                              "created_time", as_published};
    co_return co_await graph::published_since(page.graph, std::move(posts), since);
}

}
