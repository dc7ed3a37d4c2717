// A letter as RFC 5322 wants it: subject and names in RFC 2047 words, text in base64, no line over 76 bytes.
// No text given here can add a header or a recipient: what is not a plain address is refused, and line breaks in the
// subject become spaces.
#pragma once

#include "storage/values/clock.hpp"

#include <boost/system/result.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace otklik {

struct mail {
    std::string from;             // "otklik@adm.example"
    std::string from_name;        // "Отклик"; may be empty
    std::vector<std::string> to;  // plain addresses
    std::string subject;          // UTF-8
    std::string text;             // UTF-8, any line ends
    std::string message_id;       // "<…@…>", the same for every attempt at the same letter
    moment date{};
};

// An address that can stand in an SMTP command and in a header without quoting: local@domain, ASCII.
bool is_plain_address(std::string_view address);

struct unwritable {
    const char* why;
};

// The whole letter with CRLF line ends, or why it cannot be written.
boost::system::result<std::string, unwritable> mail_text(const mail& letter);

}
