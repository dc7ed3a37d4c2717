// Placing an answer in the account's name: a reply, a comment under an own publication, an answer to a mention, or a
// private reply.
#pragma once

#include "connectors/connector.hpp"
#include "connectors/instagram/own_account.hpp"

#include <boost/asio/awaitable.hpp>

namespace otklik::instagram {

boost::asio::awaitable<write_outcome> place_answer(own_account&, moment now, const placement& what);

// Others' publication in which the account is tagged and not named: Instagram tells of it, and of nothing more.
bool only_tags_us(const post& which);

// Whether nobody can see afterwards what was written: an answer to a mention, or a private one.
bool is_unseen(const placement& what);

// The words as they are sent. A reply to a reply stands under the comment above both, so it names whom it answers.
std::string words_to_send(const placement& what);

}
