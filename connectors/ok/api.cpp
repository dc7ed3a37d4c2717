#include "connectors/ok/api.hpp"

#include "connectors/options.hpp"

#include <vector>

namespace otklik::ok {

namespace asio = boost::asio;

namespace {

keys with_session_secret(keys all) {
    if (all.session_secret_key.empty())
        all.session_secret_key = session_secret(all.access_token, all.application_secret_key);
    return all;
}

}

bool is_another_way_worth_trying(const api_error& error) {
    return error.code == 3 || error.code == 10 || error.code == 200;
}

api::api(const surroundings& around, std::shared_ptr<rate_limit> limit, std::string base, keys its) {
    its = with_session_secret(std::move(its));
    line to_ok(around, std::move(limit), account_token,
               {its.access_token, its.session_secret_key, its.application_secret_key});
    shared_ = std::make_shared<shared>(shared{std::move(base), std::move(its), std::move(to_ok), {}});
}

api api::for_polling() const {
    auto out = *this;
    out.how_ = haste::polled;
    return out;
}

asio::awaitable<api_answer> api::read(std::string method, params fields) {
    co_return co_await call(std::move(method), std::move(fields), false);
}

asio::awaitable<api_answer> api::write(std::string method, params fields) {
    co_return co_await call(std::move(method), std::move(fields), true);
}

asio::awaitable<api_answer> api::upload(std::string address, multipart files) {
    const std::string method = "upload";
    if (auto why = objection_to_address(address))
        co_return api_error{{trouble::unreadable, method + ": the address is none: " + *why, {}}, 0, proof::unwritten};
    http_request request("POST", std::move(address));
    request.headers = {{"Content-Type", std::move(files.content_type)}};
    request.body = std::move(files.body);
    co_return co_await shared_->to_ok.send(std::move(request), method, how_);
}

asio::awaitable<api_answer> api::call(std::string method, params fields, bool writes) {
    const auto& its = shared_->its;
    fields["application_key"] = its.application_key;
    fields["format"] = "json";
    fields["method"] = method;
    fields["sig"] = signature(fields, its.session_secret_key);
    fields["access_token"] = its.access_token;
    std::vector<http_header> form;
    for (auto& [name, value] : fields) form.push_back({name, std::move(value)});

    http_request request("POST", shared_->base + "/fb.do");
    request.headers = {{"Content-Type", "application/x-www-form-urlencoded; charset=utf-8"}};
    request.body = form_encoded(form);
    request.writes = writes;
    co_return co_await shared_->to_ok.send(std::move(request), std::move(method), how_);
}

}
