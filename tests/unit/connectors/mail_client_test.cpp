#include "connectors/mail_client.hpp"

#include "tests/unit/bench.hpp"
#include "tests/unit/connectors/tiny_server.hpp"

#include <gtest/gtest.h>
#include <algorithm>
#include <map>

namespace otklik::test {

using namespace std::chrono_literals;
using kind = mail_failure::kind;

mail a_letter();  // in mail_message_test.cpp

// A mail server that says yes, but for the answers it is given by the first word of a command.
struct mail_script {
    std::map<std::string, std::string> answers;

    void operator()(conversation& c) const {
        c.say("220 test ESMTP\r\n");
        for (std::string line; !(line = c.line()).empty();) {
            const auto word = line.substr(0, line.find_first_of(" :"));
            if (auto found = answers.find(word); found != answers.end()) {
                if (found->second.empty()) return c.hold();
                c.say(found->second + "\r\n");
                continue;
            }
            if (word == "QUIT") return c.say("221 bye\r\n");
            if (word != "DATA") {
                c.say(word == "EHLO" ? "250-test\r\n250 SIZE 1000000\r\n" : "250 ok\r\n");
                continue;
            }
            c.say("354 go on\r\n");
            while ((line = c.line()) != "." && !line.empty()) {
            }
            while (line != ".") line = c.line();  // past the empty line between head and body
            auto end = answers.find(".");
            c.say((end == answers.end() ? "250 taken" : end->second) + "\r\n");
        }
    }
};

struct MailClient : testing::Test {
    bench bench_;
    std::optional<mail_client> client_;

    std::optional<mail_failure> send(tiny_server& server, mail letter, mail_settings settings = {}) {
        if (settings.server.empty()) settings.server = "smtp://127.0.0.1:" + std::to_string(server.port());
        client_.emplace(bench_.io.get_executor(), settings);
        return bench_.finish(client_->send(std::move(letter)));
    }
    static mail_settings plain() {
        mail_settings s;
        s.encryption = starttls::never;
        s.limit = 2s;
        return s;
    }
    void TearDown() override {
        const auto began = std::chrono::steady_clock::now();
        client_.reset();
        EXPECT_LT(bench_.runs_dry_after(5s), 500ms) << "a wait was left armed";
        EXPECT_LT(std::chrono::steady_clock::now() - began, 1s) << "a server that does not answer QUIT holds the loop";
    }
};

TEST_F(MailClient, HandsALetterOver) {
    tiny_server server(mail_script{});
    auto letter = a_letter();
    letter.to.push_back("petrov@adm.example");
    EXPECT_FALSE(send(server, letter, plain()));
    auto lines = server.requests();
    auto has = [&](std::string_view l) {
        return std::ranges::count_if(lines, [&](auto& x) { return x.starts_with(l); });
    };
    EXPECT_EQ(has("MAIL FROM:<otklik@adm.example>"), 1);
    EXPECT_EQ(has("RCPT TO:<ivanova@adm.example>"), 1);
    EXPECT_EQ(has("RCPT TO:<petrov@adm.example>"), 1);
    EXPECT_EQ(has("Subject: =?UTF-8?B?"), 1);
    EXPECT_EQ(has("0JTQvtCx0YDRi9C5INC00LXQvdGMIQ0K"), 1);
}

TEST_F(MailClient, ARefusedRecipientIsARefusal) {
    tiny_server server(mail_script{{{"RCPT", "550 no such user"}}});
    auto f = send(server, a_letter(), plain());
    ASSERT_TRUE(f);
    EXPECT_EQ(f->what, kind::refused);
    EXPECT_EQ(f->smtp_status, 550);
    EXPECT_TRUE(f->nothing_was_sent);
}

TEST_F(MailClient, ANoAfterTheTextIsARefusalToo) {
    tiny_server server(mail_script{{{".", "451 try later"}}});
    auto f = send(server, a_letter(), plain());
    ASSERT_TRUE(f);
    EXPECT_EQ(f->what, kind::refused);
    EXPECT_EQ(f->smtp_status, 451);
}

TEST_F(MailClient, NoEncryptionOfferedIsNoLetterUnlessThatIsAllowed) {
    for (auto encryption : {starttls::always, starttls::when_offered}) {
        tiny_server server(mail_script{});
        auto settings = plain();
        settings.encryption = encryption;
        auto f = send(server, a_letter(), settings);
        if (encryption == starttls::when_offered) {
            EXPECT_FALSE(f);
            continue;
        }
        ASSERT_TRUE(f);
        EXPECT_EQ(f->what, kind::not_trusted);
        EXPECT_TRUE(f->nothing_was_sent);
    }
}

TEST_F(MailClient, AWrongPasswordIsSaidWithoutThePassword) {
    tiny_server server(mail_script{{{"EHLO", "250-test\r\n250 AUTH PLAIN"}, {"AUTH", "535 wrong"}}});
    auto settings = plain();
    settings.user = "otklik", settings.password = "geheimnis";
    auto f = send(server, a_letter(), settings);
    ASSERT_TRUE(f);
    EXPECT_EQ(f->what, kind::login);
    EXPECT_TRUE(f->nothing_was_sent);
    EXPECT_EQ(f->said.find("geheimnis"), f->said.npos);
}

TEST_F(MailClient, APasswordDoesNotLeaveThisMachineInTheClear) {
    tiny_server server(mail_script{});
    for (auto encryption : {starttls::never, starttls::when_offered}) {
        auto settings = plain();
        settings.server = "smtp://mail.example:25";
        settings.encryption = encryption;
        settings.user = "otklik", settings.password = "geheimnis";
        auto f = send(server, a_letter(), settings);
        ASSERT_TRUE(f);
        EXPECT_EQ(f->what, kind::misused);
    }
}

TEST_F(MailClient, AServerThatFallsSilentIsATimeOut) {
    for (const char* at : {"EHLO", "MAIL", "RCPT"}) {
        tiny_server server(mail_script{{{at, ""}}});
        auto settings = plain();
        settings.limit = 300ms;
        auto f = send(server, a_letter(), settings);
        ASSERT_TRUE(f);
        EXPECT_EQ(f->what, kind::unreachable) << at;
        EXPECT_EQ(f->nothing_was_sent, std::string_view(at) == "EHLO");
        client_.reset();
    }
}

TEST_F(MailClient, AServerThatNeverAnswersQuitDoesNotHoldTheLoop) {
    tiny_server server(mail_script{{{"QUIT", ""}}});
    const auto began = std::chrono::steady_clock::now();
    EXPECT_FALSE(send(server, a_letter(), plain()));
    EXPECT_LT(std::chrono::steady_clock::now() - began, 1s);
    EXPECT_FALSE(send(server, a_letter(), plain())) << "and the next letter goes too";
    EXPECT_LT(std::chrono::steady_clock::now() - began, 1s);
}

TEST_F(MailClient, NothingButAServerIsTakenForAServer) {
    tiny_server server(mail_script{});
    for (const char* bad : {"http://127.0.0.1", "127.0.0.1:25", "smtp://127.0.0.1/x\r\nRSET", "smtp://u:p@127.0.0.1"}) {
        auto settings = plain();
        settings.server = bad;
        auto f = send(server, a_letter(), settings);
        ASSERT_TRUE(f) << bad;
        EXPECT_EQ(f->what, kind::misused);
    }
}

}
