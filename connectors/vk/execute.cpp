#include "connectors/vk/execute.hpp"

#include "connectors/options.hpp"

#include <algorithm>

namespace otklik::vk {

namespace asio = boost::asio;

std::string code_for(const std::vector<inner_call>& calls) {
    std::string out = "return [";
    for (const auto& c : calls) {
        json::value fields{json::object{}};
        for (const auto& f : c.fields) {
            const auto number = whole_number(f.value);
            fields.set(f.name, number ? json::value(*number) : json::value(f.value));
        }
        out += (out.back() == '[' ? "" : ",") + ("API." + c.method + "(" + json::write(fields) + ")");
    }
    return out + "];";
}

std::vector<json::value> errors_in(const json::value& body, std::size_t calls) {
    std::vector<json::value> entries;
    for (const auto& e : body["execute_errors"].items())
        if (e["method"].text() != "execute") entries.push_back(e);
    const auto& results = body["response"].items();
    std::vector<json::value> out(calls);
    std::size_t failed = 0;
    for (std::size_t i = 0; i < calls; ++i)
        if (i >= results.size() || !(results[i].is_object() || results[i].is_array()))
            out[i] = failed++ < entries.size() ? entries[failed - 1] : json::value(json::object{});
    if (failed != entries.size())
        for (auto& e : out)
            if (!e.is_null()) e = json::value(json::object{});
    return out;
}

// Only where one kind of token may make all the calls, and `execute` too.
std::optional<token_kind> api::token_for_together(const std::vector<inner_call>& calls) const {
    for (auto kind : may_call("execute")) {
        if (!kind || !has(*kind) || unfit_.contains({*kind, "execute"})) continue;
        if (std::ranges::all_of(calls, [&](const inner_call& c) { return token_for(c.method) == kind; })) return kind;
    }
    return {};
}

asio::awaitable<std::vector<api_answer>> api::read_together(std::vector<inner_call> calls) {
    while (calls.size() > 1) {
        const auto kind = token_for_together(calls);
        if (!kind) break;
        if (auto answers = co_await execute(*kind, calls)) co_return std::move(*answers);
        if (token_for_together(calls) == kind) break;  // it may, but not these calls
    }
    std::vector<api_answer> out;
    for (auto& c : calls) {
        auto answer = co_await read(std::move(c.method), std::move(c.fields));
        const auto* error = std::get_if<api_error>(&answer);
        const bool goes_on = !error || error->why.kind == trouble::refused || error->why.kind == trouble::gone;
        out.push_back(std::move(answer));
        if (!goes_on) break;
    }
    // What was not asked any more failed as the last one that was.
    const auto asked = out.size();
    while (out.size() < calls.size()) out.push_back(out[asked - 1]);
    co_return out;
}

// Nothing when the calls must be made one by one.
asio::awaitable<std::optional<std::vector<api_answer>>> api::execute(token_kind kind,
                                                                     const std::vector<inner_call>& calls) {
    std::vector<api_answer> out;
    for (const auto& c : calls)
        if (auto shut = co_await count_for_the_day(kind, c.method)) {
            api_error used_up{{trouble::throttled, c.method + ": the day's quota is used up", *shut}};
            out.assign(calls.size(), api_answer(std::move(used_up)));
            co_return out;
        }
    params code{{"code", code_for(calls)}};
    auto answer = co_await call(kind, "execute", std::move(code), false);
    if (auto* error = std::get_if<api_error>(&answer)) {
        const bool not_these = error->code == 12 || error->code == 13 || unfit_.contains({kind, "execute"});
        if (not_these) co_return std::nullopt;
        out.assign(calls.size(), answer);
        co_return out;
    }
    const auto& body = std::get<json::value>(answer);
    const auto errors = errors_in(body, calls.size());
    for (std::size_t i = 0; i < calls.size(); ++i) {
        if (errors[i].is_null())
            out.push_back(body["response"].items()[i]);
        else if (errors[i].has("error_code"))
            out.push_back(error_in(errors[i], kind, calls[i].method));
        else
            co_return std::nullopt;
    }
    co_return out;
}

}
