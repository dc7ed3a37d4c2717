#include "connectors/mail_message.hpp"

#include <gtest/gtest.h>

namespace otklik::test {

mail a_letter() {
    mail m;
    m.from = "otklik@adm.example";
    m.to = {"ivanova@adm.example"};
    m.subject = "Новое сообщение: яма на улице Волгоградской";
    m.text = "Добрый день!\nНовое сообщение.";
    m.message_id = "<d-17.1@adm.example>";
    m.date = from_milliseconds(1'700'000'000'000);
    return m;
}

TEST(MailText, IsALetter) {
    auto text = mail_text(a_letter());
    ASSERT_TRUE(text);
    EXPECT_EQ(*text,
              "Date: Tue, 14 Nov 2023 22:13:20 +0000\r\n"
              "From: otklik@adm.example\r\n"
              "To: ivanova@adm.example\r\n"
              "Subject: =?UTF-8?B?0J3QvtCy0L7QtSDRgdC+0L7QsdGJ0LXQvdC40LU6INGP0Lw=?=\r\n"
              " =?UTF-8?B?0LAg0L3QsCDRg9C70LjRhtC1INCS0L7Qu9Cz0L7Qs9GA0LA=?=\r\n"
              " =?UTF-8?B?0LTRgdC60L7QuQ==?=\r\n"
              "Message-ID: <d-17.1@adm.example>\r\n"
              "Auto-Submitted: auto-generated\r\n"
              "MIME-Version: 1.0\r\n"
              "Content-Type: text/plain; charset=utf-8\r\n"
              "Content-Transfer-Encoding: base64\r\n"
              "\r\n"
              "0JTQvtCx0YDRi9C5INC00LXQvdGMIQ0K0J3QvtCy0L7QtSDRgdC+0L7QsdGJ0LXQvdC40LUu\r\n");
}

TEST(MailText, NoLineIsLongerThanAllowedAndEachEndsWithCrLf) {
    auto m = a_letter();
    m.from_name = "Администрация Ахтубинского муниципального района";
    for (int i = 0; i < 50; ++i) m.subject += " 👍 ёж", m.text += "очень длинная строка ";
    auto text = *mail_text(m);
    for (std::size_t at = 0; at < text.size();) {
        auto end = text.find('\n', at);
        ASSERT_NE(end, text.npos);
        EXPECT_EQ(text[end - 1], '\r');
        EXPECT_LE(end - at, 77u) << text.substr(at, end - at);
        at = end + 1;
    }
}

TEST(MailText, APlainShortSubjectStaysReadable) {
    auto m = a_letter();
    m.subject = "Otklik: test";
    EXPECT_NE(mail_text(m)->find("Subject: Otklik: test\r\n"), std::string::npos);
}

TEST(MailText, ASubjectCannotAddAHeader) {
    auto m = a_letter();
    m.subject = "Hello\r\nBcc: thief@evil.example";
    m.from_name = "A\r\nBcc: thief@evil.example";
    auto text = *mail_text(m);
    EXPECT_EQ(text.find("\nBcc"), text.npos);
}

TEST(MailText, RefusesWhatIsNoAddress) {
    for (const char* bad :
         {"", "ivanova", "@adm.example", "a@", "a b@c.example", "a@b.example>,<c@d.example", "a@b\r\nRCPT TO:<x@y.z>",
          "a@b.example\n", "иванова@adm.example", "a..b@c.example", "\"a\"@b.example"}) {
        EXPECT_FALSE(is_plain_address(bad)) << bad;
        auto m = a_letter();
        m.to.push_back(bad);
        EXPECT_FALSE(mail_text(m)) << bad;
        m = a_letter();
        m.from = bad;
        EXPECT_FALSE(mail_text(m)) << bad;
    }
    EXPECT_TRUE(is_plain_address("i.ivanova+otklik@mail.adm-akhtuba.example"));
    EXPECT_TRUE(is_plain_address("root@localhost"));
}

TEST(MailText, RefusesAMessageIdThatIsNone) {
    for (const char* bad : {"", "a@b", "<a@b", "<a@b>\r\nX: y", "<a b@c>"}) {
        auto m = a_letter();
        m.message_id = bad;
        EXPECT_FALSE(mail_text(m)) << bad;
    }
}

TEST(MailText, MendsInvalidUtf8) {
    auto m = a_letter();
    m.subject = "\xff\xd0";
    m.text = "\xff\n";
    EXPECT_TRUE(mail_text(m));
}

}
