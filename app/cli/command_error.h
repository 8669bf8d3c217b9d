// SPDX-License-Identifier: GPL-3.0-or-later
// Exit codes of tokenarium-cli, and the error that carries one together with a sentence for a person.
#pragma once

#include <stdexcept>
#include <string>

namespace tokenarium::cli {

enum class ExitCode {
    Done = 0,
    SaidNo = 1,   ///< a check said no
    WrongUse = 2, ///< unknown command, option or value
    BadInput = 3, ///< an input cannot be read or understood, or the answer cannot be written
    Missing = 4,  ///< a vocabulary or another resource is not there
};

/// Ends the command; main() prints the sentence to stderr.
class CommandError : public std::runtime_error {
public:
    CommandError(ExitCode exitCode, const std::string& sentence)
        : std::runtime_error(sentence)
        , code(exitCode) {}
    const ExitCode code;
};

/// Whoever read our output has closed it: nothing is left to do and nothing to say.
class ReaderGone : public std::exception {};

} // namespace tokenarium::cli
