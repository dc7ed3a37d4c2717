// Everything durable, in our words: posts, incidents, deliveries, sessions. The only door to Redis.
//
// What must happen together happens inside Redis, in one function of storage/functions/: the ingest of a page, the
// acceptance of a post, every change of an incident with its audit entry and its deliveries. Records are opaque to
// those functions (JSON text in, JSON text out); what they decide on is passed beside them.
//
// A call throws `store_unavailable` when Redis cannot be reached within `patience`; the caller may simply call again:
// every function here can be repeated without doing its work twice.
// Not thread-safe. All calls come from the one loop.
#pragma once

#include "storage/unavailable.hpp"
#include "storage/values/delivery.hpp"
#include "storage/values/incident.hpp"
#include "storage/values/post.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace otklik::storage {

namespace asio = boost::asio;

class redis;  // the connection that heals itself: storage/redis.hpp

// A post that waits to be looked at. `ticket` names it until it is decided on.
struct waiting_post {
    std::string ticket;
    post what;
};

// One delivery to be written together with a change. A new one has no fence.
struct delivery_write {
    delivery what;
    std::optional<std::int64_t>
        fence;  // of the lease it was taken under; another fence in force refuses the whole change
    // When the publisher is to take it (again); nothing: never. In `sending` the lease lasts until then (at least as
    // long as it was taken for), and it is always taken again after that.
    std::optional<moment> due;
};

struct incident_change {
    incident next;  // as it shall be; next.version is the version that was decided on, the store adds one
    audit_entry entry;
    std::vector<delivery_write> deliveries;
};

enum class change_outcome { done, changed_meanwhile, fence_lost };

// A delivery taken for work, leased until `until`: nobody else is given it before.
struct leased_delivery {
    delivery what;
    std::int64_t fence = 0;
    moment until{};
};

struct incident_filter {
    std::vector<incident_state> states;  // empty: all
    std::string executor;                // empty: all
    std::size_t limit = 100;             // newest first
};

struct incident_event {
    std::string position;  // opaque, ordered
    std::int64_t incident = 0, version = 0;
    incident_state state{};
};

struct store_health {
    std::string version, url;
    std::int64_t memory_bytes = 0, posts_waiting = 0, posts_kept = 0;
};

struct retention {
    std::chrono::milliseconds unmatched =
        std::chrono::days(14);  // posts that nobody accepted; longer than a back-test looks
    std::chrono::milliseconds seen = std::chrono::days(60);  // ids of posts; longer than the longest sweep
};

class store {
public:
    explicit store(redis& connection, retention = {},
                   std::chrono::milliseconds taken_over_after = std::chrono::minutes(1));

    // ---- posts

    // One step: drops what was seen, keeps the new posts and puts them in line, moves the source's cursor.
    // Gives the number of new ones. `found` of the posts is set to `now`. Those written before `bound` are kept and
    // searchable, but not put in line (a source's first read).
    asio::awaitable<std::size_t> ingest(std::string source, std::vector<post> posts, std::string cursor, moment now,
                                        moment bound = {});
    asio::awaitable<std::optional<std::string>> cursor(std::string source);

    asio::awaitable<std::optional<post>> find_post(std::string id);
    // The post itself and the kept posts under it, oldest first; when there are more than `limit`, the latest of them.
    asio::awaitable<std::vector<post>> thread(std::string parent, std::size_t limit);

    // Kept posts that belong to no incident, the latest found first; `after`: the position of the last one seen, or
    // empty.
    struct kept_post {
        std::string position;
        post what;
    };
    asio::awaitable<std::vector<kept_post>> kept_posts(std::string after, std::size_t count);

    // Posts in line, in order, at most `count`: first those this consumer was given before and has not decided on.
    // Waits up to `patience` of real time when the line is empty. Those of a dead consumer are taken over after a
    // minute.
    asio::awaitable<std::vector<waiting_post>> next_posts(std::string consumer, std::size_t count,
                                                          std::chrono::milliseconds patience);
    // Decided: does not concern us.
    asio::awaitable<void> pass_over(std::string ticket);
    // Decided: a message. Makes the incident (its id and version are given by the store) and takes the ticket out of
    // the line in one step. A post is accepted once: when it already belongs to an incident, that incident's id is
    // given. An empty ticket: entered by hand; then the post is kept in the same step.
    struct acceptance {
        std::int64_t incident = 0;
        bool made = false;
    };
    asio::awaitable<acceptance> accept(std::string ticket, post what, incident first, audit_entry entry);

    // ---- incidents

    asio::awaitable<std::optional<incident>> find_incident(std::int64_t id);
    asio::awaitable<std::optional<std::int64_t>> incident_of(std::string post);
    asio::awaitable<std::vector<incident>> incidents(incident_filter);
    asio::awaitable<std::vector<std::pair<incident_state, std::int64_t>>> counts(std::string executor);
    asio::awaitable<std::vector<audit_entry>> history(std::int64_t id);

