#include "storage/embedded_redis.hpp"

#include "storage/redis.hpp"
#include "storage/redis_link.hpp"
#include "tests/unit/storage/server.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <csignal>
#include <fstream>

using namespace otklik;
using namespace otklik::storage;
using namespace std::chrono_literals;
using test::words;

namespace {

// An orphan that nobody has reaped yet is not alive.
bool alive(pid_t pid) {
    std::ifstream stat("/proc/" + std::to_string(pid) + "/stat");
    std::string all((std::istreambuf_iterator<char>(stat)), {});
    auto name_ends = all.rfind(')');
    return name_ends != std::string::npos && all[name_ends + 2] != 'Z';
}

struct EmbeddedRedis : testing::Test {
    std::unique_ptr<embedded_redis> start() {
        return bench.finish(embedded_redis::start(bench.io.get_executor(), state.path, how));
    }
    std::string failure() {
        try {
            start();
        } catch (const embedded_redis_failed& e) {
            return e.what();
        }
        return "it started";
    }
    redis_value say(const embedded_redis& e, words what) {
        redis r(bench.io.get_executor(), e.url());
        return bench.finish(r.command(std::move(what)));
    }
    void run_until(std::function<bool()> holds, std::chrono::milliseconds limit = 5s) {
        for (auto until = std::chrono::steady_clock::now() + limit;
             !holds() && std::chrono::steady_clock::now() < until;)
            bench.finish(test::nap(5ms));
    }
    bool reported(const std::string& what) const {
        for (auto& r : reports)
            if (r.find(what) != std::string::npos) return true;
        return false;
    }

    // Another daemon with the same state directory, in a process of its own; it says the pid of its server and goes on
    // until it is killed.
    struct other_daemon {
        pid_t daemon = 0, server = 0;
        void kill_daemon() {
            ::kill(daemon, SIGKILL);
            ::waitpid(daemon, nullptr, 0);
        }
    };
    other_daemon start_other() {
        int ends[2];
        if (::pipe(ends) != 0) throw std::runtime_error("pipe");
        other_daemon out;
        if ((out.daemon = ::fork()) == 0) {
            ::prctl(PR_SET_PDEATHSIG, SIGKILL);
            test::bench its;
            auto server = its.finish(embedded_redis::start(its.io.get_executor(), state.path));
            auto pid = server->pid();
            if (::write(ends[1], &pid, sizeof pid) < 0) ::_exit(1);
            its.finish(test::nap(1min), 1min);
            ::_exit(0);
        }
        ::close(ends[1]);
        if (::read(ends[0], &out.server, sizeof out.server) != sizeof out.server)
            throw std::runtime_error("no other daemon");
        ::close(ends[0]);
        return out;
    }

    // Keeps the server of another daemon from hearing anything: a hundred million rounds take half a second or more. (A
    // stopped one would be continued by the kernel when its daemon dies.)
    std::unique_ptr<redis_link> keep_busy(const std::string& rounds) {
        redis_endpoint to;
        to.socket = (state.path / "redis" / "socket").string();
        auto link = std::make_unique<redis_link>(bench.io.get_executor(), to);
        link->async_command(words{"SET", "kept", "yes"}, 10s, [](boost::system::error_code, redis_value) {});
        link->async_command(words{"EVAL", "for i = 1, " + rounds + " do end", "0"}, 10s,
                            [](boost::system::error_code, redis_value) {});
        bench.finish(test::nap(50ms));
        return link;
    }

    EmbeddedRedis() {
        how.report = [this](const std::string& what) { reports.push_back(what); };
    }

    test::bench bench;
    test::temporary_directory state;
    embedded_redis_settings how;
    std::vector<std::string> reports;
};

}

