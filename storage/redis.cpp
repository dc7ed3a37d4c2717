// One link for ordinary commands, made anew by a task that runs while somebody waits for it; and a few more links for
// commands that block inside Redis.
#include "storage/redis.hpp"

#include "storage/durability.hpp"
#include "storage/functions/library.hpp"
#include "storage/redis_address.hpp"
#include "storage/redis_link.hpp"
#include "storage/waiters.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace otklik::storage {

using boost::system::error_code;
using std::chrono::steady_clock;
using namespace std::chrono_literals;

namespace {

constexpr std::size_t most_in_flight = 256;  // beyond it callers wait here, not in Redis' buffers
constexpr std::size_t most_blocking = 32;
constexpr std::size_t idle_links_kept = 4;
constexpr int most_renewals = 3;  // of the link, for one command

// The server answers, and it is the wrong one for us. A person must do something.
struct refused : std::runtime_error {
    using std::runtime_error::runtime_error;
};

bool starts_with_any(const std::string& text, std::initializer_list<std::string_view> words) {
    for (auto w : words)
        if (text.starts_with(w)) return true;
    return false;
}

// It cannot do this now, but may in a while.
bool passing(const redis_error& e) {
    return starts_with_any(e.text, {"LOADING ", "BUSY ", "OOM ", "MISCONF ", "NOREPLICAS ", "TRYAGAIN "});
}

// This link will not do any more: another server took over, the password changed, or our functions were flushed.
bool needs_new_link(const redis_error& e) {
    return starts_with_any(e.text, {"READONLY ", "MASTERDOWN ", "NOAUTH ", "ERR Function not found"});
}

bool keeps_us_out(const redis_error& e) {
    return starts_with_any(e.text, {"NOAUTH ", "WRONGPASS ", "NOPERM ", "ERR AUTH ", "ERR invalid password",
                                    "ERR DB index", "ERR invalid DB index"});
}

}

class redis::connection : public std::enable_shared_from_this<connection> {
public:
    using self_ptr = std::shared_ptr<connection>;

    connection(const asio::any_io_executor& ex, const std::string& url, std::chrono::milliseconds patience)
        : executor_(ex),
          address_(parse_redis_address(url)),
          shown_(address_.shown()),
          patience_(patience),
          pause_(ex),
          resolver_(ex) {}

    static asio::awaitable<std::optional<std::string>> open(self_ptr self);
    static asio::awaitable<redis_value> ask(self_ptr self, std::vector<std::string> words);
    static asio::awaitable<redis_value> block(self_ptr self, std::vector<std::string> words,
                                              std::chrono::milliseconds longest);
    void close();
    const std::string& shown() const { return shown_; }

private:
    using link_ptr = std::shared_ptr<redis_link>;
    bool linked() const { return link_ && !link_->broken(); }

    asio::awaitable<link_ptr> connected(steady_clock::time_point deadline);
    void start_healing();
    static asio::awaitable<void> heal(self_ptr self);
    asio::awaitable<void> try_once();
    asio::awaitable<link_ptr> new_link();
    asio::awaitable<redis_endpoint> endpoint();
    asio::awaitable<redis_value> say(redis_link&, std::vector<std::string> words);
    asio::awaitable<void> examine(redis_link&);
    asio::awaitable<void> load_functions(redis_link&);
    asio::awaitable<void> rest(std::chrono::milliseconds);
    asio::awaitable<void> nap(steady_clock::time_point deadline, std::string why);
    asio::awaitable<link_ptr> blocking_link(steady_clock::time_point deadline);
    [[noreturn]] void give_up() const;
    void lost(const link_ptr&);

    asio::any_io_executor executor_;
    redis_address address_;
    std::string shown_;
    std::chrono::milliseconds patience_;
    asio::steady_timer pause_;  // of the healing task
    asio::ip::tcp::resolver resolver_;
    std::size_t attempts_ = 0;

    link_ptr link_;
    std::vector<link_ptr> idle_;                   // for blocking commands
    std::vector<std::weak_ptr<redis_link>> made_;  // all that may still live, so that close() ends them
    waiters news_{executor_};                      // for a link, or for the end of an attempt to make one
    room in_flight_{executor_, most_in_flight}, blocking_{executor_, most_blocking};
    bool healing_ = false, closed_ = false;
    std::string trouble_ = "not connected yet";
    std::optional<std::string> refusal_;
};

void redis::connection::close() {
    closed_ = true;
    trouble_ = "closed";
    for (auto& weak : made_)
        if (auto l = weak.lock()) l->close();
    idle_.clear();
    pause_.cancel();
    resolver_.cancel();
    news_.wake_all();
}

void redis::connection::give_up() const {
    throw store_unavailable("Redis at " + shown_ + " cannot be used: " + trouble_);
}

void redis::connection::lost(const link_ptr& l) {
    if (auto why = l->why(); !why.empty() && !closed_) trouble_ = why;
    l->close();
    if (link_ == l) link_.reset();
}

