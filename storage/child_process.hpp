// A child that ends when we do: started with fork and exec, watched through a pidfd, so that no signal is needed and
// nothing blocks the loop. And the file descriptors for that, owned. Not thread-safe.
#pragma once

#include <sys/types.h>
#include <unistd.h>
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <string>
#include <utility>
#include <vector>

namespace otklik::storage {

namespace asio = boost::asio;

class file_descriptor {
public:
    file_descriptor() = default;
    explicit file_descriptor(int fd) : fd_(fd) {}
    file_descriptor(file_descriptor&& other) noexcept : fd_(other.release()) {}
    file_descriptor& operator=(file_descriptor&& other) noexcept {
        reset(other.release());
        return *this;
    }
    ~file_descriptor() { reset(); }

    explicit operator bool() const { return fd_ >= 0; }
    int get() const { return fd_; }
    int release() { return std::exchange(fd_, -1); }
    void reset(int fd = -1) {
        if (int old = std::exchange(fd_, fd); old >= 0) ::close(old);
    }

private:
    int fd_ = -1;
};

void open_pipe(file_descriptor& read_end, file_descriptor& write_end);  // closed on exec
// A lock file says whose it is.
void write_number(const file_descriptor&, long);
std::string number_in(const file_descriptor&);

class child_process {
public:
    // `arguments[0]` is the program's path. The child writes to `output` and inherits `kept`; of everything else it has
    // nothing, and it gets SIGTERM when the thread that started it ends. Throws std::system_error.
    child_process(const asio::any_io_executor&, const std::vector<std::string>& arguments,
                  const file_descriptor& output, const file_descriptor& kept);

    pid_t pid() const { return pid_; }  // 0 when it has ended and was seen to
    bool ended();
    asio::awaitable<void> wait();
    void signal(int);
    void kill_and_reap();  // waits, for as long as the kernel needs
    // "was ended by signal 9", "ended with status 1"; empty while it runs
    std::string how_it_ended() const;

private:
    pid_t pid_ = 0;
    int status_ = 0;
    bool reaped_ = false;
    asio::posix::stream_descriptor end_;  // a pidfd: readable when the child has ended
};

}
