#include "connectors/ok/errors.hpp"

#include <algorithm>
#include <array>

namespace otklik::ok {

namespace {

using namespace std::chrono_literals;
using enum trouble;
using enum proof;

// Ascending by code.
constexpr std::array table{
    error_row{0, unreachable, none, "a code nobody knows", 5s},
    error_row{1, unreachable, none, "unknown error", 10s},
    error_row{2, unreachable, none, "the service is temporarily unavailable", 30s},
    error_row{3, settings, by_hand, "no such method, or it was withdrawn"},
    error_row{4, settings, unwritten, "the request is malformed"},
    error_row{7, braked, none, "the action is blocked for a while", 1h},
    error_row{8, braked, none, "flood control", 10min},
    error_row{9, settings, none, "this address is blocked"},
    error_row{10, settings, by_hand, "the account or the application lacks the right"},
    error_row{11, throttled, none, "the method's limit is reached", 5min},
    error_row{12, unreachable, none, "the call was cancelled", 5s},
    error_row{21, refused, none, "the upload is not multipart"},
    error_row{22, settings, none, "the user must finish the activation"},
    error_row{23, settings, none, "the user is not involved yet"},
    error_row{24, refused, none, "not the owner"},
    error_row{25, settings, none, "the user is not active"},
    error_row{26, throttled, none, "the total limit is reached", 1h},
    error_row{30, refused, none, "the body is too large"},
    error_row{31, unreachable, none, "a time-out inside the network", 10s},
    error_row{50, settings, by_hand, "the account is no administrator of the group"},
    error_row{100, refused, unwritten, "a parameter is missing or wrong"},
    error_row{101, settings, unwritten, "the application key is wrong"},
    error_row{102, settings, unwritten, "the token has run out"},
    error_row{103, settings, unwritten, "the token is not valid"},
    error_row{104, settings, unwritten, "the signature is wrong: token and secret do not belong together"},
    error_row{105, settings, unwritten, "the signature is wrong"},
    error_row{106, gone, unwritten, "no such discussion"},
    error_row{110, refused, unwritten, "the user's id is wrong"},
    error_row{120, refused, none, "the album's id is wrong"},
    error_row{121, refused, none, "the photo's id is wrong"},
    error_row{130, refused, none, "the widget is wrong"},
    error_row{140, refused, none, "the message's id is wrong"},
    error_row{141, gone, unwritten, "no such comment"},
    error_row{150, refused, none, "a parameter of another kind is wrong"},
    error_row{151, refused, none, "a parameter of another kind is wrong"},
    error_row{160, settings, unwritten, "the group's id is wrong"},
    error_row{200, settings, by_hand, "the application was not given this right"},
    error_row{210, settings, unwritten, "the application is switched off"},
    error_row{211, refused, none, "the decision is wrong"},
    error_row{212, refused, none, "a parameter of another kind is wrong"},
    error_row{213, refused, none, "a parameter of another kind is wrong"},
    error_row{214, refused, none, "a parameter of another kind is wrong"},
    error_row{220, refused, none, "an unknown name among the fields"},
    error_row{300, gone, none, "not found"},
    error_row{324, refused, none, "the photo was rejected"},
    error_row{401, settings, none, "wrong login"},
    error_row{402, settings, none, "captcha at the login"},
    error_row{403, settings, none, "a person must confirm the login"},
    error_row{451, settings, unwritten, "the method is for calls without a session"},
    error_row{453, settings, unwritten, "the method needs a session"},
    error_row{454, refused, none, "the word filter rejected the text"},
    error_row{455, refused, by_hand, "only for friends"},
    error_row{456, refused, by_hand, "the group's settings forbid it"},
    error_row{457, settings, unwritten, "not authorised"},
    error_row{458, refused, by_hand, "privacy settings forbid it"},
    error_row{500, refused, none, "the photo was rejected"},
    error_row{501, refused, none, "the photo was rejected"},
    error_row{502, refused, none, "the photo was rejected"},
    error_row{503, refused, none, "the photo was rejected"},
    error_row{504, refused, none, "the photo was rejected"},
    error_row{505, refused, none, "the photo was rejected"},
    error_row{508, refused, none, "the photo was rejected"},
    error_row{511, braked, none, "the spam filter blocked text, link or user", 1h},
    error_row{512, refused, none, "the album belongs to somebody else"},
    error_row{513, refused, none, "the album belongs to somebody else"},
    error_row{514, braked, none, "a person must show that he is one", 1h},
    error_row{600, refused, none, "too many blocks in the topic"},
    error_row{601, refused, none, "the text is too long"},
    error_row{602, refused, none, "a limit of topics or polls"},
    error_row{603, refused, none, "a limit of topics or polls"},
    error_row{604, refused, none, "a limit of topics or polls"},
    error_row{605, refused, none, "a limit of topics or polls"},
    error_row{606, refused, none, "a limit of topics or polls"},
    error_row{607, refused, none, "a link is malformed"},
    error_row{610, refused, none, "a limit of topics or polls"},
    error_row{700, gone, unwritten, "the comment is not there"},
    error_row{701, refused, none, "the author is wrong"},
    error_row{702, gone, unwritten, "the comment was deleted or blocked"},
    error_row{704, refused, none, "too late to edit"},
    error_row{705, gone, none, "no such chat"},
    error_row{706, refused, none, "a message was refused"},
    error_row{707, refused, none, "a message was refused"},
    error_row{708, refused, none, "a message was refused"},
    error_row{709, refused, none, "a message was refused"},
    error_row{800, refused, none, "a widget was refused"},
    error_row{801, refused, none, "a widget was refused"},
    error_row{802, refused, none, "a widget was refused"},
    error_row{900, settings, unwritten, "no such application"},
    error_row{1001, refused, none, "a payment failed"},
    error_row{1003, refused, none, "a payment failed"},
    error_row{1004, refused, none, "a payment failed"},
    error_row{1005, refused, none, "a payment failed"},
    error_row{1101, refused, none, "a present was refused"},
    error_row{1102, refused, none, "a present was refused"},
    error_row{1103, refused, none, "a present was refused"},
    error_row{1200, refused, none, "the batch is malformed"},
    error_row{1300, unreachable, none, "an error inside the platform", 1min},
    error_row{1301, unreachable, none, "an error inside the platform", 1min},
    error_row{1302, unreachable, none, "an error inside the platform", 1min},
    error_row{1400, unreachable, none, "an error inside the platform", 1min},
    error_row{1401, unreachable, none, "an error inside the platform", 1min},
    error_row{2001, refused, none, "a parameter of the bots' API is wrong"},
    error_row{5000, unreachable, none, "an answer inside the network was invalid", 10s},
    error_row{9999, unreachable, none, "a critical error of the network", 5min},
};

static_assert(std::ranges::is_sorted(table, {}, &error_row::code));

}

const error_row& error_of(std::int64_t code) {
    return row_of(table, code);
}

std::span<const error_row> all_errors() {
    return table;
}

}