asio::awaitable<std::optional<std::string>> redis::connection::open(self_ptr self) {
    const auto deadline = steady_clock::now() + self->patience_;
    self->refusal_.reset();
    while (!self->linked()) {
        if (self->refusal_) co_return self->refusal_;
        if (self->closed_ || steady_clock::now() >= deadline) self->give_up();
        self->start_healing();
        co_await self->news_.wait(deadline);
    }
    co_return std::nullopt;
}

asio::awaitable<redis::connection::link_ptr> redis::connection::connected(steady_clock::time_point deadline) {
    while (!linked()) {
        if (closed_ || steady_clock::now() >= deadline) give_up();
        start_healing();
        co_await news_.wait(deadline);
    }
    co_return link_;
}

void redis::connection::start_healing() {
    if (std::exchange(healing_, true)) return;
    asio::co_spawn(executor_, heal(shared_from_this()), [](std::exception_ptr p) {
        if (p) std::rethrow_exception(p);
    });
}

asio::awaitable<void> redis::connection::heal(self_ptr self) {
    auto pause = 20ms;
    do {
        co_await self->try_once();
        self->news_.wake_all();
        if (self->closed_ || self->linked()) break;
        co_await self->rest(pause);
        pause = std::min<std::chrono::milliseconds>(pause * 2, 1s);
    } while (!self->closed_ && self->news_.anybody());
    self->healing_ = false;
}

asio::awaitable<void> redis::connection::try_once() {
    refusal_.reset();
    ++attempts_;
    try {
        auto made = co_await new_link();
        co_await examine(*made);
        co_await load_functions(*made);
        if (!closed_) link_ = std::move(made);
    } catch (const refused& e) {
        if (!closed_) trouble_ = e.what(), refusal_ = e.what();
    } catch (const store_unavailable& e) {
        if (!closed_) trouble_ = e.what();
    }
}

asio::awaitable<redis::connection::link_ptr> redis::connection::new_link() {
    const auto to = co_await endpoint();
    if (closed_) give_up();
    auto made = std::make_shared<redis_link>(executor_, to);
    std::erase_if(made_, [](const auto& weak) { return weak.expired(); });
    made_.push_back(made);
    std::vector<std::vector<std::string>> greeting;
    if (!address_.user.empty())
        greeting.push_back({"AUTH", address_.user, address_.password});
    else if (!address_.password.empty())
        greeting.push_back({"AUTH", address_.password});
    greeting.push_back({"SELECT", std::to_string(address_.database)});
    for (auto& words : greeting) {
        auto answer = co_await say(*made, words);
        auto* e = answer.error();
        if (!e) continue;
        if (keeps_us_out(*e))
            throw refused(shown_ + " does not let us in (" + e->text + "): look at storage.url and at its password");
        throw store_unavailable(e->text);
    }
    co_return made;
}

asio::awaitable<redis_endpoint> redis::connection::endpoint() {
    redis_endpoint out;
    out.socket = address_.socket;
    out.host = address_.host;
    out.port = address_.port;
    error_code ec;
    if (out.socket.empty() && (asio::ip::make_address(out.host, ec), ec)) {
        auto [failed, found] =
            co_await resolver_.async_resolve(out.host, std::to_string(out.port), asio::as_tuple(asio::use_awaitable));
        if (failed || found.empty())
            throw store_unavailable("no address is known for " + out.host + ": " + failed.message());
        auto at = std::next(found.begin(), static_cast<std::ptrdiff_t>(attempts_ % found.size()));
        out.host = at->endpoint().address().to_string();
    }
    co_return out;
}

asio::awaitable<redis_value> redis::connection::say(redis_link& to, std::vector<std::string> words) {
    auto [ec, answer] = co_await to.async_command(std::move(words), patience_, asio::as_tuple(asio::use_awaitable));
    if (ec == asio::error::operation_aborted) throw boost::system::system_error(ec);
    if (ec) throw store_unavailable(to.why());
    co_return std::move(answer);
}

asio::awaitable<void> redis::connection::examine(redis_link& l) {
    auto info = co_await say(l, durability_info);
    if (auto* e = info.error(); e && passing(*e)) throw store_unavailable(e->text);
    if (info_field(info.text(), "loading") == "1") throw store_unavailable("it is still reading its file");
    auto config = co_await say(l, durability_config);
    if (auto weak = weak_point(address_, info, config)) throw refused(*weak);
}

asio::awaitable<void> redis::connection::load_functions(redis_link& l) {
    std::vector<std::string> ask_build{"FCALL", "otklik_build", "0"};
    auto build = co_await say(l, std::move(ask_build));
    if (build.text() == function_library_build) co_return;
    std::vector<std::string> load{"FUNCTION", "LOAD", "REPLACE", std::string(function_library)};
    auto answer = co_await say(l, std::move(load));
    auto* e = answer.error();
    if (!e) co_return;
    if (passing(*e) || needs_new_link(*e)) throw store_unavailable(e->text);
    throw refused(shown_ + " does not take our functions (" + e->text + "): allow FUNCTION and FCALL to this user");
}

