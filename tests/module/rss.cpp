// RSS and Atom: the fifth connector, which knows of Otklik no more than its installed headers. A feed is read and never
// written: whoever answers what stands in it does so by hand, on the page it leads to.
#include "feed.hpp"

#include <connectors/http_client.hpp>
#include <connectors/module.hpp>
#include <connectors/network_json.hpp>
#include <connectors/options.hpp>
#include <connectors/utf8.hpp>

#include <boost/uuid/name_generator_sha1.hpp>
#include <boost/uuid/uuid_io.hpp>

#include <algorithm>

namespace otklik::rss {

namespace asio = boost::asio;

namespace {

constexpr option options[] = {
    {"feed", "a feed of the site, by which the account is checked", "", false, true},
};
constexpr source_kind sources[] = {{"feed", "the entries of an RSS or Atom feed", "its address"}};

constexpr auto on_the_site = "добавьте на самом сайте";
constexpr material_row materials[] = {
    {material::text, way::by_hand, way::by_hand, on_the_site},
    {material::photo, way::by_hand, way::by_hand, on_the_site},
    {material::video, way::by_hand, way::by_hand, on_the_site},
    {material::infographic, way::by_hand, way::by_hand, on_the_site},
    {material::animation, way::by_hand, way::by_hand, on_the_site},
    {material::document, way::by_hand, way::by_hand, on_the_site},
    {material::poll, way::by_hand, way::by_hand, on_the_site},
    {material::test, way::by_hand, way::by_hand, on_the_site},
    {material::live_stream, way::by_hand, way::by_hand, on_the_site},
    {material::contest, way::by_hand, way::by_hand, on_the_site},
    {material::hashtag, way::by_hand, way::by_hand, on_the_site},
    {material::geolocation, way::by_hand, way::by_hand, on_the_site},
};

// What was seen is remembered by these short ids, newest first; a feed that is longer shows its old entries again.
constexpr std::size_t most_remembered = 1000;
struct cursor {
    std::string etag;
    std::vector<std::string> seen;

