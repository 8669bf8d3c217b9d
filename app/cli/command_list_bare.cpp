// SPDX-License-Identifier: GPL-3.0-or-later
// The subcommands that need no ICU, for machines without packages.
#include "app/cli/commands.h"

namespace tokenarium::cli {

std::span<const Command* const> commandList() {
    static constexpr const Command* all[] = {&trainCommand,    &storiesCommand,  &paramsCommand,
                                             &generateCommand, &evaluateCommand, &modelCommand,
                                             &traceCommand,    &signatureCommand};
    return all;
}

} // namespace tokenarium::cli
