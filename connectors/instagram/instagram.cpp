// Instagram: the descriptor, and the connector that hands each question to the file that knows the answer.
#include "connectors/abilities.hpp"

#include "connectors/graph/names.hpp"
#include "connectors/graph/options.hpp"
#include "connectors/instagram/account.hpp"
#include "connectors/instagram/events.hpp"
#include "connectors/instagram/login_token.hpp"
#include "connectors/instagram/look.hpp"
#include "connectors/instagram/moderate.hpp"
#include "connectors/instagram/news.hpp"
#include "connectors/instagram/read.hpp"
#include "connectors/instagram/search.hpp"
#include "connectors/instagram/write.hpp"
#include "connectors/options.hpp"

namespace otklik::instagram {

namespace asio = boost::asio;

namespace {

constexpr option options[] = {
    {"user", "the account's number as the Graph API has it (ig-user-id), such as 17841400000000000", "", false, true},
    {"access_token", "the token: of the Facebook page, or of Instagram's own login, which is renewed by itself", "",
     true, false},
    {"login", "through which door: facebook (the account is linked with a page) or instagram", "facebook", false,
     false},
    {"page", "the number of the Facebook page it is linked with; for private replies", "", false, false},
    {"app_secret", "the application's secret: calls are proven with it, and deliveries checked", "", true, false},
    {"app_id", "the number of the application", "", false, false},
    {"verify_token", "the word that Meta repeats when events are switched on; chosen by yourself", "", true, false},
    {"api", "where the Graph API is; otherwise as the login has it", "", false, false},
    {"version", "which version of it is asked for", "v25.0", false, false},
    {"media_watched", "how many of the newest publications are watched for new comments, 1 to 100", "50", false, false},
    {"sweep_hours", "how often their comments are read again although no counter moved", "6", false, false},
};

constexpr source_kind sources[] = {
    {"media", "the account's own publications and the comments under them", "nothing"},
    {"tags", "publications of others in which the account is tagged", "nothing"},
    {"hashtag", "publications of the last day with a hashtag; at most 30 different ones in a week", "ахтубинск"},
    {"events", "what Instagram delivers by itself: new comments and mentions", "nothing", pace::pushed},
};

constexpr std::string_view no_files = "к комментарию в Instagram ничего не приложить: дайте в тексте ссылку на сайт";
constexpr material_row materials[] = {
    {material::text, way::by_hand, way::automatic,
     "публикаций без фото или видео нет: добавьте фото; в ответе входит в текст"},
    {material::photo, way::automatic, way::impossible,
     "в публикации до десяти, в JPEG, по открытому адресу; к комментарию не приложить"},
    {material::video, way::automatic, way::impossible, "в публикации по открытому адресу; к комментарию не приложить"},
    {material::infographic, way::automatic, way::impossible, "как фото; к комментарию не приложить"},
    {material::animation, way::by_hand, way::impossible,
     "переведите в видео и добавьте в приложении; к комментарию не приложить"},
    {material::document, way::impossible, way::impossible, no_files},
    {material::poll, way::by_hand, way::impossible, "опрос бывает только в истории: добавьте её в приложении"},
    {material::test, way::by_hand, way::impossible, "тест бывает только в истории: добавьте её в приложении"},
    {material::live_stream, way::by_hand, way::impossible, "начните трансляцию в приложении"},
    {material::contest, way::automatic, way::automatic, "условия входят в текст; к публикации нужно фото"},
    {material::hashtag, way::automatic, way::automatic, "входит в текст, не больше тридцати в публикации"},
    {material::geolocation, way::by_hand, way::impossible,
     "отметьте место в приложении; в ответе назовите адрес словами"},
};

std::string_view address_of(const option_values& given) {
    return value_of(given, "login") == "instagram" ? "https://graph.instagram.com" : "https://graph.facebook.com";
}

std::optional<std::string> objection(const option_values& given) {
    if (!graph::is_number(value_of(given, "user"))) return "user is the account's number, such as 17841400000000000";
    if (value_of(given, "access_token").empty())
        return "access_token_file is missing: nothing of Instagram can be read without a token";
    const auto& login = value_of(given, "login");
    if (!login.empty() && login != "facebook" && login != "instagram") return "login is facebook or instagram";
    if (const auto& page = value_of(given, "page"); !page.empty() && !graph::is_number(page))
        return "page is the page's number, such as 100200300";
    if (!is_between(given, "media_watched", 1, 100)) return "media_watched is a number from 1 to 100";
    if (!is_between(given, "sweep_hours", 1, 24 * 31)) return "sweep_hours is a number from 1 to 744";
    return graph::objection(given);
}

graph::access access_of(const surroundings& around) {
    auto out = graph::access_of(around.options, "access_token", address_of(around.options), {"instagram"},
                                {"media", "tags", "recent_media"});
    if (value_of(around.options, "login") == "instagram") out.renewed = renewed_by_itself(around, out.token, out.base);
    return out;
}

class instagram_connector final : public connector, public publishes_news, public moderates, public takes_hooks {
public:
    instagram_connector(surroundings around, graph::reader_settings reading_with)
        : time_(around.time),
          options_(around.options),
          reading_with_(std::move(reading_with)),
          graph_(around, access_of(around)),
          own_(graph_, value_of(options_, "user"), value_of(options_, "login") != "instagram",
               value_of(options_, "page"), around.secrets) {}

