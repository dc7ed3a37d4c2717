// Places where a test may end the daemon as a power cut would. In a build without the control socket they are nothing.
#pragma once

#include <array>
#include <string_view>

namespace otklik {

inline constexpr std::array<std::string_view, 13> crash_points{
    "ingest.before",       "ingest.after",       "intake.before_accept", "intake.after_accept",
    "change.before",       "change.after",       "publish.before_look",  "publish.before_sending",
    "publish.before_call", "publish.after_call", "publish.after_settle", "letter.before_send",
    "letter.after_send"};

#ifdef OTKLIK_CONTROL_SOCKET
void pass_point(std::string_view name);
void die_at(std::string_view name, int nth);
#else
inline void pass_point(std::string_view) {}
#endif

}
