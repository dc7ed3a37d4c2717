#include "tests/unit/connectors/facebook_stage.hpp"

namespace otklik::test {

struct FacebookLinks : FacebookStage {
    std::variant<post, failure> follow(std::string link) {
        return bench_.finish(able<reads_links>().read_link(std::move(link)));
    }
};

TEST_F(FacebookLinks, APostAndACommentAreReadByTheirAddress) {
    EXPECT_TRUE(able<reads_links>().understands("https://www.facebook.com/100/posts/55"));
    EXPECT_FALSE(able<reads_links>().understands("https://www.facebook.com/share/p/1Ab/"));
    answers_["GET 100_55"] = {feed_post("100_55")};
    answers_["GET 55_66"] = {comment("55_66")};
    EXPECT_EQ(std::get<post>(follow("https://www.facebook.com/100/posts/55")).id, "facebook:100_55");
    EXPECT_EQ(std::get<post>(follow("https://www.facebook.com/adm/posts/55")).id, "facebook:100_55");
    auto read = std::get<post>(follow("https://www.facebook.com/adm/posts/55?comment_id=66"));
    EXPECT_EQ(read.id, "facebook:66");
    EXPECT_EQ(read.parent, "facebook:100_55");
}

TEST_F(FacebookLinks, WhatIsNotThereOrCannotBeReadIsAFailure) {
    struct row {
        std::string answer;
        trouble kind;
    };
    const row rows[] = {
        {error(100, 33), trouble::gone},
        {error(10), trouble::settings},
        {"{}", trouble::unreadable},
        {R"({"id":"100_55","created_time":"2023-11-14T12:00:00+0000","is_published":false})", trouble::gone},
        {"5", trouble::unreadable}};
    for (const auto& r : rows) {
        answers_["GET 100_55"] = {r.answer};
        auto read = follow("https://www.facebook.com/100_55");
        ASSERT_TRUE(std::holds_alternative<failure>(read)) << r.answer;
        EXPECT_EQ(std::get<failure>(read).kind, r.kind) << r.answer;
    }
    EXPECT_TRUE(std::holds_alternative<failure>(follow("https://www.facebook.com/")));
}

}
