// SPDX-License-Identifier: GPL-3.0-or-later
// What a person has typed as the tokens a model reads: marks and all.
#pragma once

#include "engine/model/open_model.h"

#include <cstddef>
#include <string_view>
#include <vector>

namespace tokenarium {

struct PromptTokens {
    std::vector<TokenId> ids;
    std::size_t opening = 0; ///< of them are marks that the person has not written
};

/// Special tokens that are written in the prompt are taken as such; what of the opening marks is written is
/// not added a second time. Empty where the prompt is empty and the model has no mark of beginning. The model
/// has a tokenizer.
PromptTokens promptTokens(const OpenedModel& model, std::string_view prompt);

} // namespace tokenarium
