// What a network makes of the materials of a piece of news or an answer, by its connector's table (2.3, 2.4).
#pragma once

#include "connectors/connector.hpp"
#include "storage/values/delivery.hpp"

#include <span>
#include <string>
#include <vector>

namespace otklik {

struct verdict {
    way how = way::automatic;          // the worst of all materials
    std::vector<std::string> reasons;  // of those that are not automatic, in Russian
};

// Text is always among the materials. A name that is no material is impossible.
verdict judge_materials(const connector_kind& network, delivery_kind use, std::span<const delivery_file> files,
                        std::span<const std::string> others);

// In Russian: "фотография".
std::string_view title_of(material what);

}
