#include "storage/values/json.hpp"

#include <rapidjson/error/en.h>
#include <rapidjson/memorystream.h>
#include <rapidjson/reader.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

namespace otklik::json {

namespace {

// Builds a value from RapidJSON's events; ends the parse at max_depth.
class builder {
public:
    using Ch = char;

    bool Null() { return put({}); }
    bool Bool(bool b) { return put(b); }
    bool Int(int n) { return put(std::int64_t{n}); }
    bool Uint(unsigned n) { return put(std::int64_t{n}); }
    bool Int64(std::int64_t n) { return put(n); }
    bool Uint64(std::uint64_t n) {
        if (n > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()))
            return put(static_cast<double>(n));
        return put(static_cast<std::int64_t>(n));
    }
    bool Double(double d) { return put(d); }
    bool RawNumber(const Ch*, rapidjson::SizeType, bool) { return false; }
    bool String(const Ch* s, rapidjson::SizeType n, bool) { return is_whole({s, n}) && put(std::string(s, n)); }
    bool StartObject() { return open(object{}); }
    bool Key(const Ch* s, rapidjson::SizeType n, bool) {
        open_.back().key.assign(s, n);
        return is_whole({s, n});
    }
    bool EndObject(rapidjson::SizeType) { return close(); }
    bool StartArray() { return open(array{}); }
    bool EndArray(rapidjson::SizeType) { return close(); }

    value take() { return std::move(done_); }
    bool too_deep() const { return too_deep_; }
    bool half_a_pair() const { return half_a_pair_; }

private:
    struct level {
        value holds;
        std::string key;
    };

    bool put(value v) {
        if (open_.empty()) {
            done_ = std::move(v);
        } else if (auto& top = open_.back(); top.holds.is_array()) {
            top.holds.add(std::move(v));
        } else {
            append(top, std::move(v));
        }
        return true;
    }

    // Networks never repeat a name; where one does, the last wins, as in JavaScript.
    static void append(level& to, value v) { to.holds.set(std::move(to.key), std::move(v)); }

    bool open(value v) {
        too_deep_ = open_.size() >= max_depth;
        if (!too_deep_) open_.push_back({std::move(v), {}});
        return !too_deep_;
    }

    bool close() {
        value v = std::move(open_.back().holds);
        open_.pop_back();
        return put(std::move(v));
    }

    // RapidJSON takes the escape of a lone low surrogate for a character; written as bytes it is no UTF-8.
    bool is_whole(std::string_view text) {
        for (auto at = text.find('\xED'); at != text.npos; at = text.find('\xED', at + 1))
            half_a_pair_ |= static_cast<unsigned char>(text[at + 1]) >= 0xA0;
        return !half_a_pair_;
    }

    std::vector<level> open_;
    value done_;
    bool too_deep_ = false, half_a_pair_ = false;
};

using output = rapidjson::Writer<rapidjson::StringBuffer>;

void put(output& out, const std::string& s) {
    out.String(s.data(), static_cast<rapidjson::SizeType>(s.size()));
}

void put(output& out, const value& v) {
    if (v.is_object()) {
        out.StartObject();
        for (auto& [name, what] : v.members()) {
            out.Key(name.data(), static_cast<rapidjson::SizeType>(name.size()));
            put(out, what);
        }
        out.EndObject();
    } else if (v.is_array()) {
        out.StartArray();
        for (auto& item : v.items()) put(out, item);
        out.EndArray();
    } else if (v.is_string()) {
        put(out, v.text());
    } else if (v.is_null()) {
        out.Null();
    } else {
        v.visit_number([&](bool b) { out.Bool(b); }, [&](std::int64_t n) { out.Int64(n); },
                       [&](double d) { std::isfinite(d) ? out.Double(d) : out.Null(); });
    }
}

}

std::optional<std::int64_t> value::integer() const {
    if (auto* n = std::get_if<std::int64_t>(&is_)) return *n;
    constexpr double exact = 9007199254740992.0;  // 2^53: above it a double skips whole numbers
    if (auto* d = std::get_if<double>(&is_); d && std::trunc(*d) == *d && std::abs(*d) <= exact)
        return static_cast<std::int64_t>(*d);
    return {};
}

std::optional<bool> value::flag() const {
    if (auto* b = std::get_if<bool>(&is_)) return *b;
    if (auto n = integer(); n && (*n == 0 || *n == 1)) return *n == 1;
    return {};
}

std::optional<double> value::number() const {
    if (auto* d = std::get_if<double>(&is_)) return *d;
    if (auto* n = std::get_if<std::int64_t>(&is_)) return static_cast<double>(*n);
    return {};
}

const std::string& value::text() const {
    static const std::string none;
    auto* s = std::get_if<std::string>(&is_);
    return s ? *s : none;
}

const array& value::items() const {
    static const array none;
    auto* a = std::get_if<array>(&is_);
    return a ? *a : none;
}

const object& value::members() const {
    static const object none;
    auto* o = std::get_if<object>(&is_);
    return o ? *o : none;
}

const value* value::find(std::string_view name) const {
    auto& all = members();
    auto it = std::ranges::find(all, name, &member::first);
    return it == all.end() ? nullptr : &it->second;
}

const value& value::operator[](std::string_view name) const {
    static const value none;
    auto* found = find(name);
    return found ? *found : none;
}

value& value::set(std::string name, value what) {
    if (is_null()) is_ = object{};
    auto& all = std::get<object>(is_);
    if (auto* found = find(name))
        const_cast<value&>(*found) = std::move(what);
    else
        all.emplace_back(std::move(name), std::move(what));
    return *this;
}

value& value::add(value what) {
    if (is_null()) is_ = array{};
    std::get<array>(is_).push_back(std::move(what));
    return *this;
}

boost::system::result<value, parse_error> parse(std::string_view text) {
    rapidjson::MemoryStream bytes(text.data(), text.size());
    rapidjson::Reader reader;
    builder build;
    constexpr auto how = rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag;
    if (reader.Parse<how>(bytes, build)) return build.take();
    const auto* what = build.too_deep()      ? "nested too deep"
                       : build.half_a_pair() ? "half of a surrogate pair"
                                             : rapidjson::GetParseError_En(reader.GetParseErrorCode());
    parse_error error{what, reader.GetErrorOffset()};
    return error;
}

std::string write(const value& v) {
    rapidjson::StringBuffer buffer;
    output out(buffer);
    put(out, v);
    return {buffer.GetString(), buffer.GetSize()};
}

void throw_exception_from_error(const parse_error& e, const boost::source_location&) {
    throw std::runtime_error("unreadable JSON at byte " + std::to_string(e.offset) + ": " + e.what);
}

}
