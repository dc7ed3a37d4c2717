// A request as the API sees it, and a reply as it gives it: values, without Beast.
#pragma once

#include "storage/values/json.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace otklik::web {

struct request {
    std::string method;
    std::vector<std::string> path;             // "/api/incidents/7" → {"api", "incidents", "7"}, decoded
    std::map<std::string, std::string> query;  // decoded
    std::string session;                       // the cookie
    std::string from;                          // address of the other end
    bool from_console = false;                 // carried X-Otklik: 1
    json::value body;                          // null without one, or when it is no JSON for us
    std::string raw;                           // of a file, or of an event that a network sends: as it was received
    std::string type;                          // of `raw`
    std::string signature;                     // the header X-Hub-Signature-256
};

struct reply {
    int status = 200;
    std::string type = "application/json; charset=utf-8";
    std::string body;
    std::vector<std::pair<std::string, std::string>> headers;
};

inline reply json_reply(const json::value& v, int status = 200) {
    return {status, "application/json; charset=utf-8", json::write(v), {}};
}

inline reply error_reply(int status, std::string_view code, std::string_view message, std::string_view field = {}) {
    json::value error = json::object{{"code", code}, {"message", message}};
    if (!field.empty()) error.set("field", field);
    return json_reply(json::object{{"error", std::move(error)}}, status);
}

}
