// JSON as a plain value: what networks send, what the store keeps, what the console is given.
// The only place that calls RapidJSON. Parsing is iterative, validates UTF-8 and refuses depth over `max_depth`:
// a hostile reply costs an error, never the stack.
#pragma once

#include <boost/system/result.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace otklik::json {

class value;
using array = std::vector<value>;
using member = std::pair<std::string, value>;
using object = std::vector<member>;  // keeps the order it was written in

inline constexpr std::size_t max_depth = 64;

class value {
public:
    value() = default;
    value(std::nullptr_t) {}
    value(bool b) : is_(b) {}
    value(std::int64_t n) : is_(n) {}
    value(int n) : is_(std::int64_t{n}) {}
    value(std::size_t n) : is_(static_cast<std::int64_t>(n)) {}
    value(double d) : is_(d) {}
    value(std::string s) : is_(std::move(s)) {}
    value(std::string_view s) : is_(std::string(s)) {}
    value(const char* s) : is_(std::string(s)) {}
    value(array a) : is_(std::move(a)) {}
    value(object o) : is_(std::move(o)) {}

    bool is_null() const { return std::holds_alternative<std::monostate>(is_); }
    bool is_object() const { return std::holds_alternative<object>(is_); }
    bool is_array() const { return std::holds_alternative<array>(is_); }
    bool is_string() const { return std::holds_alternative<std::string>(is_); }

    // A whole number, also when written as 162.0; nothing for anything else.
    std::optional<std::int64_t> integer() const;
    std::int64_t integer_or(std::int64_t otherwise) const { return integer().value_or(otherwise); }
    // true and false, also when written as 1 and 0, as VK does.
    std::optional<bool> flag() const;
    bool flag_or(bool otherwise) const { return flag().value_or(otherwise); }
    std::optional<double> number() const;
    // The text, or an empty one where this is not a string.
    const std::string& text() const;

    // Empty where this is not of that kind, so that a walk through a strange reply ends in nothing, not in a throw.
    const array& items() const;
    const object& members() const;
    const value& operator[](std::string_view name) const;
    bool has(std::string_view name) const { return find(name) != nullptr; }

    // Adds or replaces; turns null into an object. Precondition: null or object.
    value& set(std::string name, value what);
    // Appends; turns null into an array. Precondition: null or array.
    value& add(value what);

    bool operator==(const value&) const = default;

    // Calls the one that fits: bool, whole number or fraction. Precondition: this is one of them.
    template <class OnBool, class OnInteger, class OnDouble>
    void visit_number(OnBool on_bool, OnInteger on_integer, OnDouble on_double) const {
        if (auto* b = std::get_if<bool>(&is_)) return on_bool(*b);
        if (auto* n = std::get_if<std::int64_t>(&is_)) return on_integer(*n);
        on_double(std::get<double>(is_));
    }

private:
    const value* find(std::string_view name) const;
    std::variant<std::monostate, bool, std::int64_t, double, std::string, array, object> is_;
};

struct parse_error {
    std::string what;
    std::size_t offset = 0;  // bytes from the start
};

boost::system::result<value, parse_error> parse(std::string_view text);
std::string write(const value&);

[[noreturn]] void throw_exception_from_error(const parse_error&, const boost::source_location&);

}
