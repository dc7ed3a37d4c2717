#include "connectors/multipart.hpp"

#include <gtest/gtest.h>

namespace otklik {
namespace {

// What a receiver would read: the parts between the boundaries.
std::vector<std::string> parts_of(const multipart& m) {
    const auto boundary = "--" + m.content_type.substr(m.content_type.find("boundary=") + 9);
    std::vector<std::string> out;
    std::size_t from = 0;
    while (m.body.compare(from, boundary.size(), boundary) == 0) {
        from += boundary.size();
        if (m.body.compare(from, std::string::npos, "--\r\n") == 0) return out;
        const auto end = m.body.find("\r\n" + boundary, from);
        out.push_back(m.body.substr(from + 2, end - from - 2));
        from = end + 2;
    }
    ADD_FAILURE() << "the last boundary is missing";
    return out;
}

TEST(Multipart, CarriesFieldsAndFilesAsTheyAre) {
    const std::string bytes("\0\r\n--\xff", 6);
    const http_header fields[] = {{"caption", "Доброе утро"}};
    const multipart_file files[] = {{"photo", "a.jpg", "image/jpeg", bytes}};
    const auto parts = parts_of(multipart_encoded(fields, files));
    ASSERT_EQ(parts.size(), 2u);
    EXPECT_EQ(parts[0], "Content-Disposition: form-data; name=\"caption\"\r\n\r\nДоброе утро");
    EXPECT_EQ(parts[1],
              "Content-Disposition: form-data; name=\"photo\"; filename=\"a.jpg\"\r\nContent-Type: image/jpeg\r\n\r\n" +
                  bytes);
}

TEST(Multipart, ANameCannotEndItsLine) {
    const multipart_file files[] = {{"photo", "a\"\r\nX: y.jpg", "image/jpeg", "1"}};
    EXPECT_EQ(parts_of(multipart_encoded({}, files))[0],
              "Content-Disposition: form-data; name=\"photo\"; filename=\"a%22%0D%0AX: y.jpg\"\r\nContent-Type: "
              "image/jpeg\r\n\r\n1");
}

}
}
