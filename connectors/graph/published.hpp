// The account's own publications of late, where news whose fate is not known is looked for.
#pragma once

#include "connectors/connector.hpp"
#include "connectors/graph/api.hpp"

#include <boost/asio/awaitable.hpp>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace otklik::graph {

struct publications {
    std::string path;                                                           // the edge that lists them
    std::string_view fields, date;                                              // what is asked for; the date's name
    own_reply (*told)(const json::value& item, const std::string& id, moment);  // one of them
};

// As publishes_news::published_since() says.
boost::asio::awaitable<std::variant<std::vector<own_reply>, failure>> published_since(api&, publications which,
                                                                                      moment since);

}
