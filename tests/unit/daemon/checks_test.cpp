// Checks against a real store, a real picture server and an account that says what the test wants.

#include "daemon/accounts/checks.hpp"

#include "daemon/accounts/brake_letters.hpp"
#include "daemon/accounts/pictures.hpp"
#include "daemon/publisher/brakes.hpp"
#include "tests/unit/connectors/tiny_server.hpp"
#include "tests/unit/storage/store_bench.hpp"

#include <gmock/gmock.h>

namespace otklik {
namespace {

using namespace std::chrono_literals;
using test::conversation;
using test::tiny_server;
using testing::ElementsAre;
using testing::IsEmpty;
namespace asio = boost::asio;

const std::string png = "\x89PNG\r\n\x1a\n and so on";
const std::string other_png = png + "!";

class stand_in final : public connector {
public:
    asio::awaitable<reading> read(const source&, std::string) override { co_return reading{}; }
    asio::awaitable<write_outcome> place(const placement&) override { co_return by_hand{}; }
    asio::awaitable<look_outcome> look(const placement&) override { co_return thread_view{}; }
    asio::awaitable<account_check> check() override {
        ++checked;
        co_return says;
    }

    account_check says;
    int checked = 0;
};

// Winds itself: a rest longer than the bound ends the work.
class until_bound final : public otklik::clock {
public:
    explicit until_bound(moment start) : now_(start) {}
    moment now() const override { return now_; }
    asio::awaitable<void> rest(std::chrono::milliseconds how_long) override {
        if (now_ + how_long > bound) throw over{};
        now_ += how_long;
        co_return;
    }
    struct over {};
    moment bound{};

private:
    moment now_;
};

struct Checks : test::StoreTest {
    std::string picture = png;
    tiny_server pictures{[this](conversation& c) {
        while (!c.request().empty()) c.answer(picture);
    }};
    config settings;
    stand_in network;
    until_bound time{now};
    http_client http{bench.io.get_executor()};
    account_checks checks{one, time, http, settings};

    Checks() {
        settings.mail.emplace();
        settings.people = {{"c", "К", role::coordinator, "", "c@adm.example", ""},
                           {"a", "А", role::administrator, "", "a@adm.example", ""}};
        auto& a = settings.accounts.emplace_back();
        a.id = "vk", a.title = "ВКонтакте", a.official_name = "Администрация";
        network.says.connected = true;
        network.says.name = "Администрация";
    }

