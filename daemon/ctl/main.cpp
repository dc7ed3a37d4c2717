// otklikctl: the administrator's hand. Reads the command line; the commands are in their own files.
#include "daemon/ctl/commands.hpp"
#include "daemon/people/passwords.hpp"

#include <spdlog/spdlog.h>
#include <CLI/CLI.hpp>

#include <iostream>

namespace otklik::ctl {

int password() {
    std::string line;
    if (!std::getline(std::cin, line) || line.size() < 8) {
        std::cerr << "Пароль читается со стандартного ввода; в нём должно быть не меньше 8 знаков\n";
        return 1;
    }
    std::cout << hash_password(line) << '\n';
    return 0;
}

}

int main(int argc, char** argv) {
    namespace ctl = otklik::ctl;
    spdlog::set_level(spdlog::level::off);

    CLI::App app{"otklikctl: проверка, правила, инциденты и состояние «Отклика»"};
    app.require_subcommand(1);
    app.fallthrough();
    std::string file = "/etc/otklik/otklik.toml";
    app.add_option("--config", file, "файл настройки")->capture_default_str();
    int status = 0;

    auto* check = app.add_subcommand("check", "проверить настройку и правила, не обращаясь к сетям");
    bool online = false;
    check->add_flag("--online", online, "спросить и сами сети: ключи, права");
    check->callback([&] { status = ctl::check(file, online); });

    auto* rules = app.add_subcommand("rules", "правила");
    rules->require_subcommand(1);
    std::string pack, text, scanned;
    rules->add_option("--pack", pack, "папка с правилами вместо поставляемой");
    auto folder = [&] { return pack.empty() ? ctl::shipped_pack() : std::filesystem::path(pack); };
    auto* explain = rules->add_subcommand("explain", "что правила скажут о тексте и почему");
    explain->add_option("text", text, "текст")->required();
    explain->callback([&] { status = ctl::rules_explain(folder(), text); });
    auto* scan = rules->add_subcommand("scan", "что правила скажут о каждом тексте файла: CSV или строки JSON");
    scan->add_option("file", scanned, "файл; - для стандартного ввода")->required();
    scan->callback([&] { status = ctl::rules_scan(folder(), scanned); });

    auto* incidents = app.add_subcommand("incidents", "инциденты");
    incidents->require_subcommand(1);
    std::string states;
    auto* list = incidents->add_subcommand("list", "перечень");
    list->add_option("--state", states, "состояния через запятую: new,assigned,…");
    list->callback([&] { status = ctl::incidents_list(file, states); });
    std::int64_t number = 0;
    auto* show = incidents->add_subcommand("show", "один инцидент с историей");
    show->add_option("number", number, "номер")->required();
    show->callback([&] { status = ctl::incidents_show(file, number); });

    app.add_subcommand("status", "состояние службы")->callback([&] { status = ctl::status(file); });
    app.add_subcommand("password", "хеш пароля со стандартного ввода, для password_hash_file")->callback([&] {
        status = ctl::password();
    });

    try {
        CLI11_PARSE(app, argc, argv);
    } catch (const std::exception& e) {
        std::cerr << e.what() << '\n';
        return 1;
    }
    return status;
}
