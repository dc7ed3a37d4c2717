#include "connectors/multipart.hpp"

#include <algorithm>
#include <random>

namespace otklik {

namespace {

std::string quoted(std::string_view name) {
    std::string out;
    for (char c : name)
        if (c == '"')
            out += "%22";
        else if (c == '\r')
            out += "%0D";
        else if (c == '\n')
            out += "%0A";
        else
            out += c;
    return '"' + out + '"';
}

std::string unused_boundary(std::span<const http_header> fields, std::span<const multipart_file> files) {
    static constexpr std::string_view letters = "0123456789abcdefghijklmnopqrstuvwxyz";
    std::random_device random;
    std::uniform_int_distribution<std::size_t> letter(0, letters.size() - 1);
    for (;;) {
        std::string out = "otklik-";
        for (int i = 0; i < 24; ++i) out += letters[letter(random)];
        auto holds = [&](std::string_view text) { return text.find(out) != std::string_view::npos; };
        if (std::ranges::none_of(fields, [&](auto& f) { return holds(f.value); }) &&
            std::ranges::none_of(files, [&](auto& f) { return holds(f.bytes); }))
            return out;
    }
}

}

multipart multipart_encoded(std::span<const http_header> fields, std::span<const multipart_file> files) {
    const auto boundary = unused_boundary(fields, files);
    multipart out{"multipart/form-data; boundary=" + boundary, {}};
    auto part = [&](const std::string& head, std::string_view content) {
        out.body += "--" + boundary + "\r\nContent-Disposition: form-data; " + head + "\r\n\r\n";
        out.body += content;
        out.body += "\r\n";
    };
    for (const auto& f : fields) part("name=" + quoted(f.name), f.value);
    for (const auto& f : files)
        part("name=" + quoted(f.field) + "; filename=" + quoted(f.name) + "\r\nContent-Type: " + f.type, f.bytes);
    out.body += "--" + boundary + "--\r\n";
    return out;
}

}
