#include "daemon/intake/intake.hpp"

#include "connectors/text.hpp"
#include "daemon/intake/match_json.hpp"
#include "daemon/people/passwords.hpp"

#include <spdlog/spdlog.h>

namespace otklik {

namespace asio = boost::asio;

namespace {

constexpr std::chrono::milliseconds store_away{2000};
constexpr std::size_t longest_entry = 20'000;  // bytes of a text entered by hand

bool wanted(const rules::match& m) {
    // A threat is shown to a person whatever it is about (3.7).
    return m.accepted || m.prohibited == rules::ground::threat;
}

}

intake::intake(storage::store& store, desk& desk, clock& time, const rules::engine& engine,
               const account_connectors& accounts, std::span<const source> sources)
    : store_(store), desk_(desk), time_(time), engine_(engine), accounts_(accounts) {
    for (auto& s : sources)
        if (s.local) local_sources_.insert(s.id);
}

asio::awaitable<void> intake::work(std::string consumer) {
    for (;;) {
        bool pause_for_store = false;
        try {
            for (auto& waiting : co_await store_.next_posts(consumer, 32, std::chrono::seconds{1}))
                co_await decide(std::move(waiting));
        } catch (const storage::store_unavailable& e) {
            spdlog::warn("intake: the store does not answer: {}", e.what());
            pause_for_store = true;
        }
        last_round_ = time_.now();
        if (pause_for_store) co_await time_.rest(store_away);
    }
}

asio::awaitable<void> intake::decide(storage::waiting_post waiting) {
    auto& what = waiting.what;
    if (what.own) co_return co_await store_.pass_over(waiting.ticket);
    auto found = co_await judge(what);
    if (!wanted(found)) co_return co_await store_.pass_over(waiting.ticket);
    auto match = to_json(found, what.text);
    auto id = what.id;
    auto made = co_await desk_.accept(the_system(), std::move(waiting.ticket), std::move(what), std::move(match));
    if (made.made) spdlog::info("incident {}: {}", made.incident, id);
}

asio::awaitable<rules::match> intake::judge(const post& what) {
    rules::input in;
    in.network = what.network;
    in.kind = std::string(name_of(what.kind));
    in.source = what.source;
    in.author = what.author.id;
    in.text = what.text;
    in.local = local_sources_.contains(what.source);
    for (auto* above : {&what.reply_to, &what.parent}) {
        if (above->empty()) continue;
        if (auto p = co_await store_.find_post(*above)) in.context.push_back(std::move(p->text));
    }
    co_return engine_.apply(in);
}

asio::awaitable<std::variant<std::int64_t, intake::refused_entry>> intake::enter(actor by, entry_by_hand what) {
    auto made = co_await post_of(what);
    if (auto* why = std::get_if<refused_entry>(&made)) co_return std::move(*why);
    auto& p = std::get<post>(made);
    if (p.own) co_return refused_entry{"Это наш собственный текст: на него отвечать не нужно", "link"};
    p.found = time_.now();
    auto because = "добавлено вручную: " + by.login;
    co_return co_await accept_by_hand(std::move(by), std::move(p), std::move(because));
}

asio::awaitable<std::variant<std::int64_t, intake::refused_entry>> intake::take(actor by, std::string post_id) {
    auto found = co_await store_.find_post(std::move(post_id));
    if (!found) co_return refused_entry{"Этой публикации больше нет в хранилище", "post"};
    if (found->own) co_return refused_entry{"Это наш собственный текст: на него отвечать не нужно", "post"};
    auto because = "взято в работу из найденного раньше: " + by.login;
    co_return co_await accept_by_hand(std::move(by), std::move(*found), std::move(because));
}

asio::awaitable<std::int64_t> intake::accept_by_hand(actor by, post what, std::string because) {
    auto found = co_await judge(what);
    found.because = std::move(because);
    auto match = to_json(found, what.text);
    auto accepted = co_await desk_.accept(std::move(by), {}, std::move(what), std::move(match));
    co_return accepted.incident;
}

asio::awaitable<std::variant<post, intake::refused_entry>> intake::post_of(const entry_by_hand& what) {
    if (!what.link.empty()) co_return co_await post_behind(what.link);
    if (what.text.find_first_not_of(" \t\r\n") == std::string::npos)
        co_return refused_entry{"Вставьте ссылку или текст сообщения", "text"};
    if (what.text.size() > longest_entry)
        co_return refused_entry{"Текст слишком длинный: не больше 20 000 байт", "text"};
    if (what.key.empty()) co_return refused_entry{"Нет ключа запроса", "key"};
    post p;
    p.id = "manual:" + digest_of(what.key).substr(0, 16);
    p.network = "manual";
    p.source = "manual";
    p.kind = post_kind::manual;
    p.author.name = what.author;
    p.text = what.text;
    if (is_web_address(what.place))
        p.link = what.place;
    else if (!what.place.empty())
        p.attachments.push_back(what.place);
    p.written = time_.now();
    co_return p;
}

asio::awaitable<std::variant<post, intake::refused_entry>> intake::post_behind(std::string link) {
    for (auto& [id, network] : accounts_) {
        auto* reader = dynamic_cast<reads_links*>(network.get());
        if (!reader || !reader->understands(link)) continue;
        auto read = co_await reader->read_link(link);
        if (auto* f = std::get_if<failure>(&read))
            co_return refused_entry{"Не удалось прочитать по ссылке: " + f->said + ". Вставьте текст и автора", "link"};
        auto& p = std::get<post>(read);
        p.account = id;
        if (p.source.empty()) p.source = "manual";
        co_return std::move(p);
    }
    co_return refused_entry{"Эту ссылку система прочитать не может: вставьте текст, автора и место", "link"};
}

}
