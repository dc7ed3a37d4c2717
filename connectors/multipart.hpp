// Bodies of multipart/form-data (RFC 7578): fields and files in one request, as uploads want them.
#pragma once

#include "connectors/http_client.hpp"

#include <span>
#include <string>
#include <string_view>

namespace otklik {

struct multipart_file {
    std::string field, name, type;  // "photo", "schedule.jpg", "image/jpeg"
    std::string_view bytes;         // outlives the call
};

struct multipart {
    std::string content_type;  // with the boundary, for the header
    std::string body;
};

// The boundary is drawn anew until no part holds it. Quotes and line ends in names are percent-encoded, as browsers do.
multipart multipart_encoded(std::span<const http_header> fields, std::span<const multipart_file> files);

}
