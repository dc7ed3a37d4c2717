// What OK wants every call signed with: an MD5 over the sorted parameters and a secret.
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace otklik::ok {

// Sorted by the bytes of their names, which is the order they are signed in.
using params = std::map<std::string, std::string>;

std::string md5_hex(std::string_view bytes);

// The secret of a session whose token is known, where the application's own secret is given instead of it.
std::string session_secret(std::string_view access_token, std::string_view application_secret_key);

// `secret`: the session's, or the application's for a call without a session. Names and values are signed as they are,
// not percent-encoded; sig, access_token and session_key are left out.
std::string signature(const params& fields, std::string_view secret);

}
