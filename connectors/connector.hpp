// The contract between Otklik and a network. A connector is a descriptor (`connector_kind`): its name, its options, the
// sources it reads, and how to open it. Everything a network is peculiar in – field names, tokens, limits, error
// codes – stays inside its folder; what comes out are posts and outcomes.
//
// A connector says what kind of trouble there was, never what to do about it: that is decided once, in the daemon.
// Not thread-safe. All calls come from the one loop; a call is cancelled like any Asio operation.
#pragma once

#include "connectors/materials.hpp"
#include "connectors/rate_limit.hpp"
#include "storage/values/clock.hpp"
#include "storage/values/post.hpp"

#include <boost/asio/awaitable.hpp>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace otklik {

class http_client;

// ---- trouble

enum class trouble {
    settings,     // a token, a right or an option is wrong: a person must mend it
    refused,      // the network will not do this, ever: closed, blocked, too long
    gone,         // the thing is not there any more
    throttled,    // too much: come back after `after`
    braked,       // flood control or captcha: all writes of this account must stop
    unreachable,  // no connection, a time-out, a 5xx
    unreadable,   // an answer that cannot be understood
};
constexpr auto names_of(trouble) {
    return std::array<std::string_view, 7>{"settings", "refused",     "gone",      "throttled",
                                           "braked",   "unreachable", "unreadable"};
}

struct failure {
    trouble kind = trouble::unreachable;
    std::string said;  // for a person: what the network said and where; never holds a token
    std::chrono::milliseconds after{};
};

// ---- reading

// How a source is read: `polled` at intervals; `waiting`: read() itself waits at the network until there is something
// new, or about half a minute; `pushed`: the network calls us, see takes_hooks, and read() is never called.
enum class pace { polled, waiting, pushed };
constexpr auto names_of(pace) {
    return std::array<std::string_view, 3>{"polled", "waiting", "pushed"};
}

// One thing that is read. `kind` is one of the connector's source kinds, `target` what that kind says it is.
struct source {
    std::string id;  // from the configuration; unique
    std::string account;
    std::string kind;    // "wall", "search", …
    std::string target;  // "-55", "adm_akhtuba", a query
    std::string title;   // for people
    std::chrono::milliseconds every{};
    bool local = false;  // the source's own territory is ours
    pace how = pace::polled;
    moment since{};  // what was written before is of no use: a source need not page further back than this
};

struct skipped {
    std::string place;  // "wall.getComments items[3]"
    std::string why;
};

// What one call of read() brought. Together with `cursor` it is stored in one step; then read() is called again from
// there while `more`. A trouble does not take back the posts that stand beside it.
struct reading {
    std::vector<post> posts;
    std::vector<skipped> left_out;  // items that could not be understood; the rest of the page is here
    std::string cursor;             // opaque to everybody else; empty means «from the start»
    bool more = false;
    std::optional<failure> failed;
};

// ---- writing

// One answer to be placed in one thread.
struct placement {
    std::string
        delivery;  // our id: the same for every attempt; a connector may send it as the network's own dedupe key
    post to;       // the message that is answered
    std::string text;
    std::vector<file> files{};  // what hangs on it; the table of materials says which kinds may
    bool privately = false;     // as a private message to the author of `to`, where the network knows that
};

struct sent {
    std::string remote_id;  // as in post::id
    std::string link;
};
// Proven not to be written: the only outcome after which the same words may be sent again without looking.
struct refused_before_write {
    failure why;
};
// The default for everything not proven otherwise.
struct fate_unknown {
    failure why;
};
// The API or the rights do not allow it; a person gets text, link and steps.
struct by_hand {
    std::string why;
    std::vector<std::string> steps;  // in Russian
};
using write_outcome = std::variant<sent, refused_before_write, fate_unknown, by_hand>;

// What stands in the network now around the message that is to be answered.
struct own_reply {
    std::string remote_id, link, text;
    moment written{};
};
struct thread_view {
    bool gone = false;                   // the message was deleted, or the post above it
    bool closed = false;                 // comments are closed, or we may not reply
    std::string text;                    // of the message, as it reads now
    std::vector<own_reply> own_replies;  // ours, to this message, from anybody in the administration
};
using look_outcome = std::variant<thread_view, failure>;

