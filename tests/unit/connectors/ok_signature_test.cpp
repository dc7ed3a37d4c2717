#include "connectors/ok/signature.hpp"

#include "tests/unit/connectors/ok_stage.hpp"

namespace otklik::test {

using namespace otklik::ok;

namespace {

const std::string application_secret = "C0FFEE00DEADBEEF00112233";

params with_key(params more) {
    more["application_key"] = "CBAEXAMPLEABABABA";
    more["format"] = "json";
    return more;
}

}

TEST(OkSignature, TheSessionsSecretComesFromTokenAndApplicationSecret) {
    EXPECT_EQ(session_secret("tkn-example-token", application_secret), "5cf7c1d6dfdd52f1770ed8108cc3407f");
    EXPECT_EQ(session_secret("-s-84W-s3egarWUsbkq-IWTucuedzTKT8VUXIA.s4Xx8IW7", "ABC123DEF456GHI789JKL123"),
              "b1a2b89707a94624c43afae67d59274c");
}

TEST(OkSignature, IsThatOfEveryWorkedExample) {
    const auto secret = session_secret("tkn-example-token", application_secret);
    const params write{{"method", "discussions.addDiscussionComment"},
                       {"entityId", "62503929662320"},
                       {"entityType", "GROUP_TOPIC"},
                       {"comment", "Здравствуйте & спасибо = да"}};
    auto reply = write;
    reply["as_admin"] = "true";
    reply["reply_to_comment_id"] = "MTM5NzIwNjM4MjQ3MTotMTU5NDE6MTM5NzIwNjM4MjQ3MTo2MjUwMzkyOTY2MjMyMDox";
    struct row {
        params fields;
        std::string secret, expected;
    };
    const row rows[] = {
        {with_key({{"method", "discussions.getComments"},
                   {"discussionId", "62503929662320"},
                   {"discussionType", "GROUP_TOPIC"},
                   {"count", "20"}}),
         secret, "22fe2839651a49b7e49c05180f57fe92"},
        {with_key(write), secret, "0f71adb68e79075d67584dc4c7368d89"},
        {with_key(reply), secret, "77ffde1c71122c0418211255e3b5781e"},
        {with_key({{"method", "url.getInfo"}, {"url", "https://ok.ru/group/53245288710321"}}), application_secret,
         "51e4688f26cdf1acd3548d3a0ab1a636"},
        {with_key({{"method", "users.getCurrentUser"}}), secret, "09a94f7f20de376426090a94bf247abb"},
        {{{"application_key", "ABCDEFGHIGKLMNOPK"}, {"format", "json"}, {"method", "events.get"}},
         "b1a2b89707a94624c43afae67d59274c",
         "232c8eb921951c4dba9b72606f9ddb4c"},
    };
    for (const auto& r : rows) EXPECT_EQ(signature(r.fields, r.secret), r.expected) << r.fields.at("method");
}

TEST(OkSignature, LeavesOutTheTokenAndItself) {
    const params bare{{"a", "1"}, {"z", "2"}};
    auto full = bare;
    full["access_token"] = "t", full["session_key"] = "s", full["sig"] = "x";
    EXPECT_EQ(signature(full, "secret"), signature(bare, "secret"));
    EXPECT_EQ(signature(bare, "secret"), md5_hex("a=1z=2secret"));
}

TEST(OkSignature, SortsByTheBytesOfTheNames) {
    EXPECT_EQ(signature({{"as_admin", "3"}, {"application_key", "2"}, {"__online", "1"}, {"Z", "0"}}, ""),
              md5_hex("Z=0__online=1application_key=2as_admin=3"));
}

TEST(OkSignature, Md5IsThatOfTheStandard) {
    EXPECT_EQ(md5_hex(""), "d41d8cd98f00b204e9800998ecf8427e");
    EXPECT_EQ(md5_hex("message digest"), "f96b697d7cb7938d525a2f31aaf161d0");
}

struct OkCall : OkStage {};

TEST_F(OkCall, IsAPostWithTokenAndSignatureInItsBody) {
    answers_["mediatopic.getTopics"] = {topics("")};
    read("555");
    auto q = asked().at(0);
    EXPECT_TRUE(q.head.starts_with("POST /fb.do HTTP/1.1\r\n")) << q.head;
    EXPECT_EQ(q.head.find("SECRET"), q.head.npos);
    EXPECT_EQ(q.fields["access_token"], "tkn-SECRET");
    EXPECT_EQ(q.fields["sig"], signature(q.fields, "session-SECRET"));
    EXPECT_EQ(q.fields["format"], "json");
    for (auto& [name, value] : q.fields) EXPECT_EQ(value.find("session-SECRET"), value.npos) << name;
}

TEST_F(OkCall, IsSignedWithTheApplicationsSecretWhereNoOtherIsGiven) {
    options_.erase("session_secret_key");
    options_["application_secret_key"] = "app-SECRET";
    answers_["mediatopic.getTopics"] = {topics("")};
    read("555");
    auto q = asked().at(0);
    EXPECT_EQ(q.fields["sig"], signature(q.fields, session_secret("tkn-SECRET", "app-SECRET")));
}

TEST_F(OkCall, KeepsToOneCallASecond) {
    answers_["mediatopic.getTopics"] = {topics("")};
    const auto began = time_.now_;
    for (int i = 0; i < 4; ++i) read("555");
    EXPECT_GE(time_.now_ - began, std::chrono::seconds(3));
}

TEST_F(OkCall, LeavesAMethodAloneWhoseLimitIsReached) {
    answers_["mediatopic.getTopics"] = {error(11)};
    EXPECT_EQ(read("555").failed->kind, trouble::throttled);
    EXPECT_EQ(read("555").failed->kind, trouble::throttled);
    EXPECT_EQ(asked().size(), 1u);
    time_.now_ += std::chrono::minutes(6);
    read("555");
    EXPECT_EQ(asked().size(), 2u);
}

}
