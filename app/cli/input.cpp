// SPDX-License-Identifier: GPL-3.0-or-later
// Reading in blocks, so that a file of any size costs only the window.
#include "app/cli/input.h"

#include "app/cli/command_error.h"

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace tokenarium::cli {

namespace {

constexpr std::size_t firstWindow = 1 << 20;

[[noreturn]] void cannotRead(const std::string& name, int reason) {
    throw CommandError(ExitCode::BadInput, name + ": cannot be read: " + std::strerror(reason) + ".");
}

} // namespace

Input::Input(std::string text, std::string nameForMessages)
    : shownName(std::move(nameForMessages))
    , buffer(std::move(text))
    , end(buffer.size())
    , ended(true) {}

Input Input::open(const std::string& name) {
    Input input(name == "-" ? "standard input" : name);
    std::error_code ignored;
    input.stream.reset(name == "-" ? stdin : std::fopen(name.c_str(), "rb"));
    if (!input.stream) cannotRead(name, errno);
    input.readMore();
    return input;
}

std::string_view Input::available() const {
    return {buffer.data() + begin, end - begin};
}

void Input::consume(std::size_t bytes) { begin += bytes; }

void Input::readMore() {
    if (ended) return;
    const std::size_t bytes = std::max(firstWindow, end - begin);
    buffer.erase(0, begin);
    begin = 0;
    const std::size_t before = buffer.size();
    buffer.resize(before + bytes);
    errno = 0;
    const std::size_t got = std::fread(buffer.data() + before, 1, bytes, stream.get());
    if (got < bytes && std::ferror(stream.get())) cannotRead(shownName, errno);
    buffer.resize(before + got);
    end = buffer.size();
    ended = got < bytes;
}

} // namespace tokenarium::cli
