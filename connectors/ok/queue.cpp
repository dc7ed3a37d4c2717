#include "connectors/ok/queue.hpp"

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/system/system_error.hpp>
#include <list>

namespace otklik::ok {

namespace asio = boost::asio;

namespace {

struct waiting {
    asio::steady_timer bed;
    bool called = false;
};

// Stands in the list for as long as its coroutine lives and was not called.
struct standing {
    std::list<waiting*>& all;
    waiting& one;
    standing(std::list<waiting*>& those, waiting& who) : all(those), one(who) { all.push_back(&one); }
    ~standing() {
        if (!one.called) all.remove(&one);
    }
};

}

struct one_at_a_time::line_up {
    bool taken = false;
    std::list<waiting*> behind;

    void next() {
        taken = !behind.empty();
        if (!taken) return;
        auto* first = behind.front();
        behind.pop_front();
        first->called = true;
        first->bed.cancel();
    }
};

one_at_a_time::one_at_a_time() : here_(std::make_shared<line_up>()) {}

one_at_a_time::turn::~turn() {
    if (in_) in_->next();
}

asio::awaitable<one_at_a_time::turn> one_at_a_time::enter() {
    const auto here = here_;
    if (!here->taken) {
        here->taken = true;
        co_return turn(here);
    }
    const auto executor = co_await asio::this_coro::executor;
    waiting me{asio::steady_timer(executor, asio::steady_timer::time_point::max())};
    const standing in_line(here->behind, me);
    boost::system::error_code ec;
    co_await me.bed.async_wait(asio::redirect_error(asio::use_awaitable, ec));
    if (!me.called) throw boost::system::system_error(ec);
    co_return turn(here);
}

}
