// One call of OK's API for bots: private messages to the group, and nothing else. It has a token of its own and no
// signatures. It takes its token in the address and nowhere else; what http_client tells of an address is its host.
#pragma once

#include "connectors/ok/line.hpp"
#include "connectors/ok/signature.hpp"

#include <boost/asio/awaitable.hpp>
#include <memory>
#include <string>

namespace otklik::ok {

class graph {
public:
    graph(const surroundings& around, std::shared_ptr<rate_limit> limit, std::string base, std::string token);

    bool has_token() const { return !shared_->token.empty(); }

    // The same for what nobody waits for.
    graph for_polling() const;

    // `path` stands behind /graph/me/: "chats", "messages/chat:C3ecb9d02a600". Precondition: has_token().
    boost::asio::awaitable<api_answer> read(std::string path, params query);
    // Exactly one HTTP request, and an error that says what it proves.
    boost::asio::awaitable<api_answer> write(std::string path, json::value body);

private:
    struct shared {
        std::string base, token;
        line to_ok;
    };
    std::shared_ptr<shared> shared_;
    haste how_ = haste::waited_for;
};

}
