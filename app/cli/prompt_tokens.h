// SPDX-License-Identifier: GPL-3.0-or-later
// A prompt as a model reads it.
#pragma once

#include "engine/model/open_model.h"

#include <string>
#include <vector>

namespace tokenarium::cli {

/// The tokens of the prompt, special ones among them where they are written, after what stands before a text:
/// the mark of beginning and of the language, unless they are written too. An empty prompt is the mark of
/// beginning alone. Throws CommandError (BadInput) where there is no such mark. The model must have a
/// tokenizer.
std::vector<TokenId> promptTokens(const OpenedModel& model, const std::string& prompt);

} // namespace tokenarium::cli
