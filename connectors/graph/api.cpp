#include "connectors/graph/api.hpp"

#include "connectors/graph/names.hpp"
#include "connectors/graph/proof.hpp"
#include "connectors/network_json.hpp"

#include <spdlog/spdlog.h>
#include <algorithm>

namespace otklik::graph {

namespace asio = boost::asio;
using namespace std::chrono_literals;

namespace {

constexpr std::string_view bucket = "account";  // one for all calls of an account
constexpr std::string_view writing = "write";   // what is shut for writes alone
constexpr std::size_t most_in_batch = 50;       // Meta's limit
constexpr int most_rounds = 3;                  // what a batch had no time for is asked again

// Meta counts by the day, in numbers that only it knows, and says in headers how much is used up: see usage.hpp.
// This is only so that a hundred calls do not go out in one second.
std::vector<rate_window> windows() {
    return {{bucket, "", 10, 1000ms}};
}

std::string form_of(const params& fields) {
    std::vector<http_header> form;
    for (const auto& [name, value] : fields) form.push_back({name, value});
    return form_encoded(form);
}

// What is counted and limited: the edge, without any id.
std::string edge_of(const std::string& method, std::string_view path) {
    const auto last = path.substr(path.rfind('/') + 1);
    const bool is_edge = path.find('/') != path.npos || !std::ranges::any_of(last, [](char c) { return c <= '9'; });
    if (path.empty()) return "batch";
    return method + " " + (is_edge ? std::string(last) : "node");
}

api_error unreadable(std::string said) {
    return {{trouble::unreadable, std::move(said), {}}, 0, 0, proof::none};
}

api_error transport_error(const std::string& said, const http_failure& f) {
    const auto kind = f.what == http_failure::kind::too_large ? trouble::unreadable
                      : f.what == http_failure::kind::misused ? trouble::settings
                                                              : trouble::unreachable;
    return {{kind, said + ": " + f.said, 5s}, 0, 0, f.nothing_was_sent ? proof::unwritten : proof::none};
}

// Without its proof a call fails as one with a wrong parameter; but that is no trouble of this one thing.
bool is_about_the_proof(const std::string& message) {
    return message.find("appsecret_proof") != message.npos || message.find("app secret proof") != message.npos;
}

}

api::api(const surroundings& around, access its)
    : http_(around.http),
      its_(std::move(its)),
      limit_of_one_(around.limit),
      limit_(limits_of(around, windows())),
      count_(around.count) {}

asio::awaitable<std::optional<api_error>> api::take_token() {
    if (!its_.renewed) co_return std::nullopt;
    if (auto why = co_await its_.renewed->ready()) co_return api_error{std::move(*why), 0, 0, proof::unwritten};
    its_.token = its_.renewed->value();
    co_return std::nullopt;
}

params api::proven(params fields, const std::string& token) const {
    // The application's own token, "id|secret", needs no proof.
    if (!its_.app_secret.empty() && token.find('|') == token.npos)
        fields["appsecret_proof"] = appsecret_proof(token, its_.app_secret);
    return fields;
}

asio::awaitable<api_answer> api::get(std::string path, params fields) {
    if (auto none = co_await take_token()) co_return std::move(*none);
    call what{"GET", std::move(path), {}, {}, {}, its_.token};
    what.query = form_of(proven(std::move(fields), its_.token));
    co_return co_await make(std::move(what));
}

asio::awaitable<api_answer> api::post(std::string path, params fields) {
    if (auto none = co_await take_token()) co_return std::move(*none);
    call what{"POST", std::move(path), {}, {}, "application/x-www-form-urlencoded", its_.token, true};
    what.body = form_of(proven(std::move(fields), its_.token));
    co_return co_await make(std::move(what));
}

asio::awaitable<api_answer> api::post_json(std::string path, json::value body) {
    if (auto none = co_await take_token()) co_return std::move(*none);
    call what{"POST", std::move(path), {}, json::write(body), "application/json", its_.token, true};
    what.query = form_of(proven({}, its_.token));
    co_return co_await make(std::move(what));
}

asio::awaitable<api_answer> api::remove(std::string path) {
    if (auto none = co_await take_token()) co_return std::move(*none);
    call what{"DELETE", std::move(path), {}, {}, {}, its_.token, true};
    what.query = form_of(proven({}, its_.token));
    co_return co_await make(std::move(what));
}

asio::awaitable<api_answer> api::prepare(std::string path, params fields, std::vector<multipart_file> files) {
    if (auto none = co_await take_token()) co_return std::move(*none);
    call what{"POST", std::move(path), {}, {}, "application/x-www-form-urlencoded", its_.token};
    fields = proven(std::move(fields), its_.token);
    if (files.empty()) {
        what.body = form_of(fields);
    } else {
        std::vector<http_header> parts;
        for (auto& [name, value] : fields) parts.push_back({name, value});
        auto whole = multipart_encoded(parts, files);
        what.body = std::move(whole.body);
        what.content_type = std::move(whole.content_type);
    }
    co_return co_await make(std::move(what));
}

asio::awaitable<std::vector<api_answer>> api::get_all(std::vector<batch_get> what) {
    if (auto none = co_await take_token()) co_return std::vector<api_answer>(what.size(), std::move(*none));
    auto token = its_.token;
    co_return co_await get_all_as(std::move(token), std::move(what));
}

asio::awaitable<std::vector<api_answer>> api::get_all_as(std::string token, std::vector<batch_get> what) {
    std::vector<api_answer> out(what.size(), unreadable("batch: no answer to this one came"));
    std::vector<std::size_t> open(what.size());
    for (std::size_t i = 0; i < open.size(); ++i) open[i] = i;
    const auto rounds = (what.size() / most_in_batch + 1) * most_rounds;
    for (std::size_t round = 0; round < rounds && !open.empty(); ++round) {
        const auto count = std::min(open.size(), most_in_batch);
        json::array items;
        for (std::size_t i = 0; i < count; ++i) {
            const auto& [path, fields] = what[open[i]];
            json::value item;
            item.set("method", "GET").set("relative_url", path + "?" + form_of(proven(fields, token)));
            items.push_back(std::move(item));
        }
        params fields{{"include_headers", "false"}, {"batch", json::write(std::move(items))}};
        call all{"POST", {}, {}, {}, "application/x-www-form-urlencoded", token, false, true};
        all.body = form_of(proven(std::move(fields), token));
        auto answer = co_await make(std::move(all));
        auto* list = std::get_if<json::value>(&answer);
        if (list && list->items().size() != count) answer = unreadable("batch: other answers came than were asked for");
        std::vector<std::size_t> again(open.begin() + static_cast<std::ptrdiff_t>(count), open.end());
        for (std::size_t i = 0; i < count; ++i) {
            auto& mine = out[open[i]];
            if (auto* error = std::get_if<api_error>(&answer)) {
                mine = *error;
                continue;
            }
            const auto& element = std::get<json::value>(answer).items()[i];
            if (element.is_null()) {
                mine = api_error{{trouble::unreachable, "batch: no time was left for this one", 5s}};
                again.push_back(open[i]);
            } else {
                mine = answer_in(element, "GET " + what[open[i]].path);
            }
        }
        open = std::move(again);
    }
    co_return out;
}

asio::awaitable<std::variant<json::value, api_error>> api::make(call what) {
    const auto edge = edge_of(what.method, what.path);
    const bool changes = what.method != "GET" && !what.many;
    const auto limited = changes ? std::string(writing) : edge;
    if (auto shut = co_await limit_->pass(std::string(bucket), limited)) {
        failure why{trouble::throttled, what.said() + ": the account's calls are used up for now", *shut};
        co_return api_error{std::move(why), 0, 0, proof::unwritten};
    }
    auto url = its_.base + "/" + its_.version + "/" + what.path;
    if (!what.query.empty()) url += "?" + what.query;
    http_request request(what.method, std::move(url));
    request.headers = {{"Authorization", "Bearer " + what.token}};
    if (!what.content_type.empty()) request.headers.push_back({"Content-Type", what.content_type});
    request.body = std::move(what.body);
    request.writes = what.writes;
    request.limit = limit_of_one_;
    auto reply = co_await http_.fetch(std::move(request));
    auto answer = reply ? understand(what, *reply) : transport_error(what.said(), reply.error());
    const auto* error = std::get_if<api_error>(&answer);
    if (count_) count_(edge, error ? name_of(error->why.kind) : "ok");
    co_return answer;
}

std::variant<json::value, api_error> api::understand(const call& what, const http_reply& reply) {
    const auto used = usage_in(reply, its_.usage_kinds);
    keep_pace(used);
    compare_version(reply);
    const auto status = what.said() + ": HTTP " + std::to_string(reply.status);
    bool mended = false;
    std::string why;
    auto body = parse_network_json(reply.body, mended, why);
    const bool changes = what.method != "GET" && !what.many;
    if (body && (*body)["error"].is_object())
        return error_in((*body)["error"], reply.status, what.said(),
                        changes ? std::string(writing) : edge_of(what.method, what.path), used);
    if (reply.status == 429) return api_error{{trouble::throttled, status, 1min}};
    if (reply.status >= 500) return api_error{{trouble::unreachable, status, 30s}};
    if (reply.status != 200) return unreadable(status + ", without an error of Meta's");
    if (!body) return unreadable(what.said() + ": " + why);
    if (mended) spdlog::warn("graph: {}: the answer held broken characters; they were replaced", what.said());
    if (what.many ? !body->is_array() : !body->is_object())
        return unreadable(what.said() + ": the answer is not what Meta answers");
    return std::move(*body);
}

// One element of a batch: an answer of its own, with its body as a text.
api_answer api::answer_in(const json::value& element, const std::string& said) {
    const auto code = static_cast<int>(std::clamp<std::int64_t>(element["code"].integer_or(0), 0, 999));
    bool mended = false;
    std::string why;
    auto body = parse_network_json(element["body"].text(), mended, why);
    if (!body) return unreadable(said + ": " + why);
    if ((*body)["error"].is_object()) return error_in((*body)["error"], code, said, "batch", {});
    if (code != 200 || !body->is_object()) return unreadable(said + ": HTTP " + std::to_string(code) + " in a batch");
    return std::move(*body);
}

api_error api::error_in(const json::value& error, int status, const std::string& said, const std::string& limited,
                        const usage& used) {
    const auto code = error["code"].integer();
    if (!code) return unreadable(said + ": an error without a code");
    const auto subcode = std::max<std::int64_t>(error["error_subcode"].integer_or(0), 0);
    const auto& row = error_of(*code, subcode);
    auto text = said + ": " + std::to_string(*code) + (subcode ? "/" + std::to_string(subcode) : "") + ", " +
                std::string(row.meaning);
    const auto proof_of_ours = its_.app_secret.empty() ? std::string() : appsecret_proof(its_.token, its_.app_secret);
    for (const char* more : {"message", "error_user_msg", "fbtrace_id"})
        if (const auto& told = error[more].text(); !told.empty())
            text += " (" + one_line(without_secrets(told, {its_.token, its_.app_secret, proof_of_ours}), 200) + ")";
    api_error out{{row.kind, std::move(text), row.after}, *code, subcode, row.of_write};
    if (*code == 100 && is_about_the_proof(error["message"].text())) out.why.kind = trouble::settings;
    // Decided by its code; but a server that fell over while answering is no witness of what it did before.
    if (status < 400 || status >= 500) out.of_write = proof::none;
    if (out.why.kind == trouble::throttled) {
        if (used.closed_for > 0min) out.why.after = used.closed_for;
        constexpr std::int64_t of_this_call_alone = 613, of_hashtags_alone = 18;
        const bool one = *code == of_this_call_alone || *code == of_hashtags_alone;
        if (*code != 9) limit_->shut(bucket, one ? limited : "", out.why.after);
    }
    if (out.why.kind == trouble::braked) limit_->shut(bucket, writing, out.why.after);
    return out;
}

void api::compare_version(const http_reply& reply) {
    const auto version = reply.header("facebook-api-version");
    if (version.empty()) return;
    auto told = version == its_.version ? std::string() : one_line(version, 20);
    if (told != other_version_ && !told.empty())
        spdlog::warn("graph: {} was asked for and {} answered", its_.version, told);
    other_version_ = std::move(told);
}

// Near the limit only the polling slows down: an answer needs several calls one after the other, and must come through.
void api::keep_pace(const usage& used) {
    if (used.percent < 0 && used.closed_for == 0min) return;
    used_ = used;
    const auto pause = pause_for(used);
    if (pause == 0ms) return;
    if (is_used_up(used)) return limit_->shut(bucket, "", pause);
    for (const auto& edge : its_.polled) limit_->shut(bucket, "GET " + edge, pause);
}

}
