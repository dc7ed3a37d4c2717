#include "daemon/web/server.hpp"

#include "daemon/web/files.hpp"

#include <spdlog/spdlog.h>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/url.hpp>

#include <algorithm>
#include <charconv>
#include <sstream>

namespace otklik::web {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using asio::ip::tcp;
using boost::system::error_code;
using std::chrono::seconds;

namespace {

constexpr std::size_t most_connections = 512;
constexpr std::uint64_t longest_body = 256 * 1024;
constexpr std::uint64_t longest_file = 20 * 1024 * 1024;
constexpr std::uint64_t longest_event = 4 * 1024 * 1024;
constexpr std::string_view answered_by_api[] = {"api", "hooks", "files", "healthz", "readyz"};
constexpr seconds request_limit{30};
constexpr seconds feed_pause{20};  // between two signs of life in the live feed

// What every reply carries: the console loads nothing from anywhere else and cannot be framed.
constexpr std::pair<const char*, const char*> safety[] = {
    {"Content-Security-Policy",
     "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; form-action 'self'"},
    {"X-Content-Type-Options", "nosniff"},
    {"Referrer-Policy", "no-referrer"},
};

tcp::endpoint endpoint_of(const std::string& listen) {
    auto colon = listen.rfind(':');
    auto host = listen.substr(0, colon);
    if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
    unsigned short port = 0;
    bool fits = colon != std::string::npos;
    if (fits) {
        auto [end, ec] = std::from_chars(listen.data() + colon + 1, listen.data() + listen.size(), port);
        fits = ec == std::errc{} && end == listen.data() + listen.size();
    }
    error_code ec;
    auto address = asio::ip::make_address(host, ec);
    if (!fits || ec)
        throw std::invalid_argument("[web] listen: должно быть АДРЕС:ПОРТ, например 127.0.0.1:8080, а не " + listen);
    return {address, port};
}

std::string cookie_of(std::string_view header, std::string_view name) {
    while (!header.empty()) {
        auto end = header.find(';');
        auto pair = header.substr(0, end);
        pair.remove_prefix(std::min(pair.find_first_not_of(' '), pair.size()));
        if (pair.starts_with(name) && pair.size() > name.size() && pair[name.size()] == '=')
            return std::string(pair.substr(name.size() + 1));
        header.remove_prefix(end == std::string_view::npos ? header.size() : end + 1);
    }
    return {};
}

using raw_request = http::request<http::string_body>;

bool goes_to(std::string_view target, std::string_view place) {
    return target.starts_with(place) && (target.size() == place.size() || target.find_first_of("/?") != target.npos);
}

std::uint64_t longest_body_for(std::string_view target) {
    if (goes_to(target, "/api/files")) return longest_file;
    if (goes_to(target, "/hooks")) return longest_event;
    return longest_body;
}

// Nothing where the target or the body cannot be understood.
std::optional<request> understood(const raw_request& raw, const std::string& from) {
    auto target = boost::urls::parse_origin_form(raw.target());
    if (!target) return {};
    request out;
    out.method = std::string(raw.method_string());
    for (auto word : target->segments()) out.path.emplace_back(word);
    if (!out.path.empty() && out.path.back().empty()) out.path.pop_back();
    for (auto p : target->params()) out.query[std::string(p.key)] = p.value;
    out.session = cookie_of(raw[http::field::cookie], "otklik_session");
    out.from = from;
    out.from_console = raw["X-Otklik"] == "1";
    out.type = std::string(raw[http::field::content_type]);
    out.signature = std::string(raw["X-Hub-Signature-256"]);
    if (goes_to(raw.target(), "/api/files") || goes_to(raw.target(), "/hooks")) {
        out.raw = raw.body();
    } else if (!raw.body().empty()) {
        auto body = json::parse(raw.body());
        if (!body) return {};
        out.body = std::move(*body);
    }
    return out;
}

const embedded_file* file_at(std::string_view path) {
    auto all = console_files();
    if (path == "/" || path.empty()) path = "/index.html";
    auto it = std::ranges::find(all, path, &embedded_file::path);
    return it == all.end() ? nullptr : &*it;
}

}

server::server(asio::any_io_executor executor, const std::string& listen, api& api, changes& changes)
    : door_(executor), api_(api), changes_(changes) {
    auto where = endpoint_of(listen);
    door_.open(where.protocol());
    door_.set_option(tcp::acceptor::reuse_address(true));
    door_.bind(where);
    door_.listen();
}

std::string server::url() const {
    auto where = door_.local_endpoint();
    std::ostringstream out;
    out << "http://" << where;
    return out.str();
}

asio::awaitable<void> server::work() {
    auto executor = co_await asio::this_coro::executor;
    for (;;) {
        error_code ec;
        auto peer = co_await door_.async_accept(asio::redirect_error(asio::use_awaitable, ec));
        if (ec == asio::error::operation_aborted) throw boost::system::system_error(ec);
        if (ec || open_ >= most_connections) continue;  // the peer is closed by its destructor
        ++open_;
        // A connection owns its socket and ends with it, with a time-out, or with the loop; what it refers to outlives
        // the loop.
        asio::co_spawn(executor, serve(std::move(peer)), [this](std::exception_ptr failed) {
            --open_;
            if (!failed) return;
            try {
                std::rethrow_exception(failed);
            } catch (const boost::system::system_error&) {
                // the other end went away, or took too long
            } catch (const std::exception& e) {
                spdlog::error("web: {}", e.what());
            }
        });
    }
}

// One connection: request after request, until one asks for the live feed or the peer goes.
class server::session {
public:
    session(server& of, tcp::socket peer) : server_(of), stream_(std::move(peer)) {
        error_code ec;
        auto end = stream_.socket().remote_endpoint(ec);
        if (!ec) from_ = end.address().to_string();
    }

