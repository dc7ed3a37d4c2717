#include "daemon/accounts/pictures.hpp"

#include <sodium.h>

#include <array>

namespace otklik {

namespace asio = boost::asio;

namespace {

constexpr std::size_t largest_fetched = std::size_t{8} << 20;

}

std::string_view picture_type(std::string_view bytes) {
    using namespace std::string_view_literals;
    if (bytes.starts_with("\x89PNG\r\n\x1a\n"sv)) return "image/png";
    if (bytes.starts_with("\xff\xd8\xff"sv)) return "image/jpeg";
    if (bytes.starts_with("GIF87a"sv) || bytes.starts_with("GIF89a"sv)) return "image/gif";
    if (bytes.starts_with("RIFF"sv) && bytes.size() >= 12 && bytes.substr(8, 4) == "WEBP"sv) return "image/webp";
    return {};
}

std::string sha256_of(std::string_view bytes) {
    std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
    crypto_hash_sha256(digest.data(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
    std::string out(digest.size() * 2 + 1, '\0');
    sodium_bin2hex(out.data(), out.size(), digest.data(), digest.size());
    out.pop_back();  // the closing zero
    return out;
}

asio::awaitable<fetched_picture> fetch_picture(http_client& http, std::string address) {
    http_request get("GET", std::move(address));
    get.redirects = 3;
    get.limit = std::chrono::seconds{15};
    get.body_limit = largest_fetched;
    auto answer = co_await http.fetch(std::move(get));
    fetched_picture out;
    if (!answer) {
        out.trouble = answer.error().what == http_failure::kind::too_large
                          ? "картинка слишком велика"
                          : "картинку не удалось получить: " + answer.error().said;
    } else if (answer->status != 200 || answer->body.empty()) {
        out.trouble = "картинку не удалось получить: ответ " + std::to_string(answer->status);
    } else {
        out.digest = sha256_of(answer->body);
        if (answer->body.size() <= largest_kept_picture && !picture_type(answer->body).empty())
            out.bytes = std::move(answer->body);
    }
    co_return out;
}

}
