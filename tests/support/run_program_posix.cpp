// SPDX-License-Identifier: GPL-3.0-or-later
// runProgram with fork and pipes. One thread feeds the input, so that neither side waits for the
// other.
#include "tests/support/run_program.h"

#include <csignal>
#include <cstdlib>
#include <fstream>
#include <stdexcept>
#include <thread>

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace tokenarium::testing {

namespace {

struct Pipe {
    int ends[2];
    Pipe() {
        if (::pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error("no pipe could be made");
    }
};

[[noreturn]] void becomeProgram(const ProgramRun& run, int input, int output, int messages) {
    ::dup2(input, 0);
    if (run.outputFile) output = ::open(run.outputFile->c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0644);
    ::dup2(output, 1);
    ::dup2(messages, 2);
    for (const auto& [name, value] : run.environment) ::setenv(name.c_str(), value.c_str(), 1);
    std::vector<char*> words;
    for (const std::string& word : run.command) words.push_back(const_cast<char*>(word.c_str()));
    words.push_back(nullptr);
    ::execv(words[0], words.data());
    ::_exit(127);
}

bool writeAll(int file, std::string_view text) {
    while (!text.empty()) {
        const ssize_t written = ::write(file, text.data(), text.size());
        if (written <= 0) return false;
        text.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

void readAll(int file, std::string& into, std::optional<std::size_t> limit,
             const std::function<void()>& afterBlock = {}) {
    char block[65536];
    for (ssize_t got; (got = ::read(file, block, sizeof block)) > 0;) {
        into.append(block, static_cast<std::size_t>(got));
        if (limit && into.size() >= *limit) break;
        if (afterBlock) afterBlock();
    }
    ::close(file);
}

/// What the kernel says of a running process. (wait4 tells too, but counts what we held when it was forked.)
std::size_t peakMemoryOf(pid_t process) {
    std::ifstream status("/proc/" + std::to_string(process) + "/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with("VmHWM:")) return std::stoul(line.substr(6)) * 1024;
    return 0;
}

std::size_t feed(const ProgramRun& run, int file, pid_t process) {
    if (writeAll(file, run.input) && run.moreInput)
        run.moreInput([file](std::string_view text) { return writeAll(file, text); });
    const std::size_t memory = peakMemoryOf(process);
    ::close(file);
    return memory;
}

} // namespace

ProgramResult runProgram(const ProgramRun& run) {
    std::signal(SIGPIPE, SIG_IGN);
    Pipe input, output, messages;
    const pid_t child = ::fork();
    if (child < 0) throw std::runtime_error("the program could not be started");
    if (child == 0) becomeProgram(run, input.ends[0], output.ends[1], messages.ends[1]);
    ::close(input.ends[0]);
    ::close(output.ends[1]);
    ::close(messages.ends[1]);
    ProgramResult result;
    std::thread feeder([&] { result.peakMemory = feed(run, input.ends[1], child); });
    std::thread listener([&] { readAll(messages.ends[0], result.messages, std::nullopt); });
    bool sent = false;
    readAll(output.ends[0], result.output, run.closeOutputAfter, [&] {
        if (sent || !run.signalAfter || result.output.size() < *run.signalAfter) return;
        sent = ::kill(child, run.signal) == 0;
    });
    int status = 0;
    ::waitpid(child, &status, 0);
    feeder.join();
    listener.join();
    result.exitCode = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    return result;
}

} // namespace tokenarium::testing
