#include "connectors/http_client.hpp"

#include "connectors/transfers.hpp"

#include <algorithm>
#include <boost/throw_exception.hpp>
#include <stdexcept>

namespace otklik {

namespace asio = boost::asio;

namespace {

constexpr std::size_t headers_limit = 64 << 10;

bool same_name(std::string_view a, std::string_view b) {
    auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
    return std::ranges::equal(a, b, {}, lower, lower);
}

std::string_view trimmed(std::string_view s) {
    while (!s.empty() && static_cast<unsigned char>(s.front()) <= ' ') s.remove_prefix(1);
    while (!s.empty() && static_cast<unsigned char>(s.back()) <= ' ') s.remove_suffix(1);
    return s;
}

bool on_one_line(std::string_view s) {
    return std::ranges::none_of(s, [](char c) { return c == '\r' || c == '\n' || c == '\0'; });
}

// One request and its reply, in the frame of the coroutine that waits for it; libcurl holds pointers into it.
struct exchange {
    explicit exchange(http_request its) : what(std::move(its)) {}
    ~exchange() { curl_slist_free_all(headers); }
    exchange(const exchange&) = delete;

    http_request what;
    http_reply reply;
    easy_handle easy = make_easy();
    curl_slist* headers = nullptr;
    std::size_t header_bytes = 0;
    int times_sent = 0;
    bool over_limit = false;
    char error[CURL_ERROR_SIZE] = {};
};

// Called once the connection stands, TLS included, and before the first byte of the request: the one moment that
// divides «nothing was sent» from «may have been carried out». libcurl comes here again whenever it sends the request
// once more, which it does by itself when a kept connection turns out to be dead.
int on_sending(void* data, char*, char*, int, int) noexcept {
    auto& x = *static_cast<exchange*>(data);
    if (x.times_sent && x.what.writes) return CURL_PREREQFUNC_ABORT;
    ++x.times_sent;
    return CURL_PREREQFUNC_OK;
}

std::size_t on_body(char* bytes, std::size_t, std::size_t size, void* data) noexcept {
    auto& x = *static_cast<exchange*>(data);
    if (size > x.what.body_limit - x.reply.body.size()) {
        x.over_limit = true;
        return 0;
    }
    x.reply.body.append(bytes, size);
    return size;
}

std::size_t on_header(char* bytes, std::size_t, std::size_t size, void* data) noexcept {
    auto& x = *static_cast<exchange*>(data);
    std::string_view line(bytes, size);
    if ((x.header_bytes += size) > headers_limit) {
        x.over_limit = true;
        return 0;
    }
    if (line.starts_with("HTTP/")) {  // a new reply: after 100 Continue, or after a redirect
        x.reply.headers.clear();
    } else if (auto colon = line.find(':'); colon != line.npos) {
        http_header h{std::string(trimmed(line.substr(0, colon))), std::string(trimmed(line.substr(colon + 1)))};
        x.reply.headers.push_back(std::move(h));
    }
    return size;
}

// Why this request cannot be made at all.
std::optional<std::string> objection(const http_request& what) {
    if (what.method.empty() || !std::ranges::all_of(what.method, [](char c) { return c >= 'A' && c <= 'Z'; }))
        return "the method is no method";
    for (const auto& h : what.headers)
        if (h.name.empty() || !on_one_line(h.name) || !on_one_line(h.value) || h.name.find(':') != h.name.npos)
            return "a header that cannot be sent";
    return {};
}

void set_method_and_body(exchange& x) {
    CURL* easy = x.easy.get();
    if (x.what.method == "HEAD") {
        curl_easy_setopt(easy, CURLOPT_NOBODY, 1L);
    } else if (!x.what.body.empty() || x.what.method == "POST") {
        curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(x.what.body.size()));
        curl_easy_setopt(easy, CURLOPT_POSTFIELDS, x.what.body.c_str());
    }
    if (x.what.method != "GET" && x.what.method != "HEAD" && x.what.method != "POST")
        curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, x.what.method.c_str());
}

void set_headers(exchange& x) {
    auto add = [&](const std::string& line) {
        auto* longer = curl_slist_append(x.headers, line.c_str());
        if (!longer) throw std::bad_alloc();
        x.headers = longer;
    };
    for (const auto& h : x.what.headers) add(h.value.empty() ? h.name + ";" : h.name + ": " + h.value);
    add("Expect:");  // libcurl would wait a second for a 100 that few servers send
    curl_easy_setopt(x.easy.get(), CURLOPT_HTTPHEADER, x.headers);
}

void set_receivers(exchange& x) {
    CURL* easy = x.easy.get();
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, &on_body);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, &x);
    curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, &on_header);
    curl_easy_setopt(easy, CURLOPT_HEADERDATA, &x);
    curl_easy_setopt(easy, CURLOPT_PREREQFUNCTION, &on_sending);
    curl_easy_setopt(easy, CURLOPT_PREREQDATA, &x);
    curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, x.error);
    curl_easy_setopt(easy, CURLOPT_MAXFILESIZE_LARGE, static_cast<curl_off_t>(x.what.body_limit));
}

