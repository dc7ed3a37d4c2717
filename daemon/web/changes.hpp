// The live feed: every change of an incident, told to everybody who has the console open.
// One reader follows the store; each listener has a short queue, and one that does not keep up is let go – its page
// reconnects and reads all anew.
#pragma once

#include "storage/store.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>
#include <deque>
#include <list>
#include <memory>

namespace otklik::web {

class changes {
public:
    explicit changes(storage::store& store) : store_(store) {}

    // Follows the store; ends only when cancelled.
    boost::asio::awaitable<void> work();

    class listener {
    public:
        explicit listener(boost::asio::any_io_executor executor)
            : bell_(executor, boost::asio::steady_timer::time_point::max()) {}

        // What happened since the last call, at most `patience` later; empty when nothing did.
        boost::asio::awaitable<std::vector<storage::incident_event>> next(std::chrono::milliseconds patience);
        bool lost() const { return lost_; }

    private:
        friend class changes;
        void tell(const storage::incident_event& event);

        boost::asio::steady_timer bell_;
        std::deque<storage::incident_event> queue_;
        bool lost_ = false;
    };

    // Listens for as long as the pointer lives.
    std::shared_ptr<listener> listen(boost::asio::any_io_executor executor);

private:
    storage::store& store_;
    std::list<std::weak_ptr<listener>> listeners_;
};

}
