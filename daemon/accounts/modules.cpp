#include "daemon/accounts/modules.hpp"

#include "connectors/module.hpp"

#include <dlfcn.h>

namespace otklik {

namespace {

std::string last_trouble() {
    const char* said = ::dlerror();
    return said ? said : "";
}

std::string other_version(const std::string& what, int its, int ours) {
    return "модуль собран для другой версии «Отклика» (" + what + " " + std::to_string(its) + ", а нужна " +
           std::to_string(ours) + "): установите модуль той же версии или соберите его заново";
}

}

loaded_module load_module(const std::filesystem::path& file) {
    if (!std::filesystem::exists(file))
        return {nullptr, "нет файла " + file.string() + ": установите пакет с этим модулем или поправьте путь"};
    // At once, so that what is missing is told now; locally, so that two modules may use one name for two things. What
    // a module shares with the program it finds in the program, types for dynamic_cast included.
    void* opened = ::dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
    if (!opened)
        return {nullptr, "модуль не загружается (" + last_trouble() +
                             "): нужен файл otklik-….so, собранный для этой версии «Отклика»"};
    const auto* entry = static_cast<const module_entry*>(::dlsym(opened, "otklik_connector_module"));
    if (!entry || !entry->kind)
        return {nullptr, "в файле " + file.string() +
                             " нет коннектора (otklik_connector_module): это не модуль «Отклика», укажите otklik-….so"};
    if (entry->kind->abi != connector_abi)
        return {nullptr, other_version("версия договора", entry->kind->abi, connector_abi)};
    if (entry->boost != BOOST_VERSION) return {nullptr, other_version("версия Boost", entry->boost, BOOST_VERSION)};
    return {entry->kind, {}};
}

}
