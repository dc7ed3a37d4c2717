#include "daemon/config.hpp"
#include "rules/pack.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <unistd.h>
#include <filesystem>
#include <fstream>

namespace otklik {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;

struct Config : testing::Test {
    fs::path folder = fs::temp_directory_path() / ("otklik-config-" + std::to_string(::getpid()));

    Config() {
        fs::create_directories(folder / "pack");
        write("hash", "$argon2id$…\n");
        write("token", "secret-token\n");
    }
    ~Config() override { fs::remove_all(folder); }

    void write(const std::string& name, const std::string& text) { std::ofstream(folder / name) << text; }

    static std::string whole() {
        return "[storage]\ndirectory = \"state\"\n"
               "[rules]\npack = \"pack\"\n"
               "[[account]]\nid = \"vk\"\nnetwork = \"vk\"\ncommunity = \"55\"\nservice_token_file = \"token\"\n"
               "[[source]]\nid = \"wall\"\naccount = \"vk\"\nkind = \"wall\"\ntarget = \"-55\"\n"
               "[[person]]\nlogin = \"c\"\nname = \"К\"\nrole = \"coordinator\"\npassword_hash_file = \"hash\"\n";
    }

    read_config load(const std::string& text) {
        write("otklik.toml", text);
        return load_config(folder / "otklik.toml");
    }

    // The only problem of a whole configuration with `line` added; "" when there is none or more than one.
    std::string problem(const std::string& text) {
        auto read = load(text);
        if (read.problems.size() != 1) return std::to_string(read.problems.size()) + " problems";
        return read.problems[0].where.substr(folder.string().size() + 1) + ": " + read.problems[0].what;
    }
};

TEST_F(Config, ReadsAWholeOne) {
    auto read = load(whole());
    for (auto& p : read.problems) ADD_FAILURE() << p.where << ": " << p.what;
    EXPECT_EQ(read.value.directory, folder / "state");
    ASSERT_EQ(read.value.accounts.size(), 1u);
    EXPECT_EQ(read.value.accounts[0].options.at("service_token"), "secret-token");
    EXPECT_EQ(read.value.sources[0].every, std::chrono::minutes{2});
    EXPECT_EQ(read.value.people[0].is, role::coordinator);
}

TEST_F(Config, PointsAtAnUnknownKey) {
    EXPECT_THAT(problem("[web]\nlisten = \"127.0.0.1:0\"\nlsten = 5\n" + whole()),
                HasSubstr("otklik.toml:3:1: неизвестный ключ «lsten» в [web]"));
}
TEST_F(Config, PointsAtAnUnknownSection) {
    EXPECT_THAT(problem(whole() + "[wbe]\nlisten = \"x\"\n"), HasSubstr("неизвестный раздел «wbe»"));
}
TEST_F(Config, PointsAtAValueOfTheWrongKind) {
    EXPECT_THAT(problem("[web]\nlisten = 8080\n" + whole()), HasSubstr("otklik.toml:2:10: listen: должна быть строка"));
}
TEST_F(Config, PointsAtBrokenToml) {
    EXPECT_THAT(problem("[web\n"), HasSubstr("otklik.toml:1:"));
}
TEST_F(Config, NamesASecretThatCannotBeRead) {
    auto text = whole();
    text.replace(text.find("\"token\""), 7, "\"tokin\"");
    EXPECT_THAT(problem(text), HasSubstr("не читается файл " + (folder / "tokin").string()));
}
TEST_F(Config, RefusesASourceOfAnUnknownAccount) {
    auto text = whole();
    text.replace(text.find("account = \"vk\""), 14, "account = \"ok\"");
    EXPECT_THAT(problem(text), HasSubstr("нет аккаунта с id «ok»"));
}
TEST_F(Config, TellsAnUnknownNetworkOnceAndNothingThatFollowsFromIt) {
    auto text = whole();
    text.replace(text.find("network = \"vk\""), 14, "network = \"qq\"");
    EXPECT_THAT(problem(text), HasSubstr("otklik.toml:7:11: network: нет такой сети: «qq»"));
}
TEST_F(Config, PointsAtTheSecondOfAName) {
    EXPECT_THAT(
        problem(whole() + "[[person]]\nlogin = \"c\"\nname = \"Д\"\nrole = \"head\"\npassword_hash_file = \"hash\"\n"),
        HasSubstr("otklik.toml:21:9: login: «c» указан дважды"));
    EXPECT_THAT(problem(whole() + "[[source]]\nid = \"wall\"\naccount = \"vk\"\nkind = \"wall\"\ntarget = \"-5\"\n"),
                HasSubstr("otklik.toml:21:6: id: «wall» указан дважды"));
}
TEST_F(Config, NamesAPackThatIsNotThere) {
    fs::remove(folder / "pack");
    EXPECT_THAT(problem(whole()), HasSubstr("otklik.toml:4:8: pack: нет папки " + (folder / "pack").string()));
}
TEST_F(Config, PointsAtAUnitThatThePackDoesNotKnow) {
    auto read = load(whole() +
                     "[[person]]\nlogin = \"e\"\nname = \"Е\"\nrole = \"executor\"\nexecutor = \"moon\"\n"
                     "password_hash_file = \"hash\"\n");
    auto found = unknown_units(read.value, {});
    ASSERT_EQ(found.size(), 1u);
    EXPECT_THAT(found[0].where, testing::EndsWith("otklik.toml:24:12"));
    EXPECT_THAT(found[0].what, HasSubstr("«moon»"));
}
TEST_F(Config, RefusesALeaseShorterThanARequest) {
    EXPECT_THAT(problem("[publishing]\nlease = \"20s\"\ntimeout = \"30s\"\n" + whole()),
                HasSubstr("otklik.toml:2:9: lease"));
}
TEST_F(Config, NeedsACoordinator) {
    auto text = whole();
    text.replace(text.find("coordinator"), 11, "head");
    EXPECT_THAT(problem(text), HasSubstr("нет координатора"));
}
TEST_F(Config, TellsAllProblemsAtOnce) {
    EXPECT_EQ(load("[web]\na = 1\nb = 2\n" + whole() + "[nothing]\n").problems.size(), 3u);
}
TEST_F(Config, TheExampleHasNoUnknownKeys) {
    std::ifstream in(std::string(OTKLIK_SOURCE_DIR) + "/deploy/otklik.toml");
    std::string text{std::istreambuf_iterator<char>(in), {}};
    auto pack = text.find("\npack = ") + 1;
    text.replace(pack, text.find('\n', pack) - pack, "pack = \"pack\"");
    for (auto secret : {"vk-service-token", "vk-community-token", "coordinator-password", "zhkh-password"})
        write(secret, "x\n");
    for (auto& p : load(text).problems) ADD_FAILURE() << p.where << ": " << p.what;
}

}
}
