#include "connectors/vk/errors.hpp"

#include <algorithm>
#include <array>

namespace otklik::vk {

namespace {

using namespace std::chrono_literals;
using enum trouble;
using enum proof;

// Ascending by code.
constexpr std::array table{
    error_row{0, unreachable, none, "a code nobody knows", 5s},
    error_row{1, unreachable, none, "unknown error", 5s},
    error_row{2, settings, unwritten, "the application is switched off"},
    error_row{3, settings, unwritten, "unknown method, or not for this application"},
    error_row{4, settings, unwritten, "wrong signature"},
    error_row{5, settings, unwritten, "the token is not valid any more"},
    error_row{6, throttled, none, "too many requests per second", 1200ms},
    error_row{7, settings, unwritten, "the token lacks a right"},
    error_row{8, settings, unwritten, "the request is malformed"},
    error_row{9, braked, none, "flood control", 1h},
    error_row{10, unreachable, none, "internal error of the network", 5s},
    error_row{11, settings, none, "the application is in test mode"},
    error_row{12, settings, none, "execute does not compile"},
    error_row{13, settings, none, "execute failed while running"},
    error_row{14, braked, none, "captcha: a person must show that he is one", 1h},
    error_row{15, refused, by_hand, "access denied"},
    error_row{16, settings, unwritten, "https is required"},
    error_row{17, settings, none, "validation is required"},
    error_row{18, gone, none, "the user is deleted or banned"},
    error_row{19, refused, none, "the content is blocked"},
    error_row{20, settings, by_hand, "not for this kind of application"},
    error_row{21, settings, by_hand, "only for other kinds of applications"},
    error_row{22, unreachable, none, "the upload failed", 5s},
    error_row{23, refused, unwritten, "the method is switched off"},
    error_row{24, settings, none, "confirmation is required"},
    error_row{25, settings, none, "the token must be confirmed"},
    error_row{27, settings, by_hand, "not with a community token"},
    error_row{28, settings, by_hand, "not with a service token"},
    error_row{29, throttled, none, "the method's quota is used up", 1h},
    error_row{30, refused, by_hand, "the profile is private"},
    error_row{32, throttled, none, "asked to wait", 5s},
    error_row{33, refused, none, "not implemented"},
    error_row{34, unreachable, none, "the client is out of date"},
    error_row{35, unreachable, none, "the user was not found in time", 5s},
    error_row{36, unreachable, none, "the method ran too long", 5s},
    error_row{37, settings, unwritten, "the user is banned"},
    error_row{38, settings, unwritten, "unknown application"},
    error_row{39, gone, none, "unknown user"},
    error_row{40, gone, none, "unknown community"},
    error_row{41, settings, none, "additional sign-up is required"},
    error_row{42, settings, unwritten, "not from this address"},
    error_row{43, throttled, none, "the section is temporarily unavailable", 1min},
    error_row{100, refused, unwritten, "a parameter is missing or wrong"},
    error_row{101, settings, unwritten, "the application id is wrong"},
    error_row{103, refused, none, "out of limits"},
    error_row{104, gone, none, "not found"},
    error_row{113, gone, unwritten, "no such user"},
    error_row{114, refused, none, "wrong album"},
    error_row{118, refused, none, "wrong server"},
    error_row{121, refused, none, "wrong hash"},
    error_row{125, gone, unwritten, "no such community"},
    error_row{150, refused, none, "wrong time stamp"},
    error_row{183, refused, unwritten, "no access to the comment"},
    error_row{200, refused, unwritten, "no access to the album"},
    error_row{201, refused, none, "no access to the audio"},
    error_row{203, refused, by_hand, "no access to the community"},
    error_row{204, refused, unwritten, "no access to the video"},
    error_row{210, refused, unwritten, "no access to the post"},
    error_row{211, refused, unwritten, "no access to the comment"},
    error_row{212, refused, unwritten, "comments are closed"},
    error_row{213, refused, unwritten, "no reply may be added: closed, or the author has blocked the community"},
    error_row{214, throttled, none, "no post may be added now", 1h},
    error_row{219, throttled, none, "an advertisement was added a short while ago", 1h},
    error_row{220, throttled, none, "too many recipients", 1h},
    error_row{222, refused, unwritten, "links are forbidden here"},
    error_row{223, braked, none, "too many replies", 1h},
    error_row{224, throttled, none, "too many advertisements", 1h},
    error_row{225, refused, none, "donations are switched off"},
    error_row{243, refused, none, "the comment is not deleted"},
    error_row{300, refused, none, "the album is full"},
    error_row{500, settings, none, "votes are needed"},
    error_row{600, settings, none, "no right over advertisements"},
    error_row{603, unreachable, none, "the advertising office failed", 1min},
    error_row{703, settings, none, "a second factor is required"},
    error_row{801, refused, unwritten, "comments of the video are closed"},
    error_row{900, refused, unwritten, "the user has blocked the community"},
    error_row{901, refused, unwritten, "the user has not allowed messages"},
    error_row{902, refused, unwritten, "the user's privacy settings forbid it"},
    error_row{911, refused, none, "the keyboard is malformed"},
    error_row{912, settings, none, "the chat bot feature is switched off"},
    error_row{914, refused, unwritten, "the message is too long"},
    error_row{917, refused, none, "no access to the chat"},
    error_row{921, refused, none, "the message cannot be forwarded"},
    error_row{922, refused, none, "the user has left the chat"},
    error_row{936, gone, none, "no such contact"},
    error_row{940, refused, none, "too many posts in the message"},
    error_row{945, refused, none, "the chat is switched off"},
    error_row{950, refused, unwritten, "too late to reply"},
    error_row{985, refused, none, "the community only takes notifications"},
    error_row{987, refused, none, "a request to write is needed first"},
    error_row{988, refused, none, "the request to write is not answered yet"},
    error_row{990, refused, none, "what the device knows is out of date"},
    error_row{1009, refused, none, "unknown reaction"},
    error_row{1010, refused, none, "the reaction is switched off"},
    error_row{1011, refused, none, "too many reactions"},
    error_row{1012, refused, none, "writing is switched off in this chat"},
    error_row{1051, settings, by_hand, "not for this kind of profile: a token of another family"},
    error_row{1114, settings, unwritten, "the anonymous token has run out"},
    error_row{1116, settings, unwritten, "the anonymous token is not valid"},
    error_row{1117, settings, unwritten, "the token has run out"},
    error_row{1118, settings, unwritten, "the anonymous token's address is wrong"},
    error_row{3300, settings, none, "a captcha of another kind is required"},
    error_row{3301, settings, none, "the telephone must be confirmed"},
    error_row{3302, settings, none, "the password must be confirmed"},
    error_row{3303, settings, none, "the one-time password must be confirmed"},
    error_row{3304, settings, none, "the e-mail must be confirmed"},
    error_row{3305, settings, none, "the votes must be confirmed"},
    error_row{3609, settings, none, "the token must be extended"},
    error_row{3610, settings, unwritten, "the user is deactivated"},
    error_row{3611, settings, none, "the service is deactivated for the user"},
    error_row{9999, settings, unwritten, "not with this HTTP method"},
    error_row{11500, settings, none, "the user must confirm the action"},
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
