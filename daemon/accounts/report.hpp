// What is known of an account: its connector's last check and its picture; kept in the store as "check:ACCOUNT" for
// the accounts page, `otklikctl status` and the letters.
#pragma once

#include "connectors/connector.hpp"
#include "storage/store.hpp"
#include "storage/values/record.hpp"

namespace otklik {

// The values of a check know nothing of records; this is how they are kept. The picture's address is not: it may hold
// a signature, and it is of no use later.
json::value encode(const account_check& said);
void decode_into(const json::value& v, account_check& said);

// A warning that was there at the last check; see warnings.hpp.
struct noted_warning {
    std::string id;
    moment since{};
    bool told = false;  // by letter

    template <class F>
    static void fields(F&& f) {
        f("id", &noted_warning::id), f("since", &noted_warning::since), f("told", &noted_warning::told);
    }
};

struct account_report {
    moment at{};  // of the last check; none yet: 0
    account_check said;
    std::string picture;          // SHA-256 of what was last fetched; empty: none was
    bool picture_kept = false;    // it can be shown: "picture:ACCOUNT" of the store's files
    std::string picture_trouble;  // why it could not be fetched this time
    std::vector<noted_warning> noted;

    template <class F>
    static void fields(F&& f) {
        f("at", &account_report::at), f("said", &account_report::said), f("picture", &account_report::picture);
        f("picture_kept", &account_report::picture_kept), f("picture_trouble", &account_report::picture_trouble);
        f("noted", &account_report::noted);
    }
};

// Clause 2.5: a person has seen that this picture carries the official name. Kept as "picture:ACCOUNT".
struct picture_confirmation {
    std::string digest;
    std::string confirmed_by;  // a login
    moment confirmed_at{};
    std::string note;

    template <class F>
    static void fields(F&& f) {
        f("digest", &picture_confirmation::digest), f("confirmed_by", &picture_confirmation::confirmed_by);
        f("confirmed_at", &picture_confirmation::confirmed_at), f("note", &picture_confirmation::note);
    }
};

// What is known after a check. Where the network did not answer, or not to be understood, all that was known before
// still holds, but that it is connected.
account_report after_check(account_report before, account_check fresh, moment now);

// As kept, or empty.
boost::asio::awaitable<account_report> report_of(storage::store& store, std::string account);
boost::asio::awaitable<picture_confirmation> confirmation_of(storage::store& store, std::string account);

}
