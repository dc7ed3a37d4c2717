#include "rules/scan.hpp"

#include "small_pack.hpp"

#include <gtest/gtest.h>

#include <sstream>
#include <string>

namespace otklik::rules {
namespace {

// {"text":"…"} without escapes is all the JSON these tests need.
std::optional<std::string> simple_json(std::string_view line, std::string& error) {
    constexpr std::string_view head = "{\"text\":\"";
    if (line.starts_with(head) && line.ends_with("\"}"))
        return std::string(line.substr(head.size(), line.size() - head.size() - 2));
    error = "не JSON";
    return {};
}

// Records as number@line=text, errors as !line, in order.
std::string scanned_as(const std::string& file) {
    std::istringstream in(file);
    std::string made;
    const auto add = [&](const std::string& one) { made += (made.empty() ? "" : ";") + one; };
    scan(
        in, simple_json,
        [&](const record& r) { add(std::to_string(r.number) + "@" + std::to_string(r.line) + "=" + r.text); },
        [&](const scan_error& e) { add("!" + std::to_string(e.line)); });
    return made;
}

TEST(Scan, ReadsCsv) {
    EXPECT_EQ(scanned_as("id,text\n1,яма\n2,\"a, \"\"b\"\"\"\n"), "1@2=яма;2@3=a, \"b\"");
    EXPECT_EQ(scanned_as("text\r\nяма\r\nдом"), "1@2=яма;2@3=дом");
}

TEST(Scan, ReadsLinesInsideQuotes) {
    EXPECT_EQ(scanned_as("text,n\n\"a\nb\",1\nc,2\n"), "1@2=a\nb;2@4=c");
}

TEST(Scan, PassesAByteOrderMarkAndEmptyLines) {
    EXPECT_EQ(scanned_as("\xEF\xBB\xBFtext,n\nяма,1\n\nдом,2\n"), "1@2=яма;2@4=дом");
}

TEST(Scan, AMalformedRecordStopsNothing) {
    EXPECT_EQ(scanned_as("id,text\n1,a,b\n2,b\n3\n4,\"d\"x\n5,e\n"), "!2;1@3=b;!4;!5;2@6=e");
    EXPECT_EQ(scanned_as("id,text\n1,a \"b\" c\n2,b\n"), "!2;1@3=b");
}

TEST(Scan, AnUnclosedQuoteSpoilsOnlyItsLine) {
    EXPECT_EQ(scanned_as("id,text\n1,\"a\n2,b\n3,c\n"), "!2;1@3=b;2@4=c");
}

TEST(Scan, SaysWhenThereIsNoColumn) {
    EXPECT_EQ(scanned_as("id,message\n1,a\n"), "!1");
    EXPECT_EQ(scanned_as(""), "");
    EXPECT_EQ(scanned_as("\n\n"), "");
}

TEST(Scan, ReadsJsonLines) {
    EXPECT_EQ(scanned_as("{\"text\":\"яма\"}\n\n{broken\n{\"text\":\"дом\"}"), "1@1=яма;!3;2@4=дом");
}

TEST(Explain, TellsAPersonWhatWasFound) {
    const engine by(load_pack(shipped_pack()).value);
    input in;
    in.text = "Ямы на дороге в Батаевке, когда починят?";
    const auto lines = explain(by.apply(in), in.text, by.rules());
    EXPECT_NE(lines.find("Принято. Тема «Дороги и тротуары», место: «Батаевке»"), std::string::npos) << lines;
    EXPECT_NE(lines.find("Правило roads (тема): Дороги: беда названа — «Ямы», «дороге»"), std::string::npos) << lines;
    EXPECT_NE(lines.find("Исполнитель: Управление жилищно-коммунального хозяйства"), std::string::npos) << lines;
}

}
}
