// SPDX-License-Identifier: GPL-3.0-or-later
// A file or standard input, seen through a window of a few megabytes that moves forward.
#pragma once

#include <cstdio>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace tokenarium::cli {

/// Files, pipes and standard input are read the same way, into a buffer as large as the window.
class Input {
public:
    /// "-" is standard input. Throws CommandError (BadInput) naming the file and the reason.
    static Input open(const std::string& name);
    /// A text in memory, `name` for messages.
    Input(std::string text, std::string nameForMessages);

    const std::string& name() const { return shownName; }
    /// The window: the bytes that follow those consumed.
    std::string_view available() const;
    /// Does the window reach to the end of the input?
    bool complete() const { return ended; }
    /// Moves the start of the window forward.
    void consume(std::size_t bytes);
    /// Makes the window at least twice as long, or reach to the end. Throws as open() does.
    void readMore();

private:
    explicit Input(std::string name) : shownName(std::move(name)) {}

    struct Closer {
        void operator()(std::FILE* file) const {
            if (file != stdin) std::fclose(file);
        }
    };
    std::string shownName;
    std::unique_ptr<std::FILE, Closer> stream;
    std::string buffer;             // what was read of the stream, or the text in memory
    std::size_t begin = 0, end = 0; // the window in the buffer
    bool ended = false;
};

} // namespace tokenarium::cli
