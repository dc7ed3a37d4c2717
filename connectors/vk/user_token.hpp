// The user token, which VK ID changes for another every hour: the pair of access and refresh token. A refresh token
// serves once.
#pragma once

#include "connectors/connector.hpp"
#include "connectors/renewed_token.hpp"

#include <string>

namespace otklik::vk {

struct renewal {
    std::string refresh_token, client_id, device_id;
    std::string address;  // of VK ID
};

class user_token {
public:
    user_token(const surroundings& around, std::string given, renewal with);

    bool given() const { return renews_ || !token_.value().empty(); }  // there is one, or there will be
    bool renews() const { return renews_; }                            // it can be changed for another
    const std::string& value() const { return token_.value(); }
    std::optional<moment> valid_until() const { return token_.valid_until(); }
    std::string without_it(std::string text) const { return token_.without_it(std::move(text)); }

    // As renewed_token says.
    boost::asio::awaitable<std::optional<failure>> ready();
    boost::asio::awaitable<std::optional<failure>> renew(std::string refused) {
        return token_.renew(std::move(refused));
    }

private:
    bool renews_;
    renewed_token token_;
};

}
