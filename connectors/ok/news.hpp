// News: topics in the group's own name, and finding them again.
#pragma once

#include "connectors/abilities.hpp"
#include "connectors/ok/api.hpp"
#include "connectors/ok/parse.hpp"

#include <boost/asio/awaitable.hpp>
#include <string>
#include <variant>
#include <vector>

namespace otklik::ok {

boost::asio::awaitable<write_outcome> publish_topic(api& ok, std::string group, const news& what);

// As publishes_news::published_since says. Own are the topics of the group, and those of the person whose token it is,
// should OK have left out the group's name.
boost::asio::awaitable<std::variant<std::vector<own_reply>, failure>> topics_since(api& ok, const parsing& with,
                                                                                   moment since);

}
