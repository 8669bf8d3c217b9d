// SPDX-License-Identifier: GPL-3.0-or-later
// The buffer is ours rather than stdio's so that a failed write is noticed once, with its reason.
#include "app/cli/output.h"

#include "app/cli/command_error.h"

#include <cerrno>
#include <charconv>
#include <cstdio>
#include <cstring>

namespace tokenarium::cli {

namespace {
constexpr std::size_t blockSize = 64 * 1024;
} // namespace

void Output::write(std::string_view text) {
    buffer += text;
    if (buffer.size() >= blockSize) flush();
}

void Output::write(char character) {
    buffer += character;
    if (buffer.size() >= blockSize) flush();
}

void Output::writeNumber(std::uint64_t number) {
    char digits[24];
    const auto end = std::to_chars(digits, digits + sizeof digits, number).ptr;
    write(std::string_view(digits, std::size_t(end - digits)));
}

void Output::flush() {
    errno = 0;
    const std::size_t written = std::fwrite(buffer.data(), 1, buffer.size(), stdout);
    const bool failed = written < buffer.size() || std::fflush(stdout) != 0;
    const int reason = errno;
    buffer.clear(); // also after a failure, so that nobody tries again
    if (!failed) return;
    if (reason == EPIPE) throw ReaderGone();
    throw CommandError(ExitCode::BadInput, std::string("standard output: cannot be written: ") +
                                               std::strerror(reason) + ". The answer is not complete.");
}

} // namespace tokenarium::cli