TEST_F(EmbeddedRedis, StartsStrictAndForUsAlone) {
    auto e = start();
    redis r(bench.io.get_executor(), e->url());
    EXPECT_EQ(bench.finish(r.open()).value_or("ready"), "ready");
    EXPECT_EQ(say(*e, {"CONFIG", "GET", "port"})[1].text(), "0");
    EXPECT_EQ(e->url(), embedded_redis::url_of(state.path));
    struct stat s {};
    ASSERT_EQ(::stat((state.path / "redis" / "socket").c_str(), &s), 0);
    EXPECT_EQ(s.st_mode & 0777, 0700u);
    ASSERT_EQ(::stat((state.path / "redis").c_str(), &s), 0);
    EXPECT_EQ(s.st_mode & 0777, 0700u);
    EXPECT_EQ(std::filesystem::read_symlink("/proc/" + std::to_string(e->pid()) + "/cwd"), state.path / "redis");
}

TEST_F(EmbeddedRedis, ItsServerHasNothingOfOursButTheLock) {
    ::setenv("NOTIFY_SOCKET", "/run/systemd/notify", 1);
    auto secret = ::open("/dev/null", O_RDONLY);  // not closed on exec: still not the child's business
    auto e = start();
    ::close(secret);
    ::unsetenv("NOTIFY_SOCKET");
    std::ifstream environment("/proc/" + std::to_string(e->pid()) + "/environ");
    std::string all((std::istreambuf_iterator<char>(environment)), {});
    EXPECT_EQ(all.find("NOTIFY_SOCKET"), std::string::npos);
    int locks = 0, nulls = 0;
    for (auto& f : std::filesystem::directory_iterator("/proc/" + std::to_string(e->pid()) + "/fd")) {
        auto to = std::filesystem::read_symlink(f).string();
        locks += to.ends_with("server.lock");
        nulls += to == "/dev/null";
        EXPECT_FALSE(to.ends_with("daemon.lock"));
    }
    EXPECT_EQ(locks, 1);
    EXPECT_EQ(nulls, 1) << "its standard input";
}

TEST_F(EmbeddedRedis, KeepsEverythingOverAStopAndAStart) {
    auto e = start();
    say(*e, {"SET", "kept", "yes"});
    const auto pid = e->pid();
    bench.finish(e->stop());
    EXPECT_FALSE(alive(pid));
    EXPECT_EQ(e->pid(), 0);
    e = start();
    EXPECT_EQ(say(*e, {"GET", "kept"}).text(), "yes");
    EXPECT_TRUE(reports.empty()) << reports.front();
}

TEST_F(EmbeddedRedis, StoppedItLeavesNothingArmed) {
    auto e = start();
    bench.finish(e->stop());
    e.reset();
    EXPECT_LT(bench.runs_dry_after(3s), 1s);
}

TEST_F(EmbeddedRedis, LetGoWithoutAStopItIsKilledAndLosesNothing) {
    auto e = start();
    say(*e, {"SET", "kept", "yes"});
    const auto pid = e->pid();
    e.reset();
    EXPECT_FALSE(alive(pid));
    EXPECT_LT(bench.runs_dry_after(3s), 1s);
    EXPECT_EQ(say(*start(), {"GET", "kept"}).text(), "yes");
}

TEST_F(EmbeddedRedis, AServerThatIsKilledIsStartedAgain) {
    auto e = start();
    redis r(bench.io.get_executor(), e->url());
    ASSERT_FALSE(bench.finish(r.open()));
    bench.finish(r.command({"SET", "kept", "yes"}));
    for (int i = 0; i < 3; ++i) {
        const auto pid = e->pid();
        ::kill(pid, SIGKILL);
        EXPECT_EQ(bench.finish(r.command({"GET", "kept"})).text(), "yes");
        EXPECT_NE(e->pid(), pid);
    }
    EXPECT_TRUE(reported("was ended by signal 9")) << reports.front();
}

TEST_F(EmbeddedRedis, RestartsAreBounded) {
    how.restarts_per_minute = 2;
    auto e = start();
    for (int i = 0; i < 3; ++i) {
        run_until([&] { return e->pid() != 0 || reported("too often"); });
        if (e->pid()) ::kill(e->pid(), SIGKILL);
        run_until([&, count = reports.size()] { return reports.size() > count; });
        bench.finish(test::nap(150ms));
    }
    EXPECT_TRUE(reported("ended too often"));
    EXPECT_EQ(e->pid(), 0);
    bench.finish(e->stop());  // also between two
    e.reset();
    EXPECT_LT(bench.runs_dry_after(3s), 1s);
}

