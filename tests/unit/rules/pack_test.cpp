#include "rules/pack.hpp"

#include "small_pack.hpp"

#include <gtest/gtest.h>

#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>

namespace otklik::rules {
namespace {

namespace fs = std::filesystem;

// A small whole pack in a folder of its own; a test replaces one file of it.
class Pack : public testing::Test {
protected:
    Pack() {
        fs::create_directories(folder_);
        write("pack.toml", "id = \"p\"\ntitle = \"П\"\nzone = \"Europe/Moscow\"\n[territory]\nours = \"район\"\n");
        write("executors.toml", "[[executors]]\nid = \"roads\"\ntitle = \"Дорожники\"\n");
        write("subjects.toml", "[[subjects]]\nid = \"roads\"\ntitle = \"Дороги\"\nexecutors = [\"roads\"]\n");
        write("rules.toml", rule("query = \"яма\""));
    }

    ~Pack() override { fs::remove_all(folder_); }

    void write(const std::string& name, const std::string& text) { std::ofstream(folder_ / name) << text; }

    static std::string rule(const std::string& lines, const std::string& id = "r") {
        return "[[rules]]\nid = \"" + id + "\"\ntitle = \"Правило\"\nmeans = \"mention\"\n" + lines + "\n";
    }

    loaded load() const { return load_pack(folder_); }

    // Problems as file:line:column, one after another.
    std::string places() const {
        std::string made;
        for (const auto& p : load().problems)
            made += (made.empty() ? "" : " ") + fs::path(p.file).filename().string() + ":" + std::to_string(p.line) +
                    ":" + std::to_string(p.column);
        return made;
    }

