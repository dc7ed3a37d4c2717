# Connectors as modules: each is compiled once, into a library that its module and the unit tests both link.
# What they use of Otklik they find in the program that loads them; nothing of it is linked in here.
include(CMakePackageConfigHelpers)

add_library(otklik_modules INTERFACE)  # all of them, for the unit tests

function(compiled_for_modules target)
  target_include_directories(${target} PUBLIC ${PROJECT_SOURCE_DIR})
  target_link_libraries(${target} PUBLIC otklik_flags asio)
  target_precompile_headers(${target} PRIVATE ${PROJECT_SOURCE_DIR}/storage/values/precompiled.hpp)
  set_target_properties(${target} PROPERTIES POSITION_INDEPENDENT_CODE ON)
  # With -O2 g++ 12 takes a literal that is moved for an overrun of std::string's own buffer.
  target_compile_options(${target} PRIVATE $<$<CXX_COMPILER_ID:GNU>:-Wno-stringop-overflow -Wno-stringop-overread>)
endfunction()

if(CONNECTOR_MODULES)
  list(TRANSFORM MODULE_HELPERS APPEND /*.cpp OUTPUT_VARIABLE patterns)
  file(GLOB sources CONFIGURE_DEPENDS ${patterns})
  if(sources)
    add_library(otklik_module_helpers STATIC ${sources})
    compiled_for_modules(otklik_module_helpers)
  endif()
endif()

foreach(name IN LISTS CONNECTOR_MODULES)
  file(GLOB sources CONFIGURE_DEPENDS ${name}/*.cpp)
  add_library(otklik_${name} STATIC ${sources})
  compiled_for_modules(otklik_${name})
  target_link_libraries(otklik_${name} PUBLIC $<TARGET_NAME_IF_EXISTS:otklik_module_helpers>)
  target_link_libraries(otklik_modules INTERFACE otklik_${name})

  configure_file(module.cpp.in ${name}_module.cpp)
  add_library(${name}_module MODULE ${CMAKE_CURRENT_BINARY_DIR}/${name}_module.cpp)
  target_link_libraries(${name}_module PRIVATE otklik_${name})
  set_target_properties(${name}_module PROPERTIES PREFIX "" OUTPUT_NAME otklik-${name})
  install(TARGETS ${name}_module LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR}/otklik)
endforeach()

# For connectors that are built outside this tree: find_package(otklik-connector), see tests/module.
file(GLOB headers CONFIGURE_DEPENDS *.hpp)
list(FILTER headers EXCLUDE REGEX "/(transfers|mail_[a-z]+)\\.hpp$")
file(GLOB value_headers CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/storage/values/*.hpp)
list(FILTER value_headers EXCLUDE REGEX precompiled)
get_target_property(asio_definitions asio INTERFACE_COMPILE_DEFINITIONS)
string(REPLACE ";" " " asio_definitions "${asio_definitions}")
if(OTKLIK_SANITIZE)
  set(sanitize_options -fsanitize=address,undefined)
endif()
set(package ${CMAKE_INSTALL_LIBDIR}/cmake/otklik-connector)
configure_package_config_file(package.cmake.in otklik-connector-config.cmake INSTALL_DESTINATION ${package}
  PATH_VARS CMAKE_INSTALL_INCLUDEDIR)
write_basic_package_version_file(otklik-connector-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${headers} DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/otklik/connectors COMPONENT devel)
install(FILES ${value_headers} DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/otklik/storage/values COMPONENT devel)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/otklik-connector-config.cmake ${CMAKE_CURRENT_BINARY_DIR}/otklik-connector-config-version.cmake
  DESTINATION ${package} COMPONENT devel)
