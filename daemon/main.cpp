// otklikd: reads the configuration, starts the parts in the order of a message's way, and stops them.
#include "daemon/config.hpp"
#include "daemon/daemon.hpp"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/sinks/systemd_sink.h>
#include <spdlog/spdlog.h>
#include <CLI/CLI.hpp>

#include <csignal>
#include <iostream>

namespace {

constexpr int exit_configuration = 78;  // EX_CONFIG of sysexits.h

// Into the journal, with its priorities, when systemd started us; else to stderr.
void set_up_log() {
    bool in_journal = std::getenv("JOURNAL_STREAM") != nullptr;
    spdlog::sink_ptr to = std::make_shared<spdlog::sinks::stderr_sink_mt>();
    if (in_journal) to = std::make_shared<spdlog::sinks::systemd_sink_mt>("otklikd");
    spdlog::set_default_logger(std::make_shared<spdlog::logger>("otklikd", std::move(to)));
    spdlog::set_pattern(in_journal ? "%v" : "%Y-%m-%dT%H:%M:%S.%e %l %v");
}

}

int main(int argc, char** argv) {
    // Before anything else: a hang-up asks for the rules to be read again, and must not end a daemon still starting.
    std::signal(SIGHUP, SIG_IGN);
    std::signal(SIGPIPE, SIG_IGN);

    CLI::App app{"otklikd: hears what residents write and places the approved answer"};
    otklik::start_options options;
    std::string file = "/etc/otklik/otklik.toml";
    app.add_option("--config", file, "the configuration")->capture_default_str();
#ifdef OTKLIK_CONTROL_SOCKET
    app.add_option("--control-socket", options.control_socket, "for tests: drives the clock and the crash points");
#endif
    CLI11_PARSE(app, argc, argv);

    set_up_log();
    auto read = otklik::load_config(file);
    for (auto& p : read.problems) std::cerr << p.where << ": " << p.what << '\n';
    if (!read.problems.empty()) return exit_configuration;
    try {
        return otklik::run(std::move(read.value), std::move(options));
    } catch (const otklik::cannot_start& e) {
        std::cerr << e.what() << '\n';
        return exit_configuration;
    } catch (const std::exception& e) {
        spdlog::critical("{}", e.what());
        return 1;
    }
}
