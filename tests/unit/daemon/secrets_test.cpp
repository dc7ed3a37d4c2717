#include "daemon/accounts/secrets.hpp"
#include "tests/unit/storage/store_bench.hpp"

#include <sys/stat.h>
#include <fstream>

namespace otklik::test {
namespace {

using Secrets = StoreTest;

TEST_F(Secrets, AreKeptEncryptedAndComeBack) {
    auto keeper = keep_in_store(one, "adm", key_of("ключ"));
    EXPECT_EQ(run(keeper->fetch("token")), std::nullopt);
    run(keeper->keep("token", "vk2.a.SECRET"));
    EXPECT_EQ(run(keeper->fetch("token")), "vk2.a.SECRET");
    EXPECT_EQ(run(keeper->fetch("tok")), std::nullopt) << "the whole name";
    const auto lies = server->say({"HGET", "otklik:states", "secret:adm:token"}).text();
    EXPECT_FALSE(lies.empty());
    EXPECT_EQ(lies.find("SECRET"), std::string::npos);
    run(keeper->keep("token", "vk2.a.NEWER"));
    EXPECT_EQ(run(keep_in_store(two, "adm", key_of("ключ"))->fetch("token")), "vk2.a.NEWER");
    EXPECT_EQ(run(keep_in_store(two, "other", key_of("ключ"))->fetch("token")), std::nullopt);
}

TEST_F(Secrets, AnotherKeyOpensNothing) {
    run(keep_in_store(one, "adm", key_of("ключ"))->keep("token", "T"));
    EXPECT_EQ(run(keep_in_store(one, "adm", key_of("другой"))->fetch("token")), std::nullopt);
}

TEST(SecretBox, AChangedByteIsNoticed) {
    const auto key = key_of("k");
    auto sealed = encrypted("text", key);
    EXPECT_EQ(decrypted(sealed, key), "text");
    EXPECT_NE(encrypted("text", key), sealed) << "the same text twice tells nothing";
    sealed[30] = sealed[30] == 'A' ? 'B' : 'A';
    EXPECT_EQ(decrypted(sealed, key), std::nullopt);
    EXPECT_EQ(decrypted("", key), std::nullopt);
    EXPECT_EQ(decrypted("не base64", key), std::nullopt);
}

TEST(SecretBox, AKeyFileIsMadeOnceAndForItsOwnerAlone) {
    const auto folder = std::filesystem::temp_directory_path() / ("otklik-key-" + std::to_string(::getpid()));
    std::filesystem::create_directory(folder);
    const auto first = key_in(folder / "secrets.key");
    EXPECT_EQ(key_in(folder / "secrets.key"), first);
    struct stat about {};
    ASSERT_EQ(::stat((folder / "secrets.key").c_str(), &about), 0);
    EXPECT_EQ(about.st_mode & 0777, 0600u);
    std::ofstream(folder / "secrets.key", std::ios::trunc).close();
    EXPECT_THROW(key_in(folder / "secrets.key"), std::system_error);
    std::filesystem::remove_all(folder);
}

}
}