    asio::awaitable<void> run() {
        for (bool more = true; more;) {
            http::request_parser<http::string_body> parser;
            parser.header_limit(16 * 1024);
            parser.body_limit(longest_file);
            stream_.expires_after(request_limit);
            error_code ec;
            co_await http::async_read_header(stream_, buffer_, parser, asio::redirect_error(asio::use_awaitable, ec));
            if (ec) co_return;
            parser.body_limit(longest_body_for(parser.get().target()));
            co_await http::async_read(stream_, buffer_, parser, asio::redirect_error(asio::use_awaitable, ec));
            if (ec == http::error::body_limit)
                co_return co_await send(error_reply(413, "too_large", "Слишком длинный запрос"), false, 11);
            if (ec) co_return;
            more = co_await answer(parser.release());
        }
        error_code ignored;
        stream_.socket().shutdown(tcp::socket::shutdown_send, ignored);
    }

private:
    asio::awaitable<bool> answer(raw_request raw) {
        bool keep = raw.keep_alive();
        auto asked = understood(raw, from_);
        if (!asked) {
            co_await send(error_reply(400, "unreadable", "Запрос не разобрать"), keep, raw.version());
            co_return keep;
        }
        bool ours =
            !asked->path.empty() && std::ranges::find(answered_by_api, asked->path[0]) != std::end(answered_by_api);
        if (!ours) {
            co_await send(file_reply(raw), keep, raw.version(), raw.method() == http::verb::head);
        } else if (raw.target() == "/api/changes" && raw.method() == http::verb::get) {
            co_await feed(std::move(*asked), raw.version());
            co_return false;
        } else {
            co_await send(co_await server_.api_.answer(std::move(*asked)), keep, raw.version());
        }
        co_return keep;
    }

    static reply file_reply(const raw_request& raw) {
        std::string_view target = raw.target();
        auto* file = file_at(target.substr(0, target.find_first_of("?#")));
        if (!file || (raw.method() != http::verb::get && raw.method() != http::verb::head))
            return error_reply(404, "not_found", "Такой страницы нет");
        reply out{200, std::string(file->type), std::string(file->body), {}};
        bool hashed = file->path.starts_with("/assets/");
        out.headers.emplace_back("Cache-Control", hashed ? "public, max-age=31536000, immutable" : "no-cache");
        return out;
    }

    asio::awaitable<void> send(reply what, bool keep, unsigned version, bool head_only = false) {
        http::response<http::string_body> out(static_cast<http::status>(what.status), version);
        for (auto [name, value] : safety) out.set(name, value);
        out.set(http::field::content_type, what.type);
        out.set(http::field::cache_control, "no-store");
        for (auto& [name, value] : what.headers) out.set(name, value);
        out.keep_alive(keep);
        out.body() = std::move(what.body);
        out.prepare_payload();
        stream_.expires_after(request_limit);
        if (head_only) {
            http::response_serializer<http::string_body> serializer(out);
            co_await http::async_write_header(stream_, serializer, asio::use_awaitable);
            co_return;
        }
        co_await http::async_write(stream_, out, asio::use_awaitable);
    }

    // Server-sent events, as long as the page listens and its session holds.
    asio::awaitable<void> feed(request asked, unsigned version) {
        auto* who = co_await server_.api_.who(asked.session);
        if (!who) co_return co_await send(error_reply(401, "log_in", "Войдите в систему"), false, version);
        auto listener = server_.changes_.listen(stream_.get_executor());
        http::response<http::empty_body> head(http::status::ok, version);
        for (auto [name, value] : safety) head.set(name, value);
        head.set(http::field::content_type, "text/event-stream");
        head.set(http::field::cache_control, "no-store");
        head.keep_alive(false);
        http::response_serializer<http::empty_body> serializer(head);
        stream_.expires_after(request_limit);
        co_await http::async_write_header(stream_, serializer, asio::use_awaitable);
        co_await write("event: hello\ndata: {}\n\n");
        while (!listener->lost()) {
            auto events = co_await listener->next(feed_pause);
            std::string text;
            for (auto& e : events)
                text +=
                    "event: incident\ndata: " +
                    json::write(json::object{{"id", e.incident}, {"version", e.version}, {"state", name_of(e.state)}}) +
                    "\n\n";
            if (events.empty()) {
                if (!co_await server_.api_.who(asked.session)) co_return;
                text = ": here\n\n";
            }
            co_await write(std::move(text));
        }
    }

    asio::awaitable<void> write(std::string text) {
        stream_.expires_after(request_limit);
        co_await asio::async_write(stream_, asio::buffer(text), asio::use_awaitable);
        stream_.expires_never();
    }

    server& server_;
    beast::tcp_stream stream_;
    beast::flat_buffer buffer_;
    std::string from_;
};

asio::awaitable<void> server::serve(tcp::socket peer) {
    session one(*this, std::move(peer));
    co_await one.run();
}

}
