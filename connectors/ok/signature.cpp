#include "connectors/ok/signature.hpp"

#include <openssl/evp.h>
#include <algorithm>
#include <array>
#include <stdexcept>

namespace otklik::ok {

namespace {

constexpr std::array<std::string_view, 3> unsigned_names{"access_token", "session_key", "sig"};

}

std::string md5_hex(std::string_view bytes) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned length = 0;
    if (EVP_Digest(bytes.data(), bytes.size(), digest.data(), &length, EVP_md5(), nullptr) != 1)
        throw std::runtime_error("ok: this OpenSSL does not allow MD5, without which no call of OK can be signed");
    constexpr std::string_view digits = "0123456789abcdef";
    std::string out;
    for (unsigned i = 0; i < length; ++i) out += {digits[digest[i] >> 4], digits[digest[i] & 15]};
    return out;
}

std::string session_secret(std::string_view access_token, std::string_view application_secret_key) {
    return md5_hex(std::string(access_token).append(application_secret_key));
}

std::string signature(const params& fields, std::string_view secret) {
    std::string all;
    for (const auto& [name, value] : fields)
        if (std::ranges::find(unsigned_names, name) == unsigned_names.end()) all += name + "=" + value;
    return md5_hex(all.append(secret));
}

}
