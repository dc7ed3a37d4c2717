#include "storage/redis_link.hpp"

#include <fcntl.h>
#include <hiredis/async.h>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <csignal>
#include <deque>

namespace otklik::storage {

using boost::system::error_code;
using std::chrono::steady_clock;

namespace {

redis_value own(const redisReply& r) {
    switch (r.type) {
        case REDIS_REPLY_INTEGER: return {std::int64_t{r.integer}};
        case REDIS_REPLY_NIL: return {};
        case REDIS_REPLY_ERROR: return {redis_error{std::string(r.str, r.len)}};
        case REDIS_REPLY_ARRAY: {
            redis_list all;
            all.reserve(r.elements);
            for (std::size_t i = 0; i < r.elements; ++i) all.push_back(own(*r.element[i]));
            return {std::move(all)};
        }
        default: return {std::string(r.str, r.len)};
    }
}

// hiredis writes with write(2): a server that hung up would end the whole process.
void ignore_sigpipe_once() {
    static const bool done = [] {
        struct sigaction was {};
        if (::sigaction(SIGPIPE, nullptr, &was) == 0 && was.sa_handler == SIG_DFL) std::signal(SIGPIPE, SIG_IGN);
        return true;
    }();
    static_cast<void>(done);
}

}

class redis_link::wire : public std::enable_shared_from_this<wire> {
public:
    wire(const asio::any_io_executor& ex, const redis_endpoint& to)
        : fd_(ex),
          watch_(ex),
          context_(to.socket.empty() ? redisAsyncConnect(to.host.c_str(), to.port)
                                     : redisAsyncConnectUnix(to.socket.c_str())) {
        if (!context_) {
            why_ = "out of memory";
            return;
        }
        context_->data = this;
        auto& hooks = context_->ev;
        hooks.data = this;
        hooks.addRead = [](void* w) { static_cast<wire*>(w)->want(reading, true); };
        hooks.delRead = [](void* w) { static_cast<wire*>(w)->want(reading, false); };
        hooks.addWrite = [](void* w) { static_cast<wire*>(w)->want(writing, true); };
        hooks.delWrite = [](void* w) { static_cast<wire*>(w)->want(writing, false); };
        hooks.cleanup = [](void* w) { static_cast<wire*>(w)->let_go(); };
        if (context_->err) {
            close();
            return;
        }
        static_cast<void>(::fcntl(context_->c.fd, F_SETFD, FD_CLOEXEC));  // no business of a server we may start
        fd_.assign(context_->c.fd);
    }
    ~wire() { close(); }
    wire(const wire&) = delete;
    wire& operator=(const wire&) = delete;

    // Apart from the constructor, because hiredis asks for readiness at once and that needs shared_from_this.
    void begin() {
        if (context_) redisAsyncSetConnectCallback(context_, [](const redisAsyncContext*, int) {});
    }

    void close() {
        watch_.cancel();
        if (context_) redisAsyncFree(context_);  // calls let_go
    }

    bool broken() const { return !context_ || context_->err; }
    const std::string& why() const { return why_; }

    void send(const std::vector<std::string>& words, std::chrono::milliseconds limit, std::unique_ptr<unanswered> q) {
        std::vector<const char*> argv;
        std::vector<std::size_t> sizes;
        for (const auto& w : words) argv.push_back(w.data()), sizes.push_back(w.size());
        if (broken() || redisAsyncCommandArgv(context_, &wire::on_reply, q.get(), static_cast<int>(argv.size()),
                                              argv.data(), sizes.data()) != REDIS_OK)
            return q->complete(asio::error::not_connected, {});
        static_cast<void>(q.release());  // hiredis has it now
        deadlines_.push_back(steady_clock::now() + limit);
        watch();
    }

private:
    enum direction { reading, writing };

    static void on_reply(redisAsyncContext* c, void* r, void* q) noexcept {
        std::unique_ptr<unanswered> mine(static_cast<unanswered*>(q));
        auto& self = *static_cast<wire*>(c->data);
        if (!self.deadlines_.empty()) self.deadlines_.pop_front();
        if (auto* reply = static_cast<redisReply*>(r)) return mine->complete({}, own(*reply));  // freed when we return
        mine->complete(c->c.flags & REDIS_CONNECTED ? asio::error::connection_reset : asio::error::not_connected, {});
    }

    void want(direction d, bool yes) {
        wanted_[d] = yes;
        arm(d);
    }

    // At most one wait per direction, whatever hiredis says and how often.
    void arm(direction d) {
        if (!wanted_[d] || std::exchange(armed_[d], true)) return;
        auto type =
            d == reading ? asio::posix::stream_descriptor::wait_read : asio::posix::stream_descriptor::wait_write;
        fd_.async_wait(type, [self = shared_from_this(), d](error_code ec) {
            self->armed_[d] = false;
            if (ec || !self->context_) return;
            if (self->wanted_[d]) (d == reading ? redisAsyncHandleRead : redisAsyncHandleWrite)(self->context_);
            if (self->context_) self->arm(d);
        });
    }

    // Answers come in order, so only the first deadline matters. The timer is not moved with every answer: when it goes
    // off too early it looks again.
    void watch() {
        if (deadlines_.empty() || std::exchange(watching_, true)) return;
        watch_.expires_at(deadlines_.front());
        watch_.async_wait([self = shared_from_this()](error_code ec) {
            self->watching_ = false;
            if (ec || !self->context_) return;
            if (!self->deadlines_.empty() && self->deadlines_.front() <= steady_clock::now()) {
                self->why_ = "no answer in time";
                return self->close();
            }
            self->watch();
        });
    }

    // hiredis is about to close the socket and to free the context.
    void let_go() {
        wanted_[reading] = wanted_[writing] = false;
        if (fd_.is_open()) static_cast<void>(fd_.release());
        if (why_.empty()) why_ = context_->err ? context_->errstr : "closed";
        context_ = nullptr;
        watch_.cancel();
    }

    asio::posix::stream_descriptor fd_;
    asio::steady_timer watch_;
    redisAsyncContext* context_;
    std::deque<steady_clock::time_point> deadlines_;  // one for each unanswered command, in order
    bool watching_ = false;
    bool wanted_[2] = {}, armed_[2] = {};
    std::string why_;
};

redis_link::redis_link(asio::any_io_executor ex, const redis_endpoint& to) : executor_(ex) {
    ignore_sigpipe_once();
    wire_ = std::make_shared<wire>(ex, to);
    wire_->begin();
}
redis_link::~redis_link() {
    wire_->close();
}

bool redis_link::broken() const {
    return wire_->broken();
}
std::string redis_link::why() const {
    return wire_->why();
}
void redis_link::close() {
    wire_->close();
}

void redis_link::send(const std::vector<std::string>& words, std::chrono::milliseconds limit,
                      std::unique_ptr<unanswered> q) {
    wire_->send(words, limit, std::move(q));
}

}
