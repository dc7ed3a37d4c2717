#include "connectors/mail_client.hpp"

#include "connectors/transfers.hpp"

#include <algorithm>
#include <cstring>

namespace otklik {

namespace asio = boost::asio;

namespace {

// One letter on its way, in the frame of the coroutine that waits for it; libcurl holds pointers into it.
struct dispatch {
    ~dispatch() { curl_slist_free_all(recipients); }

    std::string url, text;
    std::size_t read = 0;
    curl_slist* recipients = nullptr;
    easy_handle easy = make_easy();
    int times_sent = 0;
    char error[CURL_ERROR_SIZE] = {};
};

std::size_t on_text_wanted(char* to, std::size_t, std::size_t room, void* data) noexcept {
    auto& d = *static_cast<dispatch*>(data);
    const auto size = std::min(room, d.text.size() - d.read);
    std::memcpy(to, d.text.data() + d.read, size);
    d.read += size;
    return size;
}

// Comes after the login and before MAIL FROM; a second time would be a second letter.
int on_sending(void* data, char*, char*, int, int) noexcept {
    return static_cast<dispatch*>(data)->times_sent++ ? CURL_PREREQFUNC_ABORT : CURL_PREREQFUNC_OK;
}

std::size_t drop(char*, std::size_t, std::size_t size, void*) noexcept {
    return size;
}

bool is_host_name(std::string_view s) {
    return std::ranges::all_of(s, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-';
    });
}

bool on_this_machine(std::string_view server) {
    for (std::string_view here : {"smtp://127.0.0.1", "smtp://localhost", "smtp://[::1]"})
        if (server.starts_with(here) && (server.size() == here.size() || server[here.size()] == ':')) return true;
    return false;
}

std::optional<std::string> objection(const mail_settings& s) {
    const bool tls = s.server.starts_with("smtps://");
    if (!tls && !s.server.starts_with("smtp://")) return "the server is not smtp://host:port or smtps://host:port";
    if (s.server.find_first_of("/?#@", s.server.find("//") + 2) != s.server.npos)
        return "the server is more than a host and a port";
    if (!is_host_name(s.hello)) return "hello is not a host name";
    if (!s.user.empty() && !tls && s.encryption != starttls::always && !on_this_machine(s.server))
        return "a password is not sent in the clear: encryption must be \"always\"";
    return {};
}

void set_letter(dispatch& d, const mail& letter) {
    CURL* easy = d.easy.get();
    curl_easy_setopt(easy, CURLOPT_MAIL_FROM, ("<" + letter.from + ">").c_str());
    for (const auto& one : letter.to) {
        auto* longer = curl_slist_append(d.recipients, ("<" + one + ">").c_str());
        if (!longer) throw std::bad_alloc();
        d.recipients = longer;
    }
    curl_easy_setopt(easy, CURLOPT_MAIL_RCPT, d.recipients);
    curl_easy_setopt(easy, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(easy, CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(d.text.size()));
    curl_easy_setopt(easy, CURLOPT_READFUNCTION, &on_text_wanted);
    curl_easy_setopt(easy, CURLOPT_READDATA, &d);
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, &drop);
    curl_easy_setopt(easy, CURLOPT_PREREQFUNCTION, &on_sending);
    curl_easy_setopt(easy, CURLOPT_PREREQDATA, &d);
}

void set_server(dispatch& d, const mail_settings& s) {
    constexpr long policy[] = {CURLUSESSL_NONE, CURLUSESSL_TRY, CURLUSESSL_ALL};
    CURL* easy = d.easy.get();
    set_common(easy, "smtp,smtps", {s.connect_limit, s.limit}, s.ca_file);
    d.url = s.server + "/" + s.hello;
    curl_easy_setopt(easy, CURLOPT_URL, d.url.c_str());
    curl_easy_setopt(easy, CURLOPT_PROXY, "");
    curl_easy_setopt(easy, CURLOPT_USE_SSL, policy[static_cast<std::size_t>(s.encryption)]);
    curl_easy_setopt(easy, CURLOPT_FRESH_CONNECT, 1L);
    curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, d.error);
    if (s.user.empty()) return;
    curl_easy_setopt(easy, CURLOPT_USERNAME, s.user.c_str());
    curl_easy_setopt(easy, CURLOPT_PASSWORD, s.password.c_str());
}

mail_failure failure_of(std::optional<CURLcode> verdict, const dispatch& d) {
    using kind = mail_failure::kind;
    if (!verdict) return {kind::cancelled, d.times_sent == 0, 0, "cancelled"};
    long status = 0;
    curl_easy_getinfo(d.easy.get(), CURLINFO_RESPONSE_CODE, &status);
    const bool answered_no = status >= 400;  // a no at any step, also after the text, means that it was not taken
    auto what = kind::unreachable;
    if (*verdict == CURLE_LOGIN_DENIED)
        what = kind::login;
    else if (is_about_trust(*verdict))
        what = kind::not_trusted;
    else if (answered_no)
        what = kind::refused;
    return {what, d.times_sent == 0 || answered_no, static_cast<int>(status), said_of(d.url, *verdict, d.error)};
}

}

mail_client::mail_client(asio::any_io_executor executor, mail_settings settings)
    : settings_(std::move(settings)), transfers_(std::make_shared<transfers>(executor)) {}

mail_client::~mail_client() {
    transfers_->close();
}

asio::awaitable<std::optional<mail_failure>> mail_client::send(mail letter) {
    auto shared = transfers_;  // this client may be gone when the wait ends
    auto text = mail_text(letter);
    auto wrong = text ? objection(settings_) : std::optional<std::string>(text.error().why);
    if (wrong) co_return mail_failure{mail_failure::kind::misused, true, 0, *wrong};
    dispatch d;
    d.text = std::move(*text);
    set_server(d, settings_);
    set_letter(d, letter);
    auto verdict = co_await shared->run(d.easy.get(), transfers::after::hang_up);
    if (verdict != CURLE_OK) co_return failure_of(verdict, d);
    co_return std::nullopt;
}

}
