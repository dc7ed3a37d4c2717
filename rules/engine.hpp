// The rules at work: a text goes in, a match comes out.
// Owns the compiled rules and a memory of words already seen. One thread uses one engine;
// a copy shares the compiled rules and has a memory of its own, so a back-test on another thread takes a copy,
// and a new pack is brought into force by assigning a new engine.
#pragma once

#include "rules/match.hpp"
#include "rules/pack.hpp"

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace otklik::rules {

// Longer texts are judged by their first megabyte.
inline constexpr std::size_t longest_text = 1U << 20;

struct program;

struct input {
    std::string network;               // vk, ok, …
    std::string kind;                  // post, comment, reply
    std::string source;                // for filters: whatever the daemon names sources by
    std::string author;                // the same
    std::string text;                  // as the network gave it; invalid UTF-8 is allowed
    std::vector<std::string> context;  // what it stands under, nearest first: the comment replied to, the post
    bool local = false;                // the source's own territory is ours
    std::string town;                  // where the author lives, as he says; may be empty
};

class engine {
public:
    explicit engine(pack rules);
    engine(const engine& other);
    engine(engine&&) noexcept;
    engine& operator=(const engine& other);
    engine& operator=(engine&&) noexcept;
    ~engine();

    match apply(const input& in) const;
    // The same into a match that is used again: a text that meets no rule costs no allocation.
    void apply(const input& in, match& into) const;

    // Whether a place as people name it, «Ахтубинск» or «ахтубинский», is ours.
    bool is_ours(std::string_view place) const;

    // Titles of subjects and executors, for those who show a match.
    const pack& rules() const;

private:
    struct memory;
    std::shared_ptr<const program> program_;
    std::unique_ptr<memory> memory_;
};

}
