// A publication is made in steps that nobody sees: a container for each file, which Instagram itself fetches from a
// public address, and one for all of them; when it is ready, one call shows it.
#include "connectors/instagram/news.hpp"

#include "connectors/graph/names.hpp"
#include "connectors/graph/published.hpp"
#include "connectors/graph/write.hpp"
#include "connectors/instagram/names.hpp"
#include "connectors/text.hpp"

#include <algorithm>

namespace otklik::instagram {

namespace asio = boost::asio;
using namespace std::chrono_literals;

namespace {

constexpr std::size_t most_files = 10;
constexpr int most_questions = 6;  // at once, and then once a minute for five minutes, as Meta asks

std::vector<std::string> steps() {
    return {"Откройте Instagram под учётной записью администрации и нажмите «Создать».",
            "Выберите фото или видео (публикаций без них в Instagram нет) и вставьте текст без изменений.",
            "Опубликуйте, скопируйте ссылку на публикацию и подтвердите ею размещение в Отклике."};
}

own_reply as_published(const json::value& item, const std::string& id, moment written) {
    return {our_id(id), item["permalink"].text(), item["caption"].text(), written};
}

bool is_video(const file& f) {
    return f.is == material::video;
}

std::optional<std::string> objection_to(const news& what) {
    if (what.files.empty()) return "Публикаций без фото или видео в Instagram нет.";
    if (what.files.size() > most_files) return "В одной публикации Instagram не больше десяти фото и видео.";
    for (const auto& f : what.files) {
        if (!is_video(f) && f.is != material::photo && f.is != material::infographic)
            return "Такие файлы программа в Instagram не публикует.";
        if (!is_video(f) && f.type != "image/jpeg")
            return "Instagram берёт у программ картинки только в JPEG: сохраните «" + f.name + "» как JPEG.";
        if (!is_web_address(f.address))
            return "Instagram сам забирает файл по открытому адресу, а у файла «" + f.name + "» такого адреса нет.";
    }
    return {};
}

// One publication, step by step; each step ends it or leads to the next.
class publishing {
public:
    publishing(own_account& own, otklik::clock& time, const news& what) : own_(own), time_(time), what_(what) {}

    asio::awaitable<write_outcome> run() {
        if (auto no = co_await ask_quota()) co_return std::move(*no);
        if (auto no = co_await prepare_all()) co_return std::move(*no);
        if (auto no = co_await wait_until_ready(container_)) co_return std::move(*no);
        const auto path = own_.id + "/media_publish";
        graph::params fields{{"creation_id", container_}};
        auto answer = co_await own_.graph.post(path, std::move(fields));
        if (auto* error = std::get_if<graph::api_error>(&answer)) co_return graph::outcome_of(*error, steps());
        const auto id = graph::id_text(std::get<json::value>(answer)["id"]);
        if (!id)
            co_return fate_unknown{
                {trouble::unreadable, "POST " + path + ": an answer without the publication's id", {}}};
        auto link = co_await link_of(*id);
        co_return sent{our_id(*id), std::move(link)};
    }

private:
    using ended = std::optional<write_outcome>;

    asio::awaitable<ended> ask_quota() {
        auto left = co_await publications_left(own_);
        if (auto* why = std::get_if<failure>(&left)) co_return refused_before_write{std::move(*why)};
        const auto& told = std::get<quota>(left);
        if (told.used < told.most) co_return std::nullopt;
        failure used_up{
            trouble::throttled,
            "публикации за сутки исчерпаны: " + std::to_string(told.used) + " из " + std::to_string(told.most), 1h};
        co_return refused_before_write{std::move(used_up)};
    }

