// One thing by its name: a group, a topic, a comment, the person whose token it is.
#pragma once

#include "connectors/ok/api.hpp"
#include "connectors/ok/listing.hpp"
#include "connectors/ok/names.hpp"

#include <boost/asio/awaitable.hpp>
#include <optional>
#include <string>
#include <variant>

namespace otklik::ok {

// The number of the group that a target names.
boost::asio::awaitable<std::variant<std::string, failure>> number_of_group(api& ok, std::string target);

// The number of the person whose token it is.
boost::asio::awaitable<std::variant<std::string, failure>> own_number(api& ok);

// One comment by its id, or nothing when it is not there; a deleted one may be there still, see is_deleted.
boost::asio::awaitable<std::variant<std::optional<json::value>, failure>> find_comment(api& ok, item_key which);

// One topic by its number, or nothing when it is not there.
boost::asio::awaitable<std::variant<std::optional<page>, api_error>> find_topic(api& ok, std::string topic);

}
