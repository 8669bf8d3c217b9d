// SPDX-License-Identifier: GPL-3.0-or-later
// The engine's prompt, which the command line refuses where nothing is left of it.
#include "app/cli/prompt_tokens.h"

#include "app/cli/command_error.h"
#include "engine/model/prompt_tokens.h"

namespace tokenarium::cli {

std::vector<TokenId> promptTokens(const OpenedModel& model, const std::string& prompt) {
    std::vector<TokenId> ids = tokenarium::promptTokens(model, prompt).ids;
    if (ids.empty())
        throw CommandError(ExitCode::BadInput,
                           "the prompt is empty, and this model has no mark of beginning from which it could "
                           "start; give at least one word.");
    return ids;
}

} // namespace tokenarium::cli
