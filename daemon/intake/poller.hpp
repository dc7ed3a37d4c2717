// A poller reads one source, whenever it is its turn, and hands every page to the store in one step with the source's
// cursor. It never looks at what a post says: that is intake's.
#pragma once

#include "connectors/connector.hpp"
#include "daemon/config.hpp"
#include "daemon/intake/turns.hpp"
#include "storage/store.hpp"

#include <boost/asio/awaitable.hpp>
#include <string>

namespace otklik {

// What is known of a source's reading; kept in the store as "source:ID" for the accounts page and `otklikctl status`.
struct source_report {
    std::string source;
    moment connected{};               // when it was read for the first time: what was written before is history
    moment last_read{}, next_read{};  // next_read: at the latest
    std::int64_t found = 0;           // new posts, since the daemon started
    std::string trouble;              // of the last reading; empty when it went well
    std::string trouble_kind;
    int troubles = 0;  // in a row

    template <class F>
    static void fields(F&& f) {
        f("source", &source_report::source), f("connected", &source_report::connected);
        f("last_read", &source_report::last_read);
        f("next_read", &source_report::next_read), f("found", &source_report::found);
        f("trouble", &source_report::trouble), f("trouble_kind", &source_report::trouble_kind);
        f("troubles", &source_report::troubles);
    }
};

class poller {
public:
    // `whose`: gives this source its turns; null for one that waits at the network, and is read again and again.
    poller(storage::store& store, clock& time, connector& network, turns* whose, source what, history_settings history)
        : store_(store), time_(time), network_(network), turns_(whose), source_(std::move(what)), history_(history) {
        report_.source = source_.id;
    }

    // Reads for ever; ends only when cancelled.
    boost::asio::awaitable<void> work();

    const source_report& report() const { return report_; }

private:
    // Of one turn.
    struct round {
        int reads = 0;                // calls of the connector
        std::vector<moment> written;  // when the new posts were
        std::optional<failure> failed;
    };

    boost::asio::awaitable<void> connect();
    boost::asio::awaitable<void> read_all(round& now);
    boost::asio::awaitable<void> store_page(reading page, round& now);
    void end_of(const round& now);
    std::chrono::milliseconds pause_after(const failure& trouble);

    storage::store& store_;
    clock& time_;
    connector& network_;
    turns* turns_;
    source source_;
    history_settings history_;
    source_report report_;
};

}
