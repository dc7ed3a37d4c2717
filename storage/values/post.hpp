// A post: one item as a network gave it – post, comment or reply –, or as a coordinator entered it by hand.
// Never changed after it was stored.
#pragma once

#include "storage/values/record.hpp"

#include <array>

namespace otklik {

// `direct`: a private message to the account; its parent is the conversation.
enum class post_kind { post, comment, reply, manual, direct };
constexpr auto names_of(post_kind) {
    return std::array<std::string_view, 5>{"post", "comment", "reply", "manual", "direct"};
}

struct post_author {
    std::string id;    // the network's own, "-55" for a VK community; empty where nobody is named
    std::string name;  // as people see it
    std::string link;
    bool gone = false;  // deleted or banned: nobody will read an answer

    template <class F>
    static void fields(F&& f) {
        f("id", &post_author::id), f("name", &post_author::name), f("link", &post_author::link),
            f("gone", &post_author::gone);
    }
};

struct post {
    std::string id;       // "vk:-55_177": the network's name and its own key; unique over all networks
    std::string network;  // "vk"; "manual" for one entered by hand
    std::string account;  // whose tokens read it, and may answer it
    std::string source;   // id of the source that first brought it
    post_kind kind = post_kind::post;
    std::string link;
    post_author author;
    moment written{};
    moment found{};                        // set when it is stored
    std::string text;                      // valid UTF-8; may be empty
    std::string parent;                    // id of the post it stands under; empty for a post
    std::string reply_to;                  // id of the comment it replies to; empty for none
    bool own = false;                      // written by the account itself: never a resident's message
    std::vector<std::string> attachments;  // links to what hangs on it, or words such as "фото"
    std::string raw;                       // the network's JSON, as it came

    template <class F>
    static void fields(F&& f) {
        f("id", &post::id), f("network", &post::network), f("account", &post::account), f("source", &post::source);
        f("kind", &post::kind), f("link", &post::link), f("author", &post::author), f("written", &post::written);
        f("found", &post::found), f("text", &post::text), f("parent", &post::parent), f("reply_to", &post::reply_to);
        f("own", &post::own), f("attachments", &post::attachments), f("raw", &post::raw);
    }
};

}
