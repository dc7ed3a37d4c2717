#include "storage/redis_address.hpp"

#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>
#include <charconv>
#include <stdexcept>

namespace otklik::storage {

namespace {

constexpr auto wanted =
    "the address of Redis must read redis://[[user]:password@]host[:port][/database] or unix:///path/of/socket";

int number_in_url(std::string_view text, int highest, const char* what) {
    int n = 0;
    auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), n);
    if (ec != std::errc{} || end != text.data() + text.size() || n < 0 || n > highest)
        throw std::invalid_argument(std::string(wanted) + ": the " + what + " must be a number up to " +
                                    std::to_string(highest));
    return n;
}

}

redis_address parse_redis_address(std::string_view text) {
    redis_address out;
    // The path of a socket is taken as it stands: it may well have spaces or Russian letters in it.
    if (text.starts_with("unix://")) {
        out.socket = std::string(text.substr(7));
        if (out.socket.size() < 2 || out.socket.front() != '/') throw std::invalid_argument(wanted);
        return out;
    }
    auto parsed = boost::urls::parse_uri({text.data(), text.size()});
    if (!parsed) throw std::invalid_argument(wanted);
    const auto& url = *parsed;
    const std::string scheme(url.scheme());
    if (scheme == "rediss")
        throw std::invalid_argument("rediss:// is not possible: put a TLS tunnel before Redis, or use a unix socket");
    if (scheme != "redis" || url.encoded_host().empty()) throw std::invalid_argument(wanted);
    out.host = std::string(url.host_address());
    if (url.has_port()) out.port = number_in_url(std::string(url.port()), 65535, "port");
    if (out.port == 0) throw std::invalid_argument(std::string(wanted) + ": the port must not be 0");
    out.user = std::string(url.user());
    out.password = std::string(url.password());
    const std::string path(url.path());
    if (path.size() > 1) out.database = number_in_url(std::string_view(path).substr(1), 1'000'000, "database");
    return out;
}

std::string redis_address::shown() const {
    if (!socket.empty()) return "unix://" + socket;
    auto name = host.find(':') == std::string::npos ? host : "[" + host + "]";
    return "redis://" + name + ":" + std::to_string(port) + "/" + std::to_string(database);
}

std::string redis_address::cli() const {
    std::string out = "redis-cli";
    out += socket.empty() ? " -h " + host + " -p " + std::to_string(port) : " -s " + socket;
    if (!user.empty()) out += " --user " + user;
    if (!password.empty()) out += " --askpass";
    return out;
}

}