asio::awaitable<void> redis::connection::rest(std::chrono::milliseconds how_long) {
    error_code ec;  // close() ends it early
    pause_.expires_after(how_long);
    co_await pause_.async_wait(asio::redirect_error(asio::use_awaitable, ec));
}

asio::awaitable<redis_value> redis::connection::ask(self_ptr self, std::vector<std::string> words) {
    const auto deadline = steady_clock::now() + self->patience_;
    if (!co_await self->in_flight_.enter(deadline))
        throw store_unavailable("too many commands wait for Redis at " + self->shown_);
    room::place mine(self->in_flight_);
    for (int renewed = 0;;) {
        auto link = co_await self->connected(deadline);
        auto [ec, answer] = co_await link->async_command(words, self->patience_, asio::as_tuple(asio::use_awaitable));
        if (ec == asio::error::operation_aborted) throw boost::system::system_error(ec);
        if (ec) {
            self->lost(link);
            continue;
        }
        auto* e = answer.error();
        if (!e) co_return std::move(answer);
        const bool renew = needs_new_link(*e) && ++renewed <= most_renewals;
        if (!renew && !passing(*e))
            throw std::runtime_error("Redis refused " + words.at(0) + " " + words.at(1) + ": " + e->text);
        if (renew) self->lost(link);
        co_await self->nap(deadline, e->text);
    }
}

asio::awaitable<void> redis::connection::nap(steady_clock::time_point deadline, std::string why) {
    trouble_ = std::move(why);
    if (closed_ || steady_clock::now() >= deadline) give_up();
    asio::steady_timer bed(executor_, 20ms);
    co_await bed.async_wait(asio::use_awaitable);
}

asio::awaitable<redis::connection::link_ptr> redis::connection::blocking_link(steady_clock::time_point deadline) {
    co_await connected(deadline);  // so that this server has been looked at
    while (!idle_.empty()) {
        auto l = std::move(idle_.back());
        idle_.pop_back();
        if (!l->broken()) co_return l;
    }
    link_ptr made;
    std::string why;
    while (!made) {
        try {
            made = co_await new_link();
        } catch (const store_unavailable& e) {  // broke while it was made: once more, as long as there is time
            why = e.what();
        }
        if (!made) co_await nap(deadline, why);
    }
    co_return made;
}

asio::awaitable<redis_value> redis::connection::block(self_ptr self, std::vector<std::string> words,
                                                      std::chrono::milliseconds longest) {
    const auto deadline = steady_clock::now() + self->patience_ + longest;
    if (!co_await self->blocking_.enter(deadline))
        throw store_unavailable("too many readers wait for Redis at " + self->shown_);
    room::place mine(self->blocking_);
    for (;;) {
        std::string why;
        link_ptr link;
        try {
            link = co_await self->blocking_link(deadline);
        } catch (const refused& e) {
            why = e.what();
        }
        if (!link) {
            co_await self->nap(deadline, why);
            continue;
        }
        auto [ec, answer] =
            co_await link->async_command(words, longest + self->patience_, asio::as_tuple(asio::use_awaitable));
        if (ec == asio::error::operation_aborted)
            throw boost::system::system_error(ec);  // the link, perhaps stuck for long, goes too
        if (ec) continue;
        auto* e = answer.error();
        if (!e) {
            if (!self->closed_ && self->idle_.size() < idle_links_kept) self->idle_.push_back(link);
            co_return std::move(answer);
        }
        // The stream or its group is gone: an empty answer, the next look at the line makes it again.
        if (starts_with_any(e->text, {"NOGROUP ", "UNBLOCKED "})) co_return redis_value{};
        if (!passing(*e) && !needs_new_link(*e))
            throw std::runtime_error("Redis refused " + words.at(0) + ": " + e->text);
        co_await self->nap(deadline, e->text);
    }
}

redis::redis(asio::any_io_executor ex, const std::string& url, std::chrono::milliseconds patience)
    : connection_(std::make_shared<connection>(ex, url, patience)) {}
redis::~redis() {
    connection_->close();
}

asio::awaitable<std::optional<std::string>> redis::open() {
    return connection::open(connection_);
}

asio::awaitable<redis_value> redis::call(std::string function, std::vector<std::string> arguments) {
    std::vector<std::string> words{"FCALL", std::move(function), "0"};
    words.insert(words.end(), std::make_move_iterator(arguments.begin()), std::make_move_iterator(arguments.end()));
    return connection::ask(connection_, std::move(words));
}

asio::awaitable<redis_value> redis::command(std::vector<std::string> words) {
    return connection::ask(connection_, std::move(words));
}

asio::awaitable<redis_value> redis::blocking(std::vector<std::string> words, std::chrono::milliseconds longest) {
    return connection::block(connection_, std::move(words), longest);
}

const std::string& redis::address() const {
    return connection_->shown();
}
void redis::close() {
    connection_->close();
}

}