    template <class F>
    static void fields(F&& f) {
        f("etag", &cursor::etag), f("seen", &cursor::seen);
    }
};

// A guid is unique in its feed only.
std::string id_of(const std::string& feed, const entry& e) {
    const boost::uuids::name_generator_sha1 make(boost::uuids::ns::url());
    return "rss:" + boost::uuids::to_string(make(feed + "\n" + e.id));
}

std::string text_of(const entry& e) {
    if (e.title.empty() || e.text.starts_with(e.title)) return e.text;
    return e.text.empty() ? e.title : e.title + "\n\n" + e.text;
}

failure failed_with(const http_reply& reply) {
    const auto said = "the site answered " + std::to_string(reply.status);
    if (reply.status == 404 || reply.status == 410) return {trouble::gone, said, {}};
    if (reply.status == 401 || reply.status == 403) return {trouble::settings, said, {}};
    if (reply.status >= 500) return {trouble::unreachable, said, {}};
    if (reply.status != 429) return {trouble::unreadable, said, {}};
    const auto seconds = whole_number(reply.header("Retry-After")).value_or(60);
    return {trouble::throttled, said, std::chrono::seconds(std::clamp<std::int64_t>(seconds, 1, 86'400))};
}

class rss_connector final : public connector {
public:
    explicit rss_connector(surroundings around) : around_(std::move(around)) {}

    asio::awaitable<reading> read(const source& from, std::string at) override {
        reading out;
        out.cursor = at;
        const auto remembered = json::parse(at.empty() ? "{}" : std::string_view(at));
        auto known = remembered ? decode<cursor>(*remembered) : cursor{};
        auto got = co_await fetch(from.target, known.etag);
        if (auto* why = std::get_if<failure>(&got)) {
            out.failed = std::move(*why);
        } else if (auto& answer = std::get<fetched>(got); !answer.unchanged) {
            take(answer.value, from, known, out);
            known.etag = std::move(answer.etag);
            out.cursor = json::write(encode(known));
        }
        co_return out;
    }

    asio::awaitable<write_outcome> place(const placement& what) override {
        by_hand out;
        out.why = "В ленту сайта нельзя ответить из программы";
        out.steps = {
            "Откройте " + (what.to.link.empty() ? std::string("страницу записи") : what.to.link) + ".",
            "Разместите ответ там, где на этой странице отвечают читателям; если негде – напишите автору или в "
            "редакцию сайта.",
            "Скопируйте ссылку на размещённый ответ и подтвердите ею размещение."};
        co_return out;
    }

    // A feed shows the entry as it reads now, and never who answered it. Which feed it was is known by the source
    // alone.
    asio::awaitable<look_outcome> look(const placement& what) override {
        thread_view out;
        out.text = what.to.text;
        const auto feed = feeds_.find(what.to.source);
        if (feed == feeds_.end()) co_return failure{trouble::unreachable, "the feed was not read yet", {}};
        auto got = co_await fetch(feed->second, {});
        if (auto* why = std::get_if<failure>(&got)) co_return std::move(*why);
        for (const auto& e : std::get<fetched>(got).value.entries)
            if (id_of(feed->second, e) == what.to.id) {
                out.text = valid_utf8(text_of(e));
                co_return out;
            }
        co_return failure{trouble::settings, "записи уже нет в ленте, посмотрите саму страницу", {}};
    }

    asio::awaitable<account_check> check() override {
        account_check out;
        auto got = co_await fetch(value_of(around_.options, "feed"), {});
        if (auto* why = std::get_if<failure>(&got)) {
            out.failures.push_back(std::move(*why));
            co_return out;
        }
        const auto& feed = std::get<fetched>(got).value;
        out.connected = true;
        out.name = feed.title, out.link = feed.link;
        out.abilities = {"читает ленты RSS и Atom"};
        co_return out;
    }

private:
    struct fetched {
        feed value;
        std::string etag;
        bool unchanged = false;
    };

    asio::awaitable<std::variant<fetched, failure>> fetch(std::string address, std::string etag) {
        http_request ask("GET", std::move(address));
        ask.headers.push_back({"Accept", "application/rss+xml, application/atom+xml, application/xml, text/xml"});
        if (!etag.empty()) ask.headers.push_back({"If-None-Match", std::move(etag)});
        ask.redirects = 3;
        ask.limit = around_.limit;
        ask.body_limit = 4 << 20;
        auto got = co_await around_.http.fetch(std::move(ask));
        if (around_.count) around_.count("feed", got ? "ok" : "unreachable");
        if (!got) {
            const bool large = got.error().what == http_failure::kind::too_large;
            co_return failure{large ? trouble::unreadable : trouble::unreachable, got.error().said, {}};
        }
        fetched out;
        out.unchanged = got->status == 304;
        if (out.unchanged) co_return out;
        if (got->status != 200) co_return failed_with(*got);
        auto parsed = parse_feed(got->body);
        if (!parsed.trouble.empty())
            co_return failure{trouble::unreadable, "the feed cannot be read: " + one_line(parsed.trouble, 200), {}};
        out.value = std::move(parsed.value);
        out.etag = got->header("ETag").substr(0, 200);
        co_return out;
    }

    void take(feed& read, const source& from, cursor& known, reading& out) {
        feeds_[from.id] = from.target;
        std::vector<std::string> here;
        for (auto& e : read.entries) {
            auto id = id_of(from.target, e);
            if (std::ranges::find(here, id) != here.end()) continue;
            here.push_back(id);
            if (std::ranges::find(known.seen, id) != known.seen.end()) continue;
            auto p = post_of(e, std::move(id), from);
            if (p.written >= from.since) out.posts.push_back(std::move(p));
        }
        for (auto& why : read.left_out) out.left_out.push_back({from.target, std::move(why)});
        for (auto& id : known.seen)
            if (here.size() < most_remembered && std::ranges::find(here, id) == here.end()) here.push_back(id);
        known.seen = std::move(here);
    }

    post post_of(const entry& e, std::string id, const source& from) const {
        post p;
        p.id = std::move(id);
        p.network = "rss", p.account = around_.account, p.source = from.id;
        p.link = e.link.starts_with("http") ? valid_utf8(e.link) : "";
        p.author.name = valid_utf8(e.author.empty() ? from.title : e.author);
        // Without a date it is as old as our knowledge of it; one of tomorrow is a mistake.
        p.written = std::min(e.written.value_or(around_.time.now()), around_.time.now());
        p.text = valid_utf8(text_of(e));
        return p;
    }

    surroundings around_;
    std::map<std::string, std::string, std::less<>> feeds_;  // source -> address
};

std::optional<std::string> objection(const option_values& given) {
    return objection_to_address(value_of(given, "feed"));
}

std::unique_ptr<connector> open(surroundings around) {
    return std::make_unique<rss_connector>(std::move(around));
}

}

extern const connector_kind kind{connector_abi, "rss",     "Ленты RSS и Atom", options,
                                 sources,       materials, objection,          open};

}

OTKLIK_CONNECTOR_MODULE(otklik::rss::kind)
