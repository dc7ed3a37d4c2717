// Several reads in one request, by VK's `execute`: writing the program, and taking the answer apart.
#pragma once

#include "connectors/vk/api.hpp"

#include <string>
#include <vector>

namespace otklik::vk {

// The program that makes the calls and returns their answers as a list.
std::string code_for(const std::vector<inner_call>& calls);

// For each of `calls` inner calls its entry of execute_errors, or null where it succeeded. VK names no index: the n-th
// result that is false belongs to the n-th entry, once those about `execute` itself are taken out. Where the two do not
// count the same, every false gets an empty object: it failed, and nobody knows how.
std::vector<json::value> errors_in(const json::value& body, std::size_t calls);

}
