// SPDX-License-Identifier: GPL-3.0-or-later
// tokenarium-cli: finds the subcommand, runs it, and turns what went wrong into a sentence and an exit code.
#include "app/cli/command_error.h"
#include "app/cli/commands.h"
#include "app/cli/standard_streams.h"

#include <algorithm>
#include <iostream>
#include <new>

namespace tokenarium::cli {

namespace {

void writeHelp(Output& output) {
    output.write("tokenarium-cli COMMAND …\n\nText to tokens and back, for scripts and for terminals.\n\n");
    for (const Command* command : commandList()) {
        std::string name = command->name;
        name.resize(17, ' ');
        output.write("  " + name + command->summary + "\n");
    }
    output.write(
        "\n  COMMAND --help  what it takes and gives\n  --version       the version\n\n"
        "Exit codes: 0 done, 1 a check said no, 2 wrong use, 3 bad input, 4 a resource is missing.\n");
}

const Command& commandNamed(const std::string& name) {
    std::string names;
    for (const Command* command : commandList()) {
        if (name == command->name) return *command;
        names += (names.empty() ? "" : ", ") + std::string(command->name);
    }
    throw CommandError(ExitCode::WrongUse, name + ": no such command; there are " + names + ".");
}

/// Is `option` among the words before "--"?
bool asks(const std::vector<std::string>& words, std::string_view option) {
    const auto end = std::find(words.begin(), words.end(), "--");
    return std::find(words.begin(), end, option) != end;
}

void run(const std::vector<std::string>& words, Output& output) {
    if (words.empty())
        throw CommandError(ExitCode::WrongUse, "a command is needed; see tokenarium-cli --help.");
    if (asks(words, "--version")) return output.write("tokenarium-cli " TOKENARIUM_VERSION "\n");
    if (words[0] == "--help" || words[0] == "-h" || words[0] == "help") return writeHelp(output);
    const Command& command = commandNamed(words[0]);
    const std::vector<std::string> rest(words.begin() + 1, words.end());
    if (asks(rest, "--help") || asks(rest, "-h")) return output.write(command.help);
    command.run(rest, output);
}

ExitCode complain(ExitCode code, const std::string& sentence) {
    std::cerr << "tokenarium-cli: " << sentence << "\n";
    return code;
}

/// Runs and writes out what was answered, also before a failure.
ExitCode runToEnd(const std::vector<std::string>& words) {
    Output output;
    try {
        try {
            run(words, output);
        } catch (const ReaderGone&) {
            return ExitCode::Done;
        } catch (...) {
            output.flush();
            throw;
        }
        output.flush();
        return ExitCode::Done;
    } catch (const ReaderGone&) {
        return ExitCode::Done;
    } catch (const CommandError& error) {
        return complain(error.code, error.what());
    } catch (const std::bad_alloc&) {
        return complain(ExitCode::BadInput, "there is not enough memory for this input.");
    } catch (const std::exception& error) {
        return complain(ExitCode::BadInput, error.what());
    }
}

} // namespace

} // namespace tokenarium::cli

int main(int argc, char** argv) {
    tokenarium::cli::prepareStandardStreams();
    return int(tokenarium::cli::runToEnd({argv + 1, argv + std::max(1, argc)}));
}