TEST_F(EmbeddedRedis, ASecondDaemonIsToldWhoIsThere) {
    auto e = start();
    auto said = failure();
    EXPECT_NE(said.find("pid " + std::to_string(::getpid())), std::string::npos) << said;
    EXPECT_NE(said.find(state.path.string()), std::string::npos) << said;
    EXPECT_TRUE(alive(e->pid())) << "and the first goes on";
    EXPECT_EQ(say(*e, {"PING"}).text(), "PONG");
}

TEST_F(EmbeddedRedis, DiesWithItsDaemon) {
    auto other = start_other();
    ASSERT_TRUE(alive(other.server));
    other.kill_daemon();
    run_until([&] { return !alive(other.server); });
    EXPECT_FALSE(alive(other.server));
    EXPECT_EQ(say(*start(), {"PING"}).text(), "PONG");
}

TEST_F(EmbeddedRedis, AnOrphanIsWaitedFor) {
    auto other = start_other();
    auto busy = keep_busy("1e8");
    other.kill_daemon();
    ASSERT_TRUE(alive(other.server));
    auto starting = bench.start(embedded_redis::start(bench.io.get_executor(), state.path, how));
    bench.finish(test::nap(200ms));
    EXPECT_FALSE(starting->ended()) << "two servers on one file";
    run_until([&] { return starting->ended(); });
    auto e = bench.take(*starting);
    EXPECT_FALSE(alive(other.server));
    EXPECT_EQ(say(*e, {"GET", "kept"}).text(), "yes");
}

TEST_F(EmbeddedRedis, AnOrphanThatDoesNotEndIsNamed) {
    auto other = start_other();
    auto busy = keep_busy("1e9");
    other.kill_daemon();
    how.orphan_patience = 100ms;
    auto said = failure();
    EXPECT_NE(said.find("kill " + std::to_string(other.server)), std::string::npos) << said;
    ::kill(other.server, SIGKILL);
    how.orphan_patience = 5s;
    EXPECT_EQ(failure(), "it started");
}

TEST_F(EmbeddedRedis, APathTooLongForASocketIsRefused) {
    state.path /= std::string(100, 'x');
    auto said = failure();
    EXPECT_NE(said.find("107 bytes"), std::string::npos) << said;
    EXPECT_NE(said.find("choose a shorter"), std::string::npos) << said;
    state.path = state.path.parent_path();
}

TEST_F(EmbeddedRedis, ADirectoryThatCannotBeMadeIsNamed) {
    const auto real = state.path;
    std::ofstream(state.path / "file") << "x";
    state.path /= "file";
    auto said = failure();
    EXPECT_NE(said.find((real / "file" / "redis").string()), std::string::npos) << said;
    state.path = real;
}

TEST_F(EmbeddedRedis, AMissingProgramNamesThePackage) {
    how.program = "redis-server-that-is-nowhere";
    auto said = failure();
    EXPECT_NE(said.find("apt install redis-server"), std::string::npos) << said;
}

TEST_F(EmbeddedRedis, AServerThatCannotReadItsFileSaysWhy) {
    auto e = start();
    say(*e, {"SET", "kept", "yes"});
    bench.finish(e->stop());
    e.reset();
    for (auto& f : std::filesystem::recursive_directory_iterator(state.path))
        if (f.path().extension() == ".manifest") std::ofstream(f.path()) << "nonsense\n";
    auto said = failure();
    EXPECT_NE(said.find("did not start in " + state.path.string()), std::string::npos) << said;
    EXPECT_NE(said.find("manifest"), std::string::npos) << said;
}

TEST_F(EmbeddedRedis, CtrlCInATerminalIsNotForItsServer) {
    auto e = start();
    EXPECT_NE(::getpgid(e->pid()), ::getpgid(0));
}
