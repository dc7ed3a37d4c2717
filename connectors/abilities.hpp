// What only some connectors can do: interfaces of their own beside `connector`, found by dynamic_cast. Each has a layer
// in daemon/accounts/guard.cpp, without which it would not be found.
#pragma once

#include "connectors/connector.hpp"

namespace otklik {

class reads_links {
public:
    virtual ~reads_links() = default;
    // Whether `link` is an address of this network that read_link() can follow.
    virtual bool understands(std::string_view link) const = 0;
    virtual boost::asio::awaitable<std::variant<post, failure>> read_link(std::string link) = 0;
};

// ---- news (2.2–2.4)

// One piece of news for one network. Our own outbox waits until its time; the network is called when it is due.
struct news {
    std::string delivery;  // as in placement
    std::string text;      // as adapted for this network, hashtags included
    std::vector<file> files{};
};

class publishes_news {
public:
    virtual ~publishes_news() = default;

    // Publishes it on the account's own wall. Uploads may be made and made again: only the last call, which residents
    // see, counts as the write, and it is made once. What the table of materials does not call automatic never comes.
    virtual boost::asio::awaitable<write_outcome> publish(const news& what) = 0;

    // The account's own publications written at `since` or later, newest first, at most a hundred: where news whose
    // fate is not known is looked for.
    virtual boost::asio::awaitable<std::variant<std::vector<own_reply>, failure>> published_since(moment since) = 0;
};

// ---- moderation (2.6)

enum class moderation { hide, show, remove, restore };
constexpr auto names_of(moderation) {
    return std::array<std::string_view, 4>{"hide", "show", "remove", "restore"};
}

enum class standing { visible, hidden, gone };

class moderates {
public:
    virtual ~moderates() = default;

    // Done to a post or comment under our own publications. `sent` means done. Where the rights are missing: by_hand;
    // where the network knows no such thing: refused_before_write.
    virtual boost::asio::awaitable<write_outcome> moderate(moderation what, const post& which) = 0;

    // How it stands now: what is to be looked at when nobody can say whether a moderation took place.
    virtual boost::asio::awaitable<std::variant<standing, failure>> standing_of(const post& which) = 0;
};

// ---- events that the network sends us

struct hook_request {
    std::string method;  // "GET", "POST"
    std::map<std::string, std::string, std::less<>> query;
    std::string signature;  // the header X-Hub-Signature-256
    std::string body;       // as it was received
};

// What is to be answered once `posts` are stored; when they cannot be, 503 is answered and the network comes again.
struct hook_reply {
    unsigned status = 200;
    std::string body;
    std::vector<post> posts{};
    std::vector<skipped> left_out{};
};

class takes_hooks {
public:
    virtual ~takes_hooks() = default;
    // `events`: the source of pace::pushed that the account has.
    virtual boost::asio::awaitable<hook_reply> hook(hook_request what, const source& events) = 0;
};

}
