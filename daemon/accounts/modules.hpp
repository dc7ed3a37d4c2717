// Connectors that are built as modules: shared objects which the configuration names. Loaded once, never unloaded.
#pragma once

#include "connectors/connector.hpp"

#include <filesystem>
#include <string>

namespace otklik {

struct loaded_module {
    const connector_kind* kind = nullptr;
    std::string problem;  // why there is none, and what to do; in Russian
};

loaded_module load_module(const std::filesystem::path& file);

}
