// What goes with a text, be it news or an answer: what a network makes of it, by its connector's table (2.3, 2.4), and
// that its files are still there when they are needed.
#pragma once

#include "connectors/connector.hpp"
#include "storage/store.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace otklik {

struct verdict {
    way how = way::automatic;          // the worst of all materials
    std::vector<std::string> reasons;  // of those that are not automatic, the worst first, in Russian
};

// The row of text speaks of text alone, as long as no file goes with it. A name that is no material is impossible.
verdict judge_materials(const connector_kind& network, delivery_kind use, std::span<const delivery_file> files,
                        std::span<const std::string> others);

// Keeps them for two months after `used`, the time when they are to be placed. Gives the name of the first that has
// gone already.
boost::asio::awaitable<std::optional<std::string>> hold_files(storage::store&, std::vector<delivery_file>, moment used);

// In Russian: "фотография".
std::string_view title_of(material what);

}
