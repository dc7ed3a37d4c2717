#include "connectors/transfers.hpp"

#include <sys/socket.h>
#include <boost/asio/associated_cancellation_slot.hpp>
#include <boost/asio/associated_executor.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <csignal>
#include <new>
#include <stdexcept>

namespace otklik {

namespace asio = boost::asio;
using boost::system::error_code;

namespace {

void start_libcurl_once() {
    static const CURLcode started = [] {
        // OpenSSL writes without MSG_NOSIGNAL, and libcurl leaves the signal to us under CURLOPT_NOSIGNAL.
        std::signal(SIGPIPE, SIG_IGN);
        return curl_global_init(CURL_GLOBAL_DEFAULT);
    }();
    if (started != CURLE_OK) throw std::runtime_error("libcurl does not start");
}

}

easy_handle make_easy() {
    start_libcurl_once();
    easy_handle easy(curl_easy_init());
    if (!easy) throw std::bad_alloc();
    return easy;
}

// A transfer under way and the coroutine that waits for it.
struct transfers::waiting {
    virtual ~waiting() = default;
    virtual void complete(std::optional<CURLcode>) = 0;

    CURL* easy = nullptr;
    after then{};
    std::uint64_t number = 0;
};

template <class Handler>
struct transfers::waiting_for final : waiting {
    waiting_for(Handler h, const asio::any_io_executor& otherwise)
        : handler(std::move(h)), work(asio::get_associated_executor(handler, otherwise)) {}

    void complete(std::optional<CURLcode> verdict) override {
        if (auto slot = asio::get_associated_cancellation_slot(handler); slot.is_connected()) slot.clear();
        asio::post(work.get_executor(), [h = std::move(handler), verdict]() mutable { std::move(h)(verdict); });
    }

    Handler handler;
    asio::executor_work_guard<asio::associated_executor_t<Handler, asio::any_io_executor>> work;
};

struct transfers::watch {
    watch(const asio::any_io_executor& executor, curl_socket_t s) : fd(executor, s) {}
    asio::posix::stream_descriptor fd;
    int wanted = 0;
    bool armed_in = false, armed_out = false;
};

transfers::transfers(asio::any_io_executor executor) : executor_(executor), timer_(executor) {
    start_libcurl_once();
    multi_ = curl_multi_init();
    if (!multi_) throw std::bad_alloc();
    curl_multi_setopt(multi_, CURLMOPT_SOCKETFUNCTION, &transfers::on_socket);
    curl_multi_setopt(multi_, CURLMOPT_SOCKETDATA, this);
    curl_multi_setopt(multi_, CURLMOPT_TIMERFUNCTION, &transfers::on_timer);
    curl_multi_setopt(multi_, CURLMOPT_TIMERDATA, this);
}

transfers::~transfers() {
    close();
}

asio::awaitable<std::optional<CURLcode>> transfers::run(CURL* easy, after then) {
    // Named, not written inside the co_await: g++ 12 destroys such a temporary twice.
    auto initiate = [self = shared_from_this(), easy, then](auto handler) {
        auto slot = asio::get_associated_cancellation_slot(handler);
        auto node = std::make_unique<waiting_for<decltype(handler)>>(std::move(handler), self->executor_);
        node->easy = easy;
        node->then = then;
        // By number, not by address: a late cancellation must not meet the next transfer in the same place.
        node->number = ++self->last_number_;
        if (slot.is_connected())
            slot.assign([self, number = node->number](asio::cancellation_type) {
                asio::post(self->executor_, [self, number] { self->end(number, {}); });
            });
        self->start(std::move(node));
    };
    co_return co_await asio::async_initiate<decltype(asio::use_awaitable), void(std::optional<CURLcode>)>(
        std::move(initiate), asio::use_awaitable);
}

void transfers::start(std::unique_ptr<waiting> node) {
    if (!multi_) return node->complete({});
    auto number = node->number;
    auto* easy = node->easy;
    curl_easy_setopt(easy, CURLOPT_PRIVATE, reinterpret_cast<void*>(number));
    running_.emplace(number, std::move(node));
    if (curl_multi_add_handle(multi_, easy) != CURLM_OK) end(number, CURLE_FAILED_INIT);
}

void transfers::end(std::uint64_t number, std::optional<CURLcode> verdict) {
    auto found = running_.extract(number);
    if (found.empty()) return;
    auto& node = *found.mapped();
    if (node.then == after::hang_up) {
        curl_socket_t s = CURL_SOCKET_BAD;
        if (curl_easy_getinfo(node.easy, CURLINFO_ACTIVESOCKET, &s) == CURLE_OK && s != CURL_SOCKET_BAD)
            ::shutdown(s, SHUT_RDWR);
    }
    curl_multi_remove_handle(multi_, node.easy);
    node.complete(verdict);
}

void transfers::close() {
    if (!multi_) return;
    while (!running_.empty()) end(running_.begin()->first, {});
    // Closing idle connections calls back; by then there may be nobody left to share.
    curl_multi_setopt(multi_, CURLMOPT_TIMERFUNCTION, nullptr);
    curl_multi_cleanup(multi_);
    multi_ = nullptr;
    timer_.cancel();
    while (!watches_.empty()) forget(watches_.begin()->first);
}

int transfers::on_socket(CURL*, curl_socket_t s, int wanted, void* self, void*) noexcept {
    static_cast<transfers*>(self)->watch_socket(s, wanted);
    return 0;
}

int transfers::on_timer(CURLM*, long milliseconds, void* self) noexcept {
    static_cast<transfers*>(self)->wake_after(milliseconds);
    return 0;
}

void transfers::watch_socket(curl_socket_t s, int wanted) {
    if (wanted == CURL_POLL_REMOVE) return forget(s);
    auto& w = watches_[s];
    if (!w) w = std::make_shared<watch>(executor_, s);
    w->wanted = wanted;
    arm(s, w);
}

void transfers::forget(curl_socket_t s) {
    if (auto found = watches_.extract(s); !found.empty()) found.mapped()->fd.release();
}

void transfers::arm(curl_socket_t s, const std::shared_ptr<watch>& w) {
    if (w->wanted & CURL_POLL_IN) wait(s, w, CURL_CSELECT_IN);
    if (w->wanted & CURL_POLL_OUT) wait(s, w, CURL_CSELECT_OUT);
}

void transfers::wait(curl_socket_t s, const std::shared_ptr<watch>& w, int ready) {
    using fd = asio::posix::stream_descriptor;
    const bool in = ready == CURL_CSELECT_IN;
    bool& armed = in ? w->armed_in : w->armed_out;
    if (std::exchange(armed, true)) return;
    w->fd.async_wait(in ? fd::wait_read : fd::wait_write, [self = shared_from_this(), s, w, ready, in](error_code ec) {
        (in ? w->armed_in : w->armed_out) = false;
        auto still_watched = [&] {
            auto found = self->watches_.find(s);
            return found != self->watches_.end() && found->second == w;
        };
        if (ec == asio::error::operation_aborted || !still_watched()) return;
        if (w->wanted & (in ? CURL_POLL_IN : CURL_POLL_OUT)) self->drive(s, ec ? CURL_CSELECT_ERR : ready);
        if (still_watched()) self->arm(s, w);
    });
}

void transfers::wake_after(long milliseconds) {
    if (milliseconds < 0) {
        timer_.cancel();
        return;
    }
    timer_.expires_after(std::chrono::milliseconds(milliseconds));
    timer_.async_wait([self = shared_from_this()](error_code ec) {
        if (!ec) self->drive(CURL_SOCKET_TIMEOUT, 0);
    });
}

void transfers::drive(curl_socket_t s, int events) {
    if (!multi_) return;
    int running = 0, left = 0;
    curl_multi_socket_action(multi_, s, events, &running);
    while (auto* message = curl_multi_info_read(multi_, &left)) {
        if (message->msg != CURLMSG_DONE) continue;
        void* number = nullptr;
        auto verdict = message->data.result;  // the message is gone once the handle is removed
        curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &number);
        end(reinterpret_cast<std::uint64_t>(number), verdict);
    }
}