    fs::path folder_ = fs::path(testing::TempDir()) / ("otklik_pack_" + std::to_string(getpid()));
};

TEST_F(Pack, IsReadWhole) {
    const auto made = load();
    ASSERT_TRUE(made.ok()) << made.problems.front().text();
    EXPECT_EQ(made.value.zone, "Europe/Moscow");
    ASSERT_EQ(made.value.rules.size(), 1U);
    EXPECT_EQ(made.value.rules[0].means, meaning::mention);
    EXPECT_NE(made.value.find_executor("roads"), nullptr);
}

TEST_F(Pack, AQueryIsWrongAtItsOwnLineAndColumn) {
    write("rules.toml", rule("query = \"\"\"\n# про ямы\n  яма (дорога\n\"\"\""));
    EXPECT_EQ(places(), "rules.toml:7:7");
    write("rules.toml", rule("query = \"\"\"яма (дорога\"\"\""));
    EXPECT_EQ(places(), "rules.toml:5:16");
    write("rules.toml", rule("query = \"яма (дорога\""));
    EXPECT_EQ(places(), "rules.toml:5:14");
    write("rules.toml", rule("query = '''\nяма\n (дорога'''"));
    EXPECT_EQ(places(), "rules.toml:7:2");
}

TEST_F(Pack, EscapesDoNotShiftTheColumn) {
    write("rules.toml", rule("query = \"\\\"глава\\\" \\u044f (яма\""));
    EXPECT_EQ(places(), "rules.toml:5:27");
    write("rules.toml", rule("query = \"\"\"\nяма \\\n    (дорога\"\"\""));
    EXPECT_EQ(places(), "rules.toml:7:5");
}

TEST_F(Pack, WindowsLineEndsDoNotShiftTheLine) {
    write("rules.toml", rule("query = \"\"\"\r\nяма\r\n (дорога\"\"\""));
    EXPECT_EQ(places(), "rules.toml:7:2");
}

TEST_F(Pack, AProblemShowsItsLineAndACaret) {
    write("rules.toml", rule("query = \"\"\"\n\tяма (дорога\n\"\"\""));
    const auto text = load().problems.at(0).text();
    EXPECT_NE(text.find("rules.toml:6:6: Скобка открыта"), std::string::npos) << text;
    EXPECT_NE(text.find("\n  \tяма (дорога\n  \t    ^"), std::string::npos) << text;
}

TEST_F(Pack, OneBrokenRuleHidesNoOther) {
    write("rules.toml",
          rule("query = \"яма (дом\"", "a") + rule("query = \"яма\"", "b") + rule("query = \"дор*\"", "c"));
    EXPECT_EQ(places(), "rules.toml:5:14 rules.toml:15:10");
    ASSERT_EQ(load().value.rules.size(), 1U);
    EXPECT_EQ(load().value.rules[0].id, "b");
}

TEST_F(Pack, UnknownKeysAreProblems) {
    write("rules.toml", rule("query = \"яма\"\nwieght = 2"));
    EXPECT_EQ(places(), "rules.toml:6:1");
    write("rules.toml", rule("query = \"яма\"") + "[[rule]]\nid = \"x\"\n");
    EXPECT_EQ(places().substr(0, 13), "rules.toml:6:");
}

TEST_F(Pack, NamesMustBeKnown) {
    write("rules.toml", rule("query = \"яма @улицы\"\nexecutors = [\"roads\", \"rods\"]"));
    EXPECT_EQ(places(), "rules.toml:5:14 rules.toml:6:23");
    write("rules.toml", rule("query = \"яма\"") + rule("query = \"яма\""));
    EXPECT_EQ(places(), "rules.toml:7:6");
}

TEST_F(Pack, KeysMustMakeSense) {
    write("rules.toml", rule("query = \"яма\"\nsubject = \"roads\""));
    EXPECT_EQ(places(), "rules.toml:6:11");
    write("rules.toml", rule("query = \"яма\"\nground = \"insult\""));
    EXPECT_EQ(places(), "rules.toml:6:10");
    write("rules.toml", rule("query = 5\nweight = -1\nneeds_territory = \"yes\""));
    EXPECT_EQ(places(), "rules.toml:5:9 rules.toml:6:10 rules.toml:7:19");
    write("rules.toml", rule(""));
    EXPECT_EQ(places(), "rules.toml:1:1");
}

TEST_F(Pack, ListsAreReadWithTheirMistakes) {
    write("lists.toml", "[[lists]]\nname = \"улицы\"\nentries = [\n  \"Карла Маркса\",\n  \"яма | дом\",\n]\n");
    EXPECT_EQ(places(), "lists.toml:5:8");
}

TEST_F(Pack, BrokenTomlAndMissingFilesAreTold) {
    write("subjects.toml", "[[subjects]\n");
    fs::remove(folder_ / "executors.toml");
    const auto all = places();
    EXPECT_NE(all.find("executors.toml:0:0"), std::string::npos) << all;
    EXPECT_NE(all.find("subjects.toml:1:"), std::string::npos) << all;
}

TEST_F(Pack, HostileFilesAreOnlyProblems) {
    write("rules.toml", std::string(100'000, '['));
    EXPECT_FALSE(load().ok());
    write("rules.toml", "\xFF\xFE\x00");
    EXPECT_FALSE(load().ok());
    write("rules.toml", rule("query = \"\"\"\n" + std::string(200'000, '(') + "\"\"\""));
    EXPECT_EQ(load().problems.size(), 1U);
    fs::remove(folder_ / "rules.toml");
    fs::create_directory(folder_ / "rules.toml");
    EXPECT_FALSE(load().ok());
}

TEST(ShippedPack, HasNoProblems) {
    const auto made = load_pack(shipped_pack());
    for (const auto& p : made.problems) ADD_FAILURE() << p.text();
    EXPECT_EQ(made.value.executors.size(), 15U);
    EXPECT_GE(made.value.subjects.size(), 25U);
}

TEST(ShippedPack, EverySubjectHasARuleAndEveryExecutorASubject) {
    const auto made = load_pack(shipped_pack()).value;
    for (const auto& subject : made.subjects)
        EXPECT_GT(std::ranges::count(made.rules, subject.id, &rule::subject), 0) << subject.id;
    for (const auto& executor : made.executors)
        EXPECT_TRUE(std::ranges::any_of(made.subjects, [&](const auto& s) {
            return std::ranges::count(s.executors, executor.id) > 0;
        })) << executor.id;
}

}
}
