// The user token, which VK ID changes for another every hour: the pair of access and refresh token, kept before it is
// used. A refresh token serves once, so there is one renewal at a time, and whoever comes meanwhile waits for it.
#pragma once

#include "connectors/connector.hpp"

#include <boost/asio/awaitable.hpp>
#include <memory>
#include <optional>
#include <string>

namespace otklik::vk {

struct renewal {
    std::string refresh_token, client_id, device_id;
    std::string address;  // of VK ID
};

class user_token {
public:
    user_token(const surroundings& around, std::string given, renewal with);

    bool given() const;   // there is one, or there will be after a renewal
    bool renews() const;  // it can be changed for another
    const std::string& value() const;
    std::optional<moment> valid_until() const;
    std::string without_it(std::string text) const;  // every token of the pair taken out

    // Before each use: renews what will not last. A failure when there is no token to be used.
    boost::asio::awaitable<std::optional<failure>> ready();
    // After VK refused the token `refused`: renews it, unless that was done meanwhile.
    boost::asio::awaitable<std::optional<failure>> renew(std::string refused);

private:
    boost::asio::awaitable<void> renew_once();

    struct state;
    std::shared_ptr<state> state_;  // a renewal under way holds it too
};

}
