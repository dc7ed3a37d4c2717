// A connector that breaks its promises, each in the way its options and kinds of sources say: what it must not do to
// the others is the subject of tests/integration/isolation.test.mjs.
#include <connectors/abilities.hpp>
#include <connectors/module.hpp>
#include <connectors/options.hpp>

#include <boost/asio/this_coro.hpp>

#include <stdexcept>

namespace otklik::unruly {

namespace asio = boost::asio;

namespace {

constexpr option options[] = {
    {"open", "throws, or nothing", "fine", false, false},
    {"place", "fine, throws, hangs or deaf", "fine", false, false},
    {"look", "fine, throws, hangs or deaf", "fine", false, false},
    {"words", "the text of its posts", "", false, false},
};

constexpr source_kind sources[] = {
    {"one", "one post, once", "anything"},
    {"many", "six posts, once", "anything"},
    {"throws", "an exception", "anything"},
    {"throws_number", "something that is no exception", "anything"},
    {"hangs", "no answer", "anything"},
    {"deaf", "no answer, not even to a cancellation", "anything"},
    {"endless", "pages for ever, each with new posts", "anything"},
    {"enormous", "a page that is too large", "anything"},
    {"long", "a post that is too long, beside another", "anything"},
    {"foreign", "posts in the name of another network", "anything"},
};

class unruly_connector final : public connector, public reads_links {
public:
    explicit unruly_connector(surroundings around) : around_(std::move(around)) {}

    asio::awaitable<reading> read(const source& from, std::string cursor) override {
        reading out;
        out.cursor = cursor.empty() ? "1" : std::to_string(whole_number(cursor).value_or(0) + 1);
        if (from.kind == "throws_number") throw 42;
        if (from.kind == "one" && cursor.empty()) out.posts.push_back(some_post(from.id, "1"));
        if (from.kind == "many" && cursor.empty())
            for (auto which : {"первый", "второй", "третий", "четвёртый", "пятый", "шестой"})
                out.posts.push_back(
                    some_post(from.id, which, std::string(which) + ": " + value_of(around_.options, "words")));
        if (from.kind == "endless") {
            for (int i = 0; i < 50; ++i)
                out.posts.push_back(some_post(from.id, out.cursor + "." + std::to_string(i), "Продам гараж"));
            out.more = true;
        }
        if (from.kind == "enormous")
            for (int i = 0; i < 1000; ++i)
                out.posts.push_back(some_post(from.id, std::to_string(i), std::string(100'000, '.')));
        if (from.kind == "long") {
            out.posts.push_back(some_post(from.id, "long", std::string(5'000'000, '.')));
            out.posts.push_back(some_post(from.id, "short"));
        }
        if (from.kind == "foreign") {
            out.posts.push_back(some_post(from.id, "1"));
            out.posts.back().id = "vk:-55001_1";
        }
        const std::string how = from.kind;
        co_await behave(how);
        co_return out;
    }

    asio::awaitable<write_outcome> place(const placement& what) override {
        co_await behave(value_of(around_.options, "place"));
        co_return sent{"unruly:answer-" + what.delivery, "https://unruly.example/" + what.delivery};
    }

    asio::awaitable<look_outcome> look(const placement& what) override {
        co_await behave(value_of(around_.options, "look"));
        thread_view out;
        out.text = what.to.text;
        co_return out;
    }

    asio::awaitable<account_check> check() override { throw std::runtime_error("the check throws"); }

    bool understands(std::string_view link) const override { return link.starts_with("https://unruly.example/"); }

    asio::awaitable<std::variant<post, failure>> read_link(std::string link) override {
        if (link.ends_with("throws")) throw std::runtime_error("the link throws");
        co_return some_post("", "link");
    }

private:
    asio::awaitable<void> behave(std::string how) {
        if (how == "throws") throw std::runtime_error("it throws");
        if (how == "deaf") {
            co_await asio::this_coro::reset_cancellation_state(asio::disable_cancellation());
            how = "hangs";
        }
        if (how == "hangs") co_await around_.time.rest(std::chrono::hours(24 * 365));
    }

    post some_post(const std::string& source, const std::string& key, std::string text = {}) const {
        post p;
        p.id = "unruly:" + source + "_" + key;
        p.network = "unruly", p.account = around_.account, p.source = source;
        p.kind = post_kind::comment;
        p.link = "https://unruly.example/" + key;
        p.author.name = "Некто";
        p.written = around_.time.now();
        p.text = text.empty() ? value_of(around_.options, "words") : std::move(text);
        return p;
    }

    surroundings around_;
};

std::unique_ptr<connector> open(surroundings around) {
    if (value_of(around.options, "open") == "throws") throw std::runtime_error("it cannot be opened");
    return std::make_unique<unruly_connector>(std::move(around));
}

}

extern const connector_kind kind{connector_abi, "unruly", "Непослушная сеть", options, sources, {}, nullptr, open};

}

OTKLIK_CONNECTOR_MODULE(otklik::unruly::kind)