void set_common(CURL* easy, const char* protocols, const transfer_limits& limits, const std::string& ca_file) {
    curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, protocols);
    curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(limits.connect.count()));
    curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, static_cast<long>(limits.whole.count()));
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    // A transfer that ends while its name is still being looked up leaves the resolver's thread behind, not waited for.
    curl_easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L);
    curl_easy_setopt(easy, CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
    curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 1L);
    curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 2L);
    curl_easy_setopt(easy, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    if (!ca_file.empty()) curl_easy_setopt(easy, CURLOPT_CAINFO, ca_file.c_str());
}

namespace {

std::string host_of(const std::string& url) {
    std::unique_ptr<CURLU, decltype(&curl_url_cleanup)> parsed(curl_url(), &curl_url_cleanup);
    char* host = nullptr;
    if (!parsed || curl_url_set(parsed.get(), CURLUPART_URL, url.c_str(), CURLU_NON_SUPPORT_SCHEME) != CURLUE_OK ||
        curl_url_get(parsed.get(), CURLUPART_HOST, &host, 0) != CURLUE_OK)
        return "(no host)";
    std::string out(host);
    curl_free(host);
    return out;
}

}

std::string said_of(const std::string& url, CURLcode code, const char* error_buffer) {
    constexpr std::size_t longest = 300;
    std::string out = host_of(url) + ": ";
    out += *error_buffer ? error_buffer : curl_easy_strerror(code);
    if (out.size() > longest) out.resize(longest);
    for (auto& c : out)
        if (static_cast<unsigned char>(c) < ' ' || c == 0x7f) c = ' ';
    return out;
}

bool is_about_trust(CURLcode code) {
    switch (code) {
        case CURLE_SSL_CONNECT_ERROR:
        case CURLE_PEER_FAILED_VERIFICATION:
        case CURLE_SSL_CERTPROBLEM:
        case CURLE_SSL_CIPHER:
        case CURLE_SSL_CACERT_BADFILE:
        case CURLE_SSL_ISSUER_ERROR:
        case CURLE_SSL_INVALIDCERTSTATUS:
        case CURLE_SSL_CRL_BADFILE:
        case CURLE_SSL_PINNEDPUBKEYNOTMATCH:
        case CURLE_USE_SSL_FAILED:
        case CURLE_SSL_ENGINE_INITFAILED: return true;
        default: return false;
    }
}

}
