#include "connectors/vk/news.hpp"

#include "connectors/vk/parse.hpp"
#include "connectors/vk/upload.hpp"

#include <algorithm>

namespace otklik::vk {

namespace asio = boost::asio;

namespace {

by_hand steps_by_hand(std::int64_t community, const news& what, std::string why = {}) {
    std::vector<std::string> steps{"Откройте https://vk.com/club" + std::to_string(community) +
                                       " под учётной записью редактора или администратора сообщества.",
                                   "Нажмите «Создать пост» и вставьте текст без изменений."};
    std::string names;
    for (const auto& f : what.files) names += (names.empty() ? "" : ", ") + f.name;
    if (!names.empty()) steps.push_back("Приложите файлы: " + names + ".");
    steps.push_back("Опубликуйте запись от имени сообщества.");
    steps.push_back("Скопируйте ссылку на запись (нажмите на её дату) и подтвердите ею публикацию в Отклике.");
    return {std::move(why), std::move(steps)};
}

}

asio::awaitable<write_outcome> publish_news(api& vk, std::int64_t community, const news& what) {
    if (!vk.token_for("wall.post"))
        co_return steps_by_hand(community, what, "У аккаунта нет ключа, с которым можно публиковать.");
    const upload_place where{community, 0};
    auto attachments = co_await upload(vk, where, what.files);
    if (auto* error = std::get_if<api_error>(&attachments))
        co_return outcome_of(*error, steps_by_hand(community, what));

    params fields{{"owner_id", "-" + std::to_string(community)},
                  {"from_group", "1"},
                  {"message", what.text},
                  {"guid", what.delivery}};
    if (auto& list = std::get<std::string>(attachments); !list.empty())
        fields.push_back({"attachments", std::move(list)});
    auto answer = co_await vk.write("wall.post", std::move(fields));
    if (auto* error = std::get_if<api_error>(&answer)) co_return outcome_of(*error, steps_by_hand(community, what));
    const auto id = std::get<json::value>(answer)["post_id"].integer_or(0);
    if (id <= 0) co_return fate_unknown{{trouble::unreadable, "wall.post: an answer without the post's id", {}}};
    const item_key key{-community, id};
    co_return sent{post_id(key), link_to({key, 0, 0})};
}

asio::awaitable<std::variant<std::vector<own_reply>, failure>> published_by(api& vk, std::int64_t community,
                                                                            moment since) {
    params fields{{"owner_id", "-" + std::to_string(community)}, {"filter", "owner"}, {"count", "100"}};
    auto answer = co_await vk.read("wall.get", std::move(fields));
    if (auto* error = std::get_if<api_error>(&answer)) co_return std::move(error->why);
    std::vector<own_reply> out;
    for (const auto& item : std::get<json::value>(answer)["items"].items()) {
        const auto id = item["id"].integer_or(0);
        const auto date = std::clamp<std::int64_t>(item["date"].integer_or(0), 0, 253402300799);
        const moment written{std::chrono::seconds(date)};
        if (id <= 0 || is_deleted(item) || item["from_id"].integer_or(0) != -community || written < since) continue;
        const item_key key{-community, id};
        out.push_back({post_id(key), link_to({key, 0, 0}), unescaped(item["text"].text()), written});
    }
    std::ranges::stable_sort(out, std::ranges::greater{},
                             &own_reply::written);  // a pinned one comes first, however old
    co_return out;
}

}
