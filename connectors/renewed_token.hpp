// A token that its network changes for another from time to time. What the network gave is kept before it is used;
// there is one renewal at a time, and whoever comes meanwhile waits for it. How it is asked for, and when, is the
// network's own.
#pragma once

#include "connectors/connector.hpp"
#include "connectors/http_client.hpp"

#include <boost/asio/awaitable.hpp>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <variant>

namespace otklik {

struct token_pair {
    std::string access, refresh;  // `refresh` is empty where the token is renewed with itself
    moment until{};               // of the access token; 0: not known
    std::string given;            // what of the configuration it began with
    template <class F>
    static void fields(F&& f) {
        f("access", &token_pair::access), f("refresh", &token_pair::refresh), f("until", &token_pair::until);
        f("given", &token_pair::given);
    }
};

struct renewal_rules {
    std::string name;  // the option that holds the token, "user_token"; it is kept under that name too
    token_pair first;  // as the configuration has it; another `given` there ends what was kept
    std::function<bool(const token_pair&, moment now)> is_due;
    std::function<http_request(const token_pair&)> question;
    // The new pair, without `given`; or what is said, with the time after which it may be tried again.
    std::function<std::variant<token_pair, failure>(const http_outcome&, moment now)> answer;
};

class renewed_token {
public:
    renewed_token(const surroundings& around, renewal_rules rules);

    const std::string& value() const;
    std::optional<moment> valid_until() const;
    std::optional<failure> failed() const;           // why the last renewal did not succeed
    std::string without_it(std::string text) const;  // every token of the pair taken out

    // Before each use: renews what is due. A failure when there is no token to be used.
    boost::asio::awaitable<std::optional<failure>> ready();
    // After the network refused the token `refused`: renews it, unless that was done meanwhile.
    boost::asio::awaitable<std::optional<failure>> renew(std::string refused);

private:
    boost::asio::awaitable<void> renew_once();

    struct state;
    std::shared_ptr<state> state_;  // a renewal under way holds it too
};

}
