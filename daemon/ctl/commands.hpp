// What otklikctl can do; each command in a file of its own. They print for a person and give an exit status:
// 0 well, 1 not, 78 the configuration.
#pragma once

#include "daemon/config.hpp"

#include <filesystem>
#include <string>

namespace otklik::ctl {

inline constexpr int exit_configuration = 78;

// Reads the configuration or prints what is wrong with it.
std::optional<config> configuration(const std::filesystem::path& file);

// Where the running service has its store.
std::string url_of_store(const config& settings);

// The configuration and the rules, without the network; with `online` every account is asked too.
int check(const std::filesystem::path& file, bool online);

int rules_explain(const std::filesystem::path& pack, const std::string& text);
int rules_scan(const std::filesystem::path& pack, const std::string& file);
// The pack that comes with this program: beside the sources it was built from, or where it was installed.
std::filesystem::path shipped_pack();

int incidents_list(const std::filesystem::path& file, const std::string& states);
int incidents_show(const std::filesystem::path& file, std::int64_t number);
int status(const std::filesystem::path& file);

// Reads a password from stdin, prints its hash.
int password();

}