// libcurl sends a request a second time by itself in two cases: a kept connection was closed before any answer came,
// and an HTTP/2 server refused the stream. A fresh connection without HTTP/2 has neither; on_sending() watches over it.
void set_connection(exchange& x, const http_settings& settings) {
    CURL* easy = x.easy.get();
    curl_easy_setopt(easy, CURLOPT_URL, x.what.url.c_str());
    curl_easy_setopt(easy, CURLOPT_PROXY, settings.proxy.c_str());  // empty: not even the one from the environment
    curl_easy_setopt(easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
    curl_easy_setopt(easy, CURLOPT_USERAGENT, settings.user_agent.c_str());
    curl_easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, "gzip");
    if (x.what.writes) {
        curl_easy_setopt(easy, CURLOPT_FRESH_CONNECT, 1L);
        curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
    }
    const bool follows = x.what.redirects > 0 && !x.what.writes;
    curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, follows ? 1L : 0L);
    curl_easy_setopt(easy, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(easy, CURLOPT_MAXREDIRS, x.what.redirects);
}

http_failure::kind kind_of(CURLcode code, const exchange& x) {
    using kind = http_failure::kind;
    if (x.over_limit || code == CURLE_FILESIZE_EXCEEDED) return kind::too_large;
    if (is_about_trust(code)) return kind::not_trusted;
    switch (code) {
        case CURLE_COULDNT_RESOLVE_HOST:
        case CURLE_COULDNT_RESOLVE_PROXY:
        case CURLE_COULDNT_CONNECT:
        case CURLE_PROXY:
        case CURLE_INTERFACE_FAILED: return kind::not_connected;
        case CURLE_OPERATION_TIMEDOUT: return kind::timed_out;
        case CURLE_URL_MALFORMAT: return kind::misused;
        case CURLE_UNSUPPORTED_PROTOCOL:
            return x.times_sent ? kind::broken : kind::misused;  // the answer's, or the URL's
        default: return kind::broken;
    }
}

http_failure failure_of(std::optional<CURLcode> verdict, const exchange& x) {
    const bool nothing_was_sent = x.times_sent == 0;
    if (!verdict) return {http_failure::kind::cancelled, nothing_was_sent, "cancelled"};
    auto what = kind_of(*verdict, x);
    auto said = said_of(x.what.url, *verdict, x.error);
    if (what == http_failure::kind::too_large)
        said = said_of(x.what.url, *verdict,
                       ("the reply is over its limit of " + std::to_string(x.what.body_limit) +
                        " bytes, or its headers over " + std::to_string(headers_limit))
                           .c_str());
    return {what, nothing_was_sent, std::move(said)};
}

}

std::string_view http_reply::header(std::string_view name) const {
    for (auto h = headers.rbegin(); h != headers.rend(); ++h)
        if (same_name(h->name, name)) return h->value;
    return {};
}

http_client::http_client(asio::any_io_executor executor, http_settings settings)
    : settings_(std::move(settings)), transfers_(std::make_shared<transfers>(executor)) {
    curl_multi_setopt(transfers_->multi(), CURLMOPT_MAXCONNECTS, settings_.connections_kept);
    curl_multi_setopt(transfers_->multi(), CURLMOPT_MAX_HOST_CONNECTIONS, settings_.connections_per_host);
}

http_client::~http_client() {
    transfers_->close();
}

asio::awaitable<http_outcome> http_client::fetch(http_request what) {
    auto shared = transfers_;  // this client may be gone when the wait ends
    exchange x(std::move(what));
    if (auto why = objection(x.what)) co_return http_failure{http_failure::kind::misused, true, *why};
    set_common(x.easy.get(), "http,https", {x.what.connect_limit, x.what.limit}, settings_.ca_file);
    set_connection(x, settings_);
    set_method_and_body(x);
    set_headers(x);
    set_receivers(x);

    auto verdict = co_await shared->run(x.easy.get());
    if (verdict != CURLE_OK) co_return failure_of(verdict, x);
    long status = 0;
    curl_easy_getinfo(x.easy.get(), CURLINFO_RESPONSE_CODE, &status);
    x.reply.status = static_cast<int>(status);
    co_return std::move(x.reply);
}

std::string form_encoded(std::span<const http_header> fields) {
    constexpr char digits[] = "0123456789ABCDEF";
    std::string out;
    auto append = [&](std::string_view s) {
        for (char c : s) {
            auto byte = static_cast<unsigned char>(c);
            const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                               c == '_' || c == '.' || c == '~';
            if (plain)
                out += c;
            else
                out += {'%', digits[byte >> 4], digits[byte & 15]};
        }
    };
    for (const auto& [name, value] : fields) {
        if (!out.empty()) out += '&';
        append(name);
        out += '=';
        append(value);
    }
    return out;
}

void throw_exception_from_error(const http_failure& f, const boost::source_location& where) {
    boost::throw_exception(std::runtime_error(f.said), where);
}

}
