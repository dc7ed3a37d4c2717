// What a publication or an answer can be made of (2.3), and what each network lets a program do with it. Every
// connector has a row for every material; the console shows the rows, and the daemon decides by them before a network
// is asked.
#pragma once

#include <array>
#include <memory>
#include <string>
#include <string_view>

namespace otklik {

enum class material {
    text,  // alone: no file goes with it
    photo,
    video,
    infographic,  // a picture for the networks
    animation,    // a moving picture: GIF
    document,
    poll,
    test,
    live_stream,
    contest,
    hashtag,
    geolocation,
};
constexpr auto names_of(material) {
    return std::array<std::string_view, 12>{"text", "photo", "video",       "infographic", "animation", "document",
                                            "poll", "test",  "live_stream", "contest",     "hashtag",   "geolocation"};
}

// `by_hand`: a person gets the prepared text, the link and steps. `impossible`: the network knows no such thing.
enum class way { automatic, by_hand, impossible };
constexpr auto names_of(way) {
    return std::array<std::string_view, 3>{"automatic", "by_hand", "impossible"};
}

struct material_row {
    material what;
    way news;              // in a publication of the account
    way answer;            // in an answer under a message
    std::string_view why;  // in Russian, for a person: how, or why not; by hand: what to do
};

// A file that goes with a text.
struct file {
    material is = material::photo;
    std::string name;  // "schedule.jpg"
    std::string type;  // "image/jpeg"
    std::shared_ptr<const std::string> bytes;
    std::string address;  // where the network itself can fetch it; empty where we are not to be reached from outside
};

}
