// Is this server one whose acknowledgement can be relied on? With anything less a power cut would forget an intent that
// a network has already carried out.
#pragma once

#include "storage/redis_address.hpp"
#include "storage/redis_value.hpp"

#include <optional>
#include <string>
#include <vector>

namespace otklik::storage {

// What to ask the server, in this order …
inline const std::vector<std::string> durability_info{"INFO", "server", "replication", "cluster"};
inline const std::vector<std::string> durability_config{
    "CONFIG", "GET", "appendonly", "appendfsync", "maxmemory-policy", "no-appendfsync-on-rewrite"};

// … and what the answers mean: nothing when it will do, else one line that names what is wrong and how it is mended.
std::optional<std::string> weak_point(const redis_address&, const redis_value& info, const redis_value& config);

// One field of the answer to INFO.
std::string info_field(const std::string& info, const std::string& name);

}
