// Placing an answer in the page's name: a comment, or a private reply.
#pragma once

#include "connectors/connector.hpp"
#include "connectors/facebook/own_page.hpp"

#include <boost/asio/awaitable.hpp>

namespace otklik::facebook {

boost::asio::awaitable<write_outcome> place_answer(own_page&, moment now, const placement& what);

// What an unpublished photo is called for the call that shows it, or what went wrong on the way.
boost::asio::awaitable<std::variant<std::string, graph::api_error>> upload_photo(own_page&, const file& photo);

// Whether a program may hang it on a text here: a picture.
bool is_picture(const file&);

}
