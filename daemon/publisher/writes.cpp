#include "daemon/publisher/writes.hpp"

#include "daemon/materials.hpp"
#include "daemon/publisher/decide.hpp"

#include <algorithm>

namespace otklik {

namespace asio = boost::asio;

namespace {

constexpr std::chrono::minutes clocks_differ{10};

struct moderation_words {
    moderation what;
    standing wanted;
    std::string_view to_do;  // for a person: "Скройте"
};
constexpr moderation_words moderations[] = {
    {moderation::hide, standing::hidden, "Скройте"},
    {moderation::show, standing::visible, "Снова покажите"},
    {moderation::remove, standing::gone, "Удалите"},
    {moderation::restore, standing::visible, "Восстановите"},
};

const moderation_words& words_of(const delivery& what) {
    const auto doing = named<moderation>(what.text);
    const auto it = std::ranges::find_if(moderations, [&](auto& m) { return doing && m.what == *doing; });
    if (it == std::end(moderations)) throw std::logic_error("a moderation that is none: " + what.text);
    return *it;
}

placement placement_of(const network_write& w) {
    return {w.what.id, w.to, w.what.text, w.files, false};
}

asio::awaitable<look_outcome> look_for_news(const network_write& w) {
    thread_view view;
    view.text = w.what.original;
    auto* publisher = dynamic_cast<publishes_news*>(&w.network);
    if (!publisher) co_return view;  // nothing can have been written
    auto found = co_await publisher->published_since(w.what.prepared - clocks_differ);
    if (auto* f = std::get_if<failure>(&found)) co_return std::move(*f);
    for (auto& p : std::get<0>(found))
        if (same_words(w.what.text, p.text)) view.own_replies.push_back(std::move(p));
    co_return view;
}

asio::awaitable<look_outcome> look_at_standing(const network_write& w) {
    thread_view view;
    view.text = w.what.original;
    auto* moderator = dynamic_cast<moderates*>(&w.network);
    if (!moderator) co_return view;
    auto found = co_await moderator->standing_of(w.to);
    if (auto* f = std::get_if<failure>(&found)) co_return std::move(*f);
    const auto stands = std::get<standing>(found);
    const auto& words = words_of(w.what);
    if (stands == words.wanted)
        view.own_replies.push_back({{}, w.to.link, w.what.text, w.what.prepared});
    else
        view.gone = stands == standing::gone && words.what != moderation::restore;
    co_return view;
}

std::string files_named(const delivery& what) {
    std::string out;
    for (const auto& f : what.files) out += (out.empty() ? "" : ", ") + f.name;
    return out;
}

by_hand news_by_hand(const network_write& w, std::string why) {
    by_hand out{std::move(why), {"Откройте страницу аккаунта в сети «" + std::string(w.kind.title) + "»."}};
    out.steps.push_back("Опубликуйте приготовленный текст без изменений.");
    if (!w.what.files.empty()) out.steps.push_back("Приложите: " + files_named(w.what) + ".");
    for (const auto& m : w.what.materials)
        if (const auto known = named<material>(m); known && *known != material::hashtag)
            out.steps.push_back("Добавьте: " + std::string(title_of(*known)) + ".");
    out.steps.push_back("Скопируйте ссылку на публикацию и подтвердите ею размещение.");
    return out;
}

by_hand moderation_by_hand(const network_write& w, std::string why) {
    return {std::move(why),
            {"Откройте " + (w.to.link.empty() ? std::string("публикацию") : w.to.link) + ".",
             std::string(words_of(w.what).to_do) + " её от имени аккаунта.",
             "Подтвердите здесь, что сделано, ссылкой на публикацию."}};
}

std::string joined(const std::vector<std::string>& reasons) {
    std::string out;
    for (const auto& r : reasons) out += (out.empty() ? "" : "; ") + r;
    return out;
}

// What the table says before the network is asked; nothing when it may be asked.
std::optional<write_outcome> verdict_of(const network_write& w) {
    const auto said = judge_materials(w.kind, w.what.kind, w.what.files, w.what.materials);
    if (said.how == way::automatic) return {};
    if (said.how == way::impossible) return refused_before_write{{trouble::refused, joined(said.reasons), {}}};
    if (w.what.kind == delivery_kind::news) return news_by_hand(w, joined(said.reasons));
    return by_hand{joined(said.reasons),
                   {"Откройте " + (w.to.link.empty() ? std::string("сообщение") : w.to.link) + ".",
                    "Ответьте автору текстом ответа без изменений, приложите: " + files_named(w.what) + ".",
                    "Скопируйте ссылку на размещённый ответ и подтвердите ею размещение."}};
}

asio::awaitable<write_outcome> publish(const network_write& w) {
    auto* publisher = dynamic_cast<publishes_news*>(&w.network);
    if (!publisher) co_return news_by_hand(w, "Эта сеть не принимает публикации от программ");
    const news what{w.what.id, w.what.text, w.files};
    co_return co_await publisher->publish(what);
}

asio::awaitable<write_outcome> moderate(const network_write& w) {
    auto* moderator = dynamic_cast<moderates*>(&w.network);
    if (!moderator) co_return moderation_by_hand(w, "Эта сеть не принимает модерацию от программ");
    co_return co_await moderator->moderate(words_of(w.what).what, w.to);
}

}

asio::awaitable<look_outcome> look_for(const network_write& w) {
    if (w.what.kind == delivery_kind::news) co_return co_await look_for_news(w);
    if (w.what.kind == delivery_kind::moderation) co_return co_await look_at_standing(w);
    const auto where = placement_of(w);
    co_return co_await w.network.look(where);
}

asio::awaitable<write_outcome> carry_out(const network_write& w) {
    if (w.what.kind == delivery_kind::moderation) co_return co_await moderate(w);
    if (auto said = verdict_of(w)) co_return std::move(*said);
    if (w.what.kind == delivery_kind::news) co_return co_await publish(w);
    const auto where = placement_of(w);
    co_return co_await w.network.place(where);
}

}
