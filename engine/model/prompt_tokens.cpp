// SPDX-License-Identifier: GPL-3.0-or-later
// What a person has written of the marks is not written a second time.
#include "engine/model/prompt_tokens.h"

namespace tokenarium {

PromptTokens promptTokens(const OpenedModel& model, std::string_view prompt) {
    std::vector<TokenId> written;
    for (const Token& token : encode(*model.tokenizer, prompt, SpecialMode::Special).tokens)
        written.push_back(token.id);
    const Vocabulary& vocabulary = model.tokenizer->vocabulary();
    const bool marked = !written.empty() && vocabulary.kind(written.front()) == TokenKind::Special;
    const auto& beginning = model.marks.beginning;
    PromptTokens prompted;
    if (!marked)
        prompted.ids = openingOf(model.marks, prompt);
    else if (model.marks.beginsTexts && written.front() != *beginning)
        prompted.ids.push_back(*beginning);
    if (prompted.ids.empty() && written.empty() && beginning) prompted.ids.push_back(*beginning);
    prompted.opening = prompted.ids.size();
    prompted.ids.insert(prompted.ids.end(), written.begin(), written.end());
    return prompted;
}

} // namespace tokenarium
