// What a connector that is built as a module shows to the program that loads it: one symbol. The program loads a module
// once, at its start, and never unloads it: coroutine frames and types of the module live as long as the process.
// A module and the program share one Asio, the program's: see tests/module for one that is built outside this tree.
#pragma once

#include "connectors/connector.hpp"

#include <boost/version.hpp>

namespace otklik {

struct module_entry {
    const connector_kind* kind;  // begins with its ABI number, in every version
    int boost;                   // Asio's objects pass between module and program: both must know the same ones
};

}

#define OTKLIK_CONNECTOR_MODULE(KIND)                                           \
    extern "C" {                                                                \
    extern const otklik::module_entry otklik_connector_module;                  \
    const otklik::module_entry otklik_connector_module{&(KIND), BOOST_VERSION}; \
    }
