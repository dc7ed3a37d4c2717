#include "daemon/accounts/page_bounds.hpp"

#include "connectors/network_json.hpp"
#include "connectors/utf8.hpp"
#include "storage/waiters.hpp"

#include <algorithm>

namespace otklik {

namespace asio = boost::asio;
using std::chrono::steady_clock;

namespace {

constexpr std::size_t most_left_out = 100;
constexpr std::chrono::milliseconds look_again{200};
constexpr std::size_t longest_trouble = 1000;
constexpr std::size_t longest_cursor = std::size_t{4} << 20;

std::size_t size_of(const post& p) {
    std::size_t out = p.id.size() + p.link.size() + p.author.name.size() + p.author.link.size() + p.text.size() +
                      p.parent.size() + p.reply_to.size() + p.raw.size();
    for (const auto& a : p.attachments) out += a.size();
    return out;
}

std::string objection(const post& p, whose of, const guard_limits& limits) {
    if (p.network != of.network || !p.id.starts_with(std::string(of.network) + ":"))
        return "it is in the name of another network";
    if (p.account != of.account) return "it is in the name of another account";
    if (size_of(p) > limits.bytes_of_post) return "it is too long: " + std::to_string(size_of(p)) + " bytes";
    return {};
}

}

void keep_bounds(std::vector<post>& posts, std::vector<skipped>& left_out, whose of, const guard_limits& limits) {
    std::erase_if(posts, [&](const post& p) {
        auto why = objection(p, of, limits);
        if (!why.empty()) left_out.push_back({one_line(p.id, 100), why});
        return !why.empty();
    });
    for (auto& p : posts) p.text = valid_utf8(p.text), p.author.name = valid_utf8(p.author.name);
    if (left_out.size() <= most_left_out) return;
    const auto more = left_out.size() - most_left_out;
    left_out.resize(most_left_out);
    left_out.push_back({"and more", std::to_string(more) + " others"});
}

void keep_bounds(reading& page, const std::string& cursor, whose of, const guard_limits& limits) {
    std::size_t bytes = 0;
    for (const auto& p : page.posts) bytes += size_of(p);
    if (page.posts.size() > limits.posts_of_page || bytes > limits.bytes_of_page ||
        page.cursor.size() > longest_cursor) {
        const auto said = "слишком большая страница: публикаций " + std::to_string(page.posts.size()) + ", байт " +
                          std::to_string(bytes) + ", закладка " + std::to_string(page.cursor.size()) + " байт";
        page = reading{};
        page.cursor = cursor;
        page.failed = failure{trouble::unreadable, said, {}};
        return;
    }
    keep_bounds(page.posts, page.left_out, of, limits);
    if (page.failed) page.failed->said = one_line(page.failed->said, longest_trouble);
}

asio::awaitable<void> crowd_gate::let_in(std::size_t posts) {
    came_ += posts;
    if (!in_line_ || came_ < limits_.posts_at_once) co_return;
    const auto until = steady_clock::now() + limits_.line_limit;
    storage::waiters nobody(co_await asio::this_coro::executor);
    while (co_await in_line_() > limits_.most_in_line && steady_clock::now() < until)
        co_await nobody.wait(steady_clock::now() + look_again);
    came_ = 0;
}

}
