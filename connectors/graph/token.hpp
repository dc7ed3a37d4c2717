// What a token is worth: whether it is valid, until when, and what was granted with it.
#pragma once

#include "connectors/connector.hpp"
#include "connectors/graph/api.hpp"

#include <boost/asio/awaitable.hpp>
#include <span>
#include <string>
#include <vector>

namespace otklik::graph {

struct needed_right {
    std::string_view name, purpose;  // "pages_manage_engagement", "отвечать на комментарии"
};

struct token_told {
    bool valid = false;
    std::string kind;  // "PAGE", "USER", "SYSTEM_USER"
    std::vector<std::string> granted;
};

// Asks about the account's own token and puts what was told into `out`; nothing when Meta did not say.
boost::asio::awaitable<std::optional<token_told>> check_token(api& graph, std::string app_id, std::string option,
                                                              std::span<const needed_right> needed, moment now,
                                                              account_check& out);

bool was_granted(const token_told& token, std::string_view right);

}
