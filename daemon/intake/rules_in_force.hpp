// The rules in force: read at start, and again when the administrator says so, without a post being dropped or waiting.
#pragma once

#include "rules/engine.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/thread_pool.hpp>
#include <filesystem>
#include <functional>
#include <string>

namespace otklik {

class rules_in_force {
public:
    // What the rest of the configuration has against a pack; empty: nothing.
    using objection = std::function<std::string(const rules::pack&)>;

    // `pool`: where a pack is read and compiled, for that may take a second.
    rules_in_force(std::filesystem::path folder, rules::pack first, objection against, boost::asio::thread_pool& pool);

    // Both stay where they are; what is in them changes only between two turns of the loop.
    const rules::engine& engine() const { return engine_; }
    const rules::pack& names() const { return names_; }  // executors and subjects; no rules

    // A broken rule keeps the form it had before or is left out, and the others come into force. Anything else that is
    // wrong changes nothing. Both are logged, each mistake with its place.
    boost::asio::awaitable<void> read_again();

private:
    std::filesystem::path folder_;
    objection against_;
    boost::asio::thread_pool& pool_;
    rules::engine engine_;
    rules::pack names_;
};

}
