#include "daemon/ctl/account_text.hpp"

#include "daemon/accounts/trouble_words.hpp"
#include "daemon/accounts/warnings.hpp"

#include <date/tz.h>

#include <algorithm>
#include <iostream>
#include <sstream>

namespace otklik::ctl {

namespace {

constexpr std::size_t first_column = 12;  // characters

std::size_t characters(std::string_view text) {
    return static_cast<std::size_t>(std::ranges::count_if(text, [](char c) { return (c & 0xC0) != 0x80; }));
}

// Two columns; the left one is said once.
class table {
public:
    void line(std::string_view left, std::string_view right) {
        std::cout << "  " << (left == last_ ? std::string() : std::string(left));
        const auto taken = left == last_ ? 0 : characters(left);
        std::cout << std::string(first_column - std::min(taken, first_column), ' ') << right << '\n';
        last_ = left;
    }

private:
    std::string last_;
};

void print_tokens(const std::vector<token_check>& tokens, const std::string& zone, table& out) {
    for (auto& t : tokens) {
        out.line("Ключи", t.kind + ", " +
                              (t.valid_until ? "действует до " + when(*t.valid_until, zone)
                                             : std::string("срок не ограничен или сеть его не называет")));
        for (auto& r : t.rights)
            out.line("Ключи", (r.granted ? "  есть право " : "  НЕТ права  ") + r.name + ": " + r.purpose);
    }
}

void print_picture(const account_report& known, table& out) {
    if (!known.picture_trouble.empty())
        out.line("Картинка", known.picture_trouble);
    else
        out.line("Картинка", known.picture.empty() ? "сеть её не показала"
                                                   : "есть; официальное название на ней подтверждают в консоли");
}

}

std::string when(moment m, const std::string& zone) {
    if (m == moment{}) return "никогда";
    std::ostringstream out;
    date::to_stream(out, "%Y-%m-%d %H:%M", date::make_zoned(zone, std::chrono::floor<std::chrono::seconds>(m)));
    return out.str();
}

bool print_check(const account& about, const account_report& known, const std::string& zone) {
    auto& said = known.said;
    std::cout << "Аккаунт " << about.id << " (" << about.kind->title
              << "): " << (said.connected ? "подключён" : "не подключён") << '\n';
    table out;
    if (!said.name.empty()) out.line("Название", said.name);
    if (!said.link.empty()) out.line("Страница", said.link);
    print_picture(known, out);
    for (auto& can : said.abilities) out.line("Умеет", can);
    print_tokens(said.tokens, zone, out);
    for (auto& q : said.quotas)
        out.line("Квоты", q.purpose + ": " + std::to_string(q.used) + " из " + std::to_string(q.most) + ", осталось " +
                              std::to_string(std::max<std::int64_t>(q.most - q.used, 0)));
    std::cout << std::flush;

    picture_confirmation in_the_console{known.picture, {}, {}, {}};  // confirmed there, not here
    bool well = said.failures.empty();
    for (auto& f : said.failures)
        std::cerr << about.id << ": " << words_of(f.kind).what << " Сеть сообщает: " << f.said << '\n'
                  << "  Что делать: " << words_of(f.kind).what_to_do << '\n';
    for (auto& w : warnings_of(about, known, in_the_console, known.at)) {
        if (w.id.starts_with("trouble-")) continue;  // each of them stands above
        std::cerr << about.id << ": " << w.what << "\n  Что делать: " << w.what_to_do << '\n';
        well = false;
    }
    return well;
}

void print_status(const account& about, const account_report& known, const picture_confirmation& confirmed,
                  const std::string& zone, moment now) {
    std::cout << "Аккаунт " << about.id << ": ";
    if (known.at == moment{}) {
        std::cout << "ещё не проверен\n";
        return;
    }
    std::cout << (known.said.connected ? "подключён" : "не подключён") << ", проверен " << when(known.at, zone) << '\n';
    for (auto& w : warnings_of(about, known, confirmed, now))
        std::cout << "  Внимание: " << w.what << ' ' << w.what_to_do << '\n';
}

}