    // Lives for so long; the first check comes at once.
    void live(std::chrono::milliseconds how_long) {
        time.bound = time.now() + how_long;
        EXPECT_THROW(run(checks.work(settings.accounts.front(), network)), until_bound::over);
    }
    account_report known() { return run(report_of(one, "vk")); }
    // Of all letters ever noted, what they say first; those seen are done.
    std::vector<std::string> letters() {
        std::vector<std::string> out;
        for (auto& l : run(one.letters_due(time.now() + 1h, 100))) {
            auto plan = (*json::parse(l.record))["plan"];
            auto& text = plan["text"].text();
            auto begin = text.find("\n\n") + 2;
            out.push_back(std::to_string(plan["to"].items().size()) + " " +
                          text.substr(begin, text.find("\n\n", begin) - begin));
            run(one.letter_done(l.name));
        }
        return out;
    }
    void token_ends_in(std::chrono::milliseconds how_long) {
        network.says.tokens = {token_check{"community_token", time.now() + how_long, {}}};
    }
};

TEST_F(Checks, AreMadeAtTheStartEveryFewHoursAndWhenAskedFor) {
    settings.check_every = 6h;
    live(1s);
    EXPECT_EQ(network.checked, 1);
    EXPECT_EQ(known().said.name, "Администрация");
    EXPECT_FALSE(checks.under_way("vk"));
    live(13h);
    EXPECT_EQ(network.checked, 4) << "at the start, after 6 and after 12 hours";
    checks.ask("vk");
    EXPECT_TRUE(checks.under_way("vk"));
    live(1s);
    EXPECT_EQ(network.checked, 5);
}

TEST_F(Checks, TellEachWarningOnceAndAgainWhenItComesAgain) {
    token_ends_in(48h);
    live(1s);
    EXPECT_THAT(letters(), ElementsAre("1 Срок ключа community_token выйдет через 2 дня."));
    live(20h);
    EXPECT_THAT(letters(), IsEmpty()) << "nor after a restart";
    token_ends_in(24h * 90);
    live(24h);
    EXPECT_THAT(letters(), IsEmpty());
    network.says.tokens.front().rights = {{"wall", "отвечать", false}};
    live(1s);
    EXPECT_THAT(letters(), ElementsAre("1 У ключа community_token нет права «wall»: отвечать."));
    network.says.tokens.front().rights.clear();
    live(48h);
    network.says.tokens.front().rights = {{"wall", "отвечать", false}};
    live(1s);
    EXPECT_THAT(letters(), ElementsAre("1 У ключа community_token нет права «wall»: отвечать.")) << "it was mended";
}

TEST_F(Checks, OfTwoReplicasWriteOneLetter) {
    token_ends_in(48h);
    live(1s);
    run(one.keep_state("check:vk", "{}"));  // the other one began before the first had kept anything
    live(1s);
    EXPECT_EQ(letters().size(), 1u);
}

TEST_F(Checks, WithoutMailTellAsSoonAsThereIsMail) {
    settings.mail.reset();
    token_ends_in(48h);
    live(1s);
    EXPECT_THAT(letters(), IsEmpty());
    settings.mail.emplace();
    live(1s);
    EXPECT_EQ(letters().size(), 1u);
}

TEST_F(Checks, KeepThePictureAndAskForEachNewOne) {
    network.says.picture = pictures.url("/p.png");
    live(1s);
    EXPECT_EQ(known().picture, sha256_of(png));
    EXPECT_TRUE(known().picture_kept);
    EXPECT_EQ(run(one.find_picture("vk")), png);
    EXPECT_EQ(letters().size(), 1u);
    run(one.keep_state("picture:vk", json::write(encode(picture_confirmation{sha256_of(png), "c", now, ""}))));
    live(1s);
    EXPECT_THAT(letters(), IsEmpty());
    picture = other_png;
    live(1s);
    EXPECT_EQ(known().picture, sha256_of(other_png));
    EXPECT_THAT(letters(), ElementsAre("2 Картинка профиля сменилась."));
}

TEST_F(Checks, OfALargePictureOrOneThatIsNeverShownKeepOnlyTheDigest) {
    network.says.picture = pictures.url("/p");
    for (auto& bytes : {png + std::string(largest_kept_picture, 'x'), std::string("<svg xmlns='...'/>")}) {
        picture = bytes;
        live(1s);
        EXPECT_EQ(known().picture, sha256_of(bytes));
        EXPECT_FALSE(known().picture_kept);
        EXPECT_EQ(run(one.find_picture("vk")), "");
    }
}

TEST_F(Checks, APictureThatCannotBeFetchedChangesNothing) {
    network.says.picture = pictures.url("/p.png");
    live(1s);
    network.says.picture = "http://127.0.0.1:1/p.png";
    live(1s);
    EXPECT_EQ(known().picture, sha256_of(png));
    EXPECT_NE(known().picture_trouble, "");
    network.says.connected = false, network.says.picture = "";
    network.says.failures = {failure{trouble::settings, "revoked", {}}};
    live(1s);
    EXPECT_EQ(known().picture, sha256_of(png));
}

TEST(Pictures, AreKnownByTheirFirstBytes) {
    using namespace std::string_literals;
    const std::pair<std::string, std::string> kinds[] = {
        {png, "image/png"},
        {"\xff\xd8\xff\xe0 JFIF", "image/jpeg"},
        {"GIF89a...", "image/gif"},
        {"GIF87a", "image/gif"},
        {"RIFF\1\2\3\4WEBPVP8 ", "image/webp"},
        {"RIFF\1\2\3\4WAVE", ""},
        {"<svg><script/></svg>", ""},
        {"<html>GIF89a", ""},
        {"", ""},
        {"\x89PNG", ""},
    };
    for (auto& [bytes, type] : kinds) EXPECT_EQ(picture_type(bytes), type) << bytes;
    EXPECT_EQ(sha256_of("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST_F(Checks, OfBrakesWriteOneLetterARow) {
    auto brakes_for = [this](std::chrono::milliseconds how_long) {
        time.bound = time.now() + how_long;
        EXPECT_THROW(run(watch_brakes(one, time, settings)), until_bound::over);
    };
    auto hold = [this](const std::optional<brake>& b) { run(one.keep_state("brake:vk", json::write(encode(*b)))); };
    const write_outcome flood = fate_unknown{{trouble::braked, "flood control", 1h}};
    auto first = brake_after(flood, {}, time.now());
    hold(first);
    brakes_for(1min);
    EXPECT_THAT(letters(), ElementsAre("1 Сеть остановила размещение ответов от имени этого аккаунта: flood control."));
    hold(brake_after(flood, *first, time.now() + 1h));
    brakes_for(2h);
    EXPECT_THAT(letters(), IsEmpty()) << "the same row";
    hold(brake_after(sent{"vk:1", ""}, *first, time.now()));
    brakes_for(1min);
    EXPECT_THAT(letters(), IsEmpty());
    hold(brake_after(flood, {}, time.now()));
    brakes_for(1min);
    EXPECT_EQ(letters().size(), 1u) << "another row";
}

}
}
