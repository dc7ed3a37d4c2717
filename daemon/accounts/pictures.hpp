// The picture of an account (2.5): fetched from where the network says it is, told apart by its digest, and kept small
// to be shown to the person who confirms it.
#pragma once

#include "connectors/http_client.hpp"

#include <boost/asio/awaitable.hpp>
#include <string>
#include <string_view>

namespace otklik {

inline constexpr std::size_t largest_kept_picture = std::size_t{256} << 10;

struct fetched_picture {
    std::string digest;   // SHA-256, in hexadecimal; empty when there is a trouble
    std::string bytes;    // empty where it is not to be kept: too large, or of a kind that is never shown
    std::string trouble;  // in Russian
};

// By its first bytes: image/png, image/jpeg, image/webp, image/gif; empty for anything else, SVG with its scripts too.
std::string_view picture_type(std::string_view bytes);

std::string sha256_of(std::string_view bytes);

boost::asio::awaitable<fetched_picture> fetch_picture(http_client& http, std::string address);

}
