# One library of Redis functions out of the .lua files here, as a string in the program. library.lua comes first.
set(library "")
foreach(part library posts outbox incidents documents people limits tidy)
  set(file ${CMAKE_CURRENT_LIST_DIR}/${part}.lua)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
  file(READ ${file} text)
  string(APPEND library "${text}")
endforeach()
# What a server holds is compared with this, so that an upgrade loads its own functions.
string(SHA1 build "${library}")
string(REPLACE "{{build}}" "${build}" library "${library}")
configure_file(${CMAKE_CURRENT_LIST_DIR}/library.hpp.in ${CMAKE_CURRENT_BINARY_DIR}/generated/storage/functions/library.hpp @ONLY)
