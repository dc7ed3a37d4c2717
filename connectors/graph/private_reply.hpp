// One private message in reply to a comment, or to a post: what Meta allows once, and for a week.
#pragma once

#include "connectors/connector.hpp"
#include "connectors/graph/api.hpp"

#include <boost/asio/awaitable.hpp>
#include <optional>
#include <string>
#include <vector>

namespace otklik::graph {

// Why it is not even tried, or nothing.
std::optional<failure> too_late_for_private_reply(moment now, const placement& what);

// `sender`: the page or account that it comes from. `recipient`: "comment_id" or "post_id", which `id` is.
boost::asio::awaitable<write_outcome> reply_privately(api&, const placement& what, std::string sender,
                                                      std::string recipient, std::string id,
                                                      std::vector<std::string> steps);

}
