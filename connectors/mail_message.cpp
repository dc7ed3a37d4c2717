// date from to subject message-id mime-version content-type … CRLF CRLF base64
#include "connectors/mail_message.hpp"

#include "connectors/utf8.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdio>

namespace otklik {

namespace {

constexpr std::string_view crlf = "\r\n";

std::string base64(std::string_view bytes) {
    constexpr char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string out;
    out.reserve((bytes.size() + 2) / 3 * 4);
    auto byte = [&](std::size_t i) { return i < bytes.size() ? static_cast<std::uint8_t>(bytes[i]) : 0u; };
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        const unsigned three = byte(i) << 16 | byte(i + 1) << 8 | byte(i + 2);
        out += digits[three >> 18];
        out += digits[three >> 12 & 63];
        out += i + 1 < bytes.size() ? digits[three >> 6 & 63] : '=';
        out += i + 2 < bytes.size() ? digits[three & 63] : '=';
    }
    return out;
}

bool is_word_character(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool is_dot_atom(std::string_view s, std::string_view also) {
    if (s.empty() || s.front() == '.' || s.back() == '.' || s.find("..") != s.npos) return false;
    return std::ranges::all_of(s,
                               [&](char c) { return c == '.' || is_word_character(c) || also.find(c) != also.npos; });
}

std::string on_one_line(std::string_view text) {
    auto out = valid_utf8(text);
    for (auto& c : out)
        if (static_cast<unsigned char>(c) < ' ' || c == 0x7f) c = ' ';
    return out;
}

// RFC 2047: words of at most 75 bytes, no character cut in two, each on a line of its own of at most 76.
std::string encoded_words(std::string_view text) {
    constexpr std::size_t bytes_per_word = 36;
    std::string out;
    for (std::size_t from = 0; from < text.size();) {
        auto to = from;
        while (to < text.size() && to + utf8_length(text, to) - from <= bytes_per_word) to += utf8_length(text, to);
        if (!out.empty()) out += "\r\n ";
        out += "=?UTF-8?B?" + base64(text.substr(from, to - from)) + "?=";
        from = to;
    }
    return out;
}

std::string header_text(std::string_view text) {
    constexpr std::size_t short_enough = 60;
    auto line = on_one_line(text);
    const bool plain = line.size() <= short_enough && line.find("=?") == line.npos &&
                       std::ranges::all_of(line, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    return plain ? line : encoded_words(line);
}

std::string date_text(moment when) {
    using namespace std::chrono;
    constexpr const char* days[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    constexpr const char* months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto day = floor<std::chrono::days>(when);
    const year_month_day date{day};
    const hh_mm_ss time{floor<seconds>(when - day)};
    char out[64];
    std::snprintf(out, sizeof out, "%s, %02u %s %04d %02d:%02d:%02d +0000", days[weekday{day}.c_encoding()],
                  static_cast<unsigned>(date.day()), months[static_cast<unsigned>(date.month()) - 1],
                  static_cast<int>(date.year()), static_cast<int>(time.hours().count()),
                  static_cast<int>(time.minutes().count()), static_cast<int>(time.seconds().count()));
    return out;
}

std::string body_text(std::string_view text) {
    constexpr std::size_t line_length = 76;
    std::string with_crlf;
    const auto valid = valid_utf8(text);
    for (std::size_t i = 0; i < valid.size(); ++i) {
        if (valid[i] == '\r' && i + 1 < valid.size() && valid[i + 1] == '\n') continue;
        if (valid[i] == '\n' || valid[i] == '\r')
            with_crlf += crlf;
        else
            with_crlf += valid[i];
    }
    const auto encoded = base64(with_crlf);
    std::string out;
    for (std::size_t i = 0; i < encoded.size(); i += line_length) out.append(encoded, i, line_length).append(crlf);
    return out;
}

bool is_message_id(std::string_view id) {
    if (id.size() < 5 || id.front() != '<' || id.back() != '>') return false;
    return is_plain_address(id.substr(1, id.size() - 2));
}

}

bool is_plain_address(std::string_view address) {
    const auto at = address.find('@');
    if (at == address.npos || at > 64 || address.size() > 254) return false;
    return is_dot_atom(address.substr(0, at), "!#$%&'*+-/=?^_`{|}~") && is_dot_atom(address.substr(at + 1), "-");
}

boost::system::result<std::string, unwritable> mail_text(const mail& letter) {
    if (!is_plain_address(letter.from)) return unwritable{"the sender is not a plain address"};
    if (letter.to.empty()) return unwritable{"nobody to send to"};
    for (const auto& one : letter.to)
        if (!is_plain_address(one)) return unwritable{"a recipient is not a plain address"};
    if (!is_message_id(letter.message_id)) return unwritable{"the message id is not of the form <local@domain>"};

    std::string out;
    auto header = [&](std::string_view name, std::string_view value) {
        out.append(name).append(": ").append(value).append(crlf);
    };
    header("Date", date_text(letter.date));
    header("From", letter.from_name.empty()
                       ? letter.from
                       : encoded_words(on_one_line(letter.from_name)) + "\r\n <" + letter.from + ">");
    std::string to;
    for (const auto& one : letter.to) to += (to.empty() ? "" : ",\r\n ") + one;
    header("To", to);
    header("Subject", header_text(letter.subject));
    header("Message-ID", letter.message_id);
    header("Auto-Submitted", "auto-generated");  // nobody's holiday reply should come back
    header("MIME-Version", "1.0");
    header("Content-Type", "text/plain; charset=utf-8");
    header("Content-Transfer-Encoding", "base64");
    out.append(crlf).append(body_text(letter.text));
    return out;
}

}
