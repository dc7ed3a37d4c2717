#include "daemon/accounts/secrets.hpp"

#include <sodium.h>
#include <spdlog/spdlog.h>

#include <fcntl.h>
#include <unistd.h>
#include <fstream>
#include <system_error>

namespace otklik {

namespace asio = boost::asio;
namespace fs = std::filesystem;

namespace {

static_assert(std::tuple_size_v<secret_key> == crypto_secretbox_KEYBYTES);
constexpr int variant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;

void ready() {
    if (sodium_init() < 0) throw std::runtime_error("libsodium cannot start: no source of random numbers");
}

const unsigned char* bytes_of(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

std::string base64(std::string_view bytes) {
    std::string out(sodium_base64_encoded_len(bytes.size(), variant), '\0');
    sodium_bin2base64(out.data(), out.size(), bytes_of(bytes), bytes.size(), variant);
    out.pop_back();  // the closing zero
    return out;
}

std::optional<std::string> bytes_in(std::string_view base64) {
    std::string out(base64.size(), '\0');
    std::size_t size = 0;
    if (sodium_base642bin(reinterpret_cast<unsigned char*>(out.data()), out.size(), base64.data(), base64.size(),
                          nullptr, &size, nullptr, variant) != 0)
        return {};
    out.resize(size);
    return out;
}

// Written whole under another name first, so that a crash leaves no half of a key behind.
void make_key(const fs::path& file) {
    std::string random(32, '\0');
    randombytes_buf(random.data(), random.size());
    const auto line = base64(random) + "\n";
    fs::create_directories(file.parent_path());
    const auto draft = file.string() + ".new";
    const int fd = ::open(draft.c_str(), O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0600);
    if (fd < 0) throw std::system_error(errno, std::generic_category(), draft);
    const bool written = ::write(fd, line.data(), line.size()) == static_cast<ssize_t>(line.size()) && ::fsync(fd) == 0;
    const int why = errno;
    ::close(fd);
    if (!written) throw std::system_error(why, std::generic_category(), draft);
    fs::rename(draft, file);
}

class in_store final : public secret_keeper {
public:
    in_store(storage::store& store, std::string account, const secret_key& key)
        : store_(store), prefix_("secret:" + std::move(account) + ":"), key_(key) {}

    asio::awaitable<std::optional<std::string>> fetch(std::string name) override {
        const auto wanted = prefix_ + name;
        for (const auto& [found, record] : co_await store_.states(wanted)) {
            if (found != wanted) continue;
            auto text = decrypted(record, key_);
            if (!text) spdlog::error("{} cannot be decrypted: it was kept with another key", wanted);
            co_return text;
        }
        co_return std::nullopt;
    }

    asio::awaitable<void> keep(std::string name, std::string value) override {
        co_await store_.keep_state(prefix_ + name, encrypted(value, key_));
    }

private:
    storage::store& store_;
    std::string prefix_;
    secret_key key_;
};

}

secret_key key_of(std::string_view line) {
    ready();
    secret_key out;
    crypto_generichash(out.data(), out.size(), bytes_of(line), line.size(), nullptr, 0);
    return out;
}

secret_key key_in(const fs::path& file) {
    ready();
    if (!fs::exists(file)) make_key(file);
    std::ifstream in(file);
    std::string line;
    if (!std::getline(in, line) || line.empty())
        throw std::system_error(std::make_error_code(std::errc::io_error), file.string() + " holds no key");
    return key_of(line);
}

std::string encrypted(std::string_view text, const secret_key& key) {
    ready();
    std::string sealed(crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES + text.size(), '\0');
    auto* nonce = reinterpret_cast<unsigned char*>(sealed.data());
    randombytes_buf(nonce, crypto_secretbox_NONCEBYTES);
    crypto_secretbox_easy(nonce + crypto_secretbox_NONCEBYTES, bytes_of(text), text.size(), nonce, key.data());
    return base64(sealed);
}

std::optional<std::string> decrypted(std::string_view sealed, const secret_key& key) {
    ready();
    constexpr auto head = crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES;
    const auto bytes = bytes_in(sealed);
    if (!bytes || bytes->size() < head) return {};
    std::string text(bytes->size() - head, '\0');
    if (crypto_secretbox_open_easy(reinterpret_cast<unsigned char*>(text.data()),
                                   bytes_of(*bytes) + crypto_secretbox_NONCEBYTES,
                                   bytes->size() - crypto_secretbox_NONCEBYTES, bytes_of(*bytes), key.data()) != 0)
        return {};
    return text;
}

std::unique_ptr<secret_keeper> keep_in_store(storage::store& store, std::string account, secret_key key) {
    return std::make_unique<in_store>(store, std::move(account), key);
}

}
