#include "connectors/options.hpp"

#include <charconv>

namespace otklik {

namespace {

// What may follow the name of a host.
bool is_host(std::string_view rest, std::string_view host) {
    if (!rest.starts_with(host)) return false;
    rest.remove_prefix(host.size());
    return rest.empty() || rest.front() == ':' || rest.front() == '/';
}

}

const std::string& value_of(const option_values& all, std::string_view name) {
    static const std::string none;
    auto found = all.find(name);
    return found == all.end() ? none : found->second;
}

std::optional<std::int64_t> whole_number(std::string_view text) {
    std::int64_t out = 0;
    auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), out);
    if (ec != std::errc() || end != text.data() + text.size()) return {};
    return out;
}

bool is_between(const option_values& all, std::string_view name, std::int64_t least, std::int64_t most) {
    const auto& text = value_of(all, name);
    const auto number = whole_number(text);
    return text.empty() || (number && *number >= least && *number <= most);
}

std::optional<std::string> objection_to_address(std::string_view base) {
    if (base.empty() || base.starts_with("https://")) return {};
    if (!base.starts_with("http://")) return "api is an https:// address";
    base.remove_prefix(7);
    for (std::string_view here : {"127.0.0.1", "localhost", "[::1]"})
        if (is_host(base, here)) return {};
    return "api without TLS would show the tokens to everybody on the way; http:// is for this machine only";
}

bool can_be_fetched(std::string_view address) {
    return !address.empty() && !objection_to_address(address);
}

std::string api_address(const option_values& all, std::string_view otherwise) {
    auto base = value_of(all, "api");
    while (base.ends_with('/')) base.pop_back();
    return base.empty() ? std::string(otherwise) : base;
}

}
