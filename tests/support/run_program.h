// SPDX-License-Identifier: GPL-3.0-or-later
// Runs a program as a person or a script would: arguments, standard input, what it answers, what it says.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tokenarium::testing {

struct ProgramRun {
    std::vector<std::string> command; ///< the program and its arguments
    std::string input;                ///< standard input, through a pipe
    /// Writes further input by calling `write`, which returns false when nobody reads any more.
    std::function<void(const std::function<bool(std::string_view)>& write)> moreInput;
    std::map<std::string, std::string> environment; ///< in addition to ours
    std::optional<std::string> outputFile;          ///< where standard output goes instead of ProgramResult
    std::optional<std::size_t> closeOutputAfter;    ///< closes our end of the output after so many bytes
    std::optional<std::size_t> signalAfter; ///< sends `signal` once it has written so many bytes, and reads on
    int signal = 9;                         ///< 9 ends it at once, 2 is Ctrl-C
};

struct ProgramResult {
    int exitCode = -1; ///< 128 + signal where it was killed
    std::string output, messages;
    std::size_t peakMemory = 0; ///< most bytes resident while it read its input
};

/// Throws std::runtime_error where the program cannot be started.
ProgramResult runProgram(const ProgramRun& run);

} // namespace tokenarium::testing
