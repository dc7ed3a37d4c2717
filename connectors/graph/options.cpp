#include "connectors/graph/options.hpp"

#include "connectors/graph/names.hpp"

namespace otklik::graph {

namespace {

constexpr std::string_view usual_version = "v25.0";

// "v25.0"
bool is_version(std::string_view text) {
    const auto dot = text.find('.');
    return text.starts_with('v') && dot != text.npos && is_number(text.substr(1, dot - 1)) &&
           is_number(text.substr(dot + 1));
}

}

std::optional<std::string> objection(const option_values& given) {
    const auto& version = value_of(given, "version");
    if (!version.empty() && !is_version(version)) return "version is one of Meta's, such as v25.0";
    if (const auto& id = value_of(given, "app_id"); !id.empty() && !is_number(id))
        return "app_id is the application's number";
    if (!value_of(given, "verify_token").empty() && value_of(given, "app_secret").empty())
        return "verify_token without app_secret_file: what is delivered could not be told from a forgery";
    return objection_to_address(value_of(given, "api"));
}

access access_of(const option_values& given, std::string_view token, std::string_view address,
                 std::vector<std::string> usage_kinds, std::vector<std::string> polled) {
    const auto& version = value_of(given, "version");
    return {api_address(given, address), version.empty() ? std::string(usual_version) : version,
            value_of(given, token),      value_of(given, "app_secret"),
            std::move(usage_kinds),      std::move(polled)};
}

}
