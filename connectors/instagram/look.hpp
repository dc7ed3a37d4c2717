// What stands in the network around a message: whether it is there, how it reads, and our own replies to it.
#pragma once

#include "connectors/connector.hpp"
#include "connectors/instagram/own_account.hpp"

#include <boost/asio/awaitable.hpp>

namespace otklik::instagram {

boost::asio::awaitable<look_outcome> look_at_thread(own_account&, const placement& what);

// The call that shows a mention, and nothing more of its publication.
graph::batch_get question_about(const own_account&, const std::string& media, const std::string& comment);

}
