#include "storage/durability.hpp"

#include <charconv>
#include <utility>

namespace otklik::storage {

namespace {

constexpr std::pair<const char*, const char*> demanded[] = {{"appendonly", "yes"},
                                                            {"appendfsync", "always"},
                                                            {"maxmemory-policy", "noeviction"},
                                                            {"no-appendfsync-on-rewrite", "no"}};

std::string setting(const redis_value& config, const std::string& name) {
    for (std::size_t i = 0; i + 1 < config.list().size(); i += 2)
        if (config[i].text() == name) return config[i + 1].text();
    return {};
}

std::optional<std::string> wrong_server(const redis_address& at, const std::string& info) {
    auto version = info_field(info, "redis_version");
    int major = 0;
    std::from_chars(version.data(), version.data() + version.size(), major);
    if (major < 7)
        return at.shown() + " is Redis " + version + ": version 7 or later is needed (apt install redis-server)";
    if (info_field(info, "cluster_enabled") == "1")
        return at.shown() + " is a node of a Redis cluster: use a single server, or one with Sentinel, for storage.url";
    if (info_field(info, "role") == "slave" && info_field(info, "slave_read_only") != "0")
        return at.shown() + " is a read-only replica of " + info_field(info, "master_host") + ":" +
               info_field(info, "master_port") + ": name that one in storage.url";
    return {};
}

}

std::string info_field(const std::string& info, const std::string& name) {
    auto at = info.find("\n" + name + ":");
    if (at == std::string::npos) return {};
    at += name.size() + 2;
    return info.substr(at, info.find_first_of("\r\n", at) - at);
}

std::optional<std::string> weak_point(const redis_address& at, const redis_value& info, const redis_value& config) {
    if (auto* e = info.error()) return at.shown() + " does not answer INFO (" + e->text + "): allow it to this user";
    if (auto wrong = wrong_server(at, info.text())) return wrong;
    if (auto* e = config.error())
        return at.shown() + " does not show its settings (" + e->text + "): allow CONFIG GET to this user";
    std::string found, mend;
    for (auto [name, value] : demanded) {
        auto is = setting(config, name);
        if (is == value) continue;
        found += (found.empty() ? "" : ", ") + std::string(name) + " is " + is + " and must be " + value;
        mend += std::string(" ") + name + " " + value;
    }
    if (found.empty()) return {};
    return at.shown() + " could forget what it acknowledged: " + found + ". Mend it with: " + at.cli() + " CONFIG SET" +
           mend + " && " + at.cli() + " CONFIG REWRITE";
}

}
