# Turns the console's dist folder into one assembler file and one table:
#   cmake -DFROM=dist -DTO=folder -P embed.cmake
# The assembler includes the bytes as they are, which no compiler has to read.
file(GLOB_RECURSE found RELATIVE ${FROM} ${FROM}/*)
list(SORT found)
if(NOT found)
  message(FATAL_ERROR "no console in ${FROM}")
endif()
set(types
  "html=text/html\; charset=utf-8" "js=text/javascript\; charset=utf-8" "css=text/css\; charset=utf-8"
  "svg=image/svg+xml" "png=image/png" "ico=image/x-icon" "json=application/json" "webmanifest=application/manifest+json"
  "woff2=font/woff2" "txt=text/plain\; charset=utf-8")
set(number 0)
set(assembler ".section .rodata\n")
set(declared "")
set(listed "")
foreach(path IN LISTS found)
  get_filename_component(ending ${path} LAST_EXT)
  string(SUBSTRING "${ending}" 1 -1 ending)
  set(type "application/octet-stream")
  foreach(pair IN LISTS types)
    if(pair MATCHES "^${ending}=(.*)$")
      set(type "${CMAKE_MATCH_1}")
    endif()
  endforeach()
  set(name "otklik_console_${number}")
  string(APPEND assembler ".global ${name}_begin\n.global ${name}_end\n${name}_begin:\n.incbin \"${FROM}/${path}\"\n${name}_end:\n.byte 0\n")
  string(APPEND declared "extern \"C\" const char ${name}_begin[], ${name}_end[];\n")
  string(APPEND listed "        {\"/${path}\", \"${type}\", {${name}_begin, static_cast<std::size_t>(${name}_end - ${name}_begin)}},\n")
  math(EXPR number "${number} + 1")
endforeach()
string(APPEND assembler ".section .note.GNU-stack,\"\",@progbits\n")
file(WRITE ${TO}/console_bytes.S "${assembler}")
file(WRITE ${TO}/console_files.cpp "// Made by embed.cmake from the console's dist folder.
#include \"daemon/web/files.hpp\"

${declared}
namespace otklik::web {

std::span<const embedded_file> console_files() {
    static const embedded_file all[] = {
${listed}    };
    return all;
}

}
")
