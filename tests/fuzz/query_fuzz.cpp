// Any bytes as a query: read, and where it can be read, compiled and put to a text.
// With clang: -fsanitize=fuzzer,address,undefined. Without libFuzzer: -DREPLAY, then files are named on the command
// line.
#include "rules/engine.hpp"
#include "rules/query.hpp"

#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <utility>

namespace {

using namespace otklik::rules;

pack pack_of(node query) {
    pack made;
    made.place.ours = query;
    made.rules.push_back({.id = "fuzz",
                          .title = "fuzz",
                          .means = meaning::mention,
                          .query = std::move(query),
                          .subject = {},
                          .executors = {},
                          .why = {}});
    return made;
}

}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view query(reinterpret_cast<const char*>(data), size);
    read_entry(query);
    auto read = read_query(query);
    if (const auto* why = std::get_if<mistake>(&read)) {
        if (why->at.line == 0 || why->at.column == 0 || why->at.offset > size || why->message.empty()) std::abort();
        return 0;
    }
    input in;
    in.text = query;
    in.network = "vk";
    for (const auto& hit : engine(pack_of(std::get<node>(std::move(read)))).apply(in).hits)
        for (const auto& [begin, end] : hit.spans)
            if (begin >= end || end > size) std::abort();
    return 0;
}

#ifdef REPLAY
#include <fstream>
#include <iterator>
#include <string>

int main(int count, char** files) {
    for (int i = 1; i < count; ++i) {
        std::ifstream in(files[i], std::ios::binary);
        const std::string bytes{std::istreambuf_iterator<char>(in), {}};
        LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
    }
}
#endif
