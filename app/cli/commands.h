// SPDX-License-Identifier: GPL-3.0-or-later
// The subcommands of tokenarium-cli, one file each.
#pragma once

#include "app/cli/output.h"
#include "engine/text/text_tokenizer.h"
#include "engine/text/tokenizer_catalog.h"

#include <memory>
#include <span>
#include <string>
#include <vector>

namespace tokenarium::cli {

/// A subcommand gets the words after its name, writes its answer to `output`, and throws CommandError where
/// it cannot go on.
struct Command {
    const char* name;
    const char* summary; ///< one line for the list of commands
    const char* help;    ///< what --help prints
    void (*run)(const std::vector<std::string>& words, Output& output);
};

extern const Command encodeCommand, decodeCommand, countCommand, tokenizersCommand, trainTokenizerCommand,
    trainCommand, storiesCommand, paramsCommand, generateCommand, evaluateCommand, modelCommand, traceCommand,
    signatureCommand, tokensCommand, trainCodebookCommand, costCommand, servingCommand;

/// Those this program was built with, in the order in which they are told.
std::span<const Command* const> commandList();

/// Where this program looks for vocabularies.
TokenizerCatalog installedTokenizers();

/// Throws CommandError: WrongUse for a name that is neither a tokenizer nor a file, Missing where the
/// vocabulary is not there, BadInput where it cannot be read.
std::shared_ptr<const TextTokenizer> loadTokenizer(const TokenizerCatalog& catalog,
                                                   const std::string& nameOrFile);

/// How to come by a vocabulary that is not present.
std::string howToGet(const TokenizerInfo& info);

} // namespace tokenarium::cli
