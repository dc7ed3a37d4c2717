#include "connectors/ok/graph.hpp"

#include <vector>

namespace otklik::ok {

namespace asio = boost::asio;

namespace {

// Conversations are no methods: "graph.messages" for "messages/chat:C3ecb9d02a600".
std::string method_of(const std::string& path) {
    return "graph." + path.substr(0, path.find('/'));
}

}

graph::graph(const surroundings& around, std::shared_ptr<rate_limit> limit, std::string base, std::string token) {
    line to_ok(around, std::move(limit), bot_token, {token});
    shared_ = std::make_shared<shared>(shared{std::move(base), std::move(token), std::move(to_ok)});
}

graph graph::for_polling() const {
    auto out = *this;
    out.how_ = haste::polled;
    return out;
}

asio::awaitable<api_answer> graph::read(std::string path, params query) {
    query["access_token"] = shared_->token;
    std::vector<http_header> form;
    for (auto& [name, value] : query) form.push_back({name, std::move(value)});
    http_request request("GET", shared_->base + "/graph/me/" + path + "?" + form_encoded(form));
    co_return co_await shared_->to_ok.send(std::move(request), method_of(path), how_);
}

asio::awaitable<api_answer> graph::write(std::string path, json::value body) {
    const std::vector<http_header> form{{"access_token", shared_->token}};
    http_request request("POST", shared_->base + "/graph/me/" + path + "?" + form_encoded(form));
    request.headers = {{"Content-Type", "application/json;charset=utf-8"}};
    request.body = json::write(body);
    request.writes = true;
    co_return co_await shared_->to_ok.send(std::move(request), method_of(path), how_);
}

}
