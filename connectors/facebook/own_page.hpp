// Whose token it is. With any other token than the page's own Facebook shows empty lists where there are comments, and
// writes in a person's name where it writes at all: so nothing is believed, and nothing written, before this was seen.
#pragma once

#include "connectors/connector.hpp"
#include "connectors/graph/api.hpp"

#include <boost/asio/awaitable.hpp>
#include <optional>
#include <string>

namespace otklik::facebook {

class own_page {
public:
    own_page(graph::api& its_graph, std::string its_id) : graph(its_graph), id(std::move(its_id)) {}

    graph::api& graph;
    const std::string id;

    // Nothing when the token is the page's own. Asked once; a token does not change hands.
    boost::asio::awaitable<std::optional<failure>> has_its_token();

private:
    bool seen_ = false;
};

}
