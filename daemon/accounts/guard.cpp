#include "daemon/accounts/guard.hpp"

#include "connectors/abilities.hpp"
#include "connectors/network_json.hpp"
#include "connectors/options.hpp"
#include "connectors/reading.hpp"
#include "daemon/accounts/guarded_call.hpp"
#include "daemon/accounts/page_bounds.hpp"

#include <spdlog/spdlog.h>

namespace otklik {

namespace asio = boost::asio;
using std::chrono::milliseconds;

namespace {

constexpr int most_left_behind = 3;

struct parts {
    std::shared_ptr<connector> network;
    std::string broken;  // why there is none
    std::string name, account;
    std::vector<std::string> secrets;
    guard_limits limits;
    line_length in_line;
};

std::string in_words(milliseconds limit) {
    return std::to_string(std::chrono::ceil<std::chrono::seconds>(limit).count()) + " с";
}

class guarded : public connector {
public:
    explicit guarded(parts p) : p_(std::move(p)), gate_(p_.in_line, p_.limits) {}

    asio::awaitable<reading> read(const source& from, std::string cursor) override {
        work_of<reading> work = [from, cursor](connector& c) { return c.read(from, cursor); };
        auto otherwise = [&cursor](const misbehaved& why) { return not_begun(cursor, why.as_failure()); };
        auto page = co_await ask<reading>("чтение", p_.limits.other, std::move(work), otherwise);
        keep_bounds(page, cursor, {p_.name, p_.account}, p_.limits);
        co_await gate_.let_in(page.posts.size());
        co_return page;
    }

    asio::awaitable<write_outcome> place(const placement& what) override {
        work_of<write_outcome> work = [what](connector& c) { return c.place(what); };
        co_return co_await write("размещение", p_.limits.place, std::move(work));
    }

    asio::awaitable<look_outcome> look(const placement& what) override {
        work_of<look_outcome> work = [what](connector& c) { return c.look(what); };
        co_return co_await ask<look_outcome>("просмотр ветки", p_.limits.look, std::move(work),
                                             as_failure<look_outcome>);
    }

    asio::awaitable<account_check> check() override {
        work_of<account_check> work = [](connector& c) { return c.check(); };
        auto otherwise = [](const misbehaved& why) {
            account_check out;
            out.failures.push_back(why.as_failure());
            return out;
        };
        co_return co_await ask<account_check>("проверка аккаунта", p_.limits.other, std::move(work), otherwise);
    }

protected:
    // What the abilities below ask is asked in these ways.
    template <class T>
    asio::awaitable<T> read_something(std::string_view what, work_of<T> work) {
        co_return co_await ask<T>(what, p_.limits.other, std::move(work), as_failure<T>);
    }

    asio::awaitable<write_outcome> write(std::string_view what, milliseconds limit, work_of<write_outcome> work) {
        auto otherwise = [](const misbehaved& why) -> write_outcome {
            if (why.called) return fate_unknown{why.as_failure()};
            return refused_before_write{why.as_failure()};
        };
        co_return co_await ask<write_outcome>(what, limit, std::move(work), otherwise);
    }

    template <class Ability>
    static Ability& able(connector& network) {
        return dynamic_cast<Ability&>(network);
    }

    asio::awaitable<hook_reply> take_hook(hook_request what, const source& events) {
        work_of<hook_reply> work = [what = std::move(what), events](connector& c) {
            return able<takes_hooks>(c).hook(what, events);
        };
        // The network is to come again.
        auto otherwise = [](const misbehaved&) { return hook_reply{503, {}, {}, {}}; };
        auto reply = co_await ask<hook_reply>("приём события", p_.limits.other, std::move(work), otherwise);
        keep_bounds(reply.posts, reply.left_out, {p_.name, p_.account}, p_.limits);
        co_return reply;
    }

    bool understands_link(std::string_view link) const {
        try {
            return able<reads_links>(*p_.network).understands(link);
        } catch (...) {
            return false;
        }
    }

    const guard_limits& limits() const { return p_.limits; }

private:
    template <class T>
    static T as_failure(const misbehaved& why) {
        return why.as_failure();
    }

    template <class T, class Otherwise>
    asio::awaitable<T> ask(std::string_view what, milliseconds limit, work_of<T> work, Otherwise otherwise) {
        try {
            if (auto why = refusal()) throw misbehaved(trouble::unreachable, *why, false);
            auto one = co_await call_within<T>(p_.network, std::move(work), limit, p_.limits.grace, left_behind_);
            if (one->value) co_return std::move(*one->value);
            throw misbehaved_by(what, limit, one->thrown, one->ended);
        } catch (const misbehaved& why) {
            spdlog::error("account {}: {}", p_.account, why.what());
            co_return otherwise(why);
        }
    }

    std::optional<std::string> refusal() const {
        if (!p_.network) return p_.broken;
        if (*left_behind_ < most_left_behind) return {};
        return "к сети «" + p_.name + "» больше не обращаемся: " + std::to_string(*left_behind_) +
               " прежних обращения так и не закончились; перезапустите службу";
    }