    asio::awaitable<ended> prepare_all() {
        const bool one = what_.files.size() == 1;
        std::string children;
        for (const auto& f : what_.files) {
            graph::params fields{{is_video(f) ? "video_url" : "image_url", f.address}};
            if (is_video(f)) fields["media_type"] = one ? "REELS" : "VIDEO";
            fields[one ? "caption" : "is_carousel_item"] = one ? what_.text : "true";
            if (auto no = co_await prepare(std::move(fields))) co_return no;
            children += (children.empty() ? "" : ",") + container_;
            // A child that is not ready would fail the whole.
            if (!one && is_video(f))
                if (auto no = co_await wait_until_ready(container_)) co_return no;
        }
        if (one) co_return std::nullopt;
        graph::params whole{{"media_type", "CAROUSEL"}, {"children", children}, {"caption", what_.text}};
        co_return co_await prepare(std::move(whole));
    }

    asio::awaitable<ended> prepare(graph::params fields) {
        const auto path = own_.id + "/media";
        auto answer = co_await own_.graph.prepare(path, std::move(fields));
        if (auto* error = std::get_if<graph::api_error>(&answer))
            co_return graph::outcome_of_preparing(*error, steps());
        auto id = graph::id_text(std::get<json::value>(answer)["id"]);
        if (!id)
            co_return refused_before_write{
                {trouble::unreachable, "POST " + path + ": an answer without the container's id", {}}};
        container_ = std::move(*id);
        co_return std::nullopt;
    }

    asio::awaitable<ended> wait_until_ready(std::string container) {
        for (int n = 0; n < most_questions; ++n) {
            if (n > 0) co_await time_.rest(1min);
            graph::params fields{{"fields", "status_code,status"}};
            auto answer = co_await own_.graph.get(container, std::move(fields));
            if (auto* error = std::get_if<graph::api_error>(&answer))
                co_return graph::outcome_of_preparing(*error, steps());
            const auto& told = std::get<json::value>(answer);
            const auto& status = told["status_code"].text();
            if (status == "FINISHED") co_return std::nullopt;
            if (status == "IN_PROGRESS") continue;
            const bool fails = status == "ERROR" || status == "EXPIRED";
            failure why{fails ? trouble::refused : trouble::unreachable,
                        "Instagram did not prepare the files: " + status + " " + told["status"].text(),
                        {}};
            co_return refused_before_write{std::move(why)};
        }
        failure slow{trouble::unreachable, "Instagram is still preparing the files after five minutes", 5min};
        co_return refused_before_write{std::move(slow)};
    }

    // It is published; that its address is not told takes nothing from that.
    asio::awaitable<std::string> link_of(std::string id) {
        graph::params fields{{"fields", "id,permalink"}};
        auto answer = co_await own_.graph.get(std::move(id), std::move(fields));
        const auto* told = std::get_if<json::value>(&answer);
        co_return told ? (*told)["permalink"].text() : std::string();
    }

    own_account& own_;
    otklik::clock& time_;
    const news& what_;
    std::string container_;
};

}

asio::awaitable<std::variant<quota, failure>> publications_left(own_account& own) {
    const auto path = own.id + "/content_publishing_limit";
    graph::params fields{{"fields", "quota_usage,config"}};
    auto answer = co_await own.graph.get(path, std::move(fields));
    if (auto* error = std::get_if<graph::api_error>(&answer)) co_return std::move(error->why);
    const auto& data = std::get<json::value>(answer)["data"].items();
    const auto used = data.empty() ? std::nullopt : data.front()["quota_usage"].integer();
    const auto most = data.empty() ? std::nullopt : data.front()["config"]["quota_total"].integer();
    if (!used || !most) co_return failure{trouble::unreadable, "GET " + path + ": the answer is no quota", {}};
    co_return quota{"публикаций за сутки", *used, *most};
}

asio::awaitable<write_outcome> publish_news(own_account& own, otklik::clock& time, const news& what) {
    if (auto why = objection_to(what)) co_return by_hand{std::move(*why), steps()};
    publishing one(own, time, what);
    co_return co_await one.run();
}

asio::awaitable<std::variant<std::vector<own_reply>, failure>> published_since(own_account& own, moment since) {
    graph::publications media{own.id + "/media", "id,caption,timestamp,permalink", "timestamp", as_published};
    co_return co_await graph::published_since(own.graph, std::move(media), since);
}

}
