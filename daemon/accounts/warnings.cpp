#include "daemon/accounts/warnings.hpp"

#include "daemon/accounts/trouble_words.hpp"
#include "daemon/people/passwords.hpp"
#include "rules/text.hpp"

#include <algorithm>

namespace otklik {

namespace {

constexpr std::chrono::days soon{14};

using warnings = std::vector<account_warning>;

void about_picture(const account_report& known, const picture_confirmation& confirmed, warnings& out) {
    if (known.picture.empty() || known.picture == confirmed.digest) return;
    out.push_back({"picture-" + known.picture,
                   confirmed.digest.empty()
                       ? "Ещё никто не подтвердил, что на картинке профиля есть официальное название."
                       : "Картинка профиля сменилась.",
                   "Посмотрите на неё и подтвердите, что на ней официальное название (пункт 2.5).", true});
}

void about_name(const account& about, const account_report& known, warnings& out) {
    const auto& name = known.said.name;
    if (name.empty() || same_name(name, about.official_name)) return;
    out.push_back({"name-" + digest_of(name + "\n" + about.official_name),
                   "Аккаунт называется: " + name + ". Официальное название: " + about.official_name + ".",
                   "Исправьте название в сети; если это принятое краткое название, укажите его в настройке: "
                   "official_name у этого [[account]] (пункт 2.5)."});
}

std::string in_days(std::chrono::milliseconds left) {
    const auto n = std::chrono::floor<std::chrono::days>(left).count();
    if (n < 1) return "меньше чем через сутки";
    const auto ones = n % 10;
    const bool teens = n % 100 > 10 && n % 100 < 20;
    const auto* word = !teens && ones == 1 ? " день" : !teens && ones > 1 && ones < 5 ? " дня" : " дней";
    return "через " + std::to_string(n) + word;
}

void about_token(const token_check& token, moment now, warnings& out) {
    const auto renew =
        "Получите новый ключ, положите его в файл, указанный в " + token.kind + "_file, и перезапустите службу.";
    if (token.valid_until) {
        const auto end = std::to_string(to_milliseconds(*token.valid_until));
        if (*token.valid_until <= now)
            out.push_back({"ended-" + token.kind + "-" + end,
                           "Ключ " + token.kind + " больше не действует: его срок вышел.", renew});
        else if (*token.valid_until - now <= soon)
            out.push_back({"ends-" + token.kind + "-" + end,
                           "Срок ключа " + token.kind + " выйдет " + in_days(*token.valid_until - now) + ".", renew});
    }
    for (const auto& r : token.rights)
        if (!r.granted)
            out.push_back({"right-" + token.kind + "-" + r.name,
                           "У ключа " + token.kind + " нет права «" + r.name + "»: " + r.purpose + ".",
                           "Выдайте это право или получите ключ, у которого оно есть."});
}

// What passes by itself is shown with the check, and is no warning.
void about_failures(const account_report& known, warnings& out) {
    for (auto kind : {trouble::settings, trouble::refused, trouble::gone}) {
        auto it = std::ranges::find(known.said.failures, kind, &failure::kind);
        if (it == known.said.failures.end()) continue;
        const auto words = words_of(kind);
        out.push_back({"trouble-" + std::string(name_of(kind)), std::string(words.what) + " Подробности: " + it->said,
                       std::string(words.what_to_do)});
    }
}

std::vector<std::string> addresses(role whose, const config& settings) {
    std::vector<std::string> out;
    for (const auto& p : settings.people)
        if (p.is == whose && !p.email.empty()) out.push_back(p.email);
    return out;
}

}

bool same_name(std::string_view one, std::string_view other) {
    return rules::folded_words(one) == rules::folded_words(other);
}

warnings warnings_of(const account& about, const account_report& known, const picture_confirmation& confirmed,
                     moment now) {
    warnings out;
    about_failures(known, out);
    for (const auto& token : known.said.tokens) about_token(token, now, out);
    about_name(about, known, out);
    about_picture(known, confirmed, out);
    return out;
}

std::optional<letter_plan> letter_of_account(const std::string& title, const account_warning& what,
                                             const config& settings) {
    letter_plan out;
    out.to = addresses(role::administrator, settings);
    if (what.for_coordinator || out.to.empty())
        std::ranges::copy(addresses(role::coordinator, settings), std::back_inserter(out.to));
    std::ranges::sort(out.to);
    out.to.erase(std::ranges::unique(out.to).begin(), out.to.end());
    if (out.to.empty()) return {};
    out.subject = "Отклик, аккаунт «" + title + "»: нужно внимание";
    out.text = title + "\n\n" + what.what + "\n\n" + what.what_to_do + "\n\n" + settings.address + "/#/accounts\n" +
               closing_of(settings);
    return out;
}

}
