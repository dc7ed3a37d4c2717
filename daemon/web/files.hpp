// The console's files, embedded into the program when it is built (files.cpp.in, embed.cmake).
#pragma once

#include <span>
#include <string_view>

namespace otklik::web {

struct embedded_file {
    std::string_view path;  // "/assets/index-3f2a.js"
    std::string_view type;  // "text/javascript; charset=utf-8"
    std::string_view body;
};

std::span<const embedded_file> console_files();

}
