// One call of a method of OK's REST API, signed.
// The token and the signature go in the body of a POST, never in a URL.
#pragma once

#include "connectors/multipart.hpp"
#include "connectors/ok/line.hpp"
#include "connectors/ok/signature.hpp"

#include <boost/asio/awaitable.hpp>
#include <memory>
#include <string>

namespace otklik::ok {

struct keys {
    std::string application_key, access_token;
    std::string application_secret_key, session_secret_key;  // one of the two; the session's own is taken first
};

// The two ways a thing may be read in. Neither is documented for good, so where OK says that the one tried first is not
// there or not for us, the other one is tried, and if it works it is the first one from then on.
struct ways {
    bool old_comments = false;   // discussions.getDiscussionComments instead of discussions.getComments
    bool topics_stream = false;  // stream.get instead of mediatopic.getTopics
};
bool is_another_way_worth_trying(const api_error& error);

// Calls of one account. Copies share its line, and what was learnt about it.
class api {
public:
    api(const surroundings& around, std::shared_ptr<rate_limit> limit, std::string base, keys its);

    // The same account for what nobody waits for.
    api for_polling() const;

    // Reads; a caller may repeat it.
    boost::asio::awaitable<api_answer> read(std::string method, params fields);
    // Changes something at OK: exactly one HTTP request, and an error that says what it proves.
    boost::asio::awaitable<api_answer> write(std::string method, params fields);

    // Files, to an address that OK gave for them. Nobody sees them before they are named in a write.
    boost::asio::awaitable<api_answer> upload(std::string address, multipart files);

    ways& preferred() { return shared_->preferred; }

private:
    struct shared {
        std::string base;
        keys its;
        line to_ok;
        ways preferred;
    };
    boost::asio::awaitable<api_answer> call(std::string method, params fields, bool writes);

    std::shared_ptr<shared> shared_;
    haste how_ = haste::waited_for;
};

}
