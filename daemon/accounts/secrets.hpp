// Secrets at rest: what a connector must not forget, such as a token that the network has just changed for another,
// lies in the store encrypted (libsodium's secretbox: XSalsa20 and Poly1305, a random nonce for each record).
#pragma once

#include "connectors/connector.hpp"
#include "storage/store.hpp"

#include <array>
#include <filesystem>
#include <memory>
#include <string>

namespace otklik {

using secret_key = std::array<unsigned char, 32>;

// The key that a line of text stands for: any line, the longer the better; BLAKE2b makes it 32 bytes.
secret_key key_of(std::string_view line);

// The key in `file`, a line of text, made anew (mode 0600) where there is none. Throws std::system_error.
secret_key key_in(const std::filesystem::path& file);

std::string encrypted(std::string_view text, const secret_key& key);
// Nothing where it was encrypted with another key, or changed since.
std::optional<std::string> decrypted(std::string_view sealed, const secret_key& key);

// Keeps secrets of one account as the states "secret:ACCOUNT:NAME".
std::unique_ptr<secret_keeper> keep_in_store(storage::store& store, std::string account, secret_key key);

}