// ---- the account

struct right {
    std::string name;     // as the network calls it: "wall", "pages_manage_engagement"
    std::string purpose;  // in Russian: "отвечать на комментарии"
    bool granted = false;
};

struct token_check {
    std::string kind;                     // the option it came from, without "_file": "community_token"
    std::optional<moment> valid_until{};  // nothing: without an end, or the network does not say
    std::vector<right> rights{};          // those that are needed; empty where the network does not tell
};

struct quota {
    std::string purpose;  // in Russian: "публикаций за сутки"
    std::int64_t used = 0, most = 0;
};

struct account_check {
    bool connected = false;
    std::string name;  // as residents see it
    std::string link;
    std::string picture;                   // address of its picture, large enough to be recognised
    std::vector<std::string> abilities{};  // in Russian: "читает стены", "отвечает на комментарии"
    std::vector<token_check> tokens{};
    std::vector<quota> quotas{};
    std::vector<failure> failures{};  // empty when all is well
};

// ---- the connector

class connector {
public:
    virtual ~connector() = default;

    virtual boost::asio::awaitable<reading> read(const source& from, std::string cursor) = 0;

    // One call to the network, never repeated inside. Places the words as the account, in reply to `what.to`.
    virtual boost::asio::awaitable<write_outcome> place(const placement& what) = 0;

    // Reads the message and our own replies to it again: before the first attempt, and before any further one.
    virtual boost::asio::awaitable<look_outcome> look(const placement& what) = 0;

    virtual boost::asio::awaitable<account_check> check() = 0;
};

// ---- the descriptor

struct option {
    std::string_view name, meaning, otherwise;  // `otherwise`: the default, as text
    bool secret = false;                        // given as NAME_file in the configuration, never as a value
    bool required = false;
};

struct source_kind {
    std::string_view name, meaning, target;  // `target`: what source::target holds
    pace how = pace::polled;
    int reads_a_day = 0;  // that the network allows an account; 0: it does not say
};

// Small secrets that a connector must not forget, such as a token that the network has just changed for another. Kept
// encrypted. keep() has reached the disk when it returns.
class secret_keeper {
public:
    virtual ~secret_keeper() = default;
    virtual boost::asio::awaitable<std::optional<std::string>> fetch(std::string name) = 0;
    virtual boost::asio::awaitable<void> keep(std::string name, std::string value) = 0;
};

// What a connector is given when it is opened. Everything here outlives it.
struct surroundings {
    http_client& http;
    otklik::clock& time;
    std::string account;                                      // its id in the configuration
    std::map<std::string, std::string, std::less<>> options;  // checked against the descriptor, defaults filled in
    std::chrono::milliseconds limit{30'000};                  // of one request

    // Keeps to these windows in all replicas together. Empty: count_in_process() does.
    std::function<std::unique_ptr<rate_limit>(std::vector<rate_window>)> limits{};
    // To be told of every request that was made: the method, and "ok" or the name of the trouble. May be empty.
    std::function<void(std::string_view method, std::string_view outcome)> count{};
    secret_keeper* secrets = nullptr;  // none: what changes is forgotten with the process
};

// As surroundings::limits says.
std::unique_ptr<rate_limit> limits_of(const surroundings&, std::vector<rate_window> windows);

inline constexpr int connector_abi = 2;

struct connector_kind {
    int abi = connector_abi;
    std::string_view name;   // "vk"
    std::string_view title;  // "ВКонтакте"
    std::span<const option> options;
    std::span<const source_kind> sources;
    std::span<const material_row> materials;  // a row for every material
    // Why these options cannot work together, or nothing; does not touch the network.
    std::optional<std::string> (*objection)(const std::map<std::string, std::string, std::less<>>& options);
    std::unique_ptr<connector> (*open)(surroundings);
    std::size_t longest_news = 0;  // in characters (code points); 0: the network names no bound
};

// All that were built in, in the order of connectors/CMakeLists.txt.
std::span<const connector_kind* const> connectors();

}
