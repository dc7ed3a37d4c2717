// A conversation has no replies to a message: what the group wrote after it answers it.
#include "connectors/ok/direct.hpp"

#include "connectors/ok/inbox.hpp"
#include "connectors/ok/names.hpp"
#include "connectors/ok/parse.hpp"
#include "connectors/ok/write.hpp"

#include <algorithm>

namespace otklik::ok {

namespace asio = boost::asio;
using namespace std::chrono_literals;

namespace {

constexpr std::size_t most_pages = 100;  // beyond it the answer is «cannot say», never «there is nothing»
constexpr auto overlap = 10min;          // the message's date and its neighbours' need not be told by one clock

std::vector<std::string> steps_by_hand(const placement& what) {
    const bool in_inbox = what.to.kind == post_kind::direct;
    std::vector<std::string> steps;
    if (in_inbox) {
        const auto where = what.to.link.empty() ? std::string("группу") : what.to.link;
        steps.push_back("Откройте " + where +
                        " под учётной записью администратора или модератора группы и перейдите в «Сообщения».");
        steps.push_back("Найдите переписку: " + named(what.to.author) + ".");
    } else {
        const auto& author = what.to.author;
        steps.push_back("Откройте страницу автора: " + (author.link.empty() ? named(author) : author.link) + ".");
        steps.push_back(
            "Нажмите «Написать сообщение». Если такой кнопки нет, автор не принимает сообщения: ответьте "
            "под его записью.");
    }
    steps.push_back(what.files.empty() ? std::string("Вставьте текст ответа без изменений и отправьте его.")
                                       : "Вставьте текст ответа без изменений, приложите файлы (" +
                                             names_of_files(what.files) + ") и отправьте.");
    steps.push_back("Подтвердите размещение в Отклике ссылкой на группу: у отдельного сообщения ссылки нет.");
    return steps;
}

// Why this placement cannot be sent by a program, or nothing.
std::optional<std::string> obstacle(const graph& ok, const placement& what) {
    if (what.to.kind != post_kind::direct) return "Одноклассники не дают программе первой написать человеку.";
    if (!ok.has_token()) return "Не задан ключ доступа группы (bot_token_file).";
    if (what.files.size() > 1) return "К сообщению прикладывается не больше одной картинки.";
    for (const auto& f : what.files) {
        const bool picture = f.is == material::photo || f.is == material::infographic;
        if (!picture) return "К сообщению прикладываются только картинки.";
        if (!f.address.starts_with("https://"))
            return "Картинку Одноклассники забирают сами по адресу, а адреса у неё нет.";
    }
    return {};
}

json::value body_of(const direct_key& key, const placement& what) {
    json::value message;
    message.set("text", what.text);
    for (const auto& f : what.files) {
        json::value payload, attachment;
        payload.set("url", f.address);
        attachment.set("type", "IMAGE");
        attachment.set("payload", std::move(payload));
        message.set("attachment", std::move(attachment));
    }
    json::value recipient, out;
    recipient.set("chat_id", key.chat);
    out.set("recipient", std::move(recipient));
    out.set("message", std::move(message));
    return out;
}

failure unreadable(std::string said) {
    return {trouble::unreadable, std::move(said), {}};
}

class looking {
public:
    looking(graph& ok, std::string group, const placement& what, direct_key key)
        : ok_(ok), group_(std::move(group)), what_(what), key_(std::move(key)) {}

    asio::awaitable<look_outcome> run() {
        const auto since = what_.to.written - overlap;
        moment before{};
        bool over = false;
        for (std::size_t n = 0; !over; ++n) {
            if (n == most_pages) co_return unreadable("more messages than can be read");
            auto answer = co_await messages_page(ok_, key_.chat, before, since);
            if (auto* error = std::get_if<api_error>(&answer)) {
                if (error->why.kind != trouble::gone) co_return std::move(error->why);
                break;
            }
            const auto& messages = std::get<json::value>(answer)["messages"].items();
            auto oldest = moment::max();
            for (const auto& m : messages) {
                take(m);
                oldest = std::min(oldest, written_at(m).value_or(oldest));
            }
            over = messages.size() < messages_on_page || oldest < since;
            if (!over && (oldest == moment::max() || (before != moment{} && oldest >= before)))
                co_return unreadable("graph.messages: the same page came twice");
            before = oldest;
        }
        if (seen_.own_replies.empty() && !doubtful_.empty()) co_return unreadable(doubtful_);
        seen_.gone = !message_seen_;
        co_return std::move(seen_);
    }

private:
    void take(const json::value& item) {
        const auto& message = item["message"];
        const auto& text = message["text"];
        const auto written = written_at(item);
        if (message["mid"].text() == key_.message) {
            message_seen_ = true;
            if (!text.is_null() && !text.is_string()) doubtful_ = "graph.messages: the message's text is no text";
            seen_.text = text.text();
            return;
        }
        const auto sender = sender_of(item, group_);
        if (!sender.empty() && sender != "group:" + group_) return;
        if (message.is_object() && !message.has("text")) return;  // somebody came or went
        if (sender.empty() || !written || !is_message(message["mid"].text()) || !text.is_string()) {
            doubtful_ = "graph.messages: a message that may be ours cannot be understood";
            return;
        }
        if (*written < what_.to.written) return;
        seen_.own_replies.push_back(
            {direct_id({key_.chat, message["mid"].text()}), what_.to.link, text.text(), *written});
    }

    graph& ok_;
    std::string group_;
    const placement& what_;
    direct_key key_;
    thread_view seen_;
    bool message_seen_ = false;
    std::string doubtful_;
};

}

asio::awaitable<write_outcome> place_message(graph& ok, const placement& what) {
    auto why_not = obstacle(ok, what);
    const auto key = direct_key_of(what.to.id);
    if (!why_not && (!key || key->message.empty())) why_not = "Неизвестно, в какой переписке стоит сообщение.";
    if (why_not) {
        by_hand hand{std::move(*why_not), steps_by_hand(what)};
        co_return hand;
    }
    auto answer = co_await ok.write("messages/" + key->chat, body_of(*key, what));
    if (auto* error = std::get_if<api_error>(&answer)) co_return outcome_of(*error, steps_by_hand(what));
    const auto& told = std::get<json::value>(answer);
    const auto& id = told["message_id"].text();
    if (told["success"].flag() != true || !is_message(id)) {
        fate_unknown strange{unreadable("graph.messages: an answer without the message's id")};
        co_return strange;
    }
    co_return sent{direct_id({key->chat, id}), what.to.link};
}

asio::awaitable<look_outcome> look_at_conversation(graph& ok, std::string group, const placement& what) {
    auto key = direct_key_of(what.to.id);
    if (!key || key->message.empty())
        co_return failure{trouble::settings, what.to.id + " stands in no conversation of the group", {}};
    if (!ok.has_token())
        co_return failure{trouble::settings, "the group's conversations are read with bot_token_file", {}};
    looking at(ok, std::move(group), what, std::move(*key));
    co_return co_await at.run();
}

}
