// Files on their way to VK. An upload shows nothing to anybody and may be made again; only the post, comment or message
// that names it is a write. What goes wrong here is therefore proven to be unwritten.
#pragma once

#include "connectors/materials.hpp"
#include "connectors/vk/api.hpp"

#include <boost/asio/awaitable.hpp>
#include <string>
#include <variant>
#include <vector>

namespace otklik::vk {

// Where the files will hang: on the community's wall, comments included, or in a conversation with this resident.
struct upload_place {
    std::int64_t community = 0, peer = 0;
};

// "photo-55_33_ak,doc-55_7", as attachments are written; empty for no files.
boost::asio::awaitable<std::variant<std::string, api_error>> upload(api& vk, upload_place where,
                                                                    const std::vector<file>& files);

}
