// Facebook: the descriptor, and the connector that hands each question to the file that knows the answer.
#include "connectors/abilities.hpp"

#include "connectors/facebook/account.hpp"
#include "connectors/facebook/events.hpp"
#include "connectors/facebook/look.hpp"
#include "connectors/facebook/moderate.hpp"
#include "connectors/facebook/names.hpp"
#include "connectors/facebook/news.hpp"
#include "connectors/facebook/read.hpp"
#include "connectors/facebook/write.hpp"
#include "connectors/graph/names.hpp"
#include "connectors/graph/options.hpp"
#include "connectors/options.hpp"

namespace otklik::facebook {

namespace asio = boost::asio;

namespace {

constexpr option options[] = {
    {"page", "the number of the administration's page, such as 100200300", "", false, true},
    {"page_token", "the page's own access token, not a person's", "", true, false},
    {"app_secret", "the application's secret: calls are proven with it, and deliveries checked", "", true, false},
    {"app_id", "the number of the application", "", false, false},
    {"verify_token", "the word that Facebook repeats when events are switched on; chosen by yourself", "", true, false},
    {"api", "where the Graph API is", "https://graph.facebook.com", false, false},
    {"version", "which version of it is asked for", "v25.0", false, false},
    {"posts_watched", "how many of the page's newest posts are watched for new comments, 1 to 100", "50", false, false},
    {"sweep_hours", "how often their comments are read again although no counter moved", "6", false, false},
};

constexpr source_kind sources[] = {
    {"page", "posts of a page by itself and by visitors, and the comments under the own page's posts",
     "nothing for the own page; else adm_akhtuba, 100200300 or https://www.facebook.com/adm_akhtuba"},
    {"tagged", "posts of others that tag the own page", "nothing"},
    {"events", "what Facebook delivers by itself: new comments, posts and mentions", "nothing", pace::pushed},
};

constexpr std::string_view add_it = "добавьте на странице сети";
constexpr material_row materials[] = {
    {material::text, way::automatic, way::automatic, "входит в текст"},
    {material::photo, way::automatic, way::automatic, "в публикации сколько угодно, под сообщением одна"},
    {material::video, way::by_hand, way::by_hand, add_it},
    {material::infographic, way::automatic, way::automatic, "как фото"},
    {material::animation, way::by_hand, way::by_hand,
     "загруженная программой, она перестаёт двигаться: добавьте на странице сети"},
    {material::document, way::impossible, way::impossible, "документов у страниц нет: дайте в тексте ссылку на сайт"},
    {material::poll, way::impossible, way::impossible, "опросов у страниц нет: дайте в тексте ссылку на опрос"},
    {material::test, way::impossible, way::impossible, "тестов нет: дайте в тексте ссылку на тест"},
    {material::live_stream, way::by_hand, way::impossible, "начните трансляцию на странице сети"},
    {material::contest, way::automatic, way::automatic, "условия входят в текст"},
    {material::hashtag, way::automatic, way::automatic, "входит в текст"},
    {material::geolocation, way::by_hand, way::impossible,
     "отметьте место на странице сети; в ответе назовите адрес словами"},
};

std::optional<std::string> objection(const option_values& given) {
    if (!graph::is_number(value_of(given, "page"))) return "page is the page's number, such as 100200300";
    if (value_of(given, "page_token").empty())
        return "page_token_file is missing: nothing of Facebook can be read without the page's token";
    if (!is_between(given, "posts_watched", 1, 100)) return "posts_watched is a number from 1 to 100";
    if (!is_between(given, "sweep_hours", 1, 24 * 31)) return "sweep_hours is a number from 1 to 744";
    return graph::objection(given);
}

class facebook_connector final : public connector,
                                 public reads_links,
                                 public publishes_news,
                                 public moderates,
                                 public takes_hooks {
public:
    facebook_connector(surroundings around, graph::reader_settings reading_with)
        : time_(around.time),
          options_(around.options),
          reading_with_(std::move(reading_with)),
          graph_(around, graph::access_of(around.options, "page_token", "https://graph.facebook.com",
                                          {"pages", "messenger"}, {"feed", "tagged"})),
          page_(graph_, value_of(options_, "page")) {}

    asio::awaitable<reading> read(const source& from, std::string cursor) override {
        if (from.kind == "page") co_return co_await read_page(page_, reading_with_, time_, from, std::move(cursor));
        if (from.kind == "tagged") co_return co_await read_tagged(page_, reading_with_, time_, from, std::move(cursor));
        co_return not_begun(std::move(cursor),
                            {trouble::settings, "facebook does not read the kind \"" + from.kind + "\"", {}});
    }

    asio::awaitable<write_outcome> place(const placement& what) override {
        co_return co_await place_answer(page_, time_.now(), what);
    }

    asio::awaitable<look_outcome> look(const placement& what) override {
        co_return co_await look_at_thread(page_, what);
    }

    asio::awaitable<account_check> check() override {
        const bool events = !value_of(options_, "verify_token").empty();
        auto app_id = value_of(options_, "app_id");
        co_return co_await check_account(page_, time_.now(), std::move(app_id), events);
    }

    bool understands(std::string_view link) const override { return address_in(link).has_value(); }

    asio::awaitable<std::variant<post, failure>> read_link(std::string link) override {
        const auto where = address_in(link);
        if (!where) co_return failure{trouble::settings, "this address of Facebook names no id", {}};
        const auto under = (where->page.empty() ? page_.id : where->page) + "_" + where->story;
        const auto wanted = where->comment.empty() ? under : where->story + "_" + where->comment;
        graph::params fields{{"fields", std::string(where->comment.empty() ? post_fields : comment_fields)}};
        auto answer = co_await graph_.get(wanted, std::move(fields));
        if (auto* error = std::get_if<graph::api_error>(&answer)) co_return std::move(error->why);
        std::vector<skipped> left_out;
        const auto& item = std::get<json::value>(answer);
        const parsing with{reading_with_.account, {}, page_.id};
        auto out = where->comment.empty() ? parse_post(item, with, "link", left_out)
                                          : parse_comment(item, under, with, "link", left_out);
        if (out) co_return std::move(*out);
        if (left_out.empty()) co_return failure{trouble::gone, "it is not published", {}};
        co_return failure{trouble::unreadable, left_out.front().place + ": " + left_out.front().why, {}};
    }

    asio::awaitable<write_outcome> publish(const news& what) override { co_return co_await publish_news(page_, what); }

    asio::awaitable<std::variant<std::vector<own_reply>, failure>> published_since(moment since) override {
        co_return co_await facebook::published_since(page_, since);
    }

    asio::awaitable<write_outcome> moderate(moderation what, const post& which) override {
        co_return co_await moderate_post(page_, what, which);
    }

    asio::awaitable<std::variant<standing, failure>> standing_of(const post& which) override {
        co_return co_await standing_of_post(page_, which);
    }

    asio::awaitable<hook_reply> hook(hook_request what, const source& events) override {
        auto keys = graph::hook_keys_of(options_);
        auto account = reading_with_.account;
        co_return co_await take_hook(page_, std::move(account), std::move(keys), std::move(what), events);
    }

private:
    otklik::clock& time_;
    option_values options_;
    graph::reader_settings reading_with_;
    graph::api graph_;
    own_page page_;
};

std::unique_ptr<connector> open(surroundings around) {
    auto with = graph::reader_settings_of(around, "posts_watched");
    return std::make_unique<facebook_connector>(std::move(around), std::move(with));
}

}

extern const connector_kind kind{connector_abi, "facebook", "Facebook", options, sources, materials, objection, open};

}