    // Compare-and-set on the version, with its audit entry and its deliveries, in one step.
    asio::awaitable<change_outcome> change(incident_change);

    // Events after `position` (empty: from now on), waiting up to `patience` of real time for the first.
    asio::awaitable<std::vector<incident_event>> events(std::string position, std::chrono::milliseconds patience);
    asio::awaitable<std::string> last_event();

    // ---- deliveries (the outbox)

    // The delivery that has been due longest, leased until `now + lease` under a new fence; nothing if none is due.
    // One found in `sending`, whose lease is over, comes as `unknown`: nobody can say what became of the call.
    asio::awaitable<std::optional<leased_delivery>> take_delivery(moment now, std::chrono::milliseconds lease);
    // Writes it under its fence, without a change of the incident. False: the lease was lost, nothing is written.
    asio::awaitable<bool> save_delivery(delivery_write);
    asio::awaitable<std::vector<delivery>> deliveries(std::vector<std::string> ids);
    // When the next delivery will be due.
    asio::awaitable<std::optional<moment>> next_due();
    // Which of these remote ids were written by our deliveries.
    asio::awaitable<std::vector<bool>> placed_by_us(std::vector<std::string> remote_ids);

    // ---- documents: what people order beside answers (values/document.hpp), and the files that go with texts

    struct document {
        std::int64_t version = 0;
        std::string record;
    };
    struct document_change {
        std::string kind, id;      // "news", "moderation"
        std::int64_t version = 0;  // that was decided on; 0 for a new one
        std::string record;
        audit_entry entry;
        moment made{};  // when the document was made: its place among its kind
        std::vector<delivery_write> deliveries;
    };
    // Compare-and-set on the version, with its audit entry and its deliveries, in one step.
    asio::awaitable<change_outcome> change_document(document_change what, moment now);
    asio::awaitable<std::optional<document>> find_document(std::string kind, std::string id);
    // The newest first.
    asio::awaitable<std::vector<document>> documents(std::string kind, std::size_t skip, std::size_t limit);

    struct kept_file {
        std::string name, type, bytes;
    };
    // Kept at least until then. Without bytes: one that is kept already stays for longer.
    asio::awaitable<void> keep_file(std::string id, kept_file what, moment until);
    asio::awaitable<std::optional<kept_file>> find_file(std::string id);

    // ---- people and the rest

    asio::awaitable<void> keep_session(std::string digest, std::string record, moment until);
    asio::awaitable<std::optional<std::string>> find_session(std::string digest, moment now);
    asio::awaitable<void> end_session(std::string digest);

    // Letters to be sent, each once: a name already noted is not noted again. Gives whether it is new.
    asio::awaitable<bool> note_letter(std::string name, std::string record, moment due);
    struct letter {
        std::string name, record;
    };
    asio::awaitable<std::vector<letter>> letters_due(moment now, std::size_t count);
    asio::awaitable<void> letter_done(std::string name);
    asio::awaitable<void> letter_later(std::string name, std::string record, moment due);

    // Small state of the daemon's parts, for `otklikctl status` and the accounts page: what a source last brought, …
    asio::awaitable<void> keep_state(std::string name, std::string record);
    asio::awaitable<std::vector<std::pair<std::string, std::string>>> states(std::string prefix);
    asio::awaitable<std::optional<std::string>> state(std::string name);

    // What is too large to be read along with every state: the picture of an account.
    asio::awaitable<void> keep_picture(std::string account, std::string bytes);
    asio::awaitable<std::optional<std::string>> find_picture(std::string account);

    // ---- limits that all replicas share

    struct limit_window {
        std::string name;
        std::size_t calls = 0;  // at most these, within any stretch of `length`
        std::chrono::milliseconds length{};
    };
    struct shut_until {
        std::string name;  // "token/" or "token/method"
        moment until{};
    };
    struct turn_request {
        std::string account, token, method;
        std::vector<limit_window> windows;  // that this call counts in
        std::vector<shut_until> shut;       // what the network has told this replica, to be told to the others
    };
    // The next turn that all windows have free is taken: call after `wait`. Not taken when that is longer than
    // `longest_wait`, which `wait` then tells.
    struct turn {
        bool taken = false;
        std::chrono::milliseconds wait{};
    };
    asio::awaitable<turn> take_turn(turn_request what, moment now, std::chrono::milliseconds longest_wait);

    // Requests made, by day (UTC), account, method and outcome. Kept for 30 days.
    struct requests {
        std::string account, method, outcome;
        std::int64_t count = 0;
    };
    asio::awaitable<void> count_requests(std::vector<requests> more, moment now);
    asio::awaitable<std::vector<requests>> requests_of(moment day);

    asio::awaitable<store_health> health();

    // Forgets what is older than its retention: unmatched posts, seen ids, ended sessions, names of letters long sent.
    // Gives how many. To be called now and then.
    asio::awaitable<std::size_t> tidy(moment now);

private:
    redis& redis_;
    retention retention_;
    std::chrono::milliseconds taken_over_after_;
};

}
