// The administration's own account: its number, its name, and through which of Meta's two doors it is reached.
#pragma once

#include "connectors/connector.hpp"
#include "connectors/graph/api.hpp"

#include <boost/asio/awaitable.hpp>
#include <string>
#include <variant>
#include <vector>

namespace otklik::instagram {

class own_account {
public:
    // `page`: the Facebook page it is linked with; empty where the login is Instagram's own.
    own_account(graph::api& its_graph, std::string its_id, bool by_facebook, std::string its_page,
                secret_keeper* secrets)
        : graph(its_graph),
          id(std::move(its_id)),
          by_facebook_login(by_facebook),
          page(std::move(its_page)),
          secrets_(secrets) {}

    graph::api& graph;
    const std::string id;
    const bool by_facebook_login;
    const std::string page;

    // The name that own comments are signed with. Asked once, and with it whether the token works at all.
    boost::asio::awaitable<std::variant<std::string, failure>> username();

    // Some writes cannot be looked for afterwards: Instagram does not show what was answered to a mention, or
    // privately. That one was tried is kept, so that nobody takes «nothing is seen» for «nothing was written».
    bool can_remember() const { return secrets_ != nullptr; }
    boost::asio::awaitable<bool> was_tried(std::string delivery);
    boost::asio::awaitable<void> remember(std::string delivery, bool tried);

private:
    boost::asio::awaitable<std::vector<std::string>> tried();

    secret_keeper* secrets_;
    std::string username_;
};

}
