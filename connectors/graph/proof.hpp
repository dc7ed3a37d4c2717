// What Meta wants calls proven with, and proves its own deliveries with: HMAC-SHA256 under the application's secret.
#pragma once

#include <string>
#include <string_view>

namespace otklik::graph {

// Lower-case hex.
std::string hmac_sha256_hex(std::string_view key, std::string_view message);

// The parameter appsecret_proof of a call that is made with `token`.
std::string appsecret_proof(std::string_view token, std::string_view app_secret);

// Takes as long for texts that differ early as for texts that differ late.
bool are_equal(std::string_view a, std::string_view b);

// Whether the header X-Hub-Signature-256 belongs to the body, byte for byte as it was received.
bool is_signed(std::string_view header, std::string_view body, std::string_view app_secret);

}
