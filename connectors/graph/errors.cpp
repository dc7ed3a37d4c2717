#include "connectors/graph/errors.hpp"

#include <algorithm>
#include <array>

namespace otklik::graph {

namespace {

using namespace std::chrono_literals;
using enum trouble;
using enum proof;
using std::chrono::milliseconds;

constexpr code_row with(int code, int subcode, trouble kind, proof of_write, std::string_view meaning,
                        milliseconds after = 0ms) {
    return {code, code, subcode, subcode, kind, of_write, meaning, after};
}
constexpr code_row with_any_of(int code, int subcode, int last, trouble kind, proof of_write, std::string_view meaning,
                               milliseconds after = 0ms) {
    return {code, code, subcode, last, kind, of_write, meaning, after};
}
constexpr code_row code(int code, trouble kind, proof of_write, std::string_view meaning, milliseconds after = 0ms) {
    return {code, code, 0, most_subcode, kind, of_write, meaning, after};
}
constexpr code_row codes(int code, int last, trouble kind, proof of_write, std::string_view meaning) {
    return {code, last, 0, most_subcode, kind, of_write, meaning, 0ms};
}

// The first row that fits is the one: rows with a subcode stand before those of their code alone.
constexpr std::array table{
    code(0, unreachable, none, "a code nobody knows", 5s),
    with(-2, 2207003, unreachable, none, "Instagram was too slow to fetch the media", 1min),
    with(-2, 2207020, unreachable, none, "the media has run out and must be prepared anew", 1min),
    with(-1, 2207001, unreachable, none, "Instagram failed", 1min),
    with(-1, 2207032, unreachable, none, "the media could not be made", 1min),
    with(-1, 2207053, unreachable, none, "the upload failed", 1min),
    with(1, 2853006, settings, none, "the permission is missing"),
    code(1, unreachable, none, "unknown error", 10s),
    code(2, unreachable, none, "the service is temporarily unavailable", 30s),
    code(3, settings, by_hand, "the application lacks the capability, or there is no such method"),
    with(4, 2207051, braked, none, "Instagram takes it for spam", 1h),
    code(4, throttled, none, "the application's limit is reached", 15min),
    with(9, 2207042, throttled, none, "the day's publications are used up", 1h),
    code(10, settings, by_hand, "the permission was not granted, or has lapsed"),
    code(17, throttled, none, "the user's limit is reached", 15min),
    code(18, throttled, none, "thirty hashtags were searched within seven days", 6h),
    with(24, 2207006, gone, none, "the media is not there"),
    with(24, 2207008, gone, none, "the prepared media has run out"),
    with(25, 2207050, settings, unwritten, "the Instagram account is restricted or disabled"),
    code(32, throttled, none, "the page's limit is reached", 15min),
    with(100, 33, gone, unwritten, "it is not there, or not to be seen with this token"),
    with(100, 2207023, refused, unwritten, "the media type is wrong"),
    with(100, 2207028, refused, unwritten, "the carousel is wrong"),
    with_any_of(100, 2207035, 2207037, refused, unwritten, "a product tag is wrong"),
    with(100, 2207040, refused, unwritten, "too many tags"),
    with_any_of(100, 2018000, 2018999, refused, unwritten, "the message cannot be sent to this person"),
    code(100, refused, unwritten, "a parameter is missing or wrong"),
    with(102, 458, settings, unwritten, "the application was removed"),
    with(102, 459, settings, unwritten, "the person must log in to Facebook and confirm who he is"),
    with(102, 460, settings, unwritten, "the password was changed: a new token is needed"),
    with(102, 463, settings, unwritten, "the token has run out"),
    with(102, 464, settings, unwritten, "the person's account is not confirmed"),
    with(102, 467, settings, unwritten, "the token is not valid"),
    with(102, 492, settings, unwritten, "the person has lost the role on the page"),
    with(102, 2069032, settings, unwritten, "a page's token is needed"),
    code(102, settings, unwritten, "the session is not valid"),
    with(190, 458, settings, unwritten, "the application was removed"),
    with(190, 459, settings, unwritten, "the person must log in to Facebook and confirm who he is"),
    with(190, 460, settings, unwritten, "the password was changed: a new token is needed"),
    with(190, 463, settings, unwritten, "the token has run out"),
    with(190, 464, settings, unwritten, "the person's account is not confirmed"),
    with(190, 467, settings, unwritten, "the token is not valid"),
    with(190, 492, settings, unwritten, "the person has lost the role on the page"),
    with(190, 2069032, settings, unwritten, "a page's token is needed"),
    code(190, settings, unwritten, "the token is not valid"),
    with(200, 2069030, settings, by_hand, "this is not to be had for pages of the new kind"),
    code(210, settings, by_hand, "a page's token is needed"),
    code(230, settings, by_hand, "the permission to write messages is missing"),
    code(283, settings, by_hand, "the permission pages_read_engagement is missing"),
    codes(200, 299, settings, by_hand, "a permission is missing"),
    code(341, throttled, none, "the application's limit is reached", 1h),
    with(352, 2207026, refused, none, "the video is of a kind that is not supported"),
    code(368, braked, none, "blocked for a while, as abusive", 1h),
    code(506, refused, none, "the same was published already"),
    code(551, refused, unwritten, "the person is not to be written to"),
    code(613, throttled, none, "this call's limit is reached", 5min),
    code(803, gone, unwritten, "there is nothing of that name"),
    code(1705, refused, none, "it could not be published"),
    code(2635, settings, unwritten, "the version is too old"),
    with(9004, 2207052, refused, none, "the media could not be fetched from its address"),
    with(9007, 2207027, unreachable, unwritten, "the media is not ready yet", 1min),
    code(10900, refused, none, "a private reply was sent already"),
    code(10903, refused, unwritten,
         "a private reply is not possible: deleted, too old, or the person does not want any"),
    with(36000, 2207004, refused, none, "the picture is too large"),
    with(36001, 2207005, refused, none, "the picture's format is not supported"),
    with(36003, 2207009, refused, none, "the picture is too wide or too narrow"),
    with(36004, 2207010, refused, none, "the caption is too long"),
    code(80001, throttled, none, "the page's limit is reached", 30min),
    code(80002, throttled, none, "the Instagram account's limit is reached", 30min),
    code(80006, throttled, none, "the limit of messages is reached", 30min),
    code(1609005, refused, none, "the link's preview could not be made"),
};

}

const code_row& error_of(std::int64_t code, std::int64_t subcode) {
    const auto found = std::ranges::find_if(table, [&](const code_row& r) {
        return code >= r.code && code <= r.last_code && subcode >= r.subcode && subcode <= r.last_subcode;
    });
    return found == table.end() ? table.front() : *found;
}

std::span<const code_row> all_errors() {
    return table;
}

}
