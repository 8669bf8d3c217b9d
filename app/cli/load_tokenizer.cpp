// SPDX-License-Identifier: GPL-3.0-or-later
// Loading the tokenizer an option names, with an exit code for each way in which that can fail.
#include "app/cli/command_error.h"
#include "app/cli/commands.h"

#include <filesystem>

namespace tokenarium::cli {

TokenizerCatalog installedTokenizers() { return TokenizerCatalog(TokenizerCatalog::defaultFolders()); }

std::string howToGet(const TokenizerInfo& info) {
    return "./run in the source folder fetches and converts " + info.source;
}

std::shared_ptr<const TextTokenizer> loadTokenizer(const TokenizerCatalog& catalog,
                                                   const std::string& nameOrFile) {
    const TokenizerInfo* info = catalog.find(nameOrFile);
    if (info && !info->present)
        throw CommandError(ExitCode::Missing, nameOrFile + ": its vocabulary is not installed (looked for " +
                                                  info->missing + "); " + howToGet(*info) + ".");
    std::error_code ignored;
    if (!info && !std::filesystem::exists(nameOrFile, ignored)) {
        if (nameOrFile.find_first_of("/\\.") != std::string::npos)
            throw CommandError(ExitCode::Missing, nameOrFile + ": there is no such vocabulary file.");
        std::string names;
        for (const TokenizerInfo& each : catalog.all()) names += (names.empty() ? "" : ", ") + each.name;
        throw CommandError(ExitCode::WrongUse, nameOrFile + ": no tokenizer of that name; there are " +
                                                   names + ", or give the path of a vocabulary file.");
    }
    try {
        return catalog.load(nameOrFile);
    } catch (const std::runtime_error& error) {
        throw CommandError(ExitCode::BadInput, error.what());
    }
}

} // namespace tokenarium::cli
