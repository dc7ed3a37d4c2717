#include "connectors/graph/proof.hpp"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <array>
#include <stdexcept>

namespace otklik::graph {

std::string hmac_sha256_hex(std::string_view key, std::string_view message) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned length = 0;
    const auto* bytes = reinterpret_cast<const unsigned char*>(message.data());
    if (!HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), bytes, message.size(), digest.data(), &length))
        throw std::runtime_error("graph: this OpenSSL makes no HMAC-SHA256, without which Meta is not spoken to");
    constexpr std::string_view digits = "0123456789abcdef";
    std::string out;
    for (unsigned i = 0; i < length; ++i) out += {digits[digest[i] >> 4], digits[digest[i] & 15]};
    return out;
}

std::string appsecret_proof(std::string_view token, std::string_view app_secret) {
    return hmac_sha256_hex(app_secret, token);
}

bool are_equal(std::string_view a, std::string_view b) {
    return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

bool is_signed(std::string_view header, std::string_view body, std::string_view app_secret) {
    constexpr std::string_view algorithm = "sha256=";
    if (app_secret.empty() || !header.starts_with(algorithm)) return false;
    return are_equal(header.substr(algorithm.size()), hmac_sha256_hex(app_secret, body));
}

}