    misbehaved misbehaved_by(std::string_view what, milliseconds limit, std::exception_ptr thrown, bool ended) const {
        const auto about = std::string(what) + ": коннектор сети «" + p_.name + "» ";
        if (!ended || was_cancelled(thrown))
            return {trouble::unreachable, about + "не ответил за " + in_words(limit), true};
        return {trouble::unreadable, about + "сломался: " + told(thrown), true};
    }

    static bool was_cancelled(std::exception_ptr thrown) {
        try {
            std::rethrow_exception(thrown);
        } catch (const boost::system::system_error& e) {
            return e.code() == asio::error::operation_aborted;
        } catch (...) {
            return false;
        }
    }

    // For a person. What is ours is thrown on.
    std::string told(std::exception_ptr thrown) const {
        std::string said = "исключение без объяснения";
        try {
            std::rethrow_exception(thrown);
        } catch (const storage::store_unavailable&) {
            throw;
        } catch (const std::exception& e) {
            said = e.what();
        } catch (...) {
        }
        for (const auto& secret : p_.secrets) said = without_secrets(std::move(said), {secret});
        return one_line(said, 200);
    }

    parts p_;
    crowd_gate gate_;
    std::shared_ptr<int> left_behind_ = std::make_shared<int>(0);
};

// ---- abilities: one layer each, put on where the connector has it. One that is missing here would be hidden.

template <class Base>
struct with_links : Base, reads_links {
    using ability = reads_links;
    using Base::Base;
    bool understands(std::string_view link) const override { return this->understands_link(link); }
    asio::awaitable<std::variant<post, failure>> read_link(std::string link) override {
        using found = std::variant<post, failure>;
        work_of<found> work = [link](connector& c) { return Base::template able<reads_links>(c).read_link(link); };
        return this->template read_something<found>("чтение по ссылке", std::move(work));
    }
};

template <class Base>
struct with_news : Base, publishes_news {
    using ability = publishes_news;
    using Base::Base;
    asio::awaitable<write_outcome> publish(const news& what) override {
        work_of<write_outcome> work = [what](connector& c) {
            return Base::template able<publishes_news>(c).publish(what);
        };
        return this->write("публикация", this->limits().other, std::move(work));  // uploads take their time
    }
    asio::awaitable<std::variant<std::vector<own_reply>, failure>> published_since(moment since) override {
        using found = std::variant<std::vector<own_reply>, failure>;
        work_of<found> work = [since](connector& c) {
            return Base::template able<publishes_news>(c).published_since(since);
        };
        return this->template read_something<found>("чтение своих публикаций", std::move(work));
    }
};

template <class Base>
struct with_moderation : Base, moderates {
    using ability = moderates;
    using Base::Base;
    asio::awaitable<write_outcome> moderate(moderation what, const post& which) override {
        work_of<write_outcome> work = [what, which](connector& c) {
            return Base::template able<moderates>(c).moderate(what, which);
        };
        return this->write("модерация", this->limits().place, std::move(work));
    }
    asio::awaitable<std::variant<standing, failure>> standing_of(const post& which) override {
        using found = std::variant<standing, failure>;
        work_of<found> work = [which](connector& c) { return Base::template able<moderates>(c).standing_of(which); };
        return this->template read_something<found>("просмотр записи", std::move(work));
    }
};

template <class Base>
struct with_hooks : Base, takes_hooks {
    using ability = takes_hooks;
    using Base::Base;
    asio::awaitable<hook_reply> hook(hook_request what, const source& events) override {
        return this->take_hook(std::move(what), events);
    }
};

template <class Guarded>
std::unique_ptr<connector> with_abilities(parts p) {
    return std::make_unique<Guarded>(std::move(p));
}

template <class Guarded, template <class> class Layer, template <class> class... More>
std::unique_ptr<connector> with_abilities(parts p) {
    if (dynamic_cast<typename Layer<Guarded>::ability*>(p.network.get()))
        return with_abilities<Layer<Guarded>, More...>(std::move(p));
    return with_abilities<Guarded, More...>(std::move(p));
}

}

guard_limits guard_limits_of(const config& settings) {
    guard_limits out;
    out.look = settings.publishing.lease;
    out.place = settings.publishing.lease / 2;
    out.other = settings.patience;
    return out;
}

std::unique_ptr<connector> open_guarded(const connector_kind& kind, surroundings around, const guard_limits& limits,
                                        line_length in_line) {
    parts p;
    p.name = kind.name, p.account = around.account, p.limits = limits, p.in_line = std::move(in_line);
    for (const auto& o : kind.options)
        if (o.secret && !value_of(around.options, o.name).empty())
            p.secrets.push_back(value_of(around.options, o.name));
    p.broken = "коннектор сети «" + p.name + "» не открывается";
    try {
        p.network = kind.open(std::move(around));
    } catch (const std::exception& e) {
        p.broken += ": " + one_line(e.what(), 200);
    } catch (...) {
        p.broken += ": исключение без объяснения";
    }
    return with_abilities<guarded, with_links, with_news, with_moderation, with_hooks>(std::move(p));
}

}