    asio::awaitable<reading> read(const source& from, std::string cursor) override {
        auto account = reading_with_.account;
        if (from.kind == "media") co_return co_await read_media(own_, reading_with_, time_, from, std::move(cursor));
        if (from.kind == "tags") co_return co_await read_tagged(own_, std::move(account), from, std::move(cursor));
        if (from.kind == "hashtag") co_return co_await read_hashtag(own_, std::move(account), from, std::move(cursor));
        co_return not_begun(std::move(cursor),
                            {trouble::settings, "instagram does not read the kind \"" + from.kind + "\"", {}});
    }

    asio::awaitable<write_outcome> place(const placement& what) override {
        co_return co_await place_answer(own_, time_.now(), what);
    }

    asio::awaitable<look_outcome> look(const placement& what) override {
        co_return co_await look_at_thread(own_, what);
    }

    asio::awaitable<account_check> check() override {
        auto app_id = value_of(options_, "app_id");
        co_return co_await check_account(own_, time_.now(), std::move(app_id));
    }

    asio::awaitable<write_outcome> publish(const news& what) override {
        co_return co_await publish_news(own_, time_, what);
    }

    asio::awaitable<std::variant<std::vector<own_reply>, failure>> published_since(moment since) override {
        co_return co_await instagram::published_since(own_, since);
    }

    asio::awaitable<write_outcome> moderate(moderation what, const post& which) override {
        co_return co_await moderate_post(own_, what, which);
    }

    asio::awaitable<std::variant<standing, failure>> standing_of(const post& which) override {
        co_return co_await standing_of_post(own_, which);
    }

    asio::awaitable<hook_reply> hook(hook_request what, const source& events) override {
        auto keys = graph::hook_keys_of(options_);
        auto account = reading_with_.account;
        co_return co_await take_hook(own_, std::move(account), std::move(keys), std::move(what), events);
    }

private:
    otklik::clock& time_;
    option_values options_;
    graph::reader_settings reading_with_;
    graph::api graph_;
    own_account own_;
};

std::unique_ptr<connector> open(surroundings around) {
    auto with = graph::reader_settings_of(around, "media_watched");
    return std::make_unique<instagram_connector>(std::move(around), std::move(with));
}

}

constexpr std::size_t longest_caption = 2200;

extern const connector_kind kind{connector_abi, "instagram", "Instagram", options,        sources,
                                 materials,     objection,   open,        longest_caption};

}
