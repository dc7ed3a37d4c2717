// Structs to JSON and back, from one list of their members:
//
//   struct author { std::string id, name; template <class F> static void fields(F&& f) { f("id", &author::id); … } };
//   json::value v = encode(a);   auto a = decode<author>(v);
//
// A member that is missing or of another kind keeps its default: records outlive the program that wrote them.
// An enum needs `names_of(E)`, an array of its names in the order of its values, found by ADL.
#pragma once

#include "storage/values/clock.hpp"
#include "storage/values/json.hpp"

#include <concepts>
#include <map>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

namespace otklik {

template <class E>
concept named_enum = std::is_enum_v<E> && requires {
    names_of(E{});
};

template <named_enum E>
constexpr std::string_view name_of(E e) {
    return names_of(e)[static_cast<std::size_t>(e)];
}

template <named_enum E>
constexpr std::optional<E> named(std::string_view name) {
    auto names = names_of(E{});
    for (std::size_t i = 0; i < names.size(); ++i)
        if (names[i] == name) return static_cast<E>(i);
    return {};
}

namespace detail {
struct ignore_field {
    void operator()(const char*, auto) const {}
};
}

template <class T>
concept record = requires {
    T::fields(detail::ignore_field{});
};

inline json::value encode(bool b) {
    return b;
}
inline json::value encode(std::int64_t n) {
    return n;
}
inline json::value encode(int n) {
    return n;
}
inline json::value encode(const std::string& s) {
    return s;
}
inline json::value encode(const json::value& v) {
    return v;
}
inline json::value encode(moment m) {
    return to_milliseconds(m);
}
template <named_enum E>
json::value encode(E e) {
    return name_of(e);
}
template <class T>
json::value encode(const std::optional<T>& o);
template <class T>
json::value encode(const std::vector<T>& all);
template <record T>
json::value encode(const T& from);

template <class T>
json::value encode(const std::optional<T>& o) {
    return o ? encode(*o) : json::value{};
}

template <class T>
json::value encode(const std::vector<T>& all) {
    json::array out;
    out.reserve(all.size());
    for (const auto& item : all) out.push_back(encode(item));
    return out;
}

template <record T>
json::value encode(const T& from) {
    json::object out;
    T::fields([&](const char* name, auto member) { out.emplace_back(name, encode(from.*member)); });
    return out;
}

inline void decode_into(const json::value& v, bool& out) {
    out = v.flag_or(out);
}
inline void decode_into(const json::value& v, std::int64_t& out) {
    out = v.integer_or(out);
}
inline void decode_into(const json::value& v, int& out) {
    out = static_cast<int>(v.integer_or(out));
}
inline void decode_into(const json::value& v, std::string& out) {
    if (v.is_string()) out = v.text();
}
inline void decode_into(const json::value& v, json::value& out) {
    out = v;
}
inline void decode_into(const json::value& v, moment& out) {
    out = from_milliseconds(v.integer_or(to_milliseconds(out)));
}
template <named_enum E>
void decode_into(const json::value& v, E& out) {
    out = named<E>(v.text()).value_or(out);
}
template <class T>
void decode_into(const json::value& v, std::optional<T>& out);
template <class T>
void decode_into(const json::value& v, std::vector<T>& out);
template <record T>
void decode_into(const json::value& v, T& out);

template <class T>
void decode_into(const json::value& v, std::optional<T>& out) {
    if (v.is_null()) return out.reset();
    decode_into(v, out.emplace());
}

template <class T>
void decode_into(const json::value& v, std::vector<T>& out) {
    out.clear();
    for (const auto& item : v.items()) decode_into(item, out.emplace_back());
}

template <record T>
void decode_into(const json::value& v, T& out) {
    T::fields([&](const char* name, auto member) {
        if (v.has(name)) decode_into(v[name], out.*member);
    });
}

template <class T>
T decode(const json::value& v) {
    T out{};
    decode_into(v, out);
    return out;
}

}
