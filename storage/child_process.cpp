#include "storage/child_process.hpp"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <csignal>
#include <cstdlib>
#include <system_error>

namespace otklik::storage {

namespace {

[[noreturn]] void fail(const char* what) {
    throw std::system_error(errno, std::generic_category(), what);
}

// A copy above the numbers the child rearranges, so that none of them is overwritten before it is copied.
file_descriptor high(int fd) {
    file_descriptor out(::fcntl(fd, F_DUPFD_CLOEXEC, 10));
    if (!out) fail("fcntl");
    return out;
}

// Only what may be called between fork and exec.
[[noreturn]] void become(char* const* argv, char* const* environment, pid_t parent, int input, int output, int kept) {
    ::prctl(PR_SET_PDEATHSIG, SIGTERM);
    if (::getppid() != parent) ::_exit(1);  // it ended before we could ask to be told
    ::setpgid(0, 0);                        // Ctrl-C in a terminal is for the daemon, which stops us in its own order
    sigset_t none;
    ::sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
    ::umask(077);
    ::dup2(input, 0);
    ::dup2(output, 1);
    ::dup2(output, 2);
    ::dup2(kept, 3);
    ::close_range(4, ~0U, 0);
    ::execve(argv[0], argv, environment);
    ::_exit(127);
}

}

void open_pipe(file_descriptor& read_end, file_descriptor& write_end) {
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) fail("pipe");
    read_end.reset(ends[0]);
    write_end.reset(ends[1]);
}

void write_number(const file_descriptor& fd, long n) {
    auto text = std::to_string(n) + "\n";
    if (::ftruncate(fd.get(), 0) != 0 || ::pwrite(fd.get(), text.data(), text.size(), 0) < 0)
        fail("writing a lock file");
}

std::string number_in(const file_descriptor& fd) {
    char text[32] = {};
    auto n = ::pread(fd.get(), text, sizeof text - 1, 0);
    std::string out(text, n > 0 ? static_cast<std::size_t>(n) : 0);
    out.erase(out.find_last_not_of(" \n") + 1);
    return out.empty() ? "unknown" : out;
}

child_process::child_process(const asio::any_io_executor& ex, const std::vector<std::string>& arguments,
                             const file_descriptor& output, const file_descriptor& kept)
    : end_(ex) {
    std::vector<char*> argv;
    for (auto& a : arguments) argv.push_back(const_cast<char*>(a.c_str()));
    argv.push_back(nullptr);
    // Nothing of ours: NOTIFY_SOCKET, for one, would let the child tell systemd that the daemon is ready.
    const char* path = std::getenv("PATH");
    std::string path_line = std::string("PATH=") + (path ? path : "/usr/bin:/bin"), locale = "LC_ALL=C.UTF-8";
    char* environment[] = {path_line.data(), locale.data(), nullptr};

    file_descriptor nothing(::open("/dev/null", O_RDONLY | O_CLOEXEC));
    if (!nothing) fail("/dev/null");
    auto in = high(nothing.get()), out = high(output.get()), held = high(kept.get());
    const auto us = ::getpid();
    pid_ = ::fork();
    if (pid_ < 0) fail("fork");
    if (pid_ == 0) become(argv.data(), environment, us, in.get(), out.get(), held.get());
    // Not reaped yet, so the number is still this child's. (The header of glibc 2.36 declares pidfd_open for C alone.)
    const int fd = static_cast<int>(::syscall(SYS_pidfd_open, pid_, 0));
    if (fd < 0) {
        auto why = errno;
        kill_and_reap();
        throw std::system_error(why, std::generic_category(), "pidfd_open");
    }
    end_.assign(fd);
}

bool child_process::ended() {
    if (!reaped_ && ::waitpid(pid_, &status_, WNOHANG) == pid_) {
        reaped_ = true;
        pid_ = 0;
    }
    return reaped_;
}

asio::awaitable<void> child_process::wait() {
    while (!ended()) {
        boost::system::error_code ec;
        co_await end_.async_wait(asio::posix::stream_descriptor::wait_read,
                                 asio::redirect_error(asio::use_awaitable, ec));
        if (ec) co_return;
    }
}

void child_process::signal(int number) {
    if (!ended()) ::kill(pid_, number);
}

void child_process::kill_and_reap() {
    if (!ended()) {
        ::kill(pid_, SIGKILL);
        ::waitpid(pid_, &status_, 0);
        reaped_ = true;
        pid_ = 0;
    }
    boost::system::error_code ignored;
    end_.close(ignored);
}

std::string child_process::how_it_ended() const {
    if (!reaped_) return {};
    if (WIFSIGNALED(status_)) return "was ended by signal " + std::to_string(WTERMSIG(status_));
    return "ended with status " + std::to_string(WEXITSTATUS(status_));
}

}
