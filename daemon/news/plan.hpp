// The content plan (2.2–2.4): a piece of news is written once, adapted for each network, planned for a time, and placed
// in each exactly once through the outbox. And moderation (2.6): what is hidden, removed or restored under our own
// publications, by whose order and why.
//
//   news: draft ──plan──> planned ──withdraw──> withdrawn      how far it has come in each network is told by its
//   delivery
#pragma once

#include "daemon/config.hpp"
#include "daemon/incidents/desk.hpp"
#include "storage/store.hpp"
#include "storage/values/document.hpp"

#include <boost/asio/awaitable.hpp>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace otklik {

struct news_wish {
    std::string id;            // empty: a new one
    std::int64_t version = 0;  // decided on
    std::string key;           // made by the client; the same key is the same wish
    std::string title, text;
    std::vector<news_part> parts;
    std::vector<delivery_file> files;
    std::vector<std::string> materials;
    moment at{};
};

// What can be done with one network's delivery, where the daemon cannot go on by itself.
struct part_wish {
    std::string document;  // of news or of a moderation
    std::string account;   // of news
    std::int64_t version = 0;
    std::string key;
    std::string link;  // where a person has placed it; empty: it shall be tried again
};

struct moderation_wish {
    std::string key, post, doing, reason;
};

struct refused_wish {
    std::string why, field;  // for the person, in Russian
};
template <class T>
struct changed_meanwhile {
    T now;
};
template <class T>
using wish_outcome = std::variant<T, changed_meanwhile<T>, refused_wish>;

class content_plan {
public:
    content_plan(storage::store& store, clock& time, const config& settings)
        : store_(store), time_(time), settings_(settings) {}

    boost::asio::awaitable<wish_outcome<piece_of_news>> save(actor by, news_wish what);
    // Its deliveries are made, due at its time, or at once when that is past.
    boost::asio::awaitable<wish_outcome<piece_of_news>> plan(actor by, news_wish what);
    // What was not placed yet will not be.
    boost::asio::awaitable<wish_outcome<piece_of_news>> withdraw(actor by, std::string id, std::int64_t version,
                                                                 std::string key);
    boost::asio::awaitable<wish_outcome<piece_of_news>> settle(actor by, part_wish what);

    boost::asio::awaitable<std::optional<piece_of_news>> find(std::string id);
    boost::asio::awaitable<std::vector<piece_of_news>> list(std::size_t skip, std::size_t limit);

    boost::asio::awaitable<wish_outcome<moderation_order>> order(actor by, moderation_wish what);
    boost::asio::awaitable<wish_outcome<moderation_order>> settle_order(actor by, part_wish what);
    boost::asio::awaitable<std::vector<moderation_order>> orders(std::size_t skip, std::size_t limit);

private:
    boost::asio::awaitable<std::optional<moderation_order>> find_order(std::string id);
    std::optional<refused_wish> objection(const piece_of_news& what) const;
    boost::asio::awaitable<wish_outcome<piece_of_news>> change(actor by, news_wish what, bool plan);
    template <class T>
    boost::asio::awaitable<wish_outcome<T>> keep(T next, audit_entry entry,
                                                 std::vector<storage::delivery_write> deliveries);

    storage::store& store_;
    clock& time_;
    const config& settings_;
};

}
