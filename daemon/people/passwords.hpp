// Passwords: Argon2id as libsodium makes it. Slow on purpose; call it from a pool, never from the loop.
#pragma once

#include <string>
#include <string_view>

namespace otklik {

std::string hash_password(std::string_view password);
bool password_fits(std::string_view password, const std::string& hash);

// 32 random bytes, as 43 characters that fit into a cookie; and what is stored of them.
std::string make_secret();
std::string digest_of(std::string_view secret);

}
