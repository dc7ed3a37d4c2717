// The configuration: one TOML file, read once. An unknown key, a wrong kind of value or a missing file is an error with
// file, line and column; all errors are reported, not the first alone. deploy/otklik.toml shows every key.
#pragma once

#include "connectors/connector.hpp"
#include "connectors/mail_client.hpp"
#include "daemon/people/people.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace otklik {

namespace rules {
struct pack;
}

struct account {
    std::string id, title;
    std::string official_name;  // as the account must be called in its network (2.5)
    const connector_kind* kind = nullptr;
    int reads_per_hour = 0;                                   // of each kind of source; 0: what the network allows
    std::chrono::milliseconds soonest{15'000};                // between two reads of a source
    std::map<std::string, std::string, std::less<>> options;  // secrets already read from their files
};

struct publishing_settings {
    std::chrono::milliseconds lease{120'000};  // longer than `timeout`: see check()
    std::chrono::milliseconds timeout{30'000};
    std::chrono::milliseconds settle{60'000};
    int looks = 3;
    int attempts = 3;
};

// What is done with what was written before a source was connected.
struct history_settings {
    std::chrono::milliseconds reach = std::chrono::days{3};  // comments older than this are not stored
    bool to_queue = false;  // it is worked on like any post; else it is kept, searchable, and asked for
};

struct config {
    std::filesystem::path file;

    std::string administration = "Администрация";
    std::string zone = "Europe/Astrakhan";

    std::string storage_url = "embedded";
    std::filesystem::path directory;
    std::string storage_key;  // of secrets at rest; empty: the daemon makes one in `directory`

    std::string listen = "127.0.0.1:8080";
    std::string address;  // as people reach the console; empty: http:// and what is listened on

    // Where networks reach /hooks/ and /files/ from outside, such as "https://otklik.example.ru"; empty: not at all.
    std::string public_address;

    std::optional<mail_settings> mail;
    std::string mail_from = "otklik@localhost";

    std::filesystem::path pack;

    history_settings history;
    publishing_settings publishing;
    std::chrono::milliseconds check_every = std::chrono::hours{6};  // of each account
    std::string proxy, ca_file;
    std::chrono::milliseconds patience = std::chrono::minutes(10);  // with one call of a connector

    std::vector<const connector_kind*> networks;  // built in, and loaded from modules
    int modules_missing = 0;                      // told already, so that an account of an unknown network is not
    std::vector<account> accounts;
    std::vector<source> sources;
    std::vector<person> people;
    std::map<std::string, std::string> executor_email;  // a unit's working address, beside its people's
};

struct config_problem {
    std::string where;  // "otklik.toml:12:3"
    std::string what;   // with what to do
};

struct read_config {
    config value;
    std::vector<config_problem> problems;
};

read_config load_config(const std::filesystem::path& file);

// People whose unit the pack does not know.
std::vector<config_problem> unknown_units(const config&, const rules::pack&);

}
