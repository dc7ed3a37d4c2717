// People and what they are: the roles of the regulation (1.2, 1.5, 3.9), from the configuration.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace otklik {

// `system` is the daemon itself: it acts by the same table as people do.
enum class role { coordinator, executor, head, administrator, system };
constexpr auto names_of(role) {
    return std::array<std::string_view, 5>{"coordinator", "executor", "head", "administrator", "system"};
}
constexpr std::string_view title_of(role r) {
    constexpr std::string_view titles[] = {"координатор", "исполнитель", "глава", "администратор", "система"};
    return titles[static_cast<std::size_t>(r)];
}

struct person {
    std::string login, name;
    role is = role::executor;
    std::string executor;  // the unit of the annex, for role::executor
    std::string email;     // empty: gets no letters
    std::string password_hash;
    std::string executor_place{};  // where the configuration names the unit
};

class people {
public:
    explicit people(std::vector<person> all) : all_(std::move(all)) {}

    const person* find(std::string_view login) const {
        for (auto& p : all_)
            if (p.login == login) return &p;
        return nullptr;
    }
    // As shown on screen; the login itself where the person is no longer in the configuration.
    std::string name_of(std::string_view login) const {
        if (login == "system") return "Отклик";
        auto* p = find(login);
        return p ? p->name : std::string(login);
    }
    const std::vector<person>& all() const { return all_; }

private:
    std::vector<person> all_;
};

}
