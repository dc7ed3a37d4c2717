// What `otklikctl check --online` and `otklikctl status` print of an account.
#pragma once

#include "daemon/accounts/report.hpp"
#include "daemon/config.hpp"

#include <string>

namespace otklik::ctl {

// "2026-11-24 14:05", in the administration's zone.
std::string when(moment m, const std::string& zone);

// A table of what the network says on stdout; what is wrong, with what to do, on stderr. True when nothing is.
bool print_check(const account& about, const account_report& known, const std::string& zone);

// What the running service knows of it.
void print_status(const account& about, const account_report& known, const picture_confirmation& confirmed,
                  const std::string& zone, moment now);

}
