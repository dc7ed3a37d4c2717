#include "connectors/instagram/own_account.hpp"

#include "connectors/graph/names.hpp"
#include "storage/values/record.hpp"

#include <algorithm>

namespace otklik::instagram {

namespace asio = boost::asio;

namespace {

const std::string kept_as = "unseen_writes";
constexpr std::size_t most_kept = 500;  // the oldest are long settled

}

asio::awaitable<std::variant<std::string, failure>> own_account::username() {
    if (!username_.empty()) co_return username_;
    graph::params fields{{"fields", "id,username"}};
    auto answer = co_await graph.get(id, std::move(fields));
    if (auto* error = std::get_if<graph::api_error>(&answer)) co_return std::move(error->why);
    const auto& told = std::get<json::value>(answer);
    if (told["username"].text().empty())
        co_return failure{trouble::unreadable, "GET " + id + ": the account has no name", {}};
    username_ = told["username"].text();
    co_return username_;
}

asio::awaitable<std::vector<std::string>> own_account::tried() {
    std::vector<std::string> out;
    if (!secrets_) co_return out;
    auto kept = co_await secrets_->fetch(kept_as);
    const auto list = json::parse(kept.value_or("[]"));
    if (list) decode_into(*list, out);
    co_return out;
}

asio::awaitable<bool> own_account::was_tried(std::string delivery) {
    const auto all = co_await tried();
    co_return std::ranges::find(all, delivery) != all.end();
}

asio::awaitable<void> own_account::remember(std::string delivery, bool is_tried) {
    if (!secrets_) co_return;
    auto all = co_await tried();
    std::erase(all, delivery);
    if (is_tried) all.push_back(std::move(delivery));
    if (all.size() > most_kept) all.erase(all.begin(), all.end() - most_kept);
    auto text = json::write(encode(all));
    co_await secrets_->keep(kept_as, std::move(text));
}

}
