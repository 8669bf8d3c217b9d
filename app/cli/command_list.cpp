// SPDX-License-Identifier: GPL-3.0-or-later
// All subcommands.
#include "app/cli/commands.h"

namespace tokenarium::cli {

std::span<const Command* const> commandList() {
    static constexpr const Command* all[] = {
        &encodeCommand,         &decodeCommand,       &countCommand,    &tokensCommand, &tokenizersCommand,
        &trainTokenizerCommand, &trainCommand,        &storiesCommand,  &paramsCommand, &costCommand,
        &servingCommand,        &generateCommand,     &evaluateCommand, &modelCommand,  &traceCommand,
        &signatureCommand,      &trainCodebookCommand};
    return all;
}

} // namespace tokenarium::cli
