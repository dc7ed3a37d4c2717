#include "daemon/accounts/report.hpp"

#include <algorithm>

namespace otklik {

namespace asio = boost::asio;

namespace {

// Each `*_fields` lists the members of one of the connector's values.
struct right_fields {
    template <class F>
    static void fields(F&& f) {
        f("name", &right::name), f("purpose", &right::purpose), f("granted", &right::granted);
    }
};
struct quota_fields {
    template <class F>
    static void fields(F&& f) {
        f("purpose", &quota::purpose), f("used", &quota::used), f("most", &quota::most);
    }
};
struct failure_fields {
    template <class F>
    static void fields(F&& f) {
        f("kind", &failure::kind), f("said", &failure::said);
    }
};
struct token_fields {
    template <class F>
    static void fields(F&& f) {
        f("kind", &token_check::kind), f("valid_until", &token_check::valid_until), f("rights", &token_check::rights);
    }
};
struct check_fields {
    template <class F>
    static void fields(F&& f) {
        f("connected", &account_check::connected), f("name", &account_check::name), f("link", &account_check::link);
        f("abilities", &account_check::abilities), f("tokens", &account_check::tokens);
        f("quotas", &account_check::quotas), f("failures", &account_check::failures);
    }
};

template <class Fields, class T>
json::value written(const T& from) {
    json::object out;
    Fields::fields([&](const char* name, auto member) { out.emplace_back(name, encode(from.*member)); });
    return out;
}

template <class Fields, class T>
void read(const json::value& v, T& out) {
    Fields::fields([&](const char* name, auto member) {
        if (v.has(name)) decode_into(v[name], out.*member);
    });
}

}

json::value encode(const right& r) {
    return written<right_fields>(r);
}
json::value encode(const quota& q) {
    return written<quota_fields>(q);
}
json::value encode(const failure& f) {
    return written<failure_fields>(f);
}
json::value encode(const token_check& t) {
    return written<token_fields>(t);
}
json::value encode(const account_check& said) {
    return written<check_fields>(said);
}

void decode_into(const json::value& v, right& out) {
    read<right_fields>(v, out);
}
void decode_into(const json::value& v, quota& out) {
    read<quota_fields>(v, out);
}
void decode_into(const json::value& v, failure& out) {
    read<failure_fields>(v, out);
}
void decode_into(const json::value& v, token_check& out) {
    read<token_fields>(v, out);
}
void decode_into(const json::value& v, account_check& out) {
    read<check_fields>(v, out);
}

namespace {

constexpr bool passes(trouble t) {
    return t == trouble::throttled || t == trouble::braked || t == trouble::unreachable || t == trouble::unreadable;
}

}

account_report after_check(account_report before, account_check fresh, moment now) {
    before.at = now;
    auto& known = before.said;
    if (!fresh.connected && std::ranges::any_of(fresh.failures, passes, &failure::kind)) {
        known.connected = false;
        known.failures = std::move(fresh.failures);
        return before;
    }
    if (fresh.name.empty()) fresh.name = std::move(known.name);
    if (fresh.link.empty()) fresh.link = std::move(known.link);
    known = std::move(fresh);
    return before;
}

asio::awaitable<account_report> report_of(storage::store& store, std::string account) {
    auto kept = co_await store.state("check:" + account);
    auto v = json::parse(kept.value_or(""));
    co_return v ? decode<account_report>(*v) : account_report{};
}

asio::awaitable<picture_confirmation> confirmation_of(storage::store& store, std::string account) {
    auto kept = co_await store.state("picture:" + account);
    auto v = json::parse(kept.value_or(""));
    co_return v ? decode<picture_confirmation>(*v) : picture_confirmation{};
}

}
