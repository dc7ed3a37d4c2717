// What the console is shown: incidents as the shapes of README.md, with everything a person needs in words.
#pragma once

#include "daemon/config.hpp"
#include "daemon/incidents/desk.hpp"
#include "daemon/intake/kept.hpp"
#include "daemon/people/people.hpp"
#include "rules/pack.hpp"
#include "storage/store.hpp"

#include <boost/asio/awaitable.hpp>

namespace otklik::web {

class shapes {
public:
    shapes(storage::store& store, const desk& desk, const config& settings, const people& people,
           const rules::pack& pack)
        : store_(store), desk_(desk), settings_(settings), people_(people), pack_(pack) {}

    boost::asio::awaitable<json::value> summary(const incident& about);
    boost::asio::awaitable<json::value> whole(const incident& about, const actor& viewer);
    // A post that belongs to no incident.
    json::value kept(const kept_page::item& one) const;

private:
    json::value summary_of(const incident& about, const post& first) const;
    boost::asio::awaitable<json::value> message(const incident_message& m);
    boost::asio::awaitable<json::value> thread(const post& of);
    json::value match(const json::value& kept) const;
    json::value suggestions(const incident& about) const;
    json::value assignments(const incident& about) const;
    json::value drafts(const incident& about) const;
    boost::asio::awaitable<json::value> deliveries(const incident& about);
    boost::asio::awaitable<json::value> history(const incident& about);
    json::value actions(const incident& about, const actor& viewer) const;
    std::string source_title(const post& p) const;
    std::string executor_title(const std::string& id) const;
    std::string detail_words(const audit_entry& e) const;

    storage::store& store_;
    const desk& desk_;
    const config& settings_;
    const people& people_;
    const rules::pack& pack_;
};

// A text in pieces, [{"t": …, "rules": [ids]}]: each piece is wholly inside or outside every hit of `kept` (a match as
// intake kept it).
json::value in_pieces(const std::string& text, const json::value& kept);

}
