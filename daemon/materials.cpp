#include "daemon/materials.hpp"

#include <algorithm>

namespace otklik {

namespace {

constexpr std::string_view titles[] = {"текст",       "фотография",        "видео",  "инфографика",
                                       "анимация",    "документ",          "опрос",  "тест",
                                       "прямой эфир", "конкурс или акция", "хештег", "геолокация"};
static_assert(std::size(titles) == names_of(material{}).size());

// A connector without such a row, as a module may be, answers with text alone.
constexpr material_row text_alone{material::text, way::by_hand, way::automatic, "разместите на странице сети"};
constexpr material_row unknown_to_network{material::document, way::by_hand, way::by_hand, "добавьте на странице сети"};

const material_row& row_of(const connector_kind& network, material what) {
    const auto row = std::ranges::find(network.materials, what, &material_row::what);
    if (row != network.materials.end()) return *row;
    return what == material::text ? text_alone : unknown_to_network;
}

void add(verdict& all, const connector_kind& network, delivery_kind use, std::string_view name) {
    const auto what = named<material>(name);
    auto how = way::impossible;
    auto reason = "неизвестный материал «" + std::string(name) + "»";
    if (what) {
        const auto& row = row_of(network, *what);
        how = use == delivery_kind::news ? row.news : row.answer;
        reason = std::string(title_of(*what)) + ": " + std::string(row.why);
    }
    if (how != way::automatic) all.reasons.insert(how > all.how ? all.reasons.begin() : all.reasons.end(), reason);
    all.how = std::max(all.how, how);
}

}

std::string_view title_of(material what) {
    return titles[static_cast<std::size_t>(what)];
}

verdict judge_materials(const connector_kind& network, delivery_kind use, std::span<const delivery_file> files,
                        std::span<const std::string> others) {
    verdict out;
    if (files.empty()) add(out, network, use, name_of(material::text));
    for (const auto& f : files) add(out, network, use, f.material);
    for (const auto& name : others) add(out, network, use, name);
    return out;
}

boost::asio::awaitable<std::optional<std::string>> hold_files(storage::store& store, std::vector<delivery_file> files,
                                                              moment used) {
    constexpr std::chrono::days stay{60};
    for (const auto& f : files) {
        if (!co_await store.find_file(f.id)) co_return f.name;
        storage::store::kept_file as_it_is;
        co_await store.keep_file(f.id, std::move(as_it_is), used + stay);
    }
    co_return std::nullopt;
}

}
