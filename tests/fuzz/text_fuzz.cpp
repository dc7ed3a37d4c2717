// Any bytes as a text: words stay in order and inside it, on whole characters, with the hash of their letters.
// With clang: -fsanitize=fuzzer,address,undefined. Without libFuzzer: -DREPLAY, then files are named on the command
// line.
#include "rules/text.hpp"

#include <cstdint>
#include <cstdlib>
#include <string_view>

namespace {

using namespace otklik::rules;

void require(bool held) {
    if (!held) std::abort();
}

bool whole(std::string_view text, std::size_t at) {
    return at == text.size() || (static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U ||
           character_at(text, at).bytes == 1;
}

}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    tokens read;
    read.read(text, 1U << 20);
    std::size_t last = 0;
    for (const auto& word : read.words()) {
        require(word.begin >= last && word.begin < word.end && word.end <= size);
        require(whole(text, word.begin) && whole(text, word.end));
        require(word.hash == hash_of(read.folded(word)));
        last = word.end;
    }
    for (const auto& who : read.addressees()) require(who.begin <= who.end && who.end <= size);
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
