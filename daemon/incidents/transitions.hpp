// The way of an incident, as one table: in which state who may do what, when, what comes of it, and by which clause.
// Nothing else changes an incident's state. The console's buttons, the refusals of the API and the test that tries
// every action in every state in every role are all read from here.
//
//   new ──route──> assigned ──submit──> submitted ──approve──> placing ──sent──> answered
//                     ^  returned <──return──┘  └─submit─┐       ├──stop───────> stopped ──place_again──> placing
//                     └─────────────────────────────────┘       └──hand_over──> by_hand ──confirm_placed──> answered
#pragma once

#include "daemon/people/people.hpp"
#include "storage/values/incident.hpp"

#include <array>
#include <span>

namespace otklik {

enum class action {
    route,
    submit,
    approve,
    give_back,
    close,
    set_aside,
    overrule,
    confirm_placed,
    place_again,
    sent,
    stop,
    hand_over
};
constexpr auto names_of(action) {
    return std::array<std::string_view, 12>{"route",       "submit",    "approve",  "return",
                                            "close",       "set_aside", "overrule", "confirm_placed",
                                            "place_again", "sent",      "stop",     "hand_over"};
}

// What must hold beside state and role. Each has its test and its words in desk.cpp.
enum class guard {
    none,
    known_executor,  // the executor named is one of the pack's, and not the one who has it already
    own_assignment,  // the incident is assigned to the unit of the person who acts, and there is a text
    latest_draft,    // the draft named is the last one, and what is to be placed is not empty
    has_remarks,
    known_reason,  // one of `closing_reasons`
    known_ground,  // one of `grounds`
    own_link,      // a link was given
};

struct transition {
    incident_state from;
    action what;
    role who;
    guard needs;
    incident_state to;
    std::string_view clause;
};

std::span<const transition> transitions();

// The row that lets `who` do `what` in `from`, or nothing.
const transition* find_transition(incident_state from, action what, role who);

enum class field_kind { text, line, executor, choice, link, files };
constexpr auto names_of(field_kind) {
    return std::array<std::string_view, 6>{"text", "line", "executor", "choice", "link", "files"};
}

struct choice {
    std::string_view id, title;
};
struct action_field {
    std::string_view id, title;
    field_kind kind;
    bool required;
    std::span<const choice> choices;
};
struct action_words {
    action what;
    std::string_view title;
    std::span<const action_field> fields;
};

// What an action is called and what it asks of a person.
const action_words& words_of(action);
std::string_view title_of(incident_state);

extern const std::span<const choice> closing_reasons;
extern const std::span<const choice> grounds;

}
