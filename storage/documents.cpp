#include "storage/delivery_words.hpp"
#include "storage/records.hpp"
#include "storage/redis.hpp"
#include "storage/store.hpp"

namespace otklik::storage {

asio::awaitable<change_outcome> store::change_document(document_change what, moment now) {
    std::vector<std::string> arguments{
        std::move(what.kind),  std::move(what.id), number(what.version), valid_utf8(std::move(what.record)),
        to_record(what.entry), number(what.made),  number(now)};
    for (const auto& d : what.deliveries) add_words(arguments, d);
    auto said = co_await redis_.call("otklik_document", std::move(arguments));
    if (said.text() == "done") co_return change_outcome::done;
    co_return said.text() == "fence" ? change_outcome::fence_lost : change_outcome::changed_meanwhile;
}

asio::awaitable<std::optional<store::document>> store::find_document(std::string kind, std::string id) {
    std::vector<std::string> words{"HMGET", "otklik:document:" + kind + ":" + id, "version", "record"};
    auto found = co_await redis_.command(std::move(words));
    auto version = whole_number(found[0]);
    if (!version) co_return std::nullopt;
    co_return document{*version, found[1].text()};
}

asio::awaitable<std::vector<store::document>> store::documents(std::string kind, std::size_t skip, std::size_t limit) {
    std::vector<std::string> arguments{std::move(kind), number(skip), number(limit)};
    auto found = co_await redis_.call("otklik_documents", std::move(arguments));
    std::vector<document> out;
    for (std::size_t i = 0; i + 1 < found.list().size(); i += 2)
        out.push_back({found[i].integer(), found[i + 1].text()});
    co_return out;
}

asio::awaitable<void> store::keep_file(std::string id, kept_file what, moment until) {
    std::vector<std::string> arguments{std::move(id), number(until), std::move(what.name), std::move(what.type),
                                       std::move(what.bytes)};
    co_await redis_.call("otklik_file_keep", std::move(arguments));
}

asio::awaitable<std::optional<store::kept_file>> store::find_file(std::string id) {
    std::vector<std::string> words{"HMGET", "otklik:file:" + id, "name", "type", "bytes"};
    auto found = co_await redis_.command(std::move(words));
    if (found[2].is_null()) co_return std::nullopt;
    co_return kept_file{found[0].text(), found[1].text(), found[2].text()};
}

}
