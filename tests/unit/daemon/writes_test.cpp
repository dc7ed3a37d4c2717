// How news is looked for where nobody can say whether it was placed, and what is handed to a person instead.
#include "daemon/publisher/writes.hpp"

#include "tests/unit/bench.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace otklik {
namespace {

namespace asio = boost::asio;
using namespace std::chrono_literals;
using testing::HasSubstr;

constexpr material_row rows[] = {
    {material::text, way::automatic, way::automatic, "Текст."},
    {material::poll, way::by_hand, way::impossible, "Создайте опрос."},
};

class wall final : public connector, public publishes_news {
public:
    asio::awaitable<reading> read(const source&, std::string) override { co_return reading{}; }
    asio::awaitable<write_outcome> place(const placement&) override { co_return by_hand{}; }
    asio::awaitable<look_outcome> look(const placement&) override { co_return thread_view{}; }
    asio::awaitable<account_check> check() override { co_return account_check{}; }
    asio::awaitable<write_outcome> publish(const news&) override {
        ++published;
        co_return sent{"net:1", "https://net/1"};
    }
    asio::awaitable<std::variant<std::vector<own_reply>, failure>> published_since(moment since) override {
        asked_since = since;
        co_return stands;
    }

    std::variant<std::vector<own_reply>, failure> stands;
    moment asked_since{};
    int published = 0;
};

struct Writes : testing::Test {
    test::bench bench;
    connector_kind kind{};
    wall network;
    delivery what;

    Writes() {
        kind.name = "net", kind.title = "Сеть", kind.materials = rows;
        what.kind = delivery_kind::news, what.text = "Ремонт  теплотрассы";
        what.prepared = from_milliseconds(1'700'000'000'000);
    }
    look_outcome look() { return bench.finish_now(look_for({what, kind, network, {}, {}})); }
    write_outcome carry() { return bench.finish_now(carry_out({what, kind, network, {}, {}})); }
};

TEST_F(Writes, NewsIsLookedForByItsWordsAmongOurPublications) {
    network.stands = std::vector<own_reply>{{"net:2", {}, "Ярмарка", {}}, {"net:1", {}, "Ремонт теплотрассы\n", {}}};
    const auto view = std::get<thread_view>(look());
    ASSERT_EQ(view.own_replies.size(), 1u);
    EXPECT_EQ(view.own_replies[0].remote_id, "net:1");
    EXPECT_LT(network.asked_since, what.prepared) << "the network's clock may be behind";
}

TEST_F(Writes, ALookThatFailedSaysNothingOfTheNews) {
    network.stands = failure{trouble::unreachable, "away", {}};
    EXPECT_EQ(std::get<failure>(look()).said, "away");
}

TEST_F(Writes, WhatTheTableLeavesToAPersonIsNeverPublished) {
    EXPECT_TRUE(std::holds_alternative<sent>(carry()));
    what.materials = {"poll"};
    const auto said = carry();
    EXPECT_THAT(std::get<by_hand>(said).why, HasSubstr("Создайте опрос."));
    EXPECT_GE(std::get<by_hand>(said).steps.size(), 4u);
    what.materials = {"magic"};
    EXPECT_TRUE(std::holds_alternative<refused_before_write>(carry()));
    EXPECT_EQ(network.published, 1);
}

}
}
