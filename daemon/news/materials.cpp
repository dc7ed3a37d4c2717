#include "daemon/news/materials.hpp"

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
    if (!what) {
        all.how = way::impossible;
        all.reasons.push_back("неизвестный материал «" + std::string(name) + "»");
        return;
    }
    const auto& row = row_of(network, *what);
    const auto how = use == delivery_kind::news ? row.news : row.answer;
    all.how = std::max(all.how, how);
    if (how != way::automatic) all.reasons.push_back(std::string(title_of(*what)) + ": " + std::string(row.why));
}

}

std::string_view title_of(material what) {
    return titles[static_cast<std::size_t>(what)];
}

verdict judge_materials(const connector_kind& network, delivery_kind use, std::span<const delivery_file> files,
                        std::span<const std::string> others) {
    verdict out;
    add(out, network, use, name_of(material::text));
    for (const auto& f : files) add(out, network, use, f.material);
    for (const auto& name : others) add(out, network, use, name);
    return out;
}

}
