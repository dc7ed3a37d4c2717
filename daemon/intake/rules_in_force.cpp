#include "daemon/intake/rules_in_force.hpp"

#include <spdlog/spdlog.h>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <optional>
#include <vector>

namespace otklik {

namespace asio = boost::asio;

namespace {

rules::pack names_of(const rules::pack& whole) {
    auto made = whole;
    made.rules.clear();
    return made;
}

struct read_pack {
    std::vector<rules::problem> problems;
    std::optional<rules::engine> made;
};

asio::awaitable<read_pack> read_in_pool(std::filesystem::path folder, rules::engine before) {
    auto read = rules::load_pack(folder);
    read_pack made{std::move(read.problems), {}};
    const bool usable = std::ranges::all_of(made.problems, [](auto& p) { return !p.rule.empty(); });
    if (!usable) co_return made;
    for (auto& p : made.problems) rules::keep_rule(read.value, before.rules(), p.rule);
    made.made.emplace(std::move(read.value));
    co_return made;
}

}

rules_in_force::rules_in_force(std::filesystem::path folder, rules::pack first, objection against,
                               asio::thread_pool& pool)
    : folder_(std::move(folder)),
      against_(std::move(against)),
      pool_(pool),
      engine_(std::move(first)),
      names_(names_of(engine_.rules())) {}

asio::awaitable<void> rules_in_force::read_again() {
    auto reading = read_in_pool(folder_, engine_);
    auto read = co_await asio::co_spawn(pool_, std::move(reading), asio::use_awaitable);
    for (auto& p : read.problems) spdlog::warn("rules: {}", p.text());
    if (!read.made) {
        spdlog::error("rules: not changed, {} mistakes in {}", read.problems.size(), folder_.string());
        co_return;
    }
    if (auto why = against_(read.made->rules()); !why.empty()) {
        spdlog::error("rules: not changed: {}", why);
        co_return;
    }
    names_ = names_of(read.made->rules());
    std::swap(engine_, *read.made);
    spdlog::info("rules: {} in force, {} mistakes", engine_.rules().rules.size(), read.problems.size());
    // A hundred thousand rules take their time to go.
    asio::post(pool_, [old = std::move(*read.made)] {});
}

}
