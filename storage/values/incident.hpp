// An incident: the unit of work. One or more messages on one matter, its drafts and its answer.
// It changes only by the transition table in daemon/incidents; this is what is kept of it.
#pragma once

#include "storage/values/delivery.hpp"

#include <array>

namespace otklik {

enum class incident_state {
    fresh,
    assigned,
    submitted,
    returned,
    placing,
    by_hand,
    stopped,
    answered,
    closed,
    set_aside
};
constexpr auto names_of(incident_state) {
    return std::array<std::string_view, 10>{"new",     "assigned", "submitted", "returned", "placing",
                                            "by_hand", "stopped",  "answered",  "closed",   "set_aside"};
}

struct incident_message {
    std::string post;    // id of the post that was accepted
    json::value match;   // why, as it was found (rules/match.hpp), with the words
    std::string edited;  // as it reads since the author changed it; empty while it reads as it was found

    template <class F>
    static void fields(F&& f) {
        f("post", &incident_message::post), f("match", &incident_message::match);
        f("edited", &incident_message::edited);
    }
};

struct assignment {
    std::string executor, by, note;
    moment at{};

    template <class F>
    static void fields(F&& f) {
        f("executor", &assignment::executor), f("by", &assignment::by), f("note", &assignment::note);
        f("at", &assignment::at);
    }
};

struct draft_return {
    std::string by, remarks;
    moment at{};

    template <class F>
    static void fields(F&& f) {
        f("by", &draft_return::by), f("remarks", &draft_return::remarks), f("at", &draft_return::at);
    }
};

// Never overwritten: a reworked draft is a new version.
struct draft {
    int version = 0;  // 1, 2, … inside its incident
    std::string by, text;
    moment at{};
    std::vector<delivery_file> files{};  // to hang on the answer
    std::optional<draft_return> returned{};

    template <class F>
    static void fields(F&& f) {
        f("version", &draft::version), f("by", &draft::by), f("text", &draft::text), f("at", &draft::at);
        f("files", &draft::files), f("returned", &draft::returned);
    }
};

struct approved_answer {
    std::string text, by;
    int draft = 0;        // the version that was approved
    bool edited = false;  // by the approver
    moment at{};
    std::vector<delivery_file> files{};

    template <class F>
    static void fields(F&& f) {
        f("text", &approved_answer::text), f("by", &approved_answer::by), f("draft", &approved_answer::draft);
        f("edited", &approved_answer::edited), f("at", &approved_answer::at);
        f("files", &approved_answer::files);
    }
};

struct incident {
    std::int64_t id = 0;       // 1, 2, …; given by the store
    std::int64_t version = 0;  // 1 when made; every change adds one
    incident_state state = incident_state::fresh;
    moment created{}, changed{};
    std::vector<incident_message> messages;
    std::vector<assignment> assignments;  // oldest first; the last one is in force
    std::vector<draft> drafts;            // oldest first
    std::optional<approved_answer> answer;
    std::vector<std::string> deliveries;  // ids
    int returns = 0;                      // how often a draft was returned (3.4)
    std::string reason, note;             // of closing or setting aside
    std::string key;  // of the last change made by a person: a repeated click is answered, not obeyed

    template <class F>
    static void fields(F&& f) {
        f("id", &incident::id), f("version", &incident::version), f("state", &incident::state);
        f("created", &incident::created), f("changed", &incident::changed), f("messages", &incident::messages);
        f("assignments", &incident::assignments), f("drafts", &incident::drafts), f("answer", &incident::answer);
        f("deliveries", &incident::deliveries), f("returns", &incident::returns), f("reason", &incident::reason);
        f("note", &incident::note), f("key", &incident::key);
    }

    std::string executor() const { return assignments.empty() ? std::string{} : assignments.back().executor; }
};

// Who did what and when (3.8). Ids and words of the table, never texts or residents' names.
struct audit_entry {
    moment at{};
    std::int64_t incident = 0;
    std::string who;   // login, or "system"
    std::string role;  // as in the table
    std::string action, from, to;
    std::string detail;  // an executor's id, a draft's number, a delivery's id …

    template <class F>
    static void fields(F&& f) {
        f("at", &audit_entry::at), f("incident", &audit_entry::incident), f("who", &audit_entry::who);
        f("role", &audit_entry::role), f("action", &audit_entry::action), f("from", &audit_entry::from);
        f("to", &audit_entry::to), f("detail", &audit_entry::detail);
    }
};

}
