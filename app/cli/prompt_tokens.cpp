// SPDX-License-Identifier: GPL-3.0-or-later
// What a person has written of the marks is not written a second time.
#include "app/cli/prompt_tokens.h"

#include "app/cli/command_error.h"

namespace tokenarium::cli {

std::vector<TokenId> promptTokens(const OpenedModel& model, const std::string& prompt) {
    std::vector<TokenId> written, ids;
    for (const Token& token : encode(*model.tokenizer, prompt, SpecialMode::Special).tokens)
        written.push_back(token.id);
    const Vocabulary& vocabulary = model.tokenizer->vocabulary();
    const bool marked = !written.empty() && vocabulary.kind(written.front()) == TokenKind::Special;
    const auto& beginning = model.marks.beginning;
    if (!marked)
        ids = openingOf(model.marks, prompt);
    else if (model.marks.beginsTexts && written.front() != *beginning)
        ids.push_back(*beginning);
    if (ids.empty() && written.empty() && beginning) ids.push_back(*beginning);
    ids.insert(ids.end(), written.begin(), written.end());
    if (ids.empty())
        throw CommandError(ExitCode::BadInput,
                           "the prompt is empty, and this model has no mark of beginning from which it could "
                           "start; give at least one word.");
    return ids;
}

} // namespace tokenarium::cli
